import CostModel
import Symbolic

// Parts of tensors, and tensors joined or padded.
extension TorchRule {
  static func slice(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let sizes = input.shape?.sizes else { return .unknown }
    let axis = try translator.axis(call, "dim", or: 0, of: sizes.count)
    return try translator.slice(
      input, axis: axis, from: translator.size(call, "start") ?? 0,
      to: translator.size(call, "end") ?? sizes[axis],
      by: translator.size(call, "step")?.integerValue ?? 1)
  }

  static func narrow(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let sizes = input.shape?.sizes,
      let start = try translator.size(call, "start"),
      let count = try translator.size(call, "length")
    else { throw .undecided(.data) }
    let axis = try translator.axis(call, "dim", or: 0, of: sizes.count)
    return try translator.slice(input, axis: axis, start: start, count: count)
  }

  static func select(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let index = try translator.size(call, "index") else { throw .undecided(.data) }
    return try translator.select(call.subject(), axis: call.integer("dim") ?? 0, index)
  }

  /// Parts of one size, the last of which may be smaller, or of several sizes.
  static func split(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let input = try call.subject()
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call, "dim", or: 0, of: shape.sizes.count)
    let count = call.node.outputs.count
    var sizes = try translator.sizes(call, "split_sizes") ?? []
    if sizes.isEmpty, let part = try translator.size(call, "split_size") {
      sizes = Array(repeating: part, count: max(count, 1))
    }
    guard sizes.count >= count, count > 0 else {
      throw .invalid(Diagnostic("it has \(count) outputs and \(sizes.count) sizes"))
    }
    if call.attribute("split_size") != nil {
      sizes[count - 1] = try translator.exactly { () throws(ArithmeticFault) in
        try shape.sizes[axis] - sizes[0] * Formula(count - 1)
      }
    }
    return .made(try translator.split(input, axis: axis, sizes))
  }

  static func chunk(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let input = try call.subject()
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call, "dim", or: 0, of: shape.sizes.count)
    return .made(
      try translator.split(input, axis: axis, into: call.integer("chunks") ?? 1))
  }

  /// Cut at places along an axis, or into parts of which the first are larger by one where they must.
  static func tensorSplit(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let input = try call.subject()
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call, "dim", or: 0, of: shape.sizes.count)
    let size = shape.sizes[axis]
    let count = call.node.outputs.count
    var cuts = try translator.sizes(call, "indices") ?? []
    if call.attribute("indices") == nil {
      cuts = try translator.exactly { () throws(ArithmeticFault) in
        var cuts: [Formula] = []
        for place in 1..<max(count, 1) {
          let least = try Formula.of("floor", size / Formula(count)) * Formula(place)
          let rest = try size - Formula(count) * Formula.of("floor", size / Formula(count))
          cuts.append(try least + Formula.of("min", Formula(place), rest))
        }
        return cuts
      }
    }
    var parts: [Operand] = []
    for (start, end) in zip([0] + cuts, cuts + [size]) {
      parts.append(try translator.slice(input, axis: axis, from: start, to: end, by: 1))
    }
    return .made(parts)
  }

  static func unbind(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    .made(
      try translator.unstack(
        call.subject(), axis: call.integer("dim") ?? 0, count: call.node.outputs.count))
  }

  static func concatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let operands = call.all("tensors")
    guard let rank = operands.first?.shape?.sizes.count else { return .unknown }
    return try translator.concatenate(
      operands, axis: translator.axis(call, "dim", or: 0, of: rank))
  }

  static func stack(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.stack(call.all("tensors"), axis: call.integer("dim") ?? 0)
  }

  static func flip(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.reverse(call.subject(), call.integers("dims") ?? [])
  }

  /// What leaves at the end of an axis comes back at its start.
  static func roll(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call.subject()
    guard let sizes = result.shape?.sizes else { return .unknown }
    let shifts = try translator.sizes(call, "shifts") ?? []
    let axes = try call.integers("dims") ?? []
    guard axes.count == shifts.count else { throw .undecided(.unknown) }
    for (axis, shift) in zip(axes, shifts) {
      let axis = try translator.axis(axis, of: sizes.count)
      let (start, rest) = try translator.exactly { () throws(ArithmeticFault) in
        let positions = try shift - sizes[axis] * Formula.of("floor", shift / sizes[axis])
        return (try sizes[axis] - positions, positions)
      }
      if rest == 0 { continue }
      let parts = [
        try translator.slice(result, axis: axis, start: start, count: rest),
        try translator.slice(result, axis: axis, start: 0, count: start),
      ]
      result = try translator.concatenate(parts, axis: axis)
    }
    return result
  }

  /// Numbers before and after each axis, the last axis first.
  static func pad(
    _ border: Border?
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      var name = "pad"
      if call.attribute("padding") != nil { name = "padding" }
      let sizes = try translator.sizes(call, name) ?? []
      guard let rank = try call.subject().shape?.sizes.count else { return .unknown }
      guard sizes.count.isMultiple(of: 2), sizes.count <= 2 * rank else {
        throw .invalid(Diagnostic("it has \(sizes.count) numbers for \(rank) axes"))
      }
      var (before, after) = (Array(repeating: Formula.zero, count: rank), [Formula]())
      after = before
      for place in 0..<sizes.count / 2 {
        before[rank - 1 - place] = sizes[2 * place]
        after[rank - 1 - place] = sizes[2 * place + 1]
      }
      let mode = try call.text("mode") ?? "constant"
      let named: [String: Border] = [
        "constant": .zeros, "reflect": .reflect, "replicate": .edge, "circular": .wrap,
      ]
      guard let border = border ?? named[mode] else {
        throw .invalid(Diagnostic("there is no padding called \(quoted(mode))"))
      }
      return try translator.pad(
        call.subject(), before: before, after: after, border, value: call.number("value") ?? 0)
    }
  }
}
