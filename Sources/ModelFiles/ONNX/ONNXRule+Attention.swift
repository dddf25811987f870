import CostModel
import Symbolic

// Attention as single operators: those of ONNX, and what ONNX Runtime's optimizer makes of it.
extension ONNXRule {
  /// `Attention` of version 23: with 3 axes, attributes tell the heads. Keys and values that were
  /// kept from earlier steps stand before those of this one.
  static func attention(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    var parts = [try call[0], try call[1], try call[2]]
    guard let shape = parts[0].shape else { return .made([]) }
    let isFlat = shape.sizes.count == 3
    if isFlat {
      let own = try positive(call, "q_num_heads")
      let other = try positive(call, "kv_num_heads")
      for (index, heads) in [own, other, other].enumerated() {
        parts[index] = try translator.heads(parts[index], heads)
      }
    }
    for index in 1...2 {
      guard let past = call.optional(index + 3) else { continue }
      parts[index] = try translator.concatenate([past, parts[index]], axis: 2)
    }
    var mask = call.optional(3)
    // What a mask is too short for does not fit at all.
    if let given = mask, let size = given.shape?.sizes.last, let rank = given.shape?.sizes.count,
      let own = size.integerValue, let keys = parts[1].shape?.sizes, keys.count == 4,
      let steps = keys[2].integerValue, own > 1,
      own < steps
    {
      var after = Array(repeating: Formula.zero, count: rank)
      after[rank - 1] = Formula(steps - own)
      mask = try translator.pad(
        given, before: Array(repeating: 0, count: rank), after: after, .zeros, value: -1e9)
    }
    if try call.integer("is_causal") ?? 0 != 0 { translator.standIn(call) }
    let made = try translator.attend(
      parts[0], parts[1], parts[2], mask: mask, cap: call.real("softcap"),
      scale: call.real("scale"))
    let mode = try call.integer("qk_matmul_output_mode") ?? 0
    let last =
      try call.node.outputs.count < 4 || made.fits.isEmpty
      ? .unknown
      : fits(
        &translator, mode == 3 ? made.shares : mode == 0 ? made.fits[0] : made.fits[2],
        heads: parts[0].shape?.sizes[1] ?? 1)
    let mean = try isFlat ? translator.joinHeads(made.mean) : made.mean
    return .made([mean, parts[1], parts[2], last])
  }

