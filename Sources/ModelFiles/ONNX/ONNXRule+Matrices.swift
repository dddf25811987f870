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
    if try call.integer("transA") ?? 0 == 0 {
      return try translator.dense(
        left, right, bias: call.optional(2), outputsFirst: call.integer("transB") ?? 0 != 0)
    }
    let product = try product(&translator, left, right, call)
    guard let bias = call.optional(2) else { return product }
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
    try product(&translator, call[0], call[3], call)
  }

  static func product(
    _ translator: inout Translator, _ left: Operand, _ right: Operand, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.matrixProduct(
      left, right, transposesLeft: call.integer("transA") ?? 0 != 0,
      transposesRight: call.integer("transB") ?? 0 != 0)
  }

  /// Letters are labels; three dots mean the axes that are left.
  static func einsum(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.einsum(call.text("equation") ?? "", call.all())
  }
}
