/// A statement about formulas, decided as far as the normal form and bounds allow.
///
/// An undecided condition is kept as an indicator, a choice or a requirement until the symbols are
/// bound. Nothing is assumed.
package indirect enum Condition: Hashable, Sendable {
  /// Decided.
  case constant(Bool)
  /// `left relation right`.
  case comparison(Relation, Scalar, Scalar)
  /// The value is a whole number.
  case integral(Scalar)
  /// Not the condition.
  case not(Condition)
  /// Both conditions.
  case and(Condition, Condition)
  /// At least one of the conditions.
  case or(Condition, Condition)

  /// How two numbers compare; the other relations are negations of these.
  package enum Relation: String, Hashable, Sendable {
    case equal = "=="
    case less = "<"
    case lessOrEqual = "<="

    func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool {
      switch self {
      case .equal: a == b
      case .less: a < b
      case .lessOrEqual: a <= b
      }
    }
  }

  /// The answer, if it is known.
  package var constantValue: Bool? {
    if case .constant(let value) = self { value } else { nil }
  }

  /// Negation, spelled out so that `!` does not get a second meaning for `not`.
  package static prefix func ! (condition: Condition) -> Condition {
    switch condition {
    case .constant(let value): .constant(!value)
    case .not(let inner): inner
    default: .not(condition)
    }
  }

  /// Conjunction, simplified by what is known.
  package static func && (left: Condition, right: Condition) -> Condition {
    switch (left.constantValue, right.constantValue) {
    case (false, _), (_, false): .constant(false)
    case (true, _): right
    case (_, true): left
    default: left == right ? left : left == !right ? .constant(false) : .and(left, right)
    }
  }

  /// Disjunction, simplified by what is known.
  package static func || (left: Condition, right: Condition) -> Condition {
    switch (left.constantValue, right.constantValue) {
    case (true, _), (_, true): .constant(true)
    case (false, _): right
    case (_, false): left
    default: left == right ? left : left == !right ? .constant(true) : .or(left, right)
    }
  }

  /// Whether the condition states another, by itself or as part of a conjunction.
  package func includes(_ other: Condition) -> Bool {
    if self == other { return true }
    guard case .and(let left, let right) = self else { return false }
    return left.includes(other) || right.includes(other)
  }

  /// The comparison, decided if the difference is a number or its bounds settle it.
  ///
  /// - Throws: ``ArithmeticFault`` from the difference.
  package static func compare(
    _ left: Scalar, _ relation: Relation, _ right: Scalar
  ) throws(ArithmeticFault) -> Condition {
    guard let a = left.formula, let b = right.formula else {
      return compareInexact(left, relation, right)
    }
    if let x = a.constantValue, let y = b.constantValue {
      return .constant(relation.holds(x, y))
    }
    let difference = try a - b
    if let value = difference.constantValue {
      return .constant(relation.holds(value, .zero))
    }
    // Remove fractions and common factors from both sides, so that equal conditions look equal.
    let content = try Rational.one / difference.content
    var primitive = try difference.scaled(by: content)
    if content < .zero, relation != .equal { primitive = try primitive.scaled(by: Rational(-1)) }
    // Bounds of integers are exact; bounds of fractions are not.
    if let decided = relation.decide(primitive.bounds()) { return .constant(decided) }
    let (positive, negative) = try primitive.sidesBySign()
    return .comparison(relation, .exact(positive), .exact(negative))
  }

  private static func compareInexact(
    _ left: Scalar, _ relation: Relation, _ right: Scalar
  ) -> Condition {
    let (a, b) = (left.tree, right.tree)
    if let x = a.constantValue, let y = b.constantValue {
      return .constant(relation.holds(x, y))
    }
    let difference = a.bounds(over: [:]) - b.bounds(over: [:])
    if let decided = relation.decide(difference) { return .constant(decided) }
    return .comparison(relation, left, right)
  }

  /// The statement that a value is a whole number, decided if possible.
  package static func isInteger(_ scalar: Scalar) -> Condition {
    switch scalar {
    case .exact(let formula):
      if let value = formula.constantValue { return .constant(value.isInteger) }
      return formula.isInteger ? .constant(true) : .integral(scalar)
    case .inexact(let tree):
      guard let value = tree.constantValue else { return .integral(scalar) }
      return .constant(value == value.rounded())
    }
  }
}

extension Condition.Relation {
  /// Whether `difference relation 0` holds for every value within the bounds; nil if unknown.
  func decide(_ difference: Interval) -> Bool? {
    switch self {
    case .equal:
      if difference.lower > 0 || difference.upper < 0 { return false }
    case .less:
      if difference.upper < 0 { return true }
      if difference.lower >= 0 { return false }
    case .lessOrEqual:
      if difference.upper <= 0 { return true }
      if difference.lower > 0 { return false }
    }
    return nil
  }
}

extension Formula {
  /// The terms with positive coefficients, and the negated terms with negative ones.
  fileprivate func sidesBySign() throws(ArithmeticFault) -> (positive: Formula, negative: Formula) {
    let positive = Formula(
      constant: max(constant, .zero), terms: terms.filter { $0.coefficient > .zero })
    return (positive, try positive - self)
  }
}
