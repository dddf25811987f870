/// A value for a symbol: exact for integers, a `Double` for reals.
package enum Number: Hashable, Sendable {
  /// A whole number or fraction.
  case exact(Rational)
  /// A real, as the released code stores it.
  case real(Double)

  /// The value as a `Double`.
  package var doubleValue: Double {
    switch self {
    case .exact(let value): value.doubleValue
    case .real(let value): value
    }
  }

  /// The value as an expression of its own kind.
  package var scalar: Scalar {
    switch self {
    case .exact(let value): .exact(Formula(value))
    case .real(let value): .inexact(.literal(value))
    }
  }
}

/// Values of symbols by name.
package typealias Bindings = [String: Number]

extension Formula {
  /// The exact value for the given symbols.
  ///
  /// - Throws: `unbound` if a symbol has no value; ``ArithmeticFault`` from the arithmetic.
  package func value(at bindings: Bindings) throws(ArithmeticFault) -> Rational {
    var sum = constant
    for term in terms {
      var product = term.coefficient
      for factor in term.monomial.factors {
        product = try product * factor.atom.value(at: bindings).power(factor.exponent)
        // After a zero factor, the rest need not have a value: an indicator's layer, for one.
        if product == .zero { break }
      }
      sum = try sum + product
    }
    return sum
  }
}

extension Atom {
  package func value(at bindings: Bindings) throws(ArithmeticFault) -> Rational {
    switch kind {
    case .symbol(let symbol):
      guard let number = bindings[symbol.name] else { throw .unbound(symbol.name) }
      switch number {
      case .exact(let value): return value
      case .real(let value):
        guard let decimal = Rational(decimal: value.description) else { throw .overflow }
        return decimal
      }
    case .call(let function, let arguments):
      var exact: [Rational] = []
      for argument in arguments {
        guard let formula = argument.formula else { break }
        exact.append(try formula.value(at: bindings))
      }
      if exact.count == arguments.count { return try function.exact(exact) }
      var values: [Double] = []
      for argument in arguments { values.append(try argument.tree.value(at: bindings)) }
      return try function.rounded(values)
    case .indicator(let condition):
      return try condition.holds(at: bindings) ? .one : .zero
    case .choice(let condition, let first, let second):
      return try condition.holds(at: bindings)
        ? first.value(at: bindings) : second.value(at: bindings)
    case .reciprocal(let formula):
      return try .one / formula.value(at: bindings)
    }
  }
}

extension Inexact {
  /// The value in `Double`, in the order written.
  ///
  /// - Throws: `unbound`, `divisionByZero`, `overflow`.
  package func value(at bindings: Bindings) throws(ArithmeticFault) -> Double {
    switch self {
    case .symbol(let symbol):
      guard let number = bindings[symbol.name] else { throw .unbound(symbol.name) }
      return number.doubleValue
    case .literal(let value): return value
    case .exact(let formula): return try formula.value(at: bindings).doubleValue
    case .binary(let operation, let left, let right):
      let (a, b) = (try left.value(at: bindings), try right.value(at: bindings))
      if operation == .divide, b == 0 { throw .divisionByZero }
      return try Inexact.finite(operation.apply(a, b))
    case .call(let function, let arguments):
      var values: [Double] = []
      for argument in arguments { values.append(try argument.value(at: bindings)) }
      return try function.real(values)
    case .choice(let condition, let first, let second):
      return try condition.holds(at: bindings)
        ? first.value(at: bindings) : second.value(at: bindings)
    }
  }
}

extension Condition {
  /// Whether the condition holds for the given symbols. - Throws: as ``Formula/value(at:)``.
  package func holds(at bindings: Bindings) throws(ArithmeticFault) -> Bool {
    switch self {
    case .constant(let value): return value
    case .comparison(let relation, let left, let right):
      if let a = left.formula, let b = right.formula {
        return relation.holds(try a.value(at: bindings), try b.value(at: bindings))
      }
      return relation.holds(
        try left.tree.value(at: bindings), try right.tree.value(at: bindings))
    case .integral(.exact(let formula)): return try formula.value(at: bindings).isInteger
    case .integral(.inexact(let tree)):
      let value = try tree.value(at: bindings)
      return value == value.rounded()
    case .not(let inner): return try !inner.holds(at: bindings)
    case .and(let left, let right):
      return try left.holds(at: bindings) ? right.holds(at: bindings) : false
    case .or(let left, let right):
      return try left.holds(at: bindings) ? true : right.holds(at: bindings)
    }
  }
}

extension Number {
  /// The value as a user would type it.
  package var text: String {
    switch self {
    case .exact(let value): value.description
    case .real(let value): value.description
    }
  }
}

extension Value {
  /// The value as a number, if it is bound; nil for words, conditions and formulas.
  package var number: Number? {
    switch self {
    case .scalar(.exact(let formula)): formula.constantValue.map { .exact($0) }
    case .scalar(.inexact(let tree)): tree.constantValue.map { .real($0) }
    case .condition, .word, .perAxis, .list: nil
    }
  }
}
