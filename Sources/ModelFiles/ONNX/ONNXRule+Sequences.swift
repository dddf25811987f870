import CostModel
import Symbolic

// Lists of tensors, which are taken apart while reading.
extension ONNXRule {
  private static func list(_ operand: Operand) throws(Refusal) -> [Operand] {
    guard case .list(let items) = operand else { throw .undecided(.data) }
    return items
  }

  /// A place in a list, counted from either end; the last one if it is left out.
  private static func place(
    _ translator: inout Translator, _ operand: Operand?, of count: Int
  ) throws(Refusal) -> Int {
    guard let operand else { return count }
    guard let index = try translator.integers(operand).first, -count...count ~= index else {
      throw .invalid(Diagnostic("there is no such place in a list of \(count)"))
    }
    return index < 0 ? index + count : index
  }

  static func sequence(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    .list(try call.all())
  }

  static func insert(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var items = try list(call[0])
    guard items.count < 4096 else { throw .invalid(Diagnostic("a list of \(items.count)")) }
    items.insert(
      try call[1], at: try place(&translator, call.optional(2), of: items.count))
    return .list(items)
  }

  static func erase(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var items = try list(call[0])
    guard !items.isEmpty else { throw .invalid(Diagnostic("its list is empty")) }
    items.remove(
      at: min(try place(&translator, call.optional(1), of: items.count), items.count - 1))
    return .list(items)
  }

  static func item(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let items = try list(call[0])
    let index = try place(&translator, call[1], of: items.count)
    guard items.indices.contains(index) else {
      throw .invalid(Diagnostic("there is no such place in a list of \(items.count)"))
    }
    return items[index]
  }

  static func length(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    translator.integer(try list(call[0]).count)
  }

  /// `SplitToSequence`: parts of one size, of given sizes, or single positions.
  static func splitToSequence(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let sizes = try call[0].shape?.sizes else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: sizes.count)
    guard let split = call.optional(1) else {
      guard let count = sizes[axis].integerValue, count <= 4096 else { throw .undecided(.sizes) }
      let keeps = try call.integer("keepdims") ?? 1 != 0
      let parts = try translator.split(
        call[0], axis: axis, Array(repeating: Formula.one, count: count))
      guard !keeps else { return .list(parts) }
      var squeezed: [Operand] = []
      for part in parts { squeezed.append(try translator.squeeze(part, [axis])) }
      return .list(squeezed)
    }
    let given = try translator.sizes(split)
    guard split.shape?.sizes.isEmpty ?? false, let size = given.first else {
      return .list(try translator.split(call[0], axis: axis, given))
    }
    // One number is the size of all parts, of which the last may be smaller.
    guard let all = sizes[axis].integerValue, let part = size.integerValue, part > 0,
      all / part < 4096
    else { throw .undecided(.sizes) }
    let parts = stride(from: 0, to: all, by: part).map { Formula(min(part, all - $0)) }
    return .list(try translator.split(call[0], axis: axis, parts))
  }

  static func concatenateSequence(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let (items, axis) = (try list(call[0]), try call.integer("axis") ?? 0)
    guard !items.isEmpty else { throw .invalid(Diagnostic("its list is empty")) }
    return try call.integer("new_axis") ?? 0 != 0
      ? translator.stack(items, axis: axis) : translator.concatenate(items, axis: axis)
  }
}
