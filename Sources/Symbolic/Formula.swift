/// A symbolic number in normal form: a sorted sum of rational multiples of products of atoms.
///
/// Two formulas are equal exactly if their normal forms are, so `==` is mathematical equality as
/// far as the rules of `Function` reach, and like terms are collected. A formula without atoms is a
/// plain fraction and needs no allocation: counting a bound network is plain arithmetic.
///
/// Only exact arithmetic may be reordered. Anything with a real parameter is a tree, evaluated in
/// the order written, and enters a formula as the argument of a rounding function.
public struct Formula: Hashable, Sendable {
  /// More terms than this are an error.
  package static let termLimit = 20_000
  /// Exponents beyond this are an error.
  package static let exponentLimit = 1000

  /// The argument of a function must not print longer: atoms are told apart by their text, and
  /// nested texts can double with every level.
  package static let textLimit = 100_000

  /// A rational multiple of a product of atoms.
  package struct Term: Hashable, Sendable {
    package let monomial: Monomial
    package let coefficient: Rational
  }

  /// The term without atoms.
  package let constant: Rational
  /// Sorted by monomial; no coefficient is 0, no monomial is empty.
  package let terms: [Term]

  init(constant: Rational, terms: [Term]) {
    self.constant = constant
    self.terms = terms
  }

  init(_ atom: Atom) {
    self.init(constant: .zero, terms: [Term(monomial: Monomial(atom), coefficient: .one)])
  }

  /// A constant formula.
  package init(_ value: Rational) { self.init(constant: value, terms: []) }

  /// A whole number.
  public init(_ value: Int) { self.init(Rational(value)) }

  /// A symbol by itself.
  package init(_ symbol: Symbol) { self.init(Atom(.symbol(symbol))) }

  /// The formula 0.
  package static let zero = Formula(0)
  /// The formula 1.
  package static let one = Formula(1)

  /// The value, if the formula has no symbols.
  package var constantValue: Rational? { terms.isEmpty ? constant : nil }

  /// The number of terms, including the constant.
  package var termCount: Int { terms.count + (constant == .zero ? 0 : 1) }

  /// Whether it is known to take integer values only; false means unknown.
  package var isInteger: Bool {
    constant.isInteger
      && terms.allSatisfy { term in
        term.coefficient.isInteger
          && term.monomial.factors.allSatisfy { $0.exponent > 0 && $0.atom.isInteger }
      }
  }

  /// A number known to divide every value, if the values are integers; 0 for the formula 0.
  package var divisor: Int128 {
    guard isInteger else { return 1 }
    var result = constant.numerator.magnitude
    for term in terms {
      var part = term.coefficient.numerator.magnitude
      for factor in term.monomial.factors {
        let (product, overflow) = part.multipliedReportingOverflow(
          by: factor.atom.divisor.magnitude)
        if !overflow { part = product }
      }
      result = gcd(result, part)
    }
    return Int128(clamping: result)
  }
}

extension Formula: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Formula {
  /// The sum in normal form. - Throws: `overflow`, `tooManyTerms`.
  public static func + (left: Formula, right: Formula) throws(ArithmeticFault) -> Formula {
    let constant = try left.constant + right.constant
    if left.terms.isEmpty { return Formula(constant: constant, terms: right.terms) }
    if right.terms.isEmpty { return Formula(constant: constant, terms: left.terms) }
    var sum: [Term] = []
    sum.reserveCapacity(left.terms.count + right.terms.count)
    var (a, b) = (left.terms[...], right.terms[...])
    while let x = a.first, let y = b.first {
      if x.monomial == y.monomial {
        let coefficient = try x.coefficient + y.coefficient
        if coefficient != .zero {
          sum.append(Term(monomial: x.monomial, coefficient: coefficient))
        }
        a = a.dropFirst()
        b = b.dropFirst()
      } else if x.monomial < y.monomial {
        sum.append(x)
        a = a.dropFirst()
      } else {
        sum.append(y)
        b = b.dropFirst()
      }
    }
    sum += a
    sum += b
    guard sum.count <= termLimit else { throw .tooManyTerms }
    return Formula(constant: constant, terms: sum)
  }

  /// The difference in normal form. - Throws: `overflow`, `tooManyTerms`.
  public static func - (left: Formula, right: Formula) throws(ArithmeticFault) -> Formula {
    if left.terms.isEmpty, right.terms.isEmpty {
      return Formula(try left.constant - right.constant)
    }
    return try left + right.scaled(by: Rational(-1))
  }

