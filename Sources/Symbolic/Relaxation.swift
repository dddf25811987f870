extension Formula {
  /// The formula without rounding: the paper's continuous formula.
  ///
  /// `floor`, `ceil` and the channel rounding become their arguments, reals become exact symbols,
  /// and decimals exact fractions, so the cost of MobileNet V1 becomes a polynomial in its width
  /// and its resolution. `min`, `max`, `if` and indicators stay.
  ///
  /// - Throws: ``ArithmeticFault``.
  package func relaxed() throws(ArithmeticFault) -> Formula {
    var sum = FormulaSum()
    try sum.add(Formula(constant))
    for term in terms {
      var product = Formula(term.coefficient)
      for factor in term.monomial.factors {
        product = try product * factor.atom.relaxed().power(factor.exponent)
      }
      try sum.add(product)
    }
    return try sum.total()
  }
}

extension Atom {
  fileprivate func relaxed() throws(ArithmeticFault) -> Formula {
    switch kind {
    case .symbol: return Formula(self)
    case .call(let function, let arguments):
      var formulas: [Formula] = []
      for argument in arguments { formulas.append(try argument.relaxed()) }
      if let continuous = try function.relaxed(formulas) { return continuous }
      return try function.call(formulas.map(Scalar.exact)).formula ?? Formula(self)
    case .indicator(let condition): return .indicator(try condition.relaxed())
    case .choice(let condition, let first, let second):
      return try .choice(condition.relaxed(), first.relaxed(), second.relaxed())
    case .reciprocal(let formula): return try .one / formula.relaxed()
    }
  }
}

extension Scalar {
  /// The exact formula without rounding. - Throws: ``ArithmeticFault``.
  func relaxed() throws(ArithmeticFault) -> Formula {
    switch self {
    case .exact(let formula): try formula.relaxed()
    case .inexact(let tree): try tree.relaxed()
    }
  }
}

extension Inexact {
  /// The tree as an exact formula over real symbols. - Throws: ``ArithmeticFault``.
  func relaxed() throws(ArithmeticFault) -> Formula {
    switch self {
    case .symbol(let symbol): return Formula(symbol)
    case .literal(let value):
      guard let decimal = Rational(decimal: value.description) else { throw .overflow }
      return Formula(decimal)
    case .exact(let formula): return try formula.relaxed()
    case .binary(let operation, let left, let right):
      let (a, b) = (try left.relaxed(), try right.relaxed())
      switch operation {
      case .add: return try a + b
      case .subtract: return try a - b
      case .multiply: return try a * b
      case .divide: return try a / b
      case .power:
        guard let exponent = b.constantValue, exponent.isInteger,
          let whole = Int(exactly: exponent.numerator)
        else { throw .outsideDomain("\(text) has no whole exponent") }
        return try a.power(whole)
      }
    case .call(let function, let arguments):
      var scalars: [Scalar] = []
      for argument in arguments { scalars.append(.exact(try argument.relaxed())) }
      guard let formula = try function.call(scalars).formula else {
        throw .outsideDomain("\(text) has no exact form")
      }
      return formula
    case .choice(let condition, let first, let second):
      return try .choice(condition.relaxed(), first.relaxed(), second.relaxed())
    }
  }
}

extension Condition {
  fileprivate func relaxed() throws(ArithmeticFault) -> Condition {
    switch self {
    case .constant: self
    case .comparison(let relation, let left, let right):
      try .compare(.exact(left.relaxed()), relation, .exact(right.relaxed()))
    case .integral: .constant(true)
    case .not(let inner): !(try inner.relaxed())
    case .and(let left, let right): try left.relaxed() && right.relaxed()
    case .or(let left, let right): try left.relaxed() || right.relaxed()
    }
  }
}
