import CostModel
import Symbolic

// Reductions and normalizations.
extension LayerRule {
  /// Over the axes that a number stands for: all of a map, height and width, or one of the three.
  static func reduce(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let functions: [Reduction.Function] = [
      .sum, .mean, .product, .logSum, .sumOfSquares, .l1, .l2, .maximum, .minimum, .argmax,
    ]
    let places = [[-3, -2, -1], [-2, -1], [-3], [-2], [-1]]
    let (mode, axis) = (try call.integer("mode") ?? 0, try call.integer("axis") ?? 0)
    guard functions.indices.contains(mode), places.indices.contains(axis) else {
      throw .invalid(Diagnostic("there is no reduction \(mode) over axes \(axis)"))
    }
    let input = try map(&translator, call[0])
    guard let rank = input.shape?.sizes.count else { return .unknown }
    return try translator.reduce(
      input, functions[mode], axes: translator.axes(places[axis], of: rank), keeps: true)
  }

  static func reduction(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call[0].shape?.sizes.count else { return .unknown }
      let given = try call.integers("axes") ?? []
      let all = try isTrue(call, "reduceAll") || given.isEmpty
      return try translator.reduce(
        call[0], function, axes: translator.axes(all ? Array(0..<rank) : given, of: rank),
        keeps: isTrue(call, "keepDims"))
    }
  }

  static func place(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call[0].shape?.sizes.count else { return .unknown }
      let axis = try translator.axis(call.integer("axis") ?? 0, of: rank)
      return try translator.add(
        .reduction(Reduction(function, axes: [axis], keeps: !isTrue(call, "removeDim"))), [call[0]])
    }
  }

  /// Over the channels.
  static func softmax(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    return try translator.add(
      .softmax(Softmax(.softmax, axis: rank < 3 ? max(rank - 1, 0) : rank - 3)), [call[0]])
  }

  static func softmaxND(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try alongAxis(&translator, call, .softmax)
  }

  static func cumulativeSum(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try alongAxis(&translator, call, .cumulativeSum)
  }

  private static func alongAxis(
    _ translator: inout Translator, _ call: Call, _ function: SharesFunction
  ) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: rank)
    return try translator.add(.softmax(Softmax(function, axis: axis)), [call[0]])
  }

  // MARK: Normalizations

  /// By known statistics, or by those of each sample.
  static func batchNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try map(&translator, call[0])
    guard try !isTrue(call, "instanceNormalization"), let rank = input.shape?.sizes.count,
      rank > 2
    else {
      return try normalized(
        &translator, call, input, from: 2, hasScale: true, key: key(call, "gamma"))
    }
    return try translator.add(
      .normalization(.batchnorm), [input], weights: key(call, "gamma"))
  }

  static func standardization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let first = try isTrue(call, "acrossChannels") ? 1 : 2
    return try normalized(
      &translator, call, map(&translator, call[0]), from: first, hasScale: false, key: nil)
  }

  private static func normalized(
    _ translator: inout Translator, _ call: Call, _ input: Operand, from first: Int,
    hasScale: Bool, key: Int?
  ) throws(Refusal) -> Operand {
    guard let rank = input.shape?.sizes.count else { return .unknown }
    guard rank > first else { throw .invalid(Diagnostic("it reads a tensor without a map")) }
    return try translator.add(
      .axisNormalization(
        AxisNormalization(
          axes: Array(first..<rank), trainedAxes: hasScale ? [1] : nil, hasScale: hasScale,
          hasShift: hasScale)), [input], weights: key)
  }

  static func l2Normalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let norm = try translator.add(
      .reduction(Reduction(.l2, axes: Array(max(rank - 3, 0)..<rank), keeps: true)), [call[0]])
    return try translator.elementwise(.divide, [call[0], norm])
  }

  static func localResponse(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.add(.normalization(.lrn), [map(&translator, call[0])])
  }

  static func layerNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let count = try call.integers("normalizedShape")?.count ?? 1
    guard 1...max(rank, 1) ~= count else {
      throw .invalid(Diagnostic("it normalizes \(count) axes of \(rank)"))
    }
    return try translator.add(
      .axisNormalization(AxisNormalization(axes: Array(rank - count..<rank))), [call[0]],
      weights: key(call, "gamma"))
  }
}
