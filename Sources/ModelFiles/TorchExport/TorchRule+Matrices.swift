import CostModel
import Symbolic

// Products of matrices.
extension TorchRule {
  static func linear(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.dense(
      call.subject(), call.tensor("weight"), bias: call.optional("bias"), outputsFirst: true)
  }

  /// `mm`, `bmm`, `matmul`, `mv`, `dot` name their right side differently.
  static func product(
    _ right: String
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try translator.matrixProduct(call.subject(), call.tensor(right))
    }
  }

  /// A bias, and two matrices.
  static func biasedProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let bias = try call.subject()
    for name in ["alpha", "beta"] where try call.number(name) ?? 1 != 1 { translator.standIn(call) }
    if call.optional("batch1") != nil {
      let product = try translator.matrixProduct(call.tensor("batch1"), call.tensor("batch2"))
      return try translator.elementwise(.add, [product, bias])
    }
    return try translator.dense(
      call.tensor("mat1"), call.tensor("mat2"), bias: bias, outputsFirst: false)
  }

  static func einsum(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.einsum(call.text("equation") ?? "", call.all("tensors"))
  }

  /// The kernel scales, and masks what follows from the sizes, itself. It works on batch x heads x
  /// steps x size, of which axes may be missing.
  static func attention(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let query = try call.tensor("query")
    guard let rank = query.shape?.sizes.count else { return .unknown }
    if try call.isTrue("is_causal") || isMask(translator, call) { translator.standIn(call) }
    if rank > 4 { return try foldedAttention(&translator, call, rank) }
    let missing = Array(rank == 2 ? 0..<2 : rank == 3 ? 1..<2 : 0..<0)
    let made = try translator.attention(
      translator.unsqueeze(query, missing), translator.unsqueeze(call.tensor("key"), missing),
      translator.unsqueeze(call.tensor("value"), missing),
      mask: call.optional("attn_mask") ?? call.optional("attn_bias"),
      scale: call.number("scale"))
    return try translator.squeeze(made, missing)
  }

  /// Whether the mask says yes and no, rather than what is added.
  private static func isMask(_ translator: Translator, _ call: Call) -> Bool {
    guard let place = call.node.inputNames.firstIndex(of: "attn_mask"),
      let input = call.node.inputs[place]
    else { return false }
    return translator.file.tensors[input].element == .bool
  }

  /// Further axes before the heads are samples.
  private static func foldedAttention(
    _ translator: inout Translator, _ call: Call, _ rank: Int
  ) throws(Refusal) -> Operand {
    var folded: [Operand] = []
    for name in ["query", "key", "value"] {
      folded.append(try translator.flatten(call.tensor(name), from: 0, through: rank - 4))
    }
    var mask = call.optional("attn_mask")
    if let own = mask, own.shape?.sizes.count ?? 0 > 4 {
      mask = try translator.flatten(own, from: 0, through: rank - 4)
    }
    let made = try translator.attention(
      folded[0], folded[1], folded[2], mask: mask, scale: call.number("scale"))
    guard let own = try call.tensor("query").shape?.sizes, let last = made.shape?.sizes.last else {
      return .unknown
    }
    return try translator.reshape(made, to: own.dropLast() + [last])
  }

  /// Each position along an axis so many times, one after the other.
  static func repeated(
    _ translator: inout Translator, _ operand: Operand, _ times: Formula, axis: Int
  ) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes, times != 1 else { return operand }
    let axis = try translator.axis(axis, of: sizes.count)
    let split = try translator.unsqueeze(operand, [axis + 1])
    var (expanded, made) = (sizes, sizes)
    expanded.insert(times, at: axis + 1)
    made[axis] = try translator.exactly { () throws(ArithmeticFault) in
      try sizes[axis] * times
    }
    return try translator.reshape(translator.expand(split, to: expanded), to: made)
  }
}
