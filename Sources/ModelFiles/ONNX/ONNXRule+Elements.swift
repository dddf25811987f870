import CostModel
import Symbolic

// Functions of elements with constants of their own, reductions, normalizations.
extension ONNXRule {
  static func prelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (input, slope) = (try call[0], try call[1])
    guard let shape = input.shape, let slopes = slope.shape else { return .unknown }
    if slopes.sizes.allSatisfy({ $0 == 1 }) {
      return try translator.add(
        .activation(.sharedPrelu), [input],
        parameters: [slope.constant].compactMap(\.self))
    }
    if let axis = shape.channelAxis, slopes.varies(only: axis, of: shape) {
      return try translator.add(
        .activation(.prelu), [input], parameters: [slope.constant].compactMap(\.self))
    }
    return try translator.elementwise(.leaky, [input, slope])
  }

  /// `max(0, min(1, alpha x + beta))`; the usual one has a name.
  static func hardSigmoid(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let (alpha, beta) = (try call.real("alpha") ?? 0.2, try call.real("beta") ?? 0.5)
    if abs(alpha - 1.0 / 6) < 1e-4, beta == 0.5 {
      return try translator.add(.activation(.hsigmoid), [call[0]])
    }
    return try translator.add(
      .elementwise(Elementwise(.hardSigmoid, [.tensor, .number(alpha), .number(beta)])), [call[0]])
  }

  /// `x * sigmoid(alpha x)`.
  static func swish(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let alpha = try call.real("alpha") ?? 1
    if alpha == 1 { return try translator.add(.activation(.swish), [call[0]]) }
    let scaled = try translator.add(
      .elementwise(Elementwise(.multiply, [.tensor, .number(alpha)])), [call[0]])
    let gate = try translator.add(.activation(.sigmoid), [scaled])
    return try translator.elementwise(.multiply, [call[0], gate])
  }

  /// `SwiGLU`: a gate by `swish`, which multiplies the second input.
  static func swishGate(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.elementwise(.multiply, [swish(&translator, call), call[1]])
  }

  /// `BiasSoftmax` of com.microsoft: shares of a sum.
  static func biasedSoftmax(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let sum = try translator.elementwise(.add, [call[0], call[1]])
    guard let rank = sum.shape?.sizes.count else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? -1, of: rank)
    return try translator.add(.softmax(Softmax(axis: axis)), [sum])
  }

  static func biasedGelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var input = try call[0]
    if let bias = call.optional(1) { input = try translator.elementwise(.add, [input, bias]) }
    var numerics = Numerics()
    numerics.approximatesGELU = call.node.type == "FastGelu"
    return try translator.add(.activation(.gelu), [input], numerics: numerics)
  }

  /// Exact, or by tanh.
  static func gelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var numerics = Numerics()
    numerics.approximatesGELU = try call.text("approximate") == "tanh"
    return try translator.add(.activation(.gelu), [call[0]], numerics: numerics)
  }

  /// With a slope below 0, 0.01 unless told otherwise.
  static func leaky(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var numerics = Numerics()
    numerics.slope = try call.real("alpha") ?? 0.01
    return try translator.add(.activation(.leaky), [call[0]], numerics: numerics)
  }

  /// Bounds are inputs from version 11 on.
  static func clip(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    func bound(_ index: Int, _ name: String) throws(Refusal) -> Operand? {
      if let operand = call.optional(index) { return operand }
      guard let value = try call.real(name), let element = KnownElement(value) else { return nil }
      return .constant(Constant(Known(sizes: [], elements: [element], type: .float32)))
    }
    return try translator.clip(call[0], bound(1, "min"), bound(2, "max"))
  }

  /// A function with numbers among its attributes, in the order of their names.
  static func parameterized(
    _ function: Elementwise.Function, _ usual: [String: Double]
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      var operands: [Elementwise.Operand] = [.tensor]
      for (name, usual) in usual.sorted(by: { $0.key < $1.key }) {
        operands.append(.number(try call.real(name) ?? usual))
      }
      return try translator.add(.elementwise(Elementwise(function, operands)), [call[0]])
    }
  }

  // MARK: Reductions

  /// Axes are inputs from version 18 on, those of sums from 13 on.
  private static func axes(
    _ translator: inout Translator, _ call: Call, of rank: Int
  ) throws(Refusal) -> [Int]? {
    if let axes = try call.integers("axes") { return try translator.axes(axes, of: rank) }
    guard let operand = call.optional(1) else { return nil }
    return try translator.axes(translator.integers(operand), of: rank)
  }

  static func reduction(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call[0]
      guard let rank = input.shape?.sizes.count else { return .unknown }
      var axes = try axes(&translator, call, of: rank) ?? []
      if axes.isEmpty {
        guard try call.integer("noop_with_empty_axes") ?? 0 == 0 else { return input }
        axes = Array(0..<rank)
      }
      let keeps = try call.integer("keepdims") ?? 1 != 0
      return try translator.reduce(input, function, axes: axes, keeps: keeps)
    }
  }

  static func place(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call[0]
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let axis = try translator.axis(call.integer("axis") ?? 0, of: rank)
      let keeps = try call.integer("keepdims") ?? 1 != 0
      return try translator.add(
        .reduction(Reduction(function, axes: [axis], keeps: keeps)), [input])
    }
  }

  /// Up to version 12 over all axes from one on, which is only the last one where it matters.
  static func softmax(
    _ function: SharesFunction
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call[0]
      guard let shape = input.shape else { return .unknown }
      let rank = shape.sizes.count
      let isOld = call.version > 0 && call.version < 13
      let axis = try translator.axis(call.integer("axis") ?? (isOld ? 1 : -1), of: rank)
      guard isOld, shape.sizes[(axis + 1)...].contains(where: { $0 != 1 }) else {
        return try translator.add(.softmax(Softmax(function, axis: axis)), [input])
      }
      let (outer, inner) = try translator.exactly { () throws(ArithmeticFault) in
        (
          try Formula.product(Array(shape.sizes[..<axis])),
          try Formula.product(Array(shape.sizes[axis...]))
        )
      }
      let flat = try translator.reshape(input, to: [outer, inner])
      let made = try translator.add(.softmax(Softmax(function, axis: 1)), [flat])
      return try translator.reshape(made, to: shape.sizes, layout: shape.layout)
    }
  }

  static func cumulativeSum(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axes = try translator.axes(translator.integers(call[1]), of: rank)
    guard let axis = axes.first else { throw .invalid(Diagnostic("its axis is missing")) }
    for name in ["exclusive", "reverse"] where try call.integer(name) ?? 0 != 0 {
      translator.standIn(call)
    }
    return try translator.add(.softmax(Softmax(.cumulativeSum, axis: axis)), [input])
  }

  /// A loss: of each target, or of all together; also the logarithms of shares.
  static func loss(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    guard let scores = try call[0].shape, let targets = try call[1].shape else { return .made([]) }
    let isEach = try call.text("reduction") == "none"
    let inputs = call.inputs.compactMap(\.self)
    let loss = try translator.opaque("loss", inputs, to: isEach ? targets.sizes : [])
    guard call.node.outputs.count > 1 else { return .made([loss]) }
    let shares = try translator.add(
      .softmax(Softmax(.logSoftmax, axis: translator.axis(1, of: scores.sizes.count))), [call[0]])
    return .made([loss, shares])
  }

  // MARK: Normalizations

  static func batchNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    if try call.integer("training_mode") ?? 0 != 0 { translator.standIn(call) }
    return try translator.add(
      .normalization(.batchnorm), [translator.map(call[0], .channelsFirst)],
      weights: call.optional(1)?.constant?.key, parameters: call.constants(1...4),
      numerics: epsilon(call))
  }

  static func instanceNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .unknown }
    guard rank > 2 else { throw .invalid(Diagnostic("it reads a tensor without a map")) }
    return try translator.add(
      .axisNormalization(AxisNormalization(axes: Array(2..<rank), trainedAxes: [1])), [input],
      weights: call.optional(1)?.constant?.key, parameters: call.constants(1...2),
      numerics: epsilon(call))
  }

  static func groupNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsFirst)
    guard let rank = input.shape?.sizes.count else { return .unknown }
    guard rank > 2 else { throw .invalid(Diagnostic("it reads a tensor without a map")) }
    return try translator.add(
      .axisNormalization(
        AxisNormalization(
          axes: Array(2..<rank), trainedAxes: [1],
          groups: Formula(try call.integer("num_groups") ?? 1))), [input],
      weights: call.optional(1)?.constant?.key, parameters: call.constants(1...2),
      numerics: epsilon(call))
  }

  static func layerNormalization(
    isCentered: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call[0]
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let axis = try translator.axis(call.integer("axis") ?? -1, of: rank)
      return try translator.add(
        .axisNormalization(
          AxisNormalization(
            axes: Array(axis..<rank), hasScale: call.optional(1) != nil,
            hasShift: call.optional(2) != nil, isCentered: isCentered)), [input],
        weights: call.optional(1)?.constant?.key, parameters: call.constants(1...2),
        numerics: epsilon(call))
    }
  }

  /// Also the mean of what each normalizes, and 1 over its deviation, where they are asked for.
  static func layerNormalizationWithMoments(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    var made = [try layerNormalization(isCentered: true)(&translator, call)]
    guard call.node.outputs.count > 1, let rank = try call[0].shape?.sizes.count else {
      return .made(made)
    }
    let axes = Array(try translator.axis(call.integer("axis") ?? -1, of: rank)..<rank)
    made.append(try translator.reduce(call[0], .mean, axes: axes, keeps: true))
    made.append(
      try translator.elementwise(
        .rsqrt, [translator.reduce(call[0], .variance, axes: axes, keeps: true)]))
    return .made(made)
  }

  static func standardization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axes = try translator.axes(call.integers("axes") ?? [0, 2, 3], of: rank)
    var numerics = Numerics()
    numerics.epsilon = 1e-9
    return try translator.add(
      .axisNormalization(AxisNormalization(axes: axes, hasScale: false, hasShift: false)), [input],
      numerics: numerics)
  }

  static func lpNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? -1, of: rank)
    let function: Reduction.Function = try call.integer("p") ?? 2 == 1 ? .l1 : .l2
    let norm = try translator.add(
      .reduction(Reduction(function, axes: [axis], keeps: true)), [input])
    return try translator.elementwise(.divide, [input, norm])
  }

  static func localResponse(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var numerics = Numerics()
    let size = try call.integer("size") ?? 5
    numerics.response.size = max(1, size)
    numerics.response.alpha = try (call.real("alpha") ?? 1e-4) / Double(max(1, size))
    numerics.response.beta = try call.real("beta") ?? 0.75
    numerics.response.bias = try call.real("bias") ?? 1
    return try translator.add(
      .normalization(.lrn), [translator.map(call[0], .channelsFirst)], numerics: numerics)
  }

  /// What is added to a variance: 1e-5 unless told otherwise.
  static func epsilon(_ call: Call, or usual: Double = 1e-5) throws(Refusal) -> Numerics {
    var numerics = Numerics()
    numerics.epsilon = try call.real("epsilon") ?? usual
    return numerics
  }
}
