import CostModel
import Symbolic

// Operators that are several at once: attention, and what ONNX Runtime's optimizer makes.
extension ONNXRule {
  // MARK: Attention

  /// `Attention` of version 23: with 3 axes, attributes tell the heads.
  static func attention(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var parts = [try call[0], try call[1], try call[2]]
    guard let rank = parts[0].shape?.sizes.count else { return .unknown }
    guard rank == 3 else { return try translator.attention(parts[0], parts[1], parts[2]) }
    let own = try count(call, "q_num_heads")
    let other = try count(call, "kv_num_heads")
    for (index, heads) in [own, other, other].enumerated() {
      parts[index] = try translator.heads(parts[index], heads)
    }
    return try translator.joinHeads(translator.attention(parts[0], parts[1], parts[2]))
  }

  /// `MultiHeadAttention`: queries, keys and values, and their bias.
  static func multiHeadAttention(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let heads = try count(call, "num_heads")
    guard call.optional(1) != nil, call.optional(2) != nil else {
      throw .invalid(Diagnostic("queries, keys and values in one tensor are not known"))
    }
    var parts: [Operand] = []
    for index in 0..<3 { parts.append(try translator.heads(call[index], heads)) }
    return try translator.joinHeads(translator.attention(parts[0], parts[1], parts[2]))
  }

  /// `Attention` of com.microsoft: a dense layer makes queries, keys and values.
  static func projectedAttention(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let heads = try count(call, "num_heads")
    guard let shape = try call[0].shape, let weights = try call[1].constant else {
      throw .undecided(.data)
    }
    guard shape.sizes.count == 3, weights.shape.sizes.count == 2 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 3"))
    }
    let all = weights.shape.sizes[1]
    try translator.require(
      shape.sizes[2], equals: weights.shape.sizes[0], "its weights are for other features")
    let made = try translator.add(
      .dense(Dense(channels: all, hasBias: call.optional(2) != nil, axis: 2)), [call[0]],
      weights: weights.key)
    let size = try translator.exactly { () throws(ArithmeticFault) in try all / 3 }
    var parts: [Operand] = []
    for index in 0..<3 {
      let start = try translator.exactly { () throws(ArithmeticFault) in
        try size * Formula(index)
      }
      let part = try translator.slice(made, axis: 2, start: start, count: size)
      parts.append(try translator.heads(part, heads))
    }
    return try translator.joinHeads(translator.attention(parts[0], parts[1], parts[2]))
  }

  private static func count(_ call: Call, _ name: String) throws(Refusal) -> Formula {
    guard let count = try call.integer(name), count > 0 else {
      throw .invalid(Diagnostic("its attribute \(name) is missing"))
    }
    return Formula(count)
  }

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
    case "LeakyRelu": return try translator.add(.activation(.leaky), [operand])
    case "Sigmoid": return try translator.add(.activation(.sigmoid), [operand])
    case "Tanh": return try translator.add(.activation(.tanh), [operand])
    case "HardSigmoid": return try translator.add(.activation(.hsigmoid), [operand])
    case "Clip":
      guard case .reals(let bounds)? = call.attribute("activation_params"), bounds == [0, 6] else {
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
        .axisNormalization(norm), [sum], weights: call.optional(2)?.constant?.key)
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
    let product = try product(&translator, call[0], call[3], call)
    guard let bias = call.optional(6) else { return product }
    return try translator.elementwise(.add, [product, bias])
  }

  /// `MatMulNBits`: weights of a few bits in blocks; attributes tell their sizes.
  static func packedProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    guard let rank = shape.sizes.indices.last else {
      throw .invalid(Diagnostic("it multiplies a single number"))
    }
    let inner = try count(call, "K")
    try translator.require(
      shape.sizes[rank], equals: inner,
      "its weights are for \(inner.text) numbers, and it reads \(shape.sizes[rank].text)")
    return try translator.add(
      .dense(
        Dense(channels: count(call, "N"), hasBias: call.optional(5) != nil, axis: rank)),
      [call[0]], weights: call.optional(1)?.constant?.key)
  }

  /// A product of which one factor is quantized, and a bias.
  static func biasedProduct(
    bias: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let product = try product(&translator, call[0], call[1], call)
      guard let bias = call.optional(bias) else { return product }
      return try translator.elementwise(.add, [product, bias])
    }
  }
}
