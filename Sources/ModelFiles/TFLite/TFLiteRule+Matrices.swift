import CostModel
import Symbolic

// Products of matrices.
extension TFLiteRule {
  /// Weights are outputs x inputs. Unless asked to keep its axes, it reads rows that are as long as
  /// the weights are for.
  static func fullyConnected(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var input = try call[0]
    let weights = try call[1]
    guard let shape = input.shape, let other = weights.shape else { return .unknown }
    guard other.sizes.count == 2 else {
      throw .invalid(Diagnostic("its weights have \(other.sizes.count) axes, not 2"))
    }
    if try call.integer("keep_num_dims") ?? 0 == 0, shape.sizes.count != 2 {
      input = try translator.reshape(input, filling: [-1, other.sizes[1]])
    } else if shape.sizes.count == 2, shape.sizes[1] != other.sizes[1] {
      input = try translator.reshape(input, filling: [-1, other.sizes[1]])
    }
    return try translator.dense(input, weights, bias: call.optional(2), outputsFirst: true)
  }

  static func matrixProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.matrixProduct(
      call[0], call[1], transposesLeft: call.integer("adj_x") ?? 0 != 0,
      transposesRight: call.integer("adj_y") ?? 0 != 0)
  }
}
