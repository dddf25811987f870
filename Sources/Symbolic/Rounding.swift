/// The rules that simplify calls of rounding functions. Each is an identity for all values of the
/// symbols, and each is tested by printed text and by meaning.
enum Rounding {
  /// The normal form of floor and ceil over exact arguments:
  ///
  /// - integer terms move out: `floor(x + n) = floor(x) + n`;
  /// - nested rounding collapses: `floor((floor(u) + n) / m) = floor((u + n) / m)` for integers
  ///   n and m > 0, and the same for ceil, so the chain of strides becomes one division:
  ///   `ceil(ceil(r / 2) / 2) = ceil(r / 4)`;
  /// - over integers floor and ceil are one function, `floor(a / m) = ceil((a - m + 1) / m)`, and
  ///   the one with the smaller constant is written.
  static func simplify(
    _ function: Function, _ arguments: [Scalar]
  ) throws(ArithmeticFault) -> Formula? {
    guard let argument = arguments[0].formula else { return nil }
    if argument.isInteger { return argument }
    let isFloor = function.name == "floor"
    guard argument.hasIntegerAtoms else {
      let whole = try argument.integerPart()
      let rest = try argument - whole
      if let collapsed = try collapse(rest, isFloor: isFloor) {
        return try whole + call(function, collapsed)
      }
      return try whole + atom(function, rest)
    }
    let floored = try isFloor ? argument.floorForm() : argument.asFloor()
    let whole = try floored.integerPart()
    let rest = try floored - whole
    if let value = rest.constantValue { return try whole + Formula(Rational(value.floor)) }
    if let collapsed = try collapse(rest, isFloor: true) {
      return try whole + call(floor, collapsed)
    }
    let ceiling = try rest.asCeiling()
    let useCeiling = abs(ceiling.constant.doubleValue) < rest.constant.doubleValue
    return try whole + (useCeiling ? atom(ceil, ceiling) : atom(floor, rest))
  }

  /// `round` of an integer is the integer.
  static func keepIntegers(
    _ function: Function, _ arguments: [Scalar]
  ) throws(ArithmeticFault) -> Formula? {
    guard let argument = arguments[0].formula, argument.isInteger else { return nil }
    return argument
  }

  /// Rounding to multiples of d keeps what already is a positive multiple of d:
  /// `round8(6 * round8(24 * width)) = 6 * round8(24 * width)`.
  static func keepMultiples(of divisor: Int128, _ argument: Scalar) -> Formula? {
    guard let formula = argument.formula, formula.isInteger, formula.divisor != 0,
      formula.divisor.isMultiple(of: divisor),
      formula.bounds().lower >= Double(divisor)
    else { return nil }
    return formula
  }

  /// `min` or `max` without arguments that can't be the result; `wins(a, b)` tells by bounds
  /// whether a is always at least as good as b.
  static func extreme(
    _ arguments: [Scalar], _ wins: (Interval, Interval) -> Bool
  ) -> Formula? {
    let formulas = arguments.compactMap(\.formula)
    guard formulas.count == arguments.count else { return nil }
    for (index, candidate) in formulas.enumerated() {
      let bounds = candidate.bounds()
      let beatsAll = formulas.enumerated().allSatisfy { other, rival in
        other == index || rival == candidate || wins(bounds, rival.bounds())
      }
      if beatsAll { return candidate }
    }
    return nil
  }

  /// The argument of a floor (or ceil) with one nested floor (or ceil) replaced by what it rounds.
  private static func collapse(
    _ formula: Formula, isFloor: Bool
  ) throws(ArithmeticFault) -> Formula? {
    for term in formula.terms {
      guard term.monomial.factors.count == 1, term.monomial.factors[0].exponent == 1,
        term.coefficient.numerator == 1, term.coefficient.denominator > 1,
        case .call(let function, let arguments) = term.monomial.factors[0].atom.kind,
        var inner = arguments[0].formula
      else { continue }
      let rest = try formula - Formula(constant: .zero, terms: [term])
      guard try rest.scaled(by: Rational(term.coefficient.denominator)).isInteger else { continue }
      switch (function.name, isFloor) {
      case ("floor", true), ("ceil", false): break
      case ("ceil", true) where inner.hasIntegerAtoms: inner = try inner.asFloor()
      case ("floor", false) where inner.hasIntegerAtoms: inner = try inner.asCeiling()
      default: continue
      }
      return try rest + inner.scaled(by: term.coefficient)
    }
    return nil
  }

  private static let floor = Function.table[0]
  private static let ceil = Function.table[1]

  private static func call(
    _ function: Function, _ argument: Formula
  ) throws(ArithmeticFault) -> Formula {
    let arguments = [Scalar.exact(argument)]
    return try simplify(function, arguments) ?? Formula(Atom(.call(function, arguments)))
  }

  private static func atom(_ function: Function, _ argument: Formula) -> Formula {
    Formula(Atom(.call(function, [.exact(argument)])))
  }
}

extension Formula {
  /// Whether every atom is an integer, so that the terms sum to an integer over a constant.
  fileprivate var hasIntegerAtoms: Bool {
    terms.allSatisfy { $0.monomial.factors.allSatisfy { $0.exponent > 0 && $0.atom.isInteger } }
  }

  /// The least common denominator of the terms, without the constant.
  private func termDenominator() throws(ArithmeticFault) -> Int128 {
    var common: Int128 = 1
    for term in terms {
      let denominator = term.coefficient.denominator
      let divisor = Int128(clamping: gcd(common.magnitude, denominator.magnitude))
      let (product, overflow) = common.multipliedReportingOverflow(by: denominator / divisor)
      guard !overflow else { throw .overflow }
      common = product
    }
    return common
  }

  private func replacingConstant(
    _ numerator: Rational, over m: Int128
  ) throws(ArithmeticFault) -> Formula {
    Formula(constant: try numerator / Rational(m), terms: terms)
  }

  /// For an argument of floor: drops the part of the constant that cannot matter.
  fileprivate func floorForm() throws(ArithmeticFault) -> Formula {
    let m = try termDenominator()
    return try replacingConstant(Rational((constant * Rational(m)).floor), over: m)
  }

  /// For an argument of ceil: the argument of the equal floor.
  fileprivate func asFloor() throws(ArithmeticFault) -> Formula {
    let m = try termDenominator()
    return try replacingConstant(
      Rational((constant * Rational(m)).ceiling) + Rational(m - 1), over: m)
  }

  /// For an argument of floor: the argument of the equal ceil.
  fileprivate func asCeiling() throws(ArithmeticFault) -> Formula {
    let m = try termDenominator()
    return try replacingConstant(
      Rational((constant * Rational(m)).floor) - Rational(m - 1), over: m)
  }

  /// The part with integer coefficients over integer atoms, each coefficient rounded down.
  fileprivate func integerPart() throws(ArithmeticFault) -> Formula {
    let whole = terms.compactMap { term -> Term? in
      let isInteger = term.monomial.factors.allSatisfy { $0.exponent > 0 && $0.atom.isInteger }
      let floor = term.coefficient.floor
      guard isInteger, floor != 0 else { return nil }
      return Term(monomial: term.monomial, coefficient: Rational(floor))
    }
    return Formula(constant: Rational(constant.floor), terms: whole)
  }
}
