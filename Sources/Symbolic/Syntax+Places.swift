/// What stands where in an expression: for faults that point into it.
extension Syntax {
  /// The names that stand alone or as arguments, from left to right.
  package var orderedNames: [String] {
    var names: [String] = []
    forEachName { names.append($0) }
    return names
  }

  /// The name that starts at an offset; nil where something else does.
  package func name(at place: Int) -> String? {
    if case .name(let name, place) = self { return name }
    return operands.firstNonNil { $0.name(at: place) }
  }

  /// The other side of the comparison that has a name at an offset for one of its sides.
  package func compared(at place: Int) -> Syntax? {
    if case .comparison(_, let left, let right, _) = self {
      if case .name(_, place) = left { return right }
      if case .name(_, place) = right { return left }
    }
    return operands.firstNonNil { $0.compared(at: place) }
  }

  /// Whether it calls a function.
  package func calls(_ function: String) -> Bool {
    if case .call(function, _, _) = self { return true }
    return operands.contains { $0.calls(function) }
  }

  private var operands: [Syntax] {
    switch self {
    case .integer, .decimal, .name: []
    case .call(_, let arguments, _): arguments
    case .negated(let operand, _), .not(let operand, _), .indicator(let operand, _): [operand]
    case .arithmetic(_, let left, let right, _), .comparison(_, let left, let right, _),
      .logic(_, let left, let right, _):
      [left, right]
    }
  }
}
