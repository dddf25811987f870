import CostModel
import Symbolic

// Operators that move elements, those about sizes, reductions, types.
extension TFLiteRule {
  /// The sizes are a second input, or stand among the options.
  static func reshape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    if let sizes = call.optional(1) {
      return try translator.reshape(call[0], filling: translator.sizes(sizes))
    }
    if let sizes = try call.integers("new_shape") {
      return try translator.reshape(call[0], filling: sizes.map { Formula($0) })
    }
    guard let sizes = translator.stated(call, 0) else { throw .undecided(.data) }
    return try translator.reshape(call[0], to: sizes)
  }

  static func squeeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let axes = try call.integers("squeeze_dims") ?? []
    return try translator.squeeze(call[0], axes.isEmpty ? nil : axes)
  }

  static func expandDims(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.unsqueeze(call[0], translator.integers(call[1]))
  }

  static func transpose(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    var axes: [Int] = []
    // An axis may be counted from the end.
    for axis in try translator.integers(call[1]) {
      axes.append(try translator.axis(axis, of: rank))
    }
    return try translator.transpose(call[0], axes)
  }

  static func concatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.concatenate(call.all(), axis: call.integer("axis") ?? 0)
  }

  static func pack(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.stack(call.all(), axis: call.integer("axis") ?? 0)
  }

  static func unpack(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    .made(
      try translator.unstack(
        call[0], axis: call.integer("axis") ?? 0, count: call.node.outputs.count))
  }

  /// The axis comes first.
  static func split(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let input = try call[1]
    guard let rank = input.shape?.sizes.count else { return .made([]) }
    let axis = try axis(&translator, call[0], of: rank)
    return .made(try translator.split(input, axis: axis, into: call.node.outputs.count))
  }

  /// The tensor, the sizes of its parts, one of which may be what is left, and the axis.
  static func splitBySizes(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let input = try call[0]
    guard let shape = input.shape else { return .made([]) }
    let axis = try axis(&translator, call[2], of: shape.sizes.count)
    var sizes = try translator.sizes(call[1])
    if let open = sizes.firstIndex(of: -1) {
      sizes[open] = 0
      sizes[open] = try translator.exactly { () throws(ArithmeticFault) in
        var rest = shape.sizes[axis]
        for size in sizes { rest = try rest - size }
        return rest
      }
    }
    return .made(try translator.split(input, axis: axis, sizes))
  }

  /// A single axis that is an input.
  static func axis(
    _ translator: inout Translator, _ operand: Operand, of rank: Int
  ) throws(Refusal) -> Int {
    guard let axis = try translator.integers(operand).first else {
      throw .invalid(Diagnostic("its axis is missing"))
    }
    return try translator.axis(axis, of: rank)
  }

  /// Where it begins along each axis, and how many positions it has; -1 for all that are left.
  static func slice(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call[0]
    guard let shape = result.shape else { return .unknown }
    let (starts, counts) = (try translator.sizes(call[1]), try translator.sizes(call[2]))
    guard starts.count == shape.sizes.count, counts.count == starts.count else {
      throw .invalid(
        Diagnostic("it has \(starts.count) starts for a tensor of \(shape.sizes.count) axes"))
    }
    for (axis, count) in counts.enumerated() {
      let count = try translator.exactly { () throws(ArithmeticFault) in
        count == -1 ? try shape.sizes[axis] - starts[axis] : count
      }
      result = try translator.slice(result, axis: axis, start: starts[axis], count: count)
    }
    return result
  }

  static func reverse(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.reverse(call[0], translator.integers(call[1]))
  }

  /// Positions before and after each axis, and perhaps what to fill them with.
  static func pad(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (before, after) = try padding(&translator, call)
    var value = 0.0
    if let operand = call.optional(2) { value = try translator.real(operand) ?? .nan }
    return try translator.pad(call[0], before: before, after: after, .zeros, value: value)
  }

  /// A border that repeats what is inside: `SYMMETRIC` with the outermost positions, which for a
  /// single one is all it does, `REFLECT` without.
  static func mirrorPad(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (before, after) = try padding(&translator, call)
    let isSymmetric = try call.text("mode") == "SYMMETRIC"
    if isSymmetric, !(before + after).allSatisfy({ $0 == 0 || $0 == 1 }) {
      translator.standIn(call)
    }
    return try translator.pad(
      call[0], before: before, after: after, isSymmetric ? .edge : .reflect)
  }

  private static func padding(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> (before: [Formula], after: [Formula]) {
    let sizes = try translator.sizes(call[1])
    guard let rank = try call[0].shape?.sizes.count else { return ([], []) }
    guard sizes.count == 2 * rank else {
      throw .invalid(Diagnostic("it has \(sizes.count) numbers for \(rank) axes"))
    }
    return (
      (0..<rank).map { sizes[2 * $0] }, (0..<rank).map { sizes[2 * $0 + 1] }
    )
  }

  static func tile(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.tile(call[0], translator.sizes(call[1]))
  }

  static func broadcast(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.expand(call[0], to: translator.sizes(call[1]))
  }

  /// Axes that data and indices share come before the one that is gathered along.
  static func gather(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (axis, shared) = (try call.integer("axis") ?? 0, try call.integer("batch_dims") ?? 0)
    guard shared != 0 else { return try translator.gather(call[0], call[1], axis: axis) }
    guard let rank = try call[1].shape?.sizes.count else { return .unknown }
    guard axis == shared, shared > 0, shared <= rank else { throw .undecided(.unknown) }
    return try translator.add(
      .move(.gatherPoints(batch: shared)),
      [call[0], translator.unsqueeze(call[1], [rank])])
  }

  static func gatherPoints(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.add(.move(.gatherPoints(batch: 0)), [call[0], call[1]])
  }

  /// Places, what is put there, and the sizes of the result, which is 0 elsewhere.
  static func scatter(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let sizes = try translator.sizes(call[2])
    guard sizes.count <= 16 else { throw .invalid(Diagnostic("it makes \(sizes.count) axes")) }
    let zeros = translator.filled(
      sizes, KnownElement(Formula.zero), translator.statedElement(call))
    return try translator.add(.move(.scatter), [zeros, call[0], call[1]])
  }

  /// The largest elements along the last axis in order, and their places.
  static func largest(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard let count = try translator.sizes(call[1]).first else {
      throw .invalid(Diagnostic("it does not say how many"))
    }
    return try translator.largest(call[0], axis: -1, count: count, for: call.node.outputs)
  }

  /// The indices come first.
  static func embedding(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.gather(call[1], call[0], axis: 0)
  }
}
