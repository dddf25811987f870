import CostModel
import Symbolic

// Operators that move elements, over known ones.
extension Known {
  /// What the operator makes of it; nil if the elements are too many, or an attribute is not a
  /// number.
  func applying(_ move: Move<Formula>, _ others: ArraySlice<Known>) -> Known? {
    switch move {
    case .reshape(let sizes, _):
      guard let sizes = sizes.numbers, Known.count(sizes) == elements.count else { return nil }
      return Known(sizes: sizes, elements: elements, type: type)
    case .transpose(let axes, _):
      guard axes.sorted() == Array(sizes.indices) else { return nil }
      let made = axes.map { sizes[$0] }
      return picking(Known.places(made, strides: axes.map { strides[$0] }), sizes: made)
    case .slice(let axis, let start, let count, let step):
      guard sizes.indices.contains(axis), let start = start.integerValue,
        let count = count.integerValue, count >= 0
      else { return nil }
      return gathering((0..<count).map { start &+ $0 &* step }, along: axis, sizes: [count])
    case .gather(let axis):
      guard sizes.indices.contains(axis), let indices = others.first,
        let numbers = indices.formulas?.numbers
      else { return nil }
      return gathering(
        numbers.map { $0 < 0 ? $0 &+ sizes[axis] : $0 }, along: axis, sizes: indices.sizes)
    case .expand(let sizes):
      guard let sizes = sizes.numbers, Known.count(sizes) != nil else { return nil }
      return broadcast(to: sizes)
    case .tile(let repeats):
      guard let repeats = repeats.numbers, repeats.count == sizes.count else { return nil }
      return tiled(repeats)
    case .pad, .gatherElements, .gatherPoints, .scatter, .largest: return nil
    }
  }

  private func gathering(_ indices: [Int], along axis: Int, sizes list: [Int]) -> Known? {
    guard indices.allSatisfy({ 0..<sizes[axis] ~= $0 }) else { return nil }
    let made = Array(sizes[..<axis] + list + sizes[(axis + 1)...])
    guard Known.count(made) != nil else { return nil }
    let (outer, inner) = (Array(sizes[..<axis]), Array(sizes[(axis + 1)...]))
    var places: [Int] = []
    for first in Known.places(outer, strides: Array(strides[..<axis])) {
      for index in indices {
        places += Known.places(
          inner, strides: Array(strides[(axis + 1)...]), from: first + index * strides[axis])
      }
    }
    return picking(places, sizes: made)
  }

  /// The elements repeated along axes of size 1, and along new axes before all others.
  func broadcast(to made: [Int]) -> Known? {
    guard made != sizes else { return self }
    guard made.count >= sizes.count, Known.count(made) != nil else { return nil }
    let new = made.count - sizes.count
    var strides = Array(repeating: 0, count: new)
    for (axis, stride) in self.strides.enumerated() {
      guard sizes[axis] == 1 || sizes[axis] == made[new + axis] else { return nil }
      strides.append(sizes[axis] == 1 ? 0 : stride)
    }
    return picking(Known.places(made, strides: strides), sizes: made)
  }

  private func tiled(_ repeats: [Int]) -> Known? {
    var tiled = self
    for (axis, number) in repeats.enumerated() where number != 1 {
      guard 0...Known.limit ~= number else { return nil }
      let size = tiled.sizes[axis]
      guard size > 0, Known.count([size, number]) != nil,
        let next = tiled.gathering(
          (0..<size * number).map { $0 % size }, along: axis, sizes: [size * number])
      else { return nil }
      tiled = next
    }
    return tiled
  }

  /// Tensors one after the other along an axis.
  static func concatenating(_ parts: [Known], along axis: Int) -> Known? {
    guard let first = parts.first, first.sizes.indices.contains(axis) else { return nil }
    var sizes = first.sizes
    sizes[axis] = 0
    for part in parts {
      guard part.sizes.count == sizes.count else { return nil }
      sizes[axis] += part.sizes[axis]
      let others = sizes.indices.filter { $0 != axis }
      guard others.allSatisfy({ part.sizes[$0] == sizes[$0] }) else { return nil }
    }
    guard count(sizes) != nil else { return nil }
    var elements: [KnownElement] = []
    let lines = count(Array(sizes[..<axis])) ?? 0
    let lengths = parts.map { Known.count(Array($0.sizes[axis...])) ?? 0 }
    for line in 0..<lines {
      for (part, length) in zip(parts, lengths) {
        elements += part.elements[line * length..<(line + 1) * length]
      }
    }
    return Known(sizes: sizes, elements: elements, type: first.type)
  }
}

extension [Formula] {
  /// The sizes as numbers; nil if one has symbols.
  var numbers: [Int]? {
    let numbers = compactMap(\.integerValue)
    return numbers.count == count ? numbers : nil
  }
}
