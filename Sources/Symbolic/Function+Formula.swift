extension Function {
  /// An exact call of a function from the table. - Throws: ``ArithmeticFault``.
  package static func formula(
    _ name: String, _ arguments: [Formula]
  ) throws(ArithmeticFault) -> Formula {
    guard let function = named(name),
      let formula = try function.call(arguments.map(Scalar.exact)).formula
    else { throw .outsideDomain("there is no exact function '\(name)'") }
    return formula
  }
}

extension Formula {
  /// The largest integer not above it. - Throws: ``ArithmeticFault``.
  package func floor() throws(ArithmeticFault) -> Formula {
    if let value = constantValue { return Formula(Rational(value.floor)) }
    return try Function.formula("floor", [self])
  }

  /// The smallest integer not below it. - Throws: ``ArithmeticFault``.
  package func ceiling() throws(ArithmeticFault) -> Formula {
    if let value = constantValue { return Formula(Rational(value.ceiling)) }
    return try Function.formula("ceil", [self])
  }
}
