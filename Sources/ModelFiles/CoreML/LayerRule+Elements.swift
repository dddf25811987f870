import CostModel
import Symbolic

// Functions of elements, reductions and normalizations.
extension LayerRule {
  /// A function of all inputs; a single one is joined with the number `alpha`.
  static func elementwise(_ function: Elementwise.Function) -> Rule {
    .one { (translator, call) throws(Refusal) in
      var operands = try call.all()
      if operands.count == 1 { operands.append(translator.number(try call.real("alpha") ?? 0)) }
      return try translator.elementwise(function, operands)
    }
  }

  /// The kind of activation is an attribute.
  static func activation(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    func number(_ name: String, or usual: Double = 0) throws(Refusal) -> Double {
      try call.real(name) ?? usual
    }
    let plain: [(String, Activation)] = [
      ("ReLU", .relu), ("leakyReLU", .leaky), ("tanh", .tanh), ("sigmoid", .sigmoid),
    ]
    for (name, activation) in plain where call.attribute(name) != nil {
      return try translator.add(.activation(activation), [input])
    }
    if call.attribute("PReLU") != nil {
      var count: Int?
      if let slopes = key(call, "PReLU.alpha") { count = translator.file.tensors[slopes].count }
      return try translator.add(
        .activation(count == 1 ? .sharedPrelu : .prelu), [map(&translator, input)])
    }
    if call.attribute("softsign") != nil { return try translator.elementwise(.softsign, [input]) }
    if call.attribute("softplus") != nil { return try translator.elementwise(.softplus, [input]) }
    if call.attribute("sigmoidHard") != nil {
      return try translator.hardSigmoid(
        input, number("sigmoidHard.alpha"), number("sigmoidHard.beta"))
    }
    if call.attribute("ELU") != nil {
      return try translator.add(
        .elementwise(Elementwise(.elu, [.tensor, .number(number("ELU.alpha"))])), [input])
    }
    if call.attribute("thresholdedReLU") != nil {
      return try translator.add(
        .elementwise(Elementwise(.threshold, [.tensor, .number(number("thresholdedReLU.alpha"))])),
        [input])
    }
    if call.attribute("linear") != nil {
      return try translator.scaled(input, number("linear.alpha"), number("linear.beta"))
    }
    if call.attribute("scaledTanh") != nil {
      let inner = try translator.scaled(input, number("scaledTanh.beta"), 0)
      return try translator.scaled(
        translator.add(.activation(.tanh), [inner]), number("scaledTanh.alpha"), 0)
    }
    throw .undecided(.unknown)
  }

  /// Functions by their number, of `scale x + shift`.
  static func unary(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (scale, shift) = (try call.real("scale") ?? 1, try call.real("shift") ?? 0)
    let input = try translator.scaled(call[0], scale, shift)
    let alpha = translator.number(try call.real("alpha") ?? 0)
    switch try call.integer("type") ?? 0 {
    case 0: return try translator.elementwise(.sqrt, [input])
    case 1: return try translator.elementwise(.rsqrt, [input])
    case 2: return try translator.elementwise(.reciprocal, [input])
    case 3: return try translator.elementwise(.power, [input, alpha])
    case 4: return try translator.elementwise(.exp, [input])
    case 5: return try translator.elementwise(.log, [input])
    case 6: return try translator.elementwise(.abs, [input])
    case 7: return try translator.elementwise(.maximum, [input, alpha])
    case let type: throw .invalid(Diagnostic("there is no function of the number \(type)"))
    }
  }

  static func clip(
    _ least: String, _ most: String
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try translator.clip(
        call[0], translator.number(call.real(least) ?? 0), translator.number(call.real(most) ?? 0))
    }
  }

  /// Products with trained numbers, and sums.
  static func scale(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try translator.elementwise(
      .multiply, [map(&translator, call[0]), numbers(call, "scale", "shapeScale")])
    if try isTrue(call, "hasBias") {
      result = try translator.elementwise(.add, [result, numbers(call, "bias", "shapeBias")])
    }
    return result
  }

  static func bias(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.elementwise(
      .add, [map(&translator, call[0]), numbers(call, "bias", "shape")])
  }

  /// Weights in the shape that another attribute says.
  private static func numbers(
    _ call: Call, _ name: String, _ shape: String
  ) throws(Refusal) -> Operand {
    let sizes = try call.integers(shape) ?? [1]
    return .constant(
      Constant(Shape(sizes.map { Formula($0) }), .float32, .open, key: key(call, name)))
  }

  /// The sum of products over the channels.
  static func dot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let axis = rank < 3 ? rank - 1 : rank - 3
    let labels = Array(0..<rank)
    let product = try translator.add(
      .contraction(Contraction([labels, labels], to: labels.filter { $0 != axis })), call.all())
    return try translator.unsqueeze(product, [axis])
  }
}

extension Translator {
  /// `factor x + shift`.
  fileprivate mutating func scaled(
    _ operand: Operand, _ factor: Double, _ shift: Double
  ) throws(Refusal) -> Operand {
    var result = operand
    if factor != 1 { result = try elementwise(.multiply, [result, number(factor)]) }
    if shift != 0 { result = try elementwise(.add, [result, number(shift)]) }
    return result
  }
}
