import CostModel
import Symbolic

// Operators that move elements, those about sizes, types, and graphs inside nodes.
extension MILRule {
  /// 0 keeps a size, and -1 is what is left.
  static func reshape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let own = input.shape?.sizes else { return .unknown }
    var made = try sizes(&translator, call, "shape") ?? []
    for (axis, size) in made.enumerated() where size == 0 {
      guard own.indices.contains(axis) else {
        throw .invalid(Diagnostic("it keeps size \(axis + 1) of \(own.count)"))
      }
      made[axis] = own[axis]
    }
    return try translator.reshape(input, filling: made)
  }

  /// In two axes: those before one, and those from there on.
  static func flatten(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let own = input.shape?.sizes else { return .unknown }
    let axis = try translator.axis(integer(&translator, call, "axis") ?? 1, of: own.count + 1)
    let made = try translator.exactly { () throws(ArithmeticFault) in
      [try Formula.product(Array(own[..<axis])), try Formula.product(Array(own[axis...]))]
    }
    return try translator.reshape(input, to: made)
  }

  static func squeeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.squeeze(call.tensor("x"), integers(&translator, call, "axes"))
  }

  static func expandDims(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.unsqueeze(call.tensor("x"), integers(&translator, call, "axes") ?? [])
  }

  static func transpose(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let rank = input.shape?.sizes.count else { return .unknown }
    var axes: [Int] = []
    for axis in try integers(&translator, call, "perm") ?? [] {
      axes.append(try translator.axis(axis, of: rank))
    }
    return try translator.transpose(input, axes)
  }

  /// Parts of given sizes, or as many as there are outputs.
  static func split(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let input = try call.tensor("x")
    guard let rank = input.shape?.sizes.count else { return .made([]) }
    let axis = try translator.axis(integer(&translator, call, "axis") ?? 0, of: rank)
    if let sizes = try sizes(&translator, call, "split_sizes") {
      return .made(try translator.split(input, axis: axis, sizes))
    }
    return .made(try translator.split(input, axis: axis, into: call.node.outputs.count))
  }

  static func concatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let operands = call.all("values")
    guard let rank = operands.first?.shape?.sizes.count else { return .unknown }
    return try translator.concatenate(
      operands, axis: translator.axis(integer(&translator, call, "axis") ?? 0, of: rank))
  }

  static func stack(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.stack(call.all("values"), axis: integer(&translator, call, "axis") ?? 0)
  }

  /// An entry for each axis; masks say where a start or an end does not count, and which axes go.
  static func slice(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call.tensor("x")
    guard let own = result.shape?.sizes else { return .unknown }
    let starts = try sizes(&translator, call, "begin") ?? []
    let ends = try sizes(&translator, call, "end") ?? []
    let steps = try integers(&translator, call, "stride") ?? own.map { _ in 1 }
    guard [starts.count, ends.count, steps.count].allSatisfy({ $0 == own.count }) else {
      throw .invalid(Diagnostic("it has \(starts.count) starts for a tensor of \(own.count) axes"))
    }
    var masks: [String: [Int]] = [:]
    for name in ["begin_mask", "end_mask", "squeeze_mask"] {
      let mask = try integers(&translator, call, name) ?? own.map { _ in 0 }
      guard mask.count == own.count else {
        throw .invalid(Diagnostic("\(name) has \(mask.count) entries for \(own.count) axes"))
      }
      masks[name] = mask
    }
    func isSet(_ name: String, _ axis: Int) -> Bool { masks[name]?[axis] ?? 0 != 0 }
    for axis in own.indices {
      if isSet("squeeze_mask", axis) {
        let start = try translator.exactly { () throws(ArithmeticFault) in
          starts[axis].constantValue.map { $0 < .zero } ?? false
            ? try starts[axis] + own[axis] : starts[axis]
        }
        result = try translator.slice(result, axis: axis, start: start, count: 1)
        continue
      }
      let isForward = steps[axis] > 0
      let first = isForward ? Formula.zero : -1
      let last = isForward ? own[axis] : Formula(Int.min / 2)
      result = try translator.slice(
        result, axis: axis, from: isSet("begin_mask", axis) ? first : starts[axis],
        to: isSet("end_mask", axis) ? last : ends[axis], by: steps[axis])
    }
    let dropped = own.indices.filter { isSet("squeeze_mask", $0) }
    return dropped.isEmpty ? result : try translator.squeeze(result, dropped)
  }

  /// -1 is all that is left.
  static func sliceBySize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call.tensor("x")
    guard let own = result.shape?.sizes else { return .unknown }
    let starts = try sizes(&translator, call, "begin") ?? []
    let counts = try sizes(&translator, call, "size") ?? []
    guard starts.count == own.count, counts.count == own.count else {
      throw .invalid(Diagnostic("it has \(starts.count) starts for a tensor of \(own.count) axes"))
    }
    for axis in own.indices {
      let count = try translator.exactly { () throws(ArithmeticFault) in
        counts[axis] == -1 ? try own[axis] - starts[axis] : counts[axis]
      }
      result = try translator.slice(result, axis: axis, start: starts[axis], count: count)
    }
    return result
  }

  static func reverse(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let rank = input.shape?.sizes.count else { return .unknown }
    return try translator.reverse(
      input, integers(&translator, call, "axes") ?? Array(0..<rank))
  }

  /// Numbers before and after each of the last axes, in order.
  static func pad(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.tensor("x")
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let given = try sizes(&translator, call, "pad") ?? []
    guard given.count.isMultiple(of: 2), given.count <= 2 * rank else {
      throw .invalid(Diagnostic("it has \(given.count) numbers for \(rank) axes"))
    }
    let untouched = Array(repeating: Formula.zero, count: rank - given.count / 2)
    let mode = try translator.text(call, "mode") ?? "constant"
    let borders: [String: Border] = ["constant": .zeros, "reflect": .reflect, "replicate": .edge]
    guard let border = borders[mode] else {
      throw .invalid(Diagnostic("there is no padding called \(quoted(mode))"))
    }
    return try translator.pad(
      input, before: untouched + given.indices.filter { $0.isMultiple(of: 2) }.map { given[$0] },
      after: untouched + given.indices.filter { !$0.isMultiple(of: 2) }.map { given[$0] }, border,
      value: real(&translator, call, "constant_val") ?? 0)
  }

  static func tile(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.tile(call.tensor("x"), sizes(&translator, call, "reps") ?? [])
  }

  static func gather(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard try integer(&translator, call, "batch_dims") ?? 0 == 0 else {
      throw .undecided(.unknown)
    }
    return try translator.gather(
      call.tensor("x"), call.tensor("indices"), axis: integer(&translator, call, "axis") ?? 0)
  }

  static func gatherAlongAxis(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.gatherElements(
      call.tensor("x"), call.tensor("indices"), axis: integer(&translator, call, "axis") ?? 0)
  }

  static func gatherPoints(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.add(
      .move(.gatherPoints(batch: integer(&translator, call, "batch_dims") ?? 0)),
      [call.tensor("x"), call.tensor("indices")])
  }

  static func scatter(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.add(
      .move(.scatter),
      [call.tensor("data"), call.tensor("indices"), call.tensor("updates")])
  }

  /// The largest elements along an axis in order, and their places.
  static func largest(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let count = try sizes(&translator, call, "k")?.first ?? 1
    return try translator.largest(
      call.tensor("x"), axis: integer(&translator, call, "axis") ?? -1, count: count,
      for: call.node.outputs)
  }

  /// Whether each index is each of the numbers below a known one.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let depth = try sizes(&translator, call, "one_hot_vector_size")?.first else {
      throw .undecided(.data)
    }
    return try translator.oneHot(
      call.tensor("indices"), axis: integer(&translator, call, "axis") ?? -1, depth: depth)
  }
}
