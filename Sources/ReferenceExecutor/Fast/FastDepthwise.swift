import CostModel
import VectorKernels

/// `depthwise` with one output for each channel; channels are cut into parts where several kernels
/// are mixed.
struct FastDepthwise: FastKernel {
  private struct Part: Sendable {
    let windows: Windows
    /// A row of channels for each tap.
    let weights: Storage
    let first, channels: Int

    /// Taps of a row that neighbouring windows share but for one.
    var shared: Int {
      windows.columns.stride == 1 && windows.columns.dilation == 1 ? windows.kernel.width : 0
    }
  }

  private let parts: [Part]
  private let bias: Storage
  private let finish: Finish
  private let loops: VectorLoops

  /// So many windows are worked on between looking up where they lie.
  private static let windowLimit = 256

  /// - Parameter parameters: weights in the order of the counting kernel, and a bias.
  init(_ kernel: ConvolutionKernel, _ parameters: [Storage], _ finish: Finish, _ loops: VectorLoops)
  {
    self.finish = finish
    self.loops = loops
    bias = parameters.count > 1 ? parameters[1] : Storage(kernel.output.channels)
    parts = kernel.parts.map { part in
      let taps = part.kernel.height * part.kernel.width
      // The loops take the weights of some channels together, tap by tap.
      let depth = Int(loops.calls.depth)
      let weights = Storage((part.groups + depth - 1) / depth * depth * taps)
      for channel in 0..<part.groups {
        for tap in 0..<taps {
          let place = (channel / depth * taps + tap) * depth + channel % depth
          weights.elements[place] = parameters[0].elements[part.firstWeight + channel * taps + tap]
        }
      }
      return Part(
        windows: Windows(
          kernel: part.kernel, rows: part.rows, columns: part.columns, from: kernel.input,
          to: kernel.output), weights: weights, first: part.firstInput, channels: part.groups)
    }
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on team: Team) {
    let width = output.size.width
    team.forEachRange(of: output.size.batch * output.size.height) { [self] lines in
      for part in parts {
        // Windows of one row share taps; others come as many at a time as is handy.
        let length = part.shared > 0 ? width : FastDepthwise.windowLimit
        let windows = lines.lowerBound * width..<lines.upperBound * width
        for start in stride(from: windows.lowerBound, to: windows.upperBound, by: length) {
          run(part, inputs[0], into: output, start..<min(windows.upperBound, start + length))
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
      task.bias = UnsafePointer(bias.elements + part.first)
      task.results = results
      task.pitch = output.pitch
      task.channels = part.channels
      task.count = range.count
      task.shared = part.shared
      (task.low, task.high) = (finish.low, finish.high)
      loops.calls.depthwise(&task)
    }
    finish.apply(
      results, pitch: output.pitch, count: range.count, channels: part.channels, loops)
  }
}
