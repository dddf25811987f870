import CostModel
import Symbolic

// Operators that are several at once, as ONNX Runtime's optimizer makes them.
extension ONNXRule {
  // MARK: With an activation, a bias or a sum

  /// `x * sigmoid(1.702 x)`.
  static func quickGelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let alpha = try call.real("alpha") ?? 1.702
    let scaled = try translator.add(
      .elementwise(Elementwise(.multiply, [.tensor, .number(alpha)])), [call[0]])
    let gate = try translator.add(.activation(.sigmoid), [scaled])
    return try translator.elementwise(.multiply, [call[0], gate])
  }

  /// A sum with a fourth input, if there is one, and an activation.
  static func fusedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var result = try convolution(&translator, call)
    if let other = call.optional(3) { result = try translator.elementwise(.add, [result, other]) }
    return try activated(&translator, call, result)
  }

  static func fusedGemm(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try activated(&translator, call, gemm(&translator, call))
  }

  private static func activated(
    _ translator: inout Translator, _ call: Call, _ operand: Operand
  ) throws(Refusal) -> Operand {
    switch try call.text("activation") ?? "" {
    case "": return operand
    case "Relu": return try translator.add(.activation(.relu), [operand])
    case "LeakyRelu":
      translator.standIn(call)
      return try translator.add(.activation(.leaky), [operand])
    case "Sigmoid": return try translator.add(.activation(.sigmoid), [operand])
    case "Tanh": return try translator.add(.activation(.tanh), [operand])
    case "HardSigmoid":
      translator.standIn(call)
      return try translator.add(.activation(.hsigmoid), [operand])
    case "Clip":
      guard case .reals(let bounds)? = call.attribute("activation_params"), bounds == [0, 6] else {
        translator.standIn(call)
        return try translator.add(
          .elementwise(Elementwise(.clip, [.tensor, .number(0), .number(1)])), [operand])
      }
      return try translator.add(.activation(.relu6), [operand])
    case let other: throw .invalid(Diagnostic("there is no activation \(quoted(other))"))
    }
  }

  /// A normalization of a sum, which is the fourth output.
  static func skipNormalization(
    isCentered: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      var sum = try translator.elementwise(.add, [call[0], call[1]])
      if let bias = call.optional(isCentered ? 4 : 3) {
        sum = try translator.elementwise(.add, [sum, bias])
      }
      guard let rank = sum.shape?.sizes.count, rank > 0 else { return .made([]) }
      let norm = AxisNormalization<Formula>(
        axes: [rank - 1], hasScale: call.optional(2) != nil,
        hasShift: isCentered && call.optional(3) != nil, isCentered: isCentered)
      let made = try translator.add(
        .axisNormalization(norm), [sum], weights: call.optional(2)?.constant?.key,
        parameters: call.constants(isCentered ? 2...3 : 2...2),
        numerics: epsilon(call, or: 1e-12))
      return .made([made, .unknown, .unknown, sum])
    }
  }

  // MARK: Quantized

  /// Both operands are followed by their scales and zero points.
  static func quantized(
    _ function: Elementwise.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try translator.elementwise(function, [call[0], call[3]])
    }
  }

  /// `QLinearWhere`: the condition, then both choices with their scales and zero points.
  static func quantizedSelection(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.elementwise(.select, [call[0], call[1], call[4]])
  }

  /// Scale and zero point of the result, then triples.
  static func quantizedConcatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var parts: [Operand] = []
    for index in stride(from: 2, to: call.inputs.count, by: 3) { parts.append(try call[index]) }
    guard let rank = parts.first?.shape?.sizes.count else { return .unknown }
    return try translator.concatenate(
      parts, axis: translator.axis(call.integer("axis") ?? 1, of: rank))
  }

  /// `QGemm`: a, b and c with the scales and zero points of a and b between.
  static func quantizedGemm(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    translator.store([call.optional(4), call.optional(5)], beside: try call[3])
    guard try call.integer("transA") ?? 0 == 0 else {
      let product = try product(&translator, call[0], call[3], call)
      guard let bias = call.optional(6) else { return product }
      return try translator.elementwise(.add, [product, bias])
    }
    return try translator.dense(
      call[0], call[3], bias: call.optional(6), outputsFirst: call.integer("transB") ?? 0 != 0)
  }

  /// `MatMulNBits`: weights of a few bits in blocks; attributes tell their sizes.
  static func packedProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    guard let rank = shape.sizes.indices.last else {
      throw .invalid(Diagnostic("it multiplies a single number"))
    }
    if let weights = call.optional(1) {
      translator.store([call.optional(2), call.optional(3)], beside: weights)
    }
    let inner = try positive(call, "K")
    try translator.require(
      shape.sizes[rank], equals: inner,
      "its weights are for \(inner.text) numbers, and it reads \(shape.sizes[rank].text)")
    return try translator.add(
      .dense(
        Dense(channels: positive(call, "N"), hasBias: call.optional(5) != nil, axis: rank)),
      [call[0]], weights: call.optional(1)?.constant?.key)
  }

  /// A product of which one factor is quantized, and a bias.
  static func biasedProduct(
    beside: [Int], bias: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      translator.store(beside.map { call.optional($0) }, beside: try call[1])
      let product = try product(&translator, call[0], call[1], call)
      guard let bias = call.optional(bias) else { return product }
      return try translator.elementwise(.add, [product, bias])
    }
  }

  // MARK: Embeddings

  /// `EmbedLayerNormalization`: rows of tables of words, places and segments, whose sum is
  /// normalized; also how many words there are, and the sum.
  ///
  /// - Parameter tables: the first of the inputs that hold the three tables, then scale and shift.
  static func normalizedEmbedding(
    tables first: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      guard let sizes = try call[0].shape?.sizes, sizes.count == 2 else { return .made([]) }
      var sum = try translator.gather(call[first], call[0], axis: 0)
      let places =
        call.optional(first + 6)
        ?? .constant(Constant(Shape([sizes[1]]), .int64, .open))
      sum = try translator.elementwise(
        .add, [sum, translator.gather(call[first + 1], places, axis: 0)])
      if let segments = call.optional(1), let table = call.optional(first + 2) {
        sum = try translator.elementwise(.add, [sum, translator.gather(table, segments, axis: 0)])
      }
      let made = try translator.add(
        .axisNormalization(AxisNormalization(axes: [2], hasScale: true, hasShift: true)), [sum],
        weights: call.optional(first + 3)?.constant?.key)
      return .made([made, .constant(Constant(Shape([sizes[0]]), .int32, .open)), sum])
    }
  }
}
