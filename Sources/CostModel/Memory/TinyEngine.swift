import Symbolic

/// The memory that MCUNet's engine, TinyEngine, plans for a network in int8, whose depthwise
/// convolutions work in place, channel by channel.
///
/// Source: github.com/mit-han-lab/tinyengine at 47bb2833, code_generator: `peakmem` in
/// GeneralMemoryScheduler.py, `get_sbuf_size` and `get_kbuf_size` in operators/.
package struct TinyEngine: Sendable {
  /// The bytes of live tensors at the peak.
  package let tensors: Int
  /// What an operator keeps aside of its input, for the layer that needs most: two patches of a
  /// convolution in 16 bits, or two padded channels of a depthwise one.
  package let patches: Int
  /// The kernels of one convolution with more than one tap, in 16 bits, for the largest.
  package let kernels: Int

  /// All of it.
  package var bytes: Int { tensors + patches + kernels }

  /// What it plans for a network without free parameters.
  ///
  /// - Throws: as `MemoryTimeline` does.
  package init(_ network: Network) throws(Diagnostic) {
    let options = CountOptions(weights: .int8, activations: .int8)
    tensors = try MemoryTimeline(network, options, inPlace: .engine).peakBytes
    patches = network.layers.map(\.patchBytes).max() ?? 0
    kernels = network.layers.map(\.kernelBytes).max() ?? 0
  }
}

extension Layer {
  fileprivate var patchBytes: Int {
    guard let input = inputs.first?.shape, let channels = input.channels.integerValue else {
      return 0
    }
    switch operation {
    case .convolution where kind == .depthwise:
      return 2
        * zip(input.map, kernel).reduce(1) { $0 * (($1.0.integerValue ?? 0) + $1.1 / 2 * 2) }
    case .convolution: return 4 * kernel.reduce(1, *) * channels
    case .dense: return 4 * channels
    default: return 0
    }
  }

  fileprivate var kernelBytes: Int {
    let taps = kernel.reduce(1, *)
    guard taps > 1, kind != .depthwise, let inputs = inputs.first?.shape.channels.integerValue,
      let outputs = output.shape.channels.integerValue
    else { return 0 }
    return 2 * taps * inputs * outputs
  }

  /// The taps of its kernel along each axis; none if it is no convolution.
  private var kernel: [Int] {
    guard case .convolution(let convolution) = operation else { return [] }
    return convolution.window.kernels.first?.sizes.map { $0.integerValue ?? 0 } ?? []
  }
}
