import CostModel
import Symbolic

// Layers with weights of their own, as several formats ask for them.
extension Translator {
  /// What is known of weights. - Throws: `undecided` if the network computes them.
  func weights(_ operand: Operand) throws(Refusal) -> Constant {
    guard let constant = operand.constant else { throw .undecided(.data) }
    return constant
  }

  /// Takes note of scales and zero points that belong to quantised weights.
  mutating func store(_ numbers: [Operand?], beside weights: Operand) {
    guard let key = weights.constant?.key, draft.bytesBeside[key] == nil else { return }
    var bytes = 0
    for case let constant? in numbers.map({ $0?.constant }) {
      guard let bits = constant.element.bits, let sizes = constant.shape.sizes.numbers,
        let count = sizes.product, count <= 1 << 24
      else { continue }
      bytes += (bits * count + 7) / 8
    }
    draft.bytesBeside[key] = bytes
  }

  /// A fully connected layer along the last axis of its input.
  ///
  /// - Parameter outputsFirst: whether the weights are outputs x inputs.
  mutating func dense(
    _ input: Operand, _ weights: Operand, bias: Operand?, outputsFirst: Bool
  ) throws(Refusal) -> Operand {
    guard let shape = input.shape, let other = weights.shape else { return .unknown }
    guard let constant = weights.constant, input.tensor != nil || constant.isTrained,
      shape.sizes.count > 1,
      other.sizes.count == 2
    else {
      let product = try matrixProduct(input, weights, transposesRight: outputsFirst)
      guard let bias else { return product }
      return try elementwise(.add, [product, bias])
    }
    let (size, wanted) = (shape.sizes[shape.sizes.count - 1], other.sizes[outputsFirst ? 1 : 0])
    try require(
      size, equals: wanted,
      "its weights are for \(wanted.text) numbers, and it reads \(size.text)")
    let channels = other.sizes[outputsFirst ? 0 : 1]
    let isBias =
      bias?.constant.map { $0.shape.sizes == [channels] || $0.shape.sizes == [1, channels] }
      ?? false
    let rank = shape.sizes.count
    let made = try add(
      .dense(Dense(channels: channels, hasBias: isBias, axis: rank == 2 ? nil : rank - 1)),
      [input], weights: constant.key,
      parameters: [outputsFirst ? constant : transposed(constant, [1, 0])]
        + (isBias ? [bias?.constant].compactMap(\.self) : []))
    guard let bias, !isBias else { return made }
    return try elementwise(.add, [made, bias])
  }

  /// The product of the matrices in the last two axes; by weights it is a dense layer.
  ///
  /// - Parameter scale: what the product is multiplied by.
  mutating func matrixProduct(
    _ left: Operand, _ right: Operand, transposesLeft: Bool = false, transposesRight: Bool = false,
    scale: Double = 1
  ) throws(Refusal) -> Operand {
    guard let shape = left.shape, let other = right.shape else { return .unknown }
    guard !shape.sizes.isEmpty, !other.sizes.isEmpty else {
      throw .invalid(Diagnostic("it multiplies a single number"))
    }
    if let weights = right.constant, left.tensor != nil, other.sizes.count == 2,
      shape.sizes.count > 1, !transposesLeft
    {
      return try dense(
        left, .constant(scaled(weights, by: scale)), bias: nil, outputsFirst: transposesRight)
    }
    var numerics = Numerics()
    numerics.scale = scale
    return try add(
      .contraction(
        .matrixProduct(
          shape, other, transposesLeft: transposesLeft, transposesRight: transposesRight)),
      [left, right], numerics: numerics)
  }
}

// Normalizations and functions with constants of their own.
extension Translator {
  /// Batch normalization with known statistics; without a scale of its own, it trains nothing.
  /// Without statistics, those of what it reads count, as for weights that are standardized.
  mutating func normalizeBatch(
    _ operand: Operand, scale: Operand?, shift: Operand?, mean: Operand?, variance: Operand?,
    epsilon: Double
  ) throws(Refusal) -> Operand {
    var numerics = Numerics()
    numerics.epsilon = epsilon
    if case .constant(var constant) = operand {
      constant.contents = .open
      return .constant(constant)
    }
    let input = try map(operand, .channelsFirst)
    guard let mean, let variance else {
      guard let axes = input.shape?.mapAxes else { return .unknown }
      return try add(
        .axisNormalization(
          AxisNormalization(
            axes: [0] + Array(axes), trainedAxes: [1], hasScale: scale != nil,
            hasShift: scale != nil)), [input], weights: scale?.constant?.key,
        parameters: [scale, shift].compactMap { $0?.constant }, numerics: numerics)
    }
    guard let scale else {
      let (mean, variance) = (try perChannel(mean, input), try perChannel(variance, input))
      let difference = try elementwise(.subtract, [input, mean])
      let root = try elementwise(.rsqrt, [elementwise(.add, [variance, number(epsilon)])])
      return try elementwise(.multiply, [difference, root])
    }
    return try add(
      .normalization(.batchnorm), [input], weights: scale.constant?.key,
      parameters: [scale, shift, mean, variance].compactMap { $0?.constant }, numerics: numerics)
  }

  /// A number for each channel, with axes of size 1 for the map.
  mutating func perChannel(_ operand: Operand, _ input: Operand) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes, let rank = input.shape?.sizes.count else {
      return .unknown
    }
    return try reshape(operand, to: sizes + Array(repeating: 1, count: max(rank - 2, 0)))
  }

  /// `max(0, min(1, alpha x + beta))`; the usual one has a name.
  mutating func hardSigmoid(
    _ operand: Operand, _ alpha: Double, _ beta: Double
  ) throws(Refusal) -> Operand {
    if abs(alpha - 1.0 / 6) < 1e-4, beta == 0.5 {
      return try add(.activation(.hsigmoid), [operand])
    }
    return try add(
      .elementwise(Elementwise(.hardSigmoid, [.tensor, .number(alpha), .number(beta)])), [operand])
  }

  /// Sums of products by an equation in Einstein's notation.
  mutating func einsum(_ equation: String, _ operands: [Operand]) throws(Refusal) -> Operand {
    let ranks = operands.compactMap(\.shape).map(\.sizes.count)
    guard let labels = Einsum(equation.filter { $0 != " " }, ranks: ranks) else {
      throw .invalid(Diagnostic("\(quoted(equation)) does not fit what it reads"))
    }
    return try add(.contraction(Contraction(labels.inputs, to: labels.output)), operands)
  }
}

extension [Int] {
  /// The product; nil if it exceeds an `Int`.
  fileprivate var product: Int? {
    var product = 1
    for size in self {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
