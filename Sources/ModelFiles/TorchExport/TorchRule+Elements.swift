import CostModel
import Symbolic

// Functions of elements, reductions and normalizations.
extension TorchRule {
  /// A function of these arguments, which are tensors or numbers.
  static func elementwise(
    _ function: Elementwise.Function, _ names: [String] = ["self", "other"]
  ) -> Rule {
    .one { (translator, call) throws(Refusal) in
      var operands: [Operand] = []
      for name in names { operands.append(try call.operand(name, translator)) }
      return try translator.elementwise(function, operands)
    }
  }

  /// A function of one tensor, with numbers among its arguments.
  static func function(
    _ function: Elementwise.Function, _ numbers: [(name: String, usual: Double)]
  ) -> Rule {
    .one { (translator, call) throws(Refusal) in
      var operands: [Elementwise.Operand] = [.tensor]
      for (name, usual) in numbers { operands.append(.number(try call.number(name) ?? usual)) }
      return try translator.add(.elementwise(Elementwise(function, operands)), [call.subject()])
    }
  }

  /// A function of one tensor.
  static func function(_ function: Elementwise.Function) -> Rule {
    .one { (translator, call) throws(Refusal) in
      try translator.elementwise(function, [call.subject()])
    }
  }

  /// Exact, or by tanh.
  static func gelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var numerics = Numerics()
    numerics.approximatesGELU = try call.text("approximate") == "tanh"
    return try translator.add(.activation(.gelu), [call.subject()], numerics: numerics)
  }

  static func leaky(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var numerics = Numerics()
    numerics.slope = try call.number("negative_slope") ?? 0.01
    return try translator.add(.activation(.leaky), [call.subject()], numerics: numerics)
  }

  static func activation(_ activation: Activation) -> Rule {
    .one { (translator, call) throws(Refusal) in
      try translator.add(.activation(activation), [call.subject()])
    }
  }

  /// `self + alpha * other`, or with their roles exchanged.
  static func sum(
    _ function: Elementwise.Function, isReversed: Bool = false
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let first = try call.operand("self", translator)
      var other = try call.operand("other", translator)
      let alpha = try call.number("alpha") ?? 1
      if isReversed {
        return try translator.elementwise(function, [other, scaled(&translator, first, alpha)])
      }
      other = try scaled(&translator, other, alpha)
      return try translator.elementwise(function, [first, other])
    }
  }

  private static func scaled(
    _ translator: inout Translator, _ operand: Operand, _ factor: Double
  ) throws(Refusal) -> Operand {
    factor == 1
      ? operand : try translator.elementwise(.multiply, [operand, translator.number(factor)])
  }

  static func quotient(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let operands = [try call.operand("self", translator), try call.operand("other", translator)]
    switch try call.text("rounding_mode") {
    case "trunc":
      translator.standIn(call)
      return try translator.elementwise(.floorDivide, operands)
    case "floor": return try translator.elementwise(.floorDivide, operands)
    default: return try translator.elementwise(.divide, operands)
    }
  }

  /// `self + value * tensor1 * tensor2`, or by the quotient.
  static func sumOf(
    _ function: Elementwise.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let inner = try translator.elementwise(
        function, [call.tensor("tensor1"), call.tensor("tensor2")])
      let value = try scaled(&translator, inner, call.number("value") ?? 1)
      return try translator.elementwise(.add, [call.tensor("self"), value])
    }
  }

  static func clamp(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    func bound(_ names: [String]) throws(Refusal) -> Operand? {
      for name in names {
        if let operand = call.optional(name) { return operand }
        if let number = try call.number(name) { return translator.number(number) }
      }
      return nil
    }
    return try translator.clip(
      call.subject(), bound(["min", "min_val"]), bound(["max", "max_val"]))
  }

  /// Bounds of -1 and 1 unless told otherwise.
  static func hardTanh(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.clip(
      call.subject(), translator.number(call.number("min_val") ?? -1),
      translator.number(call.number("max_val") ?? 1))
  }

  /// A slope for each channel, or one for all.
  static func prelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let isSingle = try call.tensor("weight").shape?.sizes.allSatisfy { $0 == 1 } ?? true
    return try translator.add(
      .activation(isSingle ? .sharedPrelu : .prelu),
      [translator.map(call.subject(), .channelsFirst)],
      parameters: [call.tensor("weight").constant].compactMap(\.self))
  }

  /// One half, gated by the other.
  static func glu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axis = try translator.axis(call, "dim", or: -1, of: rank)
    let halves = try translator.split(input, axis: axis, into: 2)
    return try translator.elementwise(
      .multiply, [halves[0], translator.add(.activation(.sigmoid), [halves[1]])])
  }

  /// `log(sigmoid(x))`.
  static func logSigmoid(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.elementwise(.log, [translator.add(.activation(.sigmoid), [call.subject()])])
  }

  /// The logarithm to a base, or of 1 more.
  static func log(
    over base: Double = 1, of added: Double = 0
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      var input = try call.subject()
      if added != 0 { input = try translator.elementwise(.add, [input, translator.number(added)]) }
      return try scaled(&translator, translator.elementwise(.log, [input]), 1 / base)
    }
  }

  static func lerp(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let first = try call.tensor("self")
    let difference = try translator.elementwise(.subtract, [call.tensor("end"), first])
    let part = try translator.elementwise(
      .multiply, [difference, call.operand("weight", translator)])
    return try translator.elementwise(.add, [first, part])
  }

  /// A value where the mask says so.
  static func masked(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.elementwise(
      .select, [call.tensor("mask"), call.operand("value", translator), call.tensor("self")])
  }
}
