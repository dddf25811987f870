import CostModel
import Symbolic

// Elements in an order that other elements say.
extension TorchRule {
  static func embedding(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.gather(call.tensor("weight"), call.tensor("indices"), axis: 0)
  }

  static func indexSelect(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.gather(
      call.subject(), call.tensor("index"), axis: call.integer("dim") ?? 0)
  }

  /// Indices along some axes, nothing along the others. A single list of indices is a gather;
  /// several, broadcast against each other, pick one element each.
  static func index(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let places = call.node.inputNames.indices.filter { call.node.inputNames[$0] == "indices" }
    let given = places.enumerated().filter { call.inputs[$0.element] != nil }
    guard let first = given.first, let last = given.last else { return input }
    guard last.offset < rank else {
      throw .invalid(Diagnostic("it has \(places.count) indices for \(rank) axes"))
    }
    var lists: [Operand] = []
    for (_, place) in given {
      let list = try call[place]
      // A mask selects as many elements as it says yes.
      if let input = call.node.inputs[place], translator.file.tensors[input].element == .bool {
        throw .undecided(.data)
      }
      lists.append(list)
    }
    if lists.count == 1 {
      return try translator.gather(input, lists[0], axis: first.offset)
    }
    guard given.map(\.offset) == Array(first.offset..<first.offset + given.count) else {
      throw .undecided(.unknown)
    }
    return first.offset == 0
      ? try picked(&translator, input, lists)
      : try gathered(&translator, input, lists, from: first.offset)
  }

  /// Lists that each vary along an axis of their own, one after the other, are gathered one by one.
  private static func gathered(
    _ translator: inout Translator, _ input: Operand, _ lists: [Operand], from axis: Int
  ) throws(Refusal) -> Operand {
    guard let own = input.shape?.sizes else { return .unknown }
    let together = try translator.shape(
      of: .elementwise(Elementwise(.add, tensors: lists.count)), lists.compactMap(\.shape))
    var (made, last) = (input, -1)
    for (index, list) in lists.enumerated() {
      guard let sizes = list.shape?.sizes else { return .unknown }
      let places = sizes.indices.filter { sizes[$0] != 1 }.map {
        together.sizes.count - sizes.count + $0
      }
      guard places.count < 2, places.allSatisfy({ $0 > last }) else {
        throw .undecided(.unknown)
      }
      last = places.last ?? last
      let flat = try translator.flatten(list, from: 0, through: -1)
      made = try translator.gather(made, flat, axis: axis + index)
    }
    return try translator.reshape(
      made, to: own[..<axis] + together.sizes + own[(axis + lists.count)...])
  }

  /// The places that several lists give together, as points of the first axes.
  private static func picked(
    _ translator: inout Translator, _ input: Operand, _ lists: [Operand]
  ) throws(Refusal) -> Operand {
    let shape = try translator.shape(
      of: .elementwise(Elementwise(.add, tensors: lists.count)), lists.compactMap(\.shape))
    var columns: [Operand] = []
    for list in lists {
      let whole = try translator.expand(list, to: shape.sizes)
      columns.append(try translator.unsqueeze(whole, [shape.sizes.count]))
    }
    let points = try translator.concatenate(columns, axis: shape.sizes.count)
    return try translator.add(.move(.gatherPoints(batch: 0)), [input, points])
  }

  static func gather(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.gatherElements(
      call.subject(), call.tensor("index"), axis: call.integer("dim") ?? 0)
  }

  /// Elements replaced at places that are given.
  static func scatter(
    _ places: String, _ updates: [String]
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let source = updates.lazy.compactMap({ call.optional($0) }).first else {
        throw .undecided(.unknown)
      }
      return try translator.add(
        .move(.scatter), [call.subject(), call.tensor(places), source])
    }
  }

  /// The largest elements along an axis in order, and their places.
  static func largest(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let input = try call.subject()
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call, "dim", or: -1, of: shape.sizes.count)
    let count = try translator.size(call, "k") ?? shape.sizes[axis]
    let isSorted = call.node.type.hasPrefix("sort")
    let descends = try call.isTrue(isSorted ? "descending" : "largest", or: !isSorted)
    return try translator.largest(
      input, axis: axis, count: count, ascends: !descends, for: call.node.outputs)
  }

  /// Whether each index is each of the numbers below a known one.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let rank = input.shape?.sizes.count,
      let sizes = translator.stated(call, 0), sizes.count == rank + 1
    else { throw .undecided(.data) }
    return try translator.oneHot(input, axis: -1, depth: sizes[rank])
  }
}
