extension Formula {
  /// The product of all factors. - Throws: `overflow`.
  package static func product(_ factors: [Formula]) throws(ArithmeticFault) -> Formula {
    var product = Formula.one
    for factor in factors { product = try product * factor }
    return product
  }

  /// The value as an integer; nil if the formula has symbols, or its value is none.
  public var integerValue: Int? { constantValue.flatMap { try? $0.integer() } }

  /// Whether it is a number, and at least that.
  package func isKnown(atLeast least: Int) -> Bool {
    terms.isEmpty && constant >= Rational(least)
  }

  /// The value where symbols are whole numbers, such as `["batch": 8]`.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger`, `overflow`.
  public func value(at values: [String: Int]) throws(ArithmeticFault) -> Int {
    try value(at: values.mapValues { Number.exact(Rational($0)) }).integer()
  }

  /// The value where symbols are numbers, such as `["width": 0.75, "resolution": 192]`; reals count as
  /// their shortest decimals say.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger` if one of whole numbers is none, or
  ///   the value; `overflow`.
  public func value(at values: [String: Double]) throws(ArithmeticFault) -> Int {
    var broken: String?
    forEachSymbol { symbol in
      guard symbol.isInteger, let value = values[symbol.name] else { return }
      if value != value.rounded() { broken = "\(symbol.name) = \(value)" }
    }
    if let broken { throw .notAnInteger(broken) }
    return try value(at: values.mapValues { Number.real($0) }).integer()
  }

  /// The value of a bound formula.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger`, `overflow`.
  package func integer() throws(ArithmeticFault) -> Int {
    guard let value = constantValue else { throw .unbound(symbols.sorted().first ?? text) }
    return try value.integer()
  }
}

extension [Formula] {
  /// The values of bound formulas. - Throws: as ``Formula/integer()``.
  package func integers() throws(ArithmeticFault) -> [Int] {
    var numbers: [Int] = []
    for formula in self { numbers.append(try formula.integer()) }
    return numbers
  }
}
