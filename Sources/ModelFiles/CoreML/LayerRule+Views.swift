import CostModel
import Symbolic

// The same elements in other sizes, and copies of them.
extension LayerRule {
  /// To channels x height x width, perhaps with steps before. Elements are in the order of channels
  /// first, or are brought into that of channels last before and after.
  static func reshape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var input = try map(&translator, call[0])
    guard let own = input.shape?.sizes else { return .unknown }
    let sizes = (try call.integers("targetShape") ?? []).map { Formula($0) }
    guard sizes.count == 3 || sizes.count == 4 else {
      throw .invalid(Diagnostic("it makes \(sizes.count) axes, not 3 or 4"))
    }
    let made = sizes.count == 4 ? sizes : [own.count == 4 ? own[0] : 1] + sizes
    guard try call.integer("mode") ?? 0 == 1, own.count == 4 else {
      return try translator.reshape(input, to: made)
    }
    input = try translator.transpose(input, [0, 2, 3, 1])
    let turned = try translator.reshape(input, to: [made[0], made[2], made[3], made[1]])
    return try translator.transpose(turned, [0, 3, 1, 2])
  }

  /// 0 keeps a size, and -1 is what is left.
  static func reshapeStatic(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let own = try call[0].shape?.sizes else { return .unknown }
    var sizes = (try call.integers("targetShape") ?? []).map { Formula($0) }
    for (axis, size) in sizes.enumerated() where size == 0 {
      guard own.indices.contains(axis) else {
        throw .invalid(Diagnostic("it keeps size \(axis + 1) of \(own.count)"))
      }
      sizes[axis] = own[axis]
    }
    return try translator.reshape(call[0], filling: sizes)
  }

  static func reshapeLike(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try call[1].shape?.sizes else { return .unknown }
    return try translator.reshape(call[0], to: sizes)
  }

  static func reshapeDynamic(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.reshape(call[0], filling: translator.sizes(call[1]))
  }

  /// A map of a single position.
  static func flatten(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var input = try map(&translator, call[0])
    if try call.integer("mode") ?? 0 == 1, input.shape?.sizes.count == 4 {
      input = try translator.transpose(input, [0, 2, 3, 1])
    }
    let flat = try translator.flatten(input, from: 1, through: -1)
    return try translator.unsqueeze(flat, [2, 3])
  }

  static func flattenTo2D(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let own = try call[0].shape?.sizes else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: own.count + 1)
    let made = try translator.exactly { () throws(ArithmeticFault) in
      [try Formula.product(Array(own[..<axis])), try Formula.product(Array(own[axis...]))]
    }
    return try translator.reshape(call[0], to: made)
  }

  static func squeeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.squeeze(
      call[0], isTrue(call, "squeezeAll") ? nil : call.integers("axes") ?? [])
  }

  static func expandDims(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.unsqueeze(call[0], call.integers("axes") ?? [])
  }

  /// Of steps, channels, height and width.
  static func permute(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.transpose(map(&translator, call[0]), call.integers("axis") ?? [])
  }

  static func transpose(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    var axes: [Int] = []
    for axis in try call.integers("axes") ?? [] {
      axes.append(try translator.axis(axis, of: rank))
    }
    return try translator.transpose(call[0], axes)
  }

  // MARK: Copies

  static func tile(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var repeats = (try call.integers("reps") ?? []).map { Formula($0) }
    if repeats.isEmpty, call.inputs.count > 1 { repeats = try translator.sizes(call[1]) }
    return try translator.tile(call[0], repeats)
  }

  static func broadcast(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.expand(
      call[0], to: (call.integers("targetShape") ?? []).map { Formula($0) })
  }

  static func broadcastLike(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let sizes = try call[1].shape?.sizes else { return .unknown }
    return try translator.expand(call[0], to: sizes)
  }

  static func gather(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.gather(call[0], call[1], axis: call.integer("axis") ?? 0)
  }

  static func gatherPoints(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.add(.move(.gatherPoints(batch: 0)), [call[0], call[1]])
  }

  static func gatherAlongAxis(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.gatherElements(call[0], call[1], axis: call.integer("axis") ?? 0)
  }

  static func scatter(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.add(.move(.scatter), [call[0], call[1], call[2]])
  }

  static func largest(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    var count = Formula(try call.integer("K") ?? 1)
    if call.inputs.count > 1 { count = try translator.sizes(call[1]).first ?? count }
    return try translator.largest(
      call[0], axis: call.integer("axis") ?? 0, count: count, for: call.node.outputs)
  }

  /// Whether each index is each of the numbers below a known one.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.oneHot(
      call[0], axis: call.integer("axis") ?? -1,
      depth: Formula(call.integer("oneHotVectorSize") ?? 1))
  }
}
