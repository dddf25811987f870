extension Formula {
  /// The partial derivative by a symbol.
  ///
  /// The derivative of rounding is undefined at its jumps and 0 elsewhere, which says nothing about
  /// cost, so a formula that rounds the symbol must be ``relaxed()`` first. Choices are
  /// differentiated branch by branch; a condition that contains the symbol has no derivative.
  ///
  /// - Throws: `outsideDomain` with the rounding function that contains the symbol;
  ///   ``ArithmeticFault`` from the arithmetic.
  package func derivative(by name: String) throws(ArithmeticFault) -> Formula {
    var sum = FormulaSum()
    for term in terms {
      for (index, factor) in term.monomial.factors.enumerated() {
        let inner = try factor.atom.derivative(by: name)
        if inner == .zero { continue }
        var others = term.monomial.factors
        others.remove(at: index)
        if factor.exponent != 1 {
          others.append(.init(atom: factor.atom, exponent: factor.exponent - 1))
          others.sort { $0.atom < $1.atom }
        }
        let coefficient = try term.coefficient * Rational(factor.exponent)
        let outer =
          others.isEmpty
          ? Formula(coefficient)
          : Formula(
            constant: .zero, terms: [Term(monomial: Monomial(others), coefficient: coefficient)])
        try sum.add(outer * inner)
      }
    }
    return try sum.total()
  }
}

extension Atom {
  fileprivate func derivative(by name: String) throws(ArithmeticFault) -> Formula {
    guard symbols.contains(name) else { return .zero }
    switch kind {
    case .symbol: return .one
    case .reciprocal(let formula):
      // (1 / f)' = -f' / f^2
      return try Formula(self).power(2) * formula.derivative(by: name) * Formula(-1)
    case .choice(let condition, let first, let second):
      return try .choice(
        condition, first.derivative(by: name), second.derivative(by: name))
    case .indicator: return .zero
    case .call(let function, let arguments) where function.name == "abs":
      guard let inner = arguments[0].formula else { return .zero }
      let derivative = try inner.derivative(by: name)
      return .choice(
        try .compare(.exact(inner), .less, .exact(0)), try .zero - derivative, derivative)
    case .call(let function, let arguments):
      guard !function.isRounding, arguments.count == 2, let a = arguments[0].formula,
        let b = arguments[1].formula
      else { throw .outsideDomain("\(text) has no derivative by \(name); relax it first") }
      let condition = try Condition.compare(.exact(a), .lessOrEqual, .exact(b))
      let (smaller, larger) = (try a.derivative(by: name), try b.derivative(by: name))
      return function.name == "min"
        ? .choice(condition, smaller, larger) : .choice(condition, larger, smaller)
    }
  }
}
