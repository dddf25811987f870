import CostModel
import Symbolic

// Products of matrices.
extension ONNXRule {
  /// A product with weights is a dense layer.
  static func gemm(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (left, right) = (try call[0], try call[1])
    guard let shape = left.shape, let other = right.shape else { return .unknown }
    guard shape.sizes.count == 2, other.sizes.count == 2 else {
      throw .invalid(
        Diagnostic("it multiplies tensors of \(shape.sizes.count) and \(other.sizes.count) axes"))
    }
    var bias = call.optional(2)
    if case .constant(let constant)? = bias {
      bias = .constant(translator.scaled(constant, by: try call.real("beta") ?? 1))
    } else if bias != nil, try call.real("beta") ?? 1 != 1 {
      translator.standIn(call)
    }
    let alpha = try call.real("alpha") ?? 1
    if try call.integer("transA") ?? 0 == 0, let weights = right.constant {
      return try translator.dense(
        left, .constant(translator.scaled(weights, by: alpha)), bias: bias,
        outputsFirst: call.integer("transB") ?? 0 != 0)
    }
    let product = try product(&translator, left, right, call)
    guard let bias else { return product }
    return try translator.elementwise(.add, [product, bias])
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
    translator.store([call.optional(4), call.optional(5)], beside: try call[3])
    return try product(&translator, call[0], call[3], call)
  }

  static func product(
    _ translator: inout Translator, _ left: Operand, _ right: Operand, _ call: Call
  ) throws(Refusal) -> Operand {
    let transposes = (
      left: try call.integer("transA") ?? 0 != 0, right: try call.integer("transB") ?? 0 != 0
    )
    let turns = (
      left: try call.integer("transBatchA") ?? 0 != 0,
      right: try call.integer("transBatchB") ?? 0 != 0
    )
    let scale = try call.real("alpha") ?? 1
    guard turns.left || turns.right, let first = left.shape, let second = right.shape else {
      return try translator.matrixProduct(
        left, right, transposesLeft: transposes.left, transposesRight: transposes.right,
        scale: scale)
    }
    // The first axis is read as if it stood before the last one.
    func turned(_ shape: Shape, _ turns: Bool) -> [Int] {
      let rank = shape.sizes.count
      return turns && rank > 2 ? Array(1..<rank - 1) + [0, rank - 1] : Array(0..<rank)
    }
    let orders = [turned(first, turns.left), turned(second, turns.right)]
    let product = Contraction.matrixProduct(
      Shape(orders[0].map { first.sizes[$0] }), Shape(orders[1].map { second.sizes[$0] }),
      transposesLeft: transposes.left, transposesRight: transposes.right)
    let labels = zip(product.inputs, orders).map { labels, order in
      order.indices.map { axis in labels[order.firstIndex(of: axis) ?? axis] }
    }
    var numerics = Numerics()
    numerics.scale = scale
    return try translator.add(
      .contraction(Contraction(labels, to: product.output)), [left, right], numerics: numerics)
  }

  /// Letters are labels; three dots mean the axes that are left.
  static func einsum(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.einsum(call.text("equation") ?? "", call.all())
  }
}
