import CostModel
import Symbolic

// The same elements in other sizes, and single positions, as several formats ask for them.
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
}
