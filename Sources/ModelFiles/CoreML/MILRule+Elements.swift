import CostModel
import Symbolic

// Functions of elements, reductions and normalizations.
extension MILRule {
  static func elementwise(
    _ function: Elementwise.Function, _ names: [String] = ["x", "y"]
  ) -> Rule {
    .one { (translator, call) throws(Refusal) in
      var operands: [Operand] = []
      for name in names { operands.append(try call.tensor(name)) }
      return try translator.elementwise(function, operands)
    }
  }

  static func function(_ function: Elementwise.Function) -> Rule { elementwise(function, ["x"]) }

  static func activation(_ activation: Activation) -> Rule {
    .one { (translator, call) throws(Refusal) in
      try translator.add(.activation(activation), [call.tensor("x")])
    }
  }

  /// A function with numbers among its arguments.
  static func parameterized(
    _ function: Elementwise.Function, _ numbers: [(name: String, usual: Double)]
  ) -> Rule {
    .one { (translator, call) throws(Refusal) in
      var operands: [Elementwise.Operand] = [.tensor]
      for (name, usual) in numbers {
        operands.append(.number(try real(&translator, call, name) ?? usual))
      }
      return try translator.add(.elementwise(Elementwise(function, operands)), [call.tensor("x")])
    }
  }

  /// `alpha x + beta`, inside another function or alone.
  static func linearly(_ outer: Activation?) -> Rule {
    .one { (translator, call) throws(Refusal) in
      let (alpha, beta) = (call.optional("alpha"), call.optional("beta"))
      var result = try call.tensor("x")
      if outer != nil {
        if let beta { result = try translator.elementwise(.multiply, [result, beta]) }
        result = try translator.add(.activation(.tanh), [result])
        if let alpha { result = try translator.elementwise(.multiply, [result, alpha]) }
        return result
      }
      if let alpha { result = try translator.elementwise(.multiply, [result, alpha]) }
      if let beta { result = try translator.elementwise(.add, [result, beta]) }
      return result
    }
  }

  /// `max(0, min(1, alpha x + beta))`; the usual one has a name.
  static func hardSigmoid(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let alpha = try real(&translator, call, "alpha") ?? 0.2
    let beta = try real(&translator, call, "beta") ?? 0.5
    return try translator.hardSigmoid(call.tensor("x"), alpha, beta)
  }

  static func clip(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.clip(call.tensor("x"), call.optional("alpha"), call.optional("beta"))
  }

  /// Nothing below a bound.
  static func threshold(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.clip(call.tensor("x"), call.optional("alpha"), nil)
  }

  static func prelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.add(
      .activation(.prelu), [translator.map(call.tensor("x"), .channelsFirst)])
  }

  // MARK: Reductions

  /// Over some axes, or all of them.
  static func reduction(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call.tensor("x")
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let given = try integers(&translator, call, "axes") ?? Array(0..<rank)
      return try translator.reduce(
        input, function, axes: translator.axes(given, of: rank),
        keeps: isTrue(&translator, call, "keep_dims"))
    }
  }

  static func place(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call.tensor("x")
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let axis = try translator.axis(integer(&translator, call, "axis") ?? -1, of: rank)
      return try translator.add(
        .reduction(
          Reduction(function, axes: [axis], keeps: isTrue(&translator, call, "keep_dims"))),
        [input])
    }
  }

  static func softmax(
    _ function: SharesFunction
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call.tensor("x")
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let axis = try translator.axis(integer(&translator, call, "axis") ?? -1, of: rank)
      return try translator.add(.softmax(Softmax(function, axis: axis)), [input])
    }
  }

  // MARK: Normalizations

  static func batchNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.normalizeBatch(
      call.tensor("x"), scale: call.optional("gamma"), shift: call.optional("beta"),
      mean: call.tensor("mean"), variance: call.tensor("variance"),
      epsilon: real(&translator, call, "epsilon") ?? 1e-5)
  }

  static func instanceNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call.tensor("x"), .channelsFirst)
    guard let rank = input.shape?.sizes.count else { return .unknown }
    guard rank > 2 else { throw .invalid(Diagnostic("it reads a tensor without a map")) }
    return try translator.add(
      .axisNormalization(
        AxisNormalization(
          axes: Array(2..<rank), trainedAxes: [1], hasScale: call.optional("gamma") != nil,
          hasShift: call.optional("beta") != nil)), [input],
      weights: call.optional("gamma")?.constant?.key)
  }

  static func layerNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axes = try integers(&translator, call, "axes") ?? Array(0..<rank)
    return try translator.add(
      .axisNormalization(
        AxisNormalization(
          axes: translator.axes(axes, of: rank), hasScale: call.optional("gamma") != nil,
          hasShift: call.optional("beta") != nil)), [input],
      weights: call.optional("gamma")?.constant?.key)
  }

  /// Divided by the root of the sum of squares over all axes but the first.
  static func l2Normalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axes = Array(max(rank - 3, 0)..<rank)
    let norm = try translator.add(
      .reduction(Reduction(.l2, axes: axes, keeps: true)), [input])
    return try translator.elementwise(.divide, [input, norm])
  }

  static func localResponse(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.add(.normalization(.lrn), [translator.map(call.tensor("x"), .channelsFirst)])
  }
}
