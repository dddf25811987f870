import CostModel
import Symbolic

// Parts of tensors, tensors repeated and picked from, as several formats ask for them.
extension Translator {
  /// Parts of these sizes along an axis.
  mutating func split(
    _ operand: Operand, axis: Int, _ sizes: [Formula]
  ) throws(Refusal) -> [Operand] {
    var parts: [Operand] = []
    var start = Formula.zero
    for size in sizes {
      parts.append(try slice(operand, axis: axis, start: start, count: size))
      start = try exactly { () throws(ArithmeticFault) in try start + size }
    }
    return parts
  }

  /// So many equal parts along an axis, the last of which may be smaller.
  mutating func split(
    _ operand: Operand, axis: Int, into count: Int
  ) throws(Refusal) -> [Operand] {
    guard let size = operand.shape?.sizes[axis] else { return [] }
    guard count > 0 else { throw .invalid(Diagnostic("it makes \(count) parts")) }
    let sizes = try exactly { () throws(ArithmeticFault) in
      let part = try Formula.of("ceil", size / Formula(count))
      return Array(repeating: part, count: count - 1)
        + [try size - part * Formula(count - 1)]
    }
    return try split(operand, axis: axis, sizes)
  }

  /// Positions along an axis as NumPy counts them: negative numbers count from the end, and what
  /// lies outside is cut off.
  mutating func slice(
    _ operand: Operand, axis: Int, from start: Formula, to end: Formula, by step: Int
  ) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    let range = try exactly { () throws(ArithmeticFault) in
      try SliceRange(sizes[axis], from: start, to: end, by: step)
    }
    guard let range else { throw .undecided(.data) }
    return try slice(
      operand, axis: axis, start: range.start, count: range.count, step: range.step)
  }

  /// All positions along some axes, the last one first.
  mutating func reverse(_ operand: Operand, _ axes: [Int]) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    var result = operand
    for axis in try self.axes(axes, of: sizes.count) {
      let last = try exactly { () throws(ArithmeticFault) in try sizes[axis] - 1 }
      result = try slice(result, axis: axis, start: last, count: sizes[axis], step: -1)
    }
    return result
  }

  /// Positions before and after along each axis.
  mutating func pad(
    _ operand: Operand, before: [Formula], after: [Formula], _ border: Border, value: Double = 0
  ) throws(Refusal) -> Operand {
    if (before + after).allSatisfy({ $0 == 0 }) { return operand }
    var numerics = Numerics()
    numerics.border = value
    if value.isNaN { numerics.standsFor = "a border that is computed" }
    return try add(
      .move(.pad(before: before, after: after, border)), [operand], numerics: numerics,
      staysAlone: value != 0)
  }

  /// Positions of size 1 repeated, in new axes too, until the tensor has these sizes; -1 keeps one.
  mutating func expand(_ operand: Operand, to wanted: [Formula]) throws(Refusal) -> Operand {
    guard let own = operand.shape?.sizes else { return .unknown }
    guard wanted.count <= 16 else { throw .invalid(Diagnostic("it makes \(wanted.count) axes")) }
    var sizes = wanted
    while sizes.count < own.count { sizes.insert(1, at: 0) }
    for (axis, size) in own.enumerated() {
      let place = sizes.count - own.count + axis
      if sizes[place] == 1 || sizes[place] == -1 { sizes[place] = size }
    }
    if sizes == own { return operand }
    return try add(.move(.expand(to: sizes)), [operand])
  }

  /// The whole tensor so many times along each axis, of which there may be more than it has.
  mutating func tile(_ operand: Operand, _ repeats: [Formula]) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    if repeats.allSatisfy({ $0 == 1 }), repeats.count == sizes.count { return operand }
    guard repeats.count >= sizes.count, repeats.count <= 16 else {
      throw .invalid(Diagnostic("it repeats \(repeats.count) axes of \(sizes.count)"))
    }
    let new = Array(repeating: Formula.one, count: repeats.count - sizes.count)
    return try add(.move(.tile(repeats)), [try reshape(operand, to: new + sizes)])
  }

  /// Positions along an axis in the order that a tensor lists; a single known one is a slice.
  mutating func gather(
    _ data: Operand, _ indices: Operand, axis: Int
  ) throws(Refusal) -> Operand {
    guard let sizes = data.shape?.sizes, let list = indices.shape else { return .unknown }
    let axis = try self.axis(axis, of: sizes.count)
    guard data.tensor != nil, list.sizes.count <= 1,
      let index = try formulas(indices), index.count == 1
    else { return try add(.move(.gather(axis: axis)), [data, indices]) }
    let part = try select(data, axis: axis, index[0])
    return list.sizes.isEmpty ? part : try unsqueeze(part, [axis])
  }

  /// For each place along an axis that a tensor of indices says, the element of another.
  mutating func gatherElements(
    _ data: Operand, _ indices: Operand, axis: Int
  ) throws(Refusal) -> Operand {
    guard let rank = data.shape?.sizes.count else { return .unknown }
    return try add(
      .move(.gatherElements(axis: self.axis(axis, of: rank))), [data, indices])
  }

  /// The largest elements along an axis in order, and their places; as many of the two as a node
  /// has outputs for.
  mutating func largest(
    _ operand: Operand, axis: Int, count: Formula, ascends: Bool = false, for outputs: [Int?]
  ) throws(Refusal) -> Rule.Outcome {
    var numerics = Numerics()
    numerics.ascends = ascends
    guard let rank = operand.shape?.sizes.count else { return .made([]) }
    let axis = try self.axis(axis, of: rank)
    var made: [Operand] = []
    for (index, output) in outputs.prefix(2).enumerated() {
      made.append(
        output == nil
          ? .unknown
          : try add(
            .move(.largest(axis: axis, count: count, givesPlaces: index == 1)), [operand],
            numerics: numerics))
    }
    return .made(made)
  }

  /// Along a new axis, whether each index is each of so many numbers.
  mutating func oneHot(
    _ indices: Operand, axis: Int, depth: Formula
  ) throws(Refusal) -> Operand {
    guard let rank = indices.shape?.sizes.count else { return .unknown }
    let axis = try self.axis(axis, of: rank + 1)
    var sizes = Array(repeating: Formula.one, count: rank + 1)
    sizes[axis] = depth
    let places = Numbers(Shape(sizes)) { () throws(Diagnostic) in
      guard let count = depth.integerValue, count <= 1 << 24 else {
        throw Diagnostic("a depth of \(depth.text) has no numbers")
      }
      return (0..<count).map(Float.init)
    }
    let numbers = Operand.constant(Constant(Shape(sizes), .int64, .made(places)))
    return try elementwise(.equal, [unsqueeze(indices, [axis]), numbers])
  }

  /// A tensor of which all elements are the same.
  func filled(_ sizes: [Formula], _ element: KnownElement, _ type: ElementType) -> Operand {
    .constant(Constant(Shape(sizes, layout: format.layout), type, .fill(element)))
  }

  /// A single number as an operand.
  func number(_ value: Double) -> Operand {
    let element = KnownElement(value) ?? .number(.inexact(.literal(value)))
    return .constant(Constant(Known(sizes: [], elements: [element], type: .float32)))
  }
}
