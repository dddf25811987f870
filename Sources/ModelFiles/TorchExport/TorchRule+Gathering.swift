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
    guard let first = given.first, given.count <= rank else { return input }
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
    return try picked(&translator, input, lists, from: first.offset)
  }

  /// The places that several lists give together, as points of the axes from one on.
  private static func picked(
    _ translator: inout Translator, _ input: Operand, _ lists: [Operand], from axis: Int
  ) throws(Refusal) -> Operand {
    guard axis == 0 else { throw .undecided(.unknown) }
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
    let input = try call.subject()
    guard let rank = input.shape?.sizes.count else { return .unknown }
    let axis = try translator.axis(call, "dim", or: 0, of: rank)
    return try translator.add(
      .move(.gatherElements(axis: axis)), [input, call.tensor("index")])
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
    var made: [Operand] = []
    for (index, output) in call.node.outputs.enumerated() {
      guard output != nil else {
        made.append(.unknown)
        continue
      }
      made.append(
        try translator.add(
          .move(.largest(axis: axis, count: count, givesPlaces: index == 1)), [input]))
    }
    return .made(made)
  }

  /// Whether each index is each of the numbers below a known one.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let rank = input.shape?.sizes.count,
      let sizes = translator.stated(call, 0), sizes.count == rank + 1
    else { throw .undecided(.data) }
    let numbers = Operand.constant(Constant(Shape([sizes[rank]]), .int64, .open))
    return try translator.elementwise(
      .equal, [translator.unsqueeze(input, [rank]), numbers])
  }
}
