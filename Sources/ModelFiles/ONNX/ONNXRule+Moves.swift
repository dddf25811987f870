import CostModel
import Symbolic

// Operators that move elements.
extension ONNXRule {
  /// An exporter gives equal values one initializer, and reads copies of it by `Identity`: each copy
  /// is a parameter of its own.
  static func identity(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard case .constant(var constant) = try call[0] else { return try call[0] }
    if constant.key != nil { constant.key = call.node.outputs.first ?? nil }
    return .constant(constant)
  }

  /// 0 keeps a size, and -1 is what is left.
  static func reshape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    var sizes: [Formula]
    if let written = try call.integers("shape") {
      sizes = written.map { Formula($0) }
    } else {
      sizes = try translator.sizes(call[1])
    }
    if try call.integer("allowzero") ?? 0 == 0 {
      for (axis, size) in sizes.enumerated() where size == 0 {
        guard shape.sizes.indices.contains(axis) else {
          throw .invalid(Diagnostic("it keeps size \(axis + 1) of \(shape.sizes.count)"))
        }
        sizes[axis] = shape.sizes[axis]
      }
    }
    return try translator.reshape(input, filling: sizes)
  }

  static func flatten(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    let rank = shape.sizes.count
    let given = try call.integer("axis") ?? 1
    let axis = given == rank ? rank : try translator.axis(given, of: max(rank, 1))
    let sizes = try translator.exactly { () throws(ArithmeticFault) in
      [
        try Formula.product(Array(shape.sizes.prefix(axis))),
        try Formula.product(Array(shape.sizes.dropFirst(axis))),
      ]
    }
    return try translator.reshape(input, to: sizes)
  }

  /// Axes are inputs from version 13 on.
  private static func axes(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> [Int]? {
    if let axes = try call.integers("axes") { return axes }
    guard let operand = call.optional(1) else { return nil }
    return try translator.integers(operand)
  }

  static func squeeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.squeeze(call[0], axes(&translator, call))
  }

  static func unsqueeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let axes = try axes(&translator, call) else {
      throw .invalid(Diagnostic("it has no axes"))
    }
    return try translator.unsqueeze(call[0], axes)
  }

  static func transpose(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .unknown }
    return try translator.transpose(
      input, call.integers("perm") ?? (0..<rank).reversed())
  }

  static func concatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.concatenate(call.all(), axis: call.integer("axis") ?? 1)
  }

  /// Parts of given sizes, or as many as there are outputs.
  static func split(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let input = try call[0]
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: shape.sizes.count)
    let count = call.node.outputs.count
    let written = try call.integers("split").map { $0.map { Formula($0) } }
    let given: [Formula]?
    if written == nil, let operand = call.optional(1) {
      given = try translator.sizes(operand)
    } else {
      given = written
    }
    guard let sizes = given else {
      return .made(try translator.split(input, axis: axis, into: count))
    }
    guard sizes.count >= count else {
      throw .invalid(Diagnostic("it has \(count) outputs and \(sizes.count) sizes"))
    }
    return .made(try translator.split(input, axis: axis, Array(sizes.prefix(count))))
  }

  /// Starts, ends, axes and steps are inputs from version 10 on.
  static func slice(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call[0]
    guard let rank = result.shape?.sizes.count else { return .unknown }
    func list(
      _ translator: inout Translator, _ name: String, _ index: Int
    ) throws(Refusal) -> [Formula]? {
      if let written = try call.integers(name) { return written.map { Formula($0) } }
      guard let operand = call.optional(index) else { return nil }
      return try translator.sizes(operand)
    }
    guard let starts = try list(&translator, "starts", 1),
      let ends = try list(&translator, "ends", 2), starts.count == ends.count
    else { throw .invalid(Diagnostic("it has no starts and ends that belong together")) }
    let axes = try list(&translator, "axes", 3)?.numbers ?? Array(starts.indices)
    let steps = try list(&translator, "steps", 4)?.numbers ?? starts.map { _ in 1 }
    guard axes.count == starts.count, steps.count == starts.count else {
      throw .invalid(Diagnostic("it has \(starts.count) starts, and not as many axes and steps"))
    }
    for (place, axis) in axes.enumerated() {
      let axis = try translator.axis(axis, of: rank)
      result = try translator.slice(
        result, axis: axis, from: starts[place], to: ends[place], by: steps[place])
    }
    return result
  }

  static func pad(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    let rank = shape.sizes.count
    let pads: [Formula]
    // `paddings` is the name in version 1.
    let (old, new) = (try call.integers("paddings"), try call.integers("pads"))
    if let written = new ?? old {
      pads = written.map { Formula($0) }
    } else {
      pads = try translator.sizes(call[1])
    }
    var axes = Array(0..<rank)
    if let operand = call.optional(3) {
      axes = try translator.axes(translator.integers(operand), of: rank)
    }
    guard pads.count == 2 * axes.count else {
      throw .invalid(Diagnostic("it has \(pads.count) numbers for \(axes.count) axes"))
    }
    var (before, after) = (Array(repeating: Formula.zero, count: rank), [Formula]())
    after = before
    for (place, axis) in axes.enumerated() {
      (before[axis], after[axis]) = (pads[place], pads[axes.count + place])
    }
    let mode = try call.text("mode") ?? "constant"
    let border: Border? = mode == "constant" ? .zeros : Border(rawValue: mode)
    guard let border else {
      throw .invalid(Diagnostic("there is no padding called \(quoted(mode))"))
    }
    var value = try call.real("value")
    if let operand = call.optional(2) { value = try translator.real(operand) ?? .nan }
    return try translator.pad(input, before: before, after: after, border, value: value ?? 0)
  }

  /// Broadcast in both directions.
  static func expand(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.expand(call[0], to: translator.sizes(call[1]))
  }

  static func tile(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.tile(call[0], translator.sizes(call[1]))
  }

  static func gather(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.gather(call[0], call[1], axis: call.integer("axis") ?? 0)
  }

  static func gatherElements(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.gatherElements(call[0], call[1], axis: call.integer("axis") ?? 0)
  }

  static func gatherPoints(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let batch = try call.integer("batch_dims") ?? 0
    return try translator.add(.move(.gatherPoints(batch: batch)), [call[0], call[1]])
  }

  static func scatter(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.add(.move(.scatter), [call[0], call[1], call[2]])
  }

  /// The largest elements, and their places.
  static func largest(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome
  {
    let written = try call.integer("k").map { [Formula($0)] }
    let asked = if let written { written } else { try translator.sizes(call[1]) }
    guard let count = asked.first else { throw .invalid(Diagnostic("it has no k")) }
    return try translator.largest(
      call[0], axis: call.integer("axis") ?? -1, count: count,
      ascends: call.integer("largest") ?? 1 == 0, for: call.node.outputs)
  }

  /// A comparison of each index with all of them.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let depth = try translator.sizes(call[1]).first else {
      throw .invalid(Diagnostic("it has no depth"))
    }
    return try translator.oneHot(call[0], axis: call.integer("axis") ?? -1, depth: depth)
  }

  static func reverse(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.reverse(call[0], [call.integer("time_axis") ?? 0])
  }
}
