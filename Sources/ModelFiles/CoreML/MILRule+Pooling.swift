import CostModel
import Symbolic

// Pooling, resizing, and what else rearranges maps; products of matrices.
extension MILRule {
  static func pool(
    isMaximum: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try translator.map(call.tensor("x"), .channelsFirst)
      guard let shape = input.shape else { return .unknown }
      let kernel = try list(&translator, call, "kernel_sizes", shape.mapAxes.count, or: 1)
      let window = Window([KernelSize(kernel)], try axes(&translator, call, shape, kernel))
      return try translator.add(.pool(Pool(isMaximum: isMaximum, window)), [input])
    }
  }

  /// To sizes that are given, or by factors.
  static func resize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try translator.map(call.tensor("x"), .channelsFirst)
    guard let map = input.shape?.map else { return .unknown }
    var sizes = try self.sizes(&translator, call, "shape") ?? []
    for name in ["target_size_height", "target_size_width"] {
      if let size = try self.sizes(&translator, call, name)?.first { sizes.append(size) }
    }
    if sizes.count == map.count {
      return sizes == map ? input : try translator.add(.resize(.to(sizes)), [input])
    }
    var factors: [Scalar] = []
    for name in ["scale_factor_height", "scale_factor_width"] {
      let factor = try real(&translator, call, name) ?? 1
      factors.append(KnownElement(factor)?.scalar ?? .inexact(.literal(factor)))
    }
    guard factors.count == map.count else { throw .undecided(.data) }
    return try translator.add(.resize(.by(factors)), [input])
  }

  /// A factor along both axes of the map.
  static func rearranged(
    _ name: String, _ make: @escaping @Sendable ([Formula]) -> Rearrangement<Formula>
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let by = try sizes(&translator, call, name)?.first ?? 1
      return try translator.add(
        .rearrangement(make([by, by])), [translator.map(call.tensor("x"), .channelsFirst)])
    }
  }

  /// Rows and columns cut off before and after.
  static func crop(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try translator.map(call.tensor("x"), .channelsFirst)
    guard let shape = result.shape, shape.sizes.count == 4 else { return .unknown }
    for (axis, name) in [(2, "crop_height"), (3, "crop_width")] {
      let amounts = try list(&translator, call, name, 2, or: 0)
      let count = try translator.exactly { () throws(ArithmeticFault) in
        try shape.sizes[axis] - amounts[0] - amounts[1]
      }
      result = try translator.slice(result, axis: axis, start: amounts[0], count: count)
    }
    return result
  }

  // MARK: Matrices

  static func linear(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.dense(
      call.tensor("x"), call.tensor("weight"), bias: call.optional("bias"), outputsFirst: true)
  }

  static func matrixProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.matrixProduct(
      call.tensor("x"), call.tensor("y"),
      transposesLeft: isTrue(&translator, call, "transpose_x"),
      transposesRight: isTrue(&translator, call, "transpose_y"))
  }

  static func einsum(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.einsum(
      translator.text(call, "equation") ?? "", call.all("values"))
  }

  static func attention(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.attention(
      call.tensor("query"), call.tensor("key"), call.tensor("value"),
      mask: call.optional("attn_mask"))
  }
}
