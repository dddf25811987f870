/// A number in an expression: exact, or inexact because a real is involved.
package enum Scalar: Hashable, Sendable {
  /// A formula of integers and fractions.
  case exact(Formula)
  /// A tree evaluated in `Double` in the order written.
  case inexact(Inexact)

  /// The exact formula, or nil.
  package var formula: Formula? {
    if case .exact(let formula) = self { formula } else { nil }
  }

  /// Whether it is known to take integer values only.
  package var isInteger: Bool { formula?.isInteger ?? false }

  /// The tree, for use with reals.
  var tree: Inexact {
    switch self {
    case .exact(let formula): .exact(formula)
    case .inexact(let tree): tree
    }
  }

  /// A symbol, exact or inexact by its domain.
  package init(_ symbol: Symbol) {
    self = symbol.isInteger ? .exact(Formula(symbol)) : .inexact(.symbol(symbol))
  }

  /// The sum. - Throws: ``ArithmeticFault``.
  package static func + (left: Scalar, right: Scalar) throws(ArithmeticFault) -> Scalar {
    if let a = left.formula, let b = right.formula { return .exact(try a + b) }
    return .inexact(try .make(.add, left.tree, right.tree))
  }

  /// The difference. - Throws: ``ArithmeticFault``.
  package static func - (left: Scalar, right: Scalar) throws(ArithmeticFault) -> Scalar {
    if let a = left.formula, let b = right.formula { return .exact(try a - b) }
    return .inexact(try .make(.subtract, left.tree, right.tree))
  }

  /// The product. - Throws: ``ArithmeticFault``.
  package static func * (left: Scalar, right: Scalar) throws(ArithmeticFault) -> Scalar {
    if let a = left.formula, let b = right.formula { return .exact(try a * b) }
    return .inexact(try .make(.multiply, left.tree, right.tree))
  }

  /// The quotient. - Throws: ``ArithmeticFault``.
  package static func / (left: Scalar, right: Scalar) throws(ArithmeticFault) -> Scalar {
    if let a = left.formula, let b = right.formula { return .exact(try a / b) }
    return .inexact(try .make(.divide, left.tree, right.tree))
  }

  /// The power: exact for constant whole exponents of exact numbers, else in `Double`.
  ///
  /// - Throws: ``ArithmeticFault``.
  package func power(_ exponent: Scalar) throws(ArithmeticFault) -> Scalar {
    if let base = formula, let value = exponent.formula?.constantValue, value.isInteger {
      guard let whole = Int(exactly: value.numerator) else { throw .exponentOutOfRange }
      return .exact(try base.power(whole))
    }
    return .inexact(try .make(.power, tree, exponent.tree))
  }

  /// The first if the condition holds, else the second; decided if possible.
  static func choice(_ condition: Condition, _ first: Scalar, _ second: Scalar) -> Scalar {
    if let known = condition.constantValue { return known ? first : second }
    if first == second { return first }
    if let a = first.formula, let b = second.formula {
      return .exact(.choice(condition, a, b))
    }
    return .inexact(.choice(condition, first.tree, second.tree))
  }
}

extension Formula {
  /// The first formula if the condition holds, else the second; decided if possible.
  package static func choice(_ condition: Condition, _ first: Formula, _ second: Formula) -> Formula
  {
    if let known = condition.constantValue { return known ? first : second }
    if first == second { return first }
    return Formula(Atom(.choice(condition, first, second)))
  }

  /// 1 if the condition holds, else 0.
  package static func indicator(_ condition: Condition) -> Formula {
    if let known = condition.constantValue { return known ? .one : .zero }
    return Formula(Atom(.indicator(condition)))
  }
}
