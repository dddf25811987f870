import CostModel
import VectorKernels

/// The inner loops of an instruction set.
///
/// Unchecked: a constant of C.
struct VectorLoops: @unchecked Sendable {
  private let pointer: UnsafePointer<VKKernels>

  /// The best loops for this machine.
  static let best = VectorLoops(VKChoose(nil))

  /// The loops of an instruction set: `AVX-512`, `AVX2`, `SSE2` or `NEON`; nil if the machine does
  /// not have it.
  init?(named name: String) {
    guard let pointer = VKChoose(name) else { return nil }
    self.pointer = pointer
  }

  private init(_ pointer: UnsafePointer<VKKernels>?) {
    guard let pointer else { preconditionFailure("every architecture has loops") }
    self.pointer = pointer
  }

  var name: String { String(cString: pointer.pointee.name) }

  var calls: VKKernels {
    @inline(__always) _read { yield pointer.pointee }
  }
}

/// A fast operator for inputs of known sizes and given parameters.
///
/// It is the counterpart of ``Kernel`` for the same operators, but counts nothing.
protocol FastKernel: Sendable {
  /// Writes every output.
  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool)
}

/// What is applied to results before they are written.
struct Epilogue {
  /// Results are clamped to this range: enough for activations that only clip.
  private(set) var low: Float = -.infinity
  private(set) var high: Float = .infinity
  /// The activation to apply afterwards.
  private var activation: VKActivation?
  /// The factor for numbers below 0, one per channel.
  private var slopes: Storage?

  /// No change.
  static let none = Epilogue(nil, slopes: [], channels: 0)

  /// - Parameters:
  ///   - slopes: the trained slopes of the activation: none, one, or one per channel.
  ///   - channels: the number of channels of the results.
  init(_ activation: Activation?, slopes parameters: [Storage], channels: Int) {
    if let parameters = parameters.first {
      let slopes = Storage(channels)
      for channel in 0..<channels {
        slopes.elements[channel] = parameters.elements[channel % parameters.count]
      }
      self.slopes = slopes
    }
    switch activation {
    case nil, .prelu, .sharedPrelu: break
    case .relu: low = 0
    case .relu6: (low, high) = (0, 6)
    case .leaky: self.activation = VKLeaky
    case .swish: self.activation = VKSwish
    case .hswish: self.activation = VKHardSwish
    case .sigmoid: self.activation = VKSigmoid
    case .hsigmoid: self.activation = VKHardSigmoid
    case .tanh: self.activation = VKTanh
    case .gelu: self.activation = VKGelu
    }
  }

  /// Applies what the loops that made the results have not.
  ///
  /// - Parameter first: the first channel of the rows.
  func apply(
    _ rows: UnsafeMutablePointer<Float>, pitch: Int, count: Int, first: Int = 0, channels: Int,
    _ loops: VectorLoops
  ) {
    if let slopes {
      for row in 0..<count {
        let result = rows + row * pitch
        loops.calls.slope(result, slopes.elements + first, result, channels)
      }
    }
    guard let activation else { return }
    if pitch == channels { return loops.calls.activation(activation, rows, rows, count * channels) }
    for row in 0..<count {
      loops.calls.activation(activation, rows + row * pitch, rows + row * pitch, channels)
    }
  }
}

extension VKActivation: @unchecked @retroactive Sendable {}

extension ThreadPool {
  /// Works on ranges of positions, a few per thread.
  func forEachRange(
    of count: Int, atMost largest: Int = .max, _ work: @escaping @Sendable (Range<Int>) -> Void
  ) {
    let share = size == 1 ? count : (count + 4 * size - 1) / (4 * size)
    let length = max(1, min(share, largest))
    forEach((count + length - 1) / length) { part in
      work(part * length..<min(count, (part + 1) * length))
    }
  }
}
