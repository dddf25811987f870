import CostModel
import Symbolic

extension CompiledGrid {
  /// A valid point: a line and an index along it.
  struct Position: Hashable, Sendable {
    var line, index: Int
  }

  /// The bindings of a valid point.
  package func bindings(line: Int, index: Int) -> Bindings {
    points(line: line, index: index).enumerated().reduce(into: [:]) { bindings, point in
      bindings.merge(inputs[point.offset].bindings(point.element)) { $1 }
    }
  }

  /// Numbers that are equal at points of the same network.
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

  /// The position of a point given by its value on each axis; nil if it is not valid.
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

  /// The position made up of one point from each group.
  func position(members: [Int]) -> Position {
    let line = zip(groups, members).dropLast().reduce(0) { $0 * $1.0.points.count + $1.1 }
    return Position(line: line, index: members.last ?? 0)
  }
}
