import CostModel
import VectorKernels

/// `depthwise` with one output per channel; channels are divided into parts if several kernels are
/// mixed.
struct FastDepthwise: FastKernel {
  private struct Part: Sendable {
    let windows: Windows
    /// Panels of channels, each with a row for each tap; a single panel unless windows slide.
    let weights: Storage
    let first, channels: Int
    /// Whether windows are processed by rows, because they share elements.
    let slides: Bool
  }

  private let parts: [Part]
  private let bias: Storage
  private let epilogue: Epilogue
  private let loops: VectorLoops

  /// How many windows are processed per lookup of their places.
  private static let windowLimit = 64
  /// Eight mebibytes: larger maps may come from memory.
  private static let cachedElements = 1 << 21

  /// - Parameter parameters: weights in the order of the counting kernel, and a bias.
  init(
    _ kernel: ConvolutionKernel, _ parameters: [Storage], _ epilogue: Epilogue, _ loops: VectorLoops
  ) {
    self.epilogue = epilogue
    self.loops = loops
    bias = parameters.count > 1 ? parameters[1] : Storage(kernel.output.channels)
    parts = kernel.parts.map { part in
      let (taps, slides) = (part.windows.taps, FastDepthwise.slides(part.windows))
      let panel = slides ? Int(loops.calls.columns) : part.groups
      let weights = Storage((part.groups + panel - 1) / panel * panel * taps)
      for channel in 0..<part.groups {
        for tap in 0..<taps {
          weights.elements[(channel / panel * taps + tap) * panel + channel % panel] =
            parameters[0].elements[part.firstWeight + channel * taps + tap]
        }
      }
      return Part(
        windows: Windows(part.windows, from: kernel.input, to: kernel.output), weights: weights,
        first: part.firstInput, channels: part.groups,
        slides: slides)
    }
  }

  private static func slides(_ map: MapWindows) -> Bool {
    [3, 5, 7].contains(map.width) && map.tapRows <= VK_HEIGHT && map.columns.dilation == 1
      && map.columns.stride <= 2
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    for part in parts {
      if part.slides {
        threadPool.forEachRange(of: output.size.batch * output.size.rows) { [self] lines in
          slide(part, inputs[0], into: output, lines)
        }
      } else {
        threadPool.forEachRange(of: output.positions, atMost: FastDepthwise.windowLimit) {
          [self] range in
          run(part, inputs[0], into: output, range)
        }
      }
    }
  }

  private func run(
    _ part: Part, _ input: PixelMap, into output: PixelMap, _ range: Range<Int>
  ) {
    let results = output[range.lowerBound] + part.first
    part.windows.withPointers(to: input, channel: part.first, windows: range) { pointers in
      var task = VKDepthwise()
      task.rows = pointers
      task.taps = part.windows.taps
      task.tapStride = range.count
      task.weights = UnsafePointer(part.weights.elements)
      task.weightPitch = part.channels
      task.bias = UnsafePointer(bias.elements + part.first)
      task.results = results
      task.pitch = output.pitch
      task.channels = part.channels
      task.count = range.count
      (task.low, task.high) = (epilogue.low, epilogue.high)
      loops.calls.depthwise(&task)
    }
    epilogue.apply(
      results, pitch: output.pitch, count: range.count, first: part.first,
      channels: part.channels, loops)
  }

  // MARK: By rows of windows

  private func slide(
    _ part: Part, _ input: PixelMap, into output: PixelMap, _ lines: Range<Int>
  ) {
    let (windows, map, size) = (part.windows, part.windows.map, output.size)
    var task = VKDepthwiseRow()
    task.height = Int32(map.tapRows)
    task.width = Int32(map.width)
    task.stride = Int32(map.columns.stride)
    task.column = map.columns.position(window: 0, tap: 0)
    (task.inputWidth, task.inputPitch) = (input.size.width, input.pitch)
    task.zeros = UnsafePointer(windows.zeros.elements)
    (task.pitch, task.count) = (output.pitch, size.width)
    (task.low, task.high) = (epilogue.low, epilogue.high)
    task.weights = UnsafePointer(part.weights.elements)
    task.bias = UnsafePointer(bias.elements + part.first)
    task.channels = part.channels
    let isLarge = input.size.elements + size.elements > FastDepthwise.cachedElements
    task.isLarge = isLarge ? 1 : 0
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Float>?.self, capacity: map.tapRows
    ) { rows in
      task.rows = UnsafePointer(rows.baseAddress)
      for line in lines {
        let (sample, row) = (line / size.rows, line % size.rows)
        for tap in 0..<map.tapRows {
          rows[tap] = map.row(of: row, tap: tap).map { y in
            UnsafePointer(input[(sample * input.size.rows + y) * input.size.width] + part.first)
          }
        }
        let results = output[line * size.width] + part.first
        task.results = results
        loops.calls.depthwiseRow(&task)
        epilogue.apply(
          results, pitch: output.pitch, count: size.width, first: part.first,
          channels: part.channels, loops)
      }
    }
  }
}
