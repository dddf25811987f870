import Symbolic

/// Finds the value of a column from a cell that it decides.
///
/// A cell is a linear expression, perhaps rounded. Inverting it without the rounding gives a number
/// that the column is near; the simplest number that the cell maps to the value wanted is taken.
struct ColumnSolver {
  let scope: BlockScope

  /// The simplest value of a column with which an expression has a value; nil for none.
  func solve(_ expression: Expression, for column: String, _ wanted: Value) -> Value? {
    guard let number = wanted.wholeNumber,
      let near = invert(expression.root, column, Rational(number))
    else { return nil }
    for candidate in ColumnSolver.simple(near) {
      var scope = scope
      scope.values[column] = candidate
      if let value = scope.evaluate(expression), value.means(wanted) { return candidate }
    }
    return nil
  }

  /// Numbers near another one, simple ones first: whole ones, parts of one, decimals, quotients.
  private static func simple(_ near: Rational) -> [Value] {
    var found: [Value] = []
    if let whole = try? near.rounded(), let number = Int(exactly: whole), number > 0 {
      found.append(.integer(number))
    }
    let value = near.doubleValue
    if value > 0, value < 1, let parts = Int(exactly: (1 / value).rounded()), parts > 1,
      let quotient = try? Rational(1, over: Int128(parts))
    {
      found.append(.scalar(.exact(Formula(quotient))))
    }
    for scale in [10.0, 100.0] where abs(value) < 1e9 {
      let decimal = (value * scale).rounded() / scale
      if decimal > 0 { found.append(.scalar(.inexact(.literal(decimal)))) }
    }
    found.append(.scalar(.exact(Formula(near))))
    return found
  }

  /// Solves an expression for a name, as if nothing were rounded.
  private func invert(_ node: Syntax, _ column: String, _ target: Rational) -> Rational? {
    switch node {
    case .name(let name, _): return name == column ? target : nil
    case .arithmetic(let operation, let left, let right, _):
      let isLeft = left.mentions(column)
      guard isLeft != right.mentions(column), let other = number(isLeft ? right : left) else {
        return nil
      }
      let inner = isLeft ? left : right
      guard let next = try? ColumnSolver.undo(operation, other, isLeft: isLeft, target) else {
        return nil
      }
      return invert(inner, column, next)
    case .call("if", let arguments, _) where arguments.count == 3:
      guard !arguments[0].mentions(column), let holds = condition(arguments[0]) else { return nil }
      return invert(arguments[holds ? 1 : 2], column, target)
    case .call(let name, let arguments, _)
    where ["floor", "ceil", "round", "round8", "nearest8"].contains(name) && arguments.count == 1:
      return invert(arguments[0], column, target)
    default: return nil
    }
  }

  private static func undo(
    _ operation: Inexact.Operation, _ other: Rational, isLeft: Bool, _ target: Rational
  ) throws(ArithmeticFault) -> Rational? {
    switch operation {
    case .add: return try target - other
    case .subtract: return isLeft ? try target + other : try other - target
    case .multiply: return other == .zero ? nil : try target / other
    case .divide: return isLeft ? try target * other : target == .zero ? nil : try other / target
    case .power: return nil
    }
  }

  private func number(_ node: Syntax) -> Rational? {
    switch node {
    case .integer(let value, _): return value
    case .name(let name, _):
      return scope.values[name]?.wholeNumber.map { Rational($0) }
    case .arithmetic(let operation, let left, let right, _):
      guard let a = number(left), let b = number(right) else { return nil }
      switch operation {
      case .add: return try? a + b
      case .subtract: return try? a - b
      case .multiply: return try? a * b
      case .divide: return b == .zero ? nil : try? a / b
      case .power: return nil
      }
    default: return nil
    }
  }

  private func condition(_ node: Syntax) -> Bool? {
    guard case .comparison(let sign, let left, let right, _) = node, let a = number(left),
      let b = number(right)
    else { return nil }
    switch sign {
    case "==": return a == b
    case "!=": return a != b
    case "<": return a < b
    case "<=": return !(b < a)
    case ">": return b < a
    default: return !(a < b)
    }
  }
}

extension Syntax {
  func mentions(_ name: String) -> Bool {
    var isThere = false
    forEachName { if $0 == name { isThere = true } }
    return isThere
  }
}
