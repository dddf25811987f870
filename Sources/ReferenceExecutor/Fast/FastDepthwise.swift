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
  }

  private let parts: [Part]
  private let bias: Storage
  private let finish: Finish
  private let loops: VectorLoops

  /// So many windows are worked on between looking up where they lie.
  private static let windowLimit = 64
  /// A quarter of a mebibyte: half of a second cache of the usual size.
  private static let elementLimit = 1 << 16

  /// - Parameter parameters: weights in the order of the counting kernel, and a bias.
  init(_ kernel: ConvolutionKernel, _ parameters: [Storage], _ finish: Finish, _ loops: VectorLoops)
  {
    self.finish = finish
    self.loops = loops
    bias = parameters.count > 1 ? parameters[1] : Storage(kernel.output.channels)
    parts = kernel.parts.map { part in
      let taps = part.kernel.height * part.kernel.width
      let weights = Storage(taps * part.groups)
      for channel in 0..<part.groups {
        for tap in 0..<taps {
          weights.elements[tap * part.groups + channel] =
            parameters[0].elements[part.firstWeight + channel * taps + tap]
        }
      }
      return Part(
        windows: Windows(
          kernel: part.kernel, rows: part.rows, columns: part.columns, from: kernel.input,
          to: kernel.output), weights: weights, first: part.firstInput, channels: part.groups)
    }
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on team: Team) {
    team.forEachRange(of: output.positions) { [self] range in
      for part in parts { run(part, inputs[0], into: output, range) }
    }
  }

  private func run(
    _ part: Part, _ input: PixelMap, into output: PixelMap, _ range: Range<Int>
  ) {
    // As many channels at a time as rows under a kernel fit into the second cache.
    let rows = part.windows.kernel.height * input.size.width
    let block = max(64, FastDepthwise.elementLimit / rows / 64 * 64)
    for first in stride(from: 0, to: part.channels, by: block) {
      let channels = min(block, part.channels - first)
      for start in stride(
        from: range.lowerBound, to: range.upperBound, by: FastDepthwise.windowLimit)
      {
        let windows = start..<min(range.upperBound, start + FastDepthwise.windowLimit)
        run(part, first..<first + channels, input, into: output, windows)
      }
    }
  }

  private func run(
    _ part: Part, _ channels: Range<Int>, _ input: PixelMap, into output: PixelMap,
    _ range: Range<Int>
  ) {
    let first = part.first + channels.lowerBound
    let results = output[range.lowerBound] + first
    part.windows.withPointers(to: input, channel: first, windows: range) { pointers in
      var task = VKDepthwise()
      task.rows = pointers
      task.taps = part.windows.taps
      task.tapStride = range.count
      task.weights = UnsafePointer(part.weights.elements + channels.lowerBound)
      task.weightPitch = part.channels
      task.bias = UnsafePointer(bias.elements + first)
      task.results = results
      task.pitch = output.pitch
      task.channels = channels.count
      task.count = range.count
      (task.low, task.high) = (finish.low, finish.high)
      loops.calls.depthwise(&task)
    }
    finish.apply(
      results, pitch: output.pitch, count: range.count, channels: channels.count, loops)
  }
}
