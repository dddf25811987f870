import Symbolic

/// A number or a truth among the elements of a constant. Numbers may be formulas: that is how
/// arithmetic over sizes stays arithmetic over sizes.
enum KnownElement: Hashable {
  case number(Scalar)
  case truth(Condition)

  init(_ formula: Formula) { self = .number(.exact(formula)) }

  /// A real number of a file. Halves, quarters and the like are exact; other reals stay `Double`.
  ///
  /// nil for infinities and what is no number, which arithmetic over sizes has no use for.
  init?(_ real: Double) {
    guard real.isFinite else { return nil }
    let scaled = real * 0x1p20
    if scaled == scaled.rounded(), scaled.magnitude < 0x1p62,
      let exact = try? Rational(Int128(scaled), over: 1 << 20)
    {
      self = .number(.exact(Formula(exact)))
    } else {
      self = .number(.inexact(.literal(real)))
    }
  }

  /// As a number: 1 for true, 0 for false.
  var scalar: Scalar {
    switch self {
    case .number(let scalar): scalar
    case .truth(let condition): .exact(.indicator(condition))
    }
  }

  /// As an exact number, or nil.
  var formula: Formula? { scalar.formula }

  /// As a truth: whether it is other than 0. - Throws: ``ArithmeticFault``.
  func condition() throws(ArithmeticFault) -> Condition {
    switch self {
    case .number(let scalar): try !Condition.compare(scalar, .equal, .exact(0))
    case .truth(let condition): condition
    }
  }

  /// Its value, if it has no symbols.
  var real: Double? { scalar.constantReal }
}

extension Scalar {
  /// The value in `Double`, if it has no symbols.
  var constantReal: Double? {
    switch self {
    case .exact(let formula): formula.constantValue?.doubleValue
    case .inexact(let tree): tree.constantValue
    }
  }
}

extension Formula {
  /// An exact call of a function of the table. - Throws: ``ArithmeticFault``.
  static func of(
    _ name: String, _ arguments: Formula...
  ) throws(ArithmeticFault) -> Formula {
    guard let function = Function.named(name),
      let formula = try function.call(arguments.map(Scalar.exact)).formula
    else { throw .outsideDomain("there is no exact function '\(name)'") }
    return formula
  }
}
