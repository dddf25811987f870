import CostModel
import Symbolic

// The same elements in other sizes, and parts of tensors, as several formats ask for them.
extension Translator {
  /// The same elements in other sizes, of which one that is -1 is what is left.
  mutating func reshape(
    _ operand: Operand, filling sizes: [Formula]
  ) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    guard let open = sizes.firstIndex(of: -1) else { return try reshape(operand, to: sizes) }
    var filled = sizes
    filled[open] = 1
    guard !filled.contains(-1) else { throw .invalid(Diagnostic("two of its sizes are open")) }
    filled[open] = try exactly { () throws(ArithmeticFault) in
      // Sizes that stay need not be divided by.
      var (own, made) = (shape.sizes, filled)
      for size in made where size != 1 {
        guard let place = own.firstIndex(of: size), let other = made.firstIndex(of: size) else {
          continue
        }
        own.remove(at: place)
        made.remove(at: other)
      }
      return try Formula.product(own) / Formula.product(made)
    }
    try require(
      .isInteger(.exact(filled[open])),
      "\(shape.sizes.map(\.text).joined(separator: "x")) can't be divided into parts of "
        + filled.enumerated().map { $0 == open ? "?" : $1.text }.joined(separator: "x"))
    return try reshape(operand, to: filled)
  }

  /// All axes from one through another as a single one.
  mutating func flatten(
    _ operand: Operand, from first: Int, through last: Int
  ) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    guard !sizes.isEmpty else { return try reshape(operand, to: [1]) }
    let (first, last) = (try axis(first, of: sizes.count), try axis(last, of: sizes.count))
    guard first <= last else {
      throw .invalid(Diagnostic("it joins axes from \(first) through \(last)"))
    }
    let size = try exactly { () throws(ArithmeticFault) in
      try Formula.product(Array(sizes[first...last]))
    }
    return try reshape(operand, to: sizes[..<first] + [size] + sizes[(last + 1)...])
  }

  /// The tensor without some axes of size 1; nil for all of them.
  mutating func squeeze(_ operand: Operand, _ axes: [Int]?) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    let dropped = try axes.map { axes throws(Refusal) in try self.axes(axes, of: sizes.count) }
    if let axis = dropped?.first(where: { sizes[$0].constantValue.map { $0 != 1 } ?? false }) {
      throw .invalid(Diagnostic("axis \(axis) has size \(sizes[axis].text), not 1"))
    }
    let kept = sizes.indices.filter { axis in
      dropped.map { !$0.contains(axis) } ?? (sizes[axis] != 1)
    }
    return try reshape(operand, to: kept.map { sizes[$0] })
  }

  /// The tensor with further axes of size 1, at these places of the result.
  mutating func unsqueeze(_ operand: Operand, _ axes: [Int]) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    guard axes.count <= 16 else { throw .invalid(Diagnostic("it adds \(axes.count) axes")) }
    let places = try self.axes(axes, of: sizes.count + axes.count)
    guard places.count == axes.count else { throw .invalid(Diagnostic("it adds an axis twice")) }
    var rest = sizes[...]
    return try reshape(
      operand,
      to: (0..<sizes.count + places.count).map { places.contains($0) ? 1 : rest.popFirst() ?? 1 })
  }

  /// Tensors one after the other along a new axis.
  mutating func stack(_ operands: [Operand], axis: Int) throws(Refusal) -> Operand {
    guard let rank = operands.first?.shape?.sizes.count else { return .unknown }
    let axis = try self.axis(axis, of: rank + 1)
    var parts: [Operand] = []
    for operand in operands { parts.append(try unsqueeze(operand, [axis])) }
    return try concatenate(parts, axis: axis)
  }

  /// The position along an axis, which goes.
  mutating func select(
    _ operand: Operand, axis: Int, _ index: Formula
  ) throws(Refusal) -> Operand {
    guard let sizes = operand.shape?.sizes else { return .unknown }
    let axis = try self.axis(axis, of: sizes.count)
    let start = try exactly { () throws(ArithmeticFault) in
      index.constantValue.map { $0 < .zero } ?? false ? try index + sizes[axis] : index
    }
    let part = try slice(operand, axis: axis, start: start, count: 1)
    return try reshape(part, to: Array(sizes[..<axis] + sizes[(axis + 1)...]))
  }

  /// All positions along an axis, which goes.
  mutating func unstack(
    _ operand: Operand, axis: Int, count: Int
  ) throws(Refusal) -> [Operand] {
    var parts: [Operand] = []
    for index in 0..<count {
      parts.append(try select(operand, axis: axis, Formula(index)))
    }
    return parts
  }

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
    return try add(
      .move(.pad(before: before, after: after, border)), [operand], staysAlone: value != 0)
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
