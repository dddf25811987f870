import Symbolic

/// What the cells of a block may name, as far as it is known.
struct BlockScope: Names {
  var values: [String: Value]
  /// Columns that are not bound yet; an expression with one has no value.
  let columns: Set<String>

  func value(named name: String) throws(Diagnostic) -> Value? { values[name] }

  var known: [String] { [] }

  /// Whether all columns that an expression names are known.
  func knows(_ expression: Expression) -> Bool {
    expression.names.isDisjoint(with: columns) || open(expression).isEmpty
  }

  /// The columns that an expression names and that are not known.
  func open(_ expression: Expression) -> Set<String> {
    expression.names.intersection(columns).filter { values[$0] == nil }
  }

  func evaluate(_ expression: Expression) -> Value? {
    var scope = self
    return try? expression.value(in: &scope)
  }

  /// Whether a condition holds; nil if that is not known.
  func holds(_ condition: Expression) -> Bool? {
    guard knows(condition) else { return nil }
    var scope = self
    return (try? condition.condition(in: &scope))?.constantValue
  }
}

extension Value {
  /// Whether two cells say the same: `2.5 * 80` is 200.
  func means(_ other: Value) -> Bool {
    if self == other { return true }
    guard let a = wholeNumber, let b = other.wholeNumber else { return false }
    return a == b
  }
}
