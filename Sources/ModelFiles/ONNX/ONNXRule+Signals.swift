import CostModel
import Symbolic

// Fourier transforms. How many products one takes is up to the library: they count as traffic alone.
extension ONNXRule {
  /// `DFT`: along an axis, real or complex by the size of the last one.
  static func fourier(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard var sizes = try call[0].shape?.sizes else { return .unknown }
    guard sizes.count > 1 else {
      throw .invalid(Diagnostic("it reads a tensor of \(sizes.count) axes"))
    }
    var place = try call.integer("axis") ?? (call.version < 20 ? 1 : -2)
    if let operand = call.optional(2) { place = try translator.integers(operand).first ?? place }
    let axis = try translator.axis(place, of: sizes.count)
    if let length = call.optional(1), let size = try translator.sizes(length).first {
      sizes[axis] = size
    }
    let isInverse = try call.integer("inverse") ?? 0 != 0
    let isOneSided = try call.integer("onesided") ?? 0 != 0
    if isOneSided, isInverse, call.optional(1) == nil {
      sizes[axis] = try translator.exactly { () throws(ArithmeticFault) in
        try 2 * (sizes[axis] - 1)
      }
    }
    if isOneSided, !isInverse { sizes[axis] = try half(translator, sizes[axis]) }
    sizes[sizes.count - 1] = isOneSided && isInverse ? 1 : 2
    return try translator.opaque("fourier", [call[0]], to: sizes)
  }

  /// `STFT`: a transform of each frame of a signal.
  static func frames(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    guard shape.sizes.count > 1 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes"))
    }
    let step = try translator.sizes(call[1]).first ?? 1
    var length = call.optional(2)?.shape?.sizes.first
    if let operand = call.optional(3) { length = try translator.sizes(operand).first }
    guard let length else { throw .invalid(Diagnostic("it has neither a window nor its length")) }
    let count = try translator.exactly { () throws(ArithmeticFault) in
      try Formula.of("floor", (shape.sizes[1] - length) / step) + 1
    }
    let isOneSided = try call.integer("onesided") ?? 1 != 0
    let bins = isOneSided ? try half(translator, length) : length
    var inputs = [try call[0]]
    if let window = call.optional(2) { inputs.append(window) }
    return try translator.opaque("fourier", inputs, to: [shape.sizes[0], count, bins, 2])
  }

  /// The bins of a real signal that are not mirrored.
  private static func half(
    _ translator: Translator, _ size: Formula
  ) throws(Refusal) -> Formula {
    try translator.exactly { () throws(ArithmeticFault) in try Formula.of("floor", size / 2) + 1 }
  }

  /// `Rfft` of com.microsoft: the last axis, and one for the two parts of a number.
  static func realFourier(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard var sizes = try call[0].shape?.sizes, let last = sizes.indices.last else {
      return .unknown
    }
    sizes[last] = try half(translator, sizes[last])
    return try translator.opaque("fourier", [call[0]], to: sizes + [2])
  }

  /// `Irfft`: the reverse.
  static func inverseRealFourier(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let sizes = try call[0].shape?.sizes, sizes.count > 1 else { return .unknown }
    let size = try translator.exactly { () throws(ArithmeticFault) in
      try (sizes[sizes.count - 2] - 1) * 2
    }
    return try translator.opaque("fourier", [call[0]], to: sizes.dropLast(2) + [size])
  }

  /// `MelWeightMatrix`: a constant, bins x bands.
  static func bands(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let count = try translator.sizes(call[0]).first,
      let length = try translator.sizes(call[1]).first
    else { throw .invalid(Diagnostic("it has no sizes")) }
    return .constant(Constant(Shape([try half(translator, length), count]), .float32, .open))
  }
}
