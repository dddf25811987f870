extension Formula {
  /// The formula with symbols replaced by values or by other formulas.
  ///
  /// Atoms are rebuilt by the same rules, so binding a symbol in a formula gives the same result as
  /// counting with the bound symbol.
  ///
  /// - Throws: ``ArithmeticFault``.
  package func substituting(_ values: [String: Scalar]) throws(ArithmeticFault) -> Formula {
    if terms.isEmpty { return self }
    var sum = FormulaSum()
    try sum.add(Formula(constant))
    for term in terms {
      var product = Formula(term.coefficient)
      for factor in term.monomial.factors {
        let replaced = try factor.atom.substituting(values)
        product = try product * replaced.power(factor.exponent)
        if product == .zero { break }
      }
      try sum.add(product)
    }
    return try sum.total()
  }
}

extension Atom {
  func substituting(_ values: [String: Scalar]) throws(ArithmeticFault) -> Formula {
    switch kind {
    case .symbol(let symbol):
      switch values[symbol.name] {
      case nil: return Formula(self)
      case .exact(let formula): return formula
      case .inexact(let tree):
        // Only a relaxed formula has a real symbol as an atom; decimals are exact there.
        return try tree.relaxed()
      }
    case .call(let function, let arguments):
      var replaced: [Scalar] = []
      for argument in arguments { replaced.append(try argument.substituting(values)) }
      guard let formula = try function.call(replaced).formula else { return Formula(self) }
      return formula
    case .indicator(let condition):
      return .indicator(try condition.substituting(values))
    case .choice(let condition, let first, let second):
      let decided = try condition.substituting(values)
      if let known = decided.constantValue {
        return try (known ? first : second).substituting(values)
      }
      return try .choice(decided, first.substituting(values), second.substituting(values))
    case .reciprocal(let formula):
      return try .one / formula.substituting(values)
    }
  }
}

extension Scalar {
  /// The scalar with symbols replaced. - Throws: ``ArithmeticFault``.
  package func substituting(_ values: [String: Scalar]) throws(ArithmeticFault) -> Scalar {
    switch self {
    case .exact(let formula): .exact(try formula.substituting(values))
    case .inexact(let tree): try tree.substituting(values)
    }
  }
}

extension Inexact {
  fileprivate func substituting(_ values: [String: Scalar]) throws(ArithmeticFault) -> Scalar {
    switch self {
    case .symbol(let symbol):
      return values[symbol.name] ?? .inexact(self)
    case .literal: return .inexact(self)
    case .exact(let formula): return .inexact(.exact(try formula.substituting(values)))
    case .binary(let operation, let left, let right):
      return .inexact(
        try .make(
          operation, left.substituting(values).tree, right.substituting(values).tree))
    case .call(let function, let arguments):
      var replaced: [Inexact] = []
      for argument in arguments { replaced.append(try argument.substituting(values).tree) }
      return .inexact(try .make(function, replaced))
    case .choice(let condition, let first, let second):
      let decided = try condition.substituting(values)
      if let known = decided.constantValue {
        return try (known ? first : second).substituting(values)
      }
      return .inexact(
        .choice(
          decided, try first.substituting(values).tree, try second.substituting(values).tree))
    }
  }
}

extension Condition {
  /// The condition with symbols replaced, decided if possible. - Throws: ``ArithmeticFault``.
  package func substituting(_ values: [String: Scalar]) throws(ArithmeticFault) -> Condition {
    switch self {
    case .constant: self
    case .comparison(let relation, let left, let right):
      try .compare(left.substituting(values), relation, right.substituting(values))
    case .integral(let scalar): .isInteger(try scalar.substituting(values))
    case .not(let inner): !(try inner.substituting(values))
    case .and(let left, let right):
      try left.substituting(values) && right.substituting(values)
    case .or(let left, let right):
      try left.substituting(values) || right.substituting(values)
    }
  }
}
