import CostModel
import Symbolic

// Layers that move elements, those that make constants, recurrent ones, and graphs inside layers.
extension LayerRule {
  /// Along the channels, or along the steps of sequences.
  static func concatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let operands = try call.all()
    guard let rank = operands.first?.shape?.sizes.count else { return .unknown }
    let axis = try isTrue(call, "sequenceConcat") ? 0 : rank < 3 ? rank - 1 : rank - 3
    return try translator.concatenate(operands, axis: axis)
  }

  static func concatenationND(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.concatenate(call.all(), axis: call.integer("axis") ?? 0)
  }

  static func stack(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.stack(call.all(), axis: call.integer("axis") ?? 0)
  }

  /// Equal parts of the channels.
  static func split(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    guard let rank = try call[0].shape?.sizes.count else { return .made([]) }
    return .made(
      try translator.split(
        call[0], axis: rank < 3 ? max(rank - 1, 0) : rank - 3, into: call.node.outputs.count))
  }

  static func splitND(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard let rank = try call[0].shape?.sizes.count else { return .made([]) }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: rank)
    guard let sizes = try call.integers("splitSizes"), !sizes.isEmpty else {
      return .made(try translator.split(call[0], axis: axis, into: call.node.outputs.count))
    }
    return .made(try translator.split(call[0], axis: axis, sizes.map { Formula($0) }))
  }

  static func sequenceRepeat(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let times = Formula(max(try call.integer("nRepetitions") ?? 1, 1))
    return try translator.tile(
      call[0], [times] + Array(repeating: 1, count: max(rank - 1, 0)))
  }

  /// Along the channels, the height or the width.
  static func slice(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try map(&translator, call[0])
    guard let sizes = input.shape?.sizes else { return .unknown }
    let axis = try translator.axis((try call.integer("axis") ?? 0) + 1, of: sizes.count)
    // An end of 0 or less counts from the end.
    let end = try call.integer("endIndex") ?? 0
    return try translator.slice(
      input, axis: axis, from: Formula(try call.integer("startIndex") ?? 0),
      to: end == 0 ? sizes[axis] : Formula(end), by: max(try call.integer("stride") ?? 1, 1))
  }

  static func sliceStatic(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call[0]
    guard let sizes = result.shape?.sizes else { return .unknown }
    let starts = try list(call, "beginIds", sizes.count, or: 0)
    let ends = try list(call, "endIds", sizes.count, or: 0)
    let steps = try list(call, "strides", sizes.count, or: 1)
    let begins = try list(call, "beginMasks", sizes.count, or: 0)
    let open = try list(call, "endMasks", sizes.count, or: 0)
    let dropped = try list(call, "squeezeMasks", sizes.count, or: 0)
    for axis in sizes.indices {
      if dropped[axis] != 0 {
        result = try translator.slice(result, axis: axis, start: starts[axis], count: 1)
        continue
      }
      let step = steps[axis].integerValue ?? 1
      result = try translator.slice(
        result, axis: axis, from: begins[axis] != 0 ? (step > 0 ? 0 : -1) : starts[axis],
        to: open[axis] != 0 ? (step > 0 ? sizes[axis] : Formula(Int.min / 2)) : ends[axis],
        by: step)
    }
    let axes = sizes.indices.filter { dropped[$0] != 0 }
    return axes.isEmpty ? result : try translator.squeeze(result, axes)
  }

  static func reverse(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let flags = try call.integers("reverseDim") ?? []
    return try translator.reverse(call[0], flags.indices.filter { flags[$0] != 0 })
  }
}