  /// The product in normal form. - Throws: `overflow`, `tooManyTerms`, `exponentOutOfRange`.
  public static func * (left: Formula, right: Formula) throws(ArithmeticFault) -> Formula {
    if left.terms.isEmpty, right.terms.isEmpty {
      return Formula(try left.constant * right.constant)
    }
    if left.terms.isEmpty { return try right.scaled(by: left.constant) }
    if right.terms.isEmpty { return try left.scaled(by: right.constant) }
    guard left.terms.count * right.terms.count <= termLimit else { throw .tooManyTerms }
    var sum = FormulaSum()
    try sum.add(left.scaled(by: right.constant))
    try sum.add(Formula(constant: .zero, terms: right.terms).scaled(by: left.constant))
    for a in left.terms {
      for b in right.terms {
        try sum.add(a.monomial * b.monomial, times: a.coefficient * b.coefficient)
      }
    }
    return try sum.total()
  }

  /// The quotient; dividing by several terms gives the reciprocal of a sum without common factor.
  ///
  /// - Throws: `divisionByZero`, `overflow`, `tooManyTerms`.
  public static func / (left: Formula, right: Formula) throws(ArithmeticFault) -> Formula {
    if right.terms.isEmpty { return try left.scaled(by: .one / right.constant) }
    if right.termCount == 1, let term = right.terms.first {
      let inverse = Term(
        monomial: term.monomial.inverse, coefficient: try .one / term.coefficient)
      return try left * Formula(constant: .zero, terms: [inverse])
    }
    let ratio = try Ratio(left, right)
    if ratio.denominator.termCount <= 1 { return try ratio.numerator / ratio.denominator }
    try ratio.denominator.checkLength()
    return try ratio.numerator * Formula(Atom(.reciprocal(ratio.denominator)))
  }

  /// A whole power. - Throws: `overflow`, `tooManyTerms`, `exponentOutOfRange`, `divisionByZero`.
  package func power(_ exponent: Int) throws(ArithmeticFault) -> Formula {
    if let value = constantValue { return Formula(try value.power(exponent)) }
    guard exponent.magnitude <= Formula.exponentLimit else { throw .exponentOutOfRange }
    if exponent < 0 { return try .one / power(-exponent) }
    var result = Formula.one
    var work = 0
    for _ in 0..<exponent {
      // Indicators are their own squares, so the work can grow while the result does not.
      work += result.terms.count * terms.count
      guard terms.count == 1 || work <= Formula.termLimit else { throw .tooManyTerms }
      result = try result * self
    }
    return result
  }

  /// The formula times a number. - Throws: `overflow`.
  func scaled(by factor: Rational) throws(ArithmeticFault) -> Formula {
    if terms.isEmpty { return Formula(try constant * factor) }
    if factor == .one { return self }
    if factor == .zero { return .zero }
    var scaled: [Term] = []
    scaled.reserveCapacity(terms.count)
    for term in terms {
      scaled.append(
        Term(monomial: term.monomial, coefficient: try term.coefficient * factor))
    }
    return Formula(constant: try constant * factor, terms: scaled)
  }
}

/// Collects many terms into one formula: thousands of layers take one pass and one sort.
package struct FormulaSum {
  /// Sums that print longer are an error: even a few terms with long functions can fill memory.
  static let lengthLimit = 2_000_000

  private var constant = Rational.zero
  private var length = 0
  private var coefficients: [Monomial: Rational] = [:]

  /// The empty sum, 0.
  package init() {}

  package mutating func add(_ formula: Formula) throws(ArithmeticFault) {
    constant = try constant + formula.constant
    for term in formula.terms { try add(term.monomial, times: term.coefficient) }
  }

  mutating func add(
    _ monomial: Monomial, times coefficient: Rational
  ) throws(ArithmeticFault) {
    if monomial.factors.isEmpty {
      constant = try constant + coefficient
    } else {
      if let known = coefficients[monomial] {
        coefficients[monomial] = try known + coefficient
        return
      }
      coefficients[monomial] = coefficient
      for factor in monomial.factors { length += factor.atom.text.utf8.count }
      guard coefficients.count <= Formula.termLimit else { throw .tooManyTerms }
      guard length <= FormulaSum.lengthLimit else { throw .tooLong }
    }
  }

  package func total() throws(ArithmeticFault) -> Formula {
    let terms = coefficients.filter { $0.value != .zero }
      .map { Formula.Term(monomial: $0.key, coefficient: $0.value) }
      .sorted { $0.monomial < $1.monomial }
    return Formula(constant: constant, terms: terms)
  }
}
