import Symbolic

extension BlockTable {
  /// Whether a column holds a width: it is channels, not a factor of others.
  func isWidth(_ column: String) -> Bool {
    rows.contains { row in
      ["c", "r", "at"].contains { name in
        guard case .expression(let expression)? = row.cells[name] else { return false }
        return expression.root.mentions(column) && !expression.root.isFactor(column)
      }
    }
  }
}

extension Syntax {
  /// Whether a name is multiplied by other names: a ratio of widths.
  fileprivate func isFactor(_ name: String) -> Bool {
    switch self {
    case .arithmetic(.multiply, let left, let right, _),
      .arithmetic(.divide, let left, let right, _):
      let (inner, other) = left.mentions(name) ? (left, right) : (right, left)
      var names = 0
      other.forEachName { _ in names += 1 }
      return (inner.mentions(name) && names > 0) || inner.isFactor(name)
    case .arithmetic(_, let left, let right, _):
      return left.isFactor(name) || right.isFactor(name)
    case .call(_, let arguments, _): return arguments.contains { $0.isFactor(name) }
    default: return false
    }
  }
}
