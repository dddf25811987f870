import CostModel
import Symbolic

// Products of matrices.
extension ONNXRule {
  /// A product with weights is a dense layer, whatever their order.
  static func gemm(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (left, right) = (try call[0], try call[1])
    guard let shape = left.shape, let other = right.shape else { return .unknown }
    guard shape.sizes.count == 2, other.sizes.count == 2 else {
      throw .invalid(
        Diagnostic("it multiplies tensors of \(shape.sizes.count) and \(other.sizes.count) axes"))
    }
    let transposesLeft = try call.integer("transA") ?? 0 != 0
    let transposesRight = try call.integer("transB") ?? 0 != 0
    var product: Operand
    var hasBias = false
    if let weights = right.constant, left.tensor != nil, !transposesLeft {
      let (rows, columns) = transposesRight ? (1, 0) : (0, 1)
      hasBias =
        call.optional(2)?.constant.map {
          $0.shape.varies(only: 1, of: Shape([shape.sizes[0], other.sizes[columns]]))
        } ?? false
      try requireInner(&translator, shape.sizes[1], other.sizes[rows])
      product = try translator.add(
        .dense(Dense(channels: other.sizes[columns], hasBias: hasBias)), [left],
        weights: weights.key)
    } else {
      product = try translator.add(
        .contraction(
          .matrixProduct(
            shape, other, transposesLeft: transposesLeft, transposesRight: transposesRight)),
        [left, right])
    }
    if !hasBias, let bias = call.optional(2) {
      product = try translator.elementwise(.add, [product, bias])
    }
    return product
  }

  static func matrixProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try product(&translator, call[0], call[1], call)
  }

  /// `QLinearMatMul`: between the factors stand their scales and zero points.
  static func quantizedProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try product(&translator, call[0], call[3], call)
  }

  static func product(
    _ translator: inout Translator, _ left: Operand, _ right: Operand, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let shape = left.shape, let other = right.shape else { return .unknown }
    guard !shape.sizes.isEmpty, !other.sizes.isEmpty else {
      throw .invalid(Diagnostic("it multiplies a single number"))
    }
    let transposesLeft = try call.integer("transA") ?? 0 != 0
    let transposesRight = try call.integer("transB") ?? 0 != 0
    let rank = shape.sizes.count
    if let weights = right.constant, left.tensor != nil, other.sizes.count == 2, rank > 1,
      !transposesLeft
    {
      let (rows, columns) = transposesRight ? (1, 0) : (0, 1)
      try requireInner(&translator, shape.sizes[rank - 1], other.sizes[rows])
      return try translator.add(
        .dense(
          Dense(
            channels: other.sizes[columns], hasBias: false, axis: rank == 2 ? nil : rank - 1)),
        [left], weights: weights.key)
    }
    return try translator.add(
      .contraction(
        .matrixProduct(
          shape, other, transposesLeft: transposesLeft, transposesRight: transposesRight)),
      [left, right])
  }

  private static func requireInner(
    _ translator: inout Translator, _ size: Formula, _ wanted: Formula
  ) throws(Refusal) {
    try translator.require(
      size, equals: wanted, "its weights are for \(wanted.text) numbers, and it reads \(size.text)")
  }

  /// Letters are labels; three dots mean the axes that are left.
  static func einsum(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let operands = try call.all()
    let shapes = operands.compactMap(\.shape)
    let equation = (try call.text("equation") ?? "").filter { $0 != " " }
    guard let labels = Einsum(equation, ranks: shapes.map(\.sizes.count)) else {
      throw .invalid(Diagnostic("\(quoted(equation)) does not fit what it reads"))
    }
    return try translator.add(.contraction(Contraction(labels.inputs, to: labels.output)), operands)
  }
}
