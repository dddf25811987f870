import CostModel

extension CompiledGrid {
  /// A valid point: a line, and an index along it.
  struct Position: Hashable, Sendable {
    var line, index: Int
  }

  /// What is bound at a valid point.
  func bindings(line: Int, index: Int) -> Bindings {
    points(line: line, index: index).enumerated().reduce(into: [:]) { bindings, point in
      bindings.merge(inputs[point.offset].bindings(point.element)) { $1 }
    }
  }

  /// Numbers that are the same at points of the same network.
  func classes(outer: [Int], index: Int) -> [Int] {
    zip(groups, outer + [index]).map { $0.classes[$1] }
  }

  /// The index of the value on each axis at a valid point.
  func points(line: Int, index: Int) -> [Int] {
    var result = [Int](repeating: 0, count: inputs.count)
    for (group, own) in zip(groups, members(of: line) + [index]) {
      for (axis, point) in zip(group.axes, group.points[own]) { result[axis] = point }
    }
    return result
  }

  /// The point of each outer group on a line.
  func members(of line: Int) -> [Int] {
    var rest = line
    var members: [Int] = []
    for group in groups.dropLast().reversed() {
      members.append(rest % group.points.count)
      rest /= group.points.count
    }
    return members.reversed()
  }

  /// Where the values of all axes stand; nil where they are no valid point.
  func position(of point: [Int]) -> Position? {
    var members: [Int] = []
    for group in groups {
      let own = group.axes.map { point[$0] }
      // The points of a group are in the order of its axes.
      var (low, high) = (0, group.points.count)
      while low < high {
        let middle = (low + high) / 2
        if group.points[middle].lexicographicallyPrecedes(own) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      guard low < group.points.count, group.points[low] == own else { return nil }
      members.append(low)
    }
    return position(members: members)
  }

  /// The position of the point that the groups' points make up.
  func position(members: [Int]) -> Position {
    let line = zip(groups, members).dropLast().reduce(0) { $0 * $1.0.points.count + $1.1 }
    return Position(line: line, index: members.last ?? 0)
  }
}