  /// How well keys fit, without an axis for heads that share keys.
  private static func fits(
    _ translator: inout Translator, _ operand: Operand, heads: Formula
  ) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes, sizes.count == 5 else { return operand }
    return try translator.reshape(operand, to: [sizes[0], heads] + sizes[3...])
  }

  /// `MultiHeadAttention`: queries, keys and values, each on its own or in one tensor, with a bias.
  static func multiHeadAttention(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let heads = try positive(call, "num_heads")
    var parts = [try call[0]] + [call.optional(1), call.optional(2)].compactMap(\.self)
    if parts.contains(where: \.isUnknown) { return .made([]) }
    // Packed: batch x steps x heads x (queries, keys and values, or the last two) x size.
    if let sizes = parts.last?.shape?.sizes, sizes.count == 5 {
      let packed = parts.removeLast()
      let count = sizes[3].integerValue ?? 0
      guard parts.count + count == 3 else {
        throw .invalid(Diagnostic("it packs \(sizes[3].text) tensors into one"))
      }
      for index in 0..<count {
        let part = try translator.select(packed, axis: 3, Formula(index))
        parts.append(try translator.transpose(part, [0, 2, 1, 3]))
      }
    }
    guard parts.count == 3 else {
      throw .invalid(Diagnostic("it reads \(parts.count) of queries, keys and values"))
    }
    try addBias(&translator, call.optional(3), to: &parts)
    for index in 0..<3 where parts[index].shape?.sizes.count == 3 {
      parts[index] = try translator.heads(parts[index], heads)
    }
    for index in 1...2 {
      guard let past = call.optional(index + 5) else { continue }
      parts[index] = try translator.concatenate([past, parts[index]], axis: 2)
    }
    try markMask(&translator, call, at: 4)
    let made = try translator.attention(
      parts[0], parts[1], parts[2], mask: call.optional(5), scale: scale(call))
    return .made([try translator.joinHeads(made), parts[1], parts[2]])
  }

  /// What products are multiplied by; 0 and nothing stand for the usual.
  private static func scale(_ call: Call) throws(Refusal) -> Double? {
    let scale = try call.real("scale")
    return scale == 0 ? nil : scale
  }

  /// A mask of steps, and what turns or hides them, is neither counted nor computed.
  private static func markMask(
    _ translator: inout Translator, _ call: Call, at place: Int
  ) throws(Refusal) {
    for name in ["unidirectional", "do_rotary"] where try call.integer(name) ?? 0 != 0 {
      translator.standIn(call)
    }
    if call.optional(place) != nil { translator.standIn(call) }
  }

  /// A bias for the features of queries, keys and values, one after the other.
  private static func addBias(
    _ translator: inout Translator, _ bias: Operand?, to parts: inout [Operand]
  ) throws(Refusal) {
    guard let bias else { return }
    var start = Formula.zero
    for index in parts.indices {
      guard let sizes = parts[index].shape?.sizes else { return }
      // Those that other nodes split into heads have their bias already.
      guard sizes.count == 3 else { continue }
      let part = try translator.slice(bias, axis: 0, start: start, count: sizes[2])
      parts[index] = try translator.elementwise(.add, [parts[index], part])
      start = try translator.exactly { () throws(ArithmeticFault) in try start + sizes[2] }
    }
  }

  /// `Attention` and `QAttention` of com.microsoft: a dense layer makes queries, keys and values.
  ///
  /// - Parameter past: the input that holds keys and values of earlier steps, one after the other.
  static func projectedAttention(
    past: Int, mask: Int?
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let heads = try positive(call, "num_heads")
      guard let shape = try call[0].shape, let weights = try call[1].constant else {
        throw .undecided(.data)
      }
      guard shape.sizes.count == 3, weights.shape.sizes.count == 2 else {
        throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 3"))
      }
      let all = weights.shape.sizes[1]
      try translator.require(
        shape.sizes[2], equals: weights.shape.sizes[0], "its weights are for other features")
      let made = try translator.add(
        .dense(Dense(channels: all, hasBias: call.optional(2) != nil, axis: 2)), [call[0]],
        weights: weights.key,
        parameters: [translator.transposed(weights, [1, 0])] + call.constants(2...2))
      let third = try translator.exactly { () throws(ArithmeticFault) in try all / 3 }
      let sizes =
        try call.integers("qkv_hidden_sizes")?.map { Formula($0) }
        ?? Array(repeating: third, count: 3)
      var parts = try translator.split(made, axis: 2, sizes)
      guard parts.count == 3 else { throw .invalid(Diagnostic("qkv_hidden_sizes has no 3 sizes")) }
      for index in 0..<3 { parts[index] = try translator.heads(parts[index], heads) }
      if let past = call.optional(past) {
        for index in 1...2 {
          let before = try translator.select(past, axis: 0, Formula(index - 1))
          parts[index] = try translator.concatenate([before, parts[index]], axis: 2)
        }
      }
      try markMask(&translator, call, at: 3)
      let mean = try translator.attention(
        parts[0], parts[1], parts[2], mask: mask.flatMap { call.optional($0) },
        scale: scale(call))
      let kept =
        try call.node.outputs.count > 1
        ? translator.stack([parts[1], parts[2]], axis: 0) : .unknown
      return .made([try translator.joinHeads(mean), kept])
    }
  }

  /// `GroupQueryAttention`: heads of queries that share keys and values, which are kept from step to
  /// step; queries, keys and values may be packed into one tensor, and may be turned by their place.
  static func groupedAttention(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let (own, other) = (try positive(call, "num_heads"), try positive(call, "kv_num_heads"))
    var parts = [try call[0]] + [call.optional(1), call.optional(2)].compactMap(\.self)
    guard let shape = parts[0].shape else { return .made([]) }
    guard shape.sizes.count == 3, parts.count == 1 || parts.count == 3 else {
      throw .invalid(Diagnostic("it reads \(parts.count) of queries, keys and values"))
    }
    if parts.count == 1 {
      let size = try translator.exactly { () throws(ArithmeticFault) in
        try shape.sizes[2] / (own + 2 * other)
      }
      let sizes = try translator.exactly { () throws(ArithmeticFault) in
        [try own * size, try other * size, try other * size]
      }
      parts = try translator.split(parts[0], axis: 2, sizes)
    }
    for (index, heads) in [own, other, other].enumerated() {
      parts[index] = try translator.heads(parts[index], heads)
    }
    if try call.integer("do_rotary") ?? 0 != 0 {
      let caches = [call.optional(7), call.optional(8)].compactMap(\.self)
      for index in 0...1 {
        guard let sizes = parts[index].shape?.sizes else { return .made([]) }
        parts[index] = try translator.opaque("rotary", [parts[index]] + caches, to: sizes)
      }
    }
    for index in 1...2 {
      guard let past = call.optional(index + 2), past.shape?.sizes.count == 4,
        past.shape?.sizes[2] != 0
      else { continue }
      parts[index] = try translator.concatenate([past, parts[index]], axis: 2)
    }
    let made = try translator.attend(
      parts[0], parts[1], parts[2], mask: call.optional(10), cap: call.real("softcap"))
    return .made([try translator.joinHeads(made.mean), parts[1], parts[2]])
  }

  /// `LinearAttention`: a state of key size x value size for each head, to which every step adds a
  /// product, and of which it asks one; some rules ask for what the state holds of the key before.
  static func linearAttention(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let (own, other) = (try positive(call, "q_num_heads"), try positive(call, "kv_num_heads"))
    var parts: [Operand] = []
    for (index, heads) in [own, other, other].enumerated() {
      parts.append(try translator.heads(call[index], heads))
    }
    guard let queries = parts[0].shape, let values = parts[2].shape else { return .made([]) }
    // Batch, heads, steps, size of a key, size of a value.
    let state = try translator.add(
      .contraction(Contraction([[0, 1, 2, 3], [0, 1, 2, 4]], to: [0, 1, 3, 4])),
      [parts[1], parts[2]])
    if try (call.text("update_rule") ?? "gated_delta").hasSuffix("delta") {
      let held = try translator.add(
        .contraction(Contraction([[0, 1, 2, 3], [0, 1, 3, 4]], to: [0, 1, 2, 4])),
        [parts[1], state])
      parts[2] = try translator.elementwise(.subtract, [parts[2], held])
    }
    let group = try translator.exactly { () throws(ArithmeticFault) in try own / other }
    let split = try translator.reshape(
      parts[0],
      to: [queries.sizes[0], other, group, queries.sizes[2], queries.sizes[3]])
    let asked = try translator.add(
      .contraction(Contraction([[0, 1, 5, 2, 3], [0, 1, 3, 4]], to: [0, 1, 5, 2, 4])),
      [split, state])
    let mean = try translator.reshape(
      asked, to: [queries.sizes[0], own, queries.sizes[2], values.sizes[3]])
    var kept = state
    if let past = call.optional(3) { kept = try translator.elementwise(.add, [past, state]) }
    return .made([try translator.joinHeads(mean), kept])
  }

  /// `CausalConvWithState`: what was kept of earlier steps stands before the input, or zeros.
  static func causalConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let weights = try translator.weights(call[1])
    guard let shape = try call[0].shape else { return .made([]) }
    guard shape.sizes.count == 3, weights.shape.sizes.count == 3 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 3"))
    }
    let kernel = weights.shape.sizes[2]
    let before = try translator.exactly { () throws(ArithmeticFault) in try kernel - 1 }
    var input = try call[0]
    if let past = call.optional(3), before != 0 {
      input = try translator.concatenate([past, input], axis: 2)
    } else {
      input = try translator.pad(input, before: [0, 0, before], after: [0, 0, 0], .zeros)
    }
    let map = try translator.map(input, .channelsFirst)
    guard let own = map.shape else { return .made([]) }
    let filter = try Filter(
      weights, over: own, groups: shape.sizes[1], bias: call.optional(2))
    var made = try translator.convolve(
      map, filter,
      [SlidingAxis(stride: 1, dilation: 1, padding: .explicit(before: 0, after: 0))],
      groups: shape.sizes[1])
    if ["silu", "swish"].contains(try call.text("activation") ?? "none") {
      made = try translator.add(.activation(.swish), [made])
    }
    let isKept = call.node.outputs.count > 1 && before != 0
    let kept =
      isKept
      ? try translator.slice(input, axis: 2, start: shape.sizes[2], count: before) : .unknown
    return .made([made, kept])
  }

  /// `RotaryEmbedding`: pairs of features turned by an angle that their place says.
  static let rotation = Rule.opaqueLikeInput("rotary")

  /// An attribute that must be there, and is 1 or more.
  static func positive(_ call: Call, _ name: String) throws(Refusal) -> Formula {
    guard let count = try call.integer(name), count > 0 else {
      throw .invalid(Diagnostic("its attribute \(name) is missing"))
    }
    return Formula(count)
  }
}
