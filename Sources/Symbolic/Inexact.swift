/// A real number as the released code computes it: in `Double`, in the order written.
///
/// `round8(200 * 2.3)` is 456 in `Double` but 464 in exact arithmetic, so such a tree must not be
/// reordered. Its leaves are real symbols, decimals, and exact formulas, which are evaluated
/// exactly and then converted.
package indirect enum Inexact: Hashable, Sendable {
  /// A real symbol.
  case symbol(Symbol)
  /// A decimal, or the result of a calculation with known operands.
  case literal(Double)
  /// An exact formula, converted after evaluation.
  case exact(Formula)
  /// A sum, difference, product, quotient or power.
  case binary(Operation, Inexact, Inexact)
  /// A function of the table that does not round, such as `min`.
  case call(Function, [Inexact])
  /// The first tree if the condition holds, else the second.
  case choice(Condition, Inexact, Inexact)

  /// The operations between two reals.
  package enum Operation: String, Hashable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"

    package func apply(_ a: Double, _ b: Double) -> Double {
      switch self {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      case .divide: a / b
      case .power: Elementary.power(a, b)
      }
    }
  }

  /// The value, if nothing in the tree is free.
  package var constantValue: Double? {
    switch self {
    case .literal(let value): value
    case .exact(let formula): formula.constantValue?.doubleValue
    default: nil
    }
  }

  /// The operation on two trees; a `Double` if both are known.
  ///
  /// - Throws: `divisionByZero`, or `overflow` if the result is not finite.
  static func make(
    _ operation: Operation, _ left: Inexact, _ right: Inexact
  ) throws(ArithmeticFault) -> Inexact {
    guard let a = left.constantValue, let b = right.constantValue else {
      return .binary(operation, left, right)
    }
    if operation == .divide, b == 0 { throw .divisionByZero }
    return .literal(try finite(operation.apply(a, b)))
  }

  /// The call of a function that does not round; a `Double` if all arguments are known.
  static func make(
    _ function: Function, _ arguments: [Inexact]
  ) throws(ArithmeticFault) -> Inexact {
    let known = arguments.compactMap(\.constantValue)
    guard known.count == arguments.count else { return .call(function, arguments) }
    return .literal(try function.real(known))
  }

  /// The value itself, with the sign of a zero dropped, because it has no notation.
  ///
  /// - Throws: `overflow` if it is infinite or not a number.
  static func finite(_ value: Double) throws(ArithmeticFault) -> Double {
    guard value.isFinite else { throw .overflow }
    return value + 0
  }
}
