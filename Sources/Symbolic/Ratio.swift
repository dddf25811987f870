/// A quotient of two formulas without common factors: intensities, elasticities, comparisons.
package struct Ratio: Hashable, Sendable {
  /// The dividend.
  package let numerator: Formula
  /// The divisor; never the formula 0, and its leading coefficient is positive.
  package let denominator: Formula

  /// The ratio `numerator / denominator`, reduced.
  ///
  /// - Throws: `divisionByZero` if the denominator is the formula 0; `overflow`.
  package init(_ numerator: Formula, _ denominator: Formula) throws(ArithmeticFault) {
    guard denominator != .zero else { throw .divisionByZero }
    if let top = numerator.constantValue, let bottom = denominator.constantValue {
      self.numerator = Formula(try top / bottom)
      self.denominator = .one
      return
    }
    if numerator == .zero {
      self.numerator = .zero
      self.denominator = .one
      return
    }
    let common = Ratio.lowestExponents(numerator, denominator)
    let rest = try denominator.divided(by: common)
    let factor = try Rational.one / rest.content
    let top = try numerator.divided(by: common).scaled(by: factor)
    let bottom = try rest.scaled(by: factor)
    let quotient = try top.leadingCoefficient / bottom.leadingCoefficient
    if try bottom.scaled(by: quotient) == top {
      self.numerator = Formula(quotient)
      self.denominator = .one
    } else {
      self.numerator = top
      self.denominator = bottom
    }
  }

  /// The monomial that divides all terms of both: each atom with its lowest exponent.
  private static func lowestExponents(_ a: Formula, _ b: Formula) -> Monomial {
    let monomials = [a, b].flatMap { formula in
      formula.terms.map(\.monomial) + (formula.constant == .zero ? [] : [Monomial([])])
    }
    var lowest: [Atom: Int] = [:]
    for atom in Set(monomials.flatMap { $0.factors.map(\.atom) }) {
      // An indicator is its own square, so it can't be cancelled.
      if case .indicator = atom.kind { continue }
      let exponents = monomials.map { monomial in
        monomial.factors.first { $0.atom == atom }?.exponent ?? 0
      }
      if let least = exponents.min(), least != 0 { lowest[atom] = least }
    }
    return Monomial(
      lowest.sorted { $0.key < $1.key }.map { .init(atom: $0.key, exponent: $0.value) })
  }

  /// The ratio's value. - Throws: as ``Formula/value(at:)``, and `divisionByZero`.
  package func value(at bindings: Bindings) throws(ArithmeticFault) -> Rational {
    try numerator.value(at: bindings) / denominator.value(at: bindings)
  }

  /// `(2 * a + b) / c`; a plain sum if the denominator has one term.
  package var text: String {
    if denominator.termCount == 1, let sum = try? numerator / denominator { return sum.text }
    return "(\(numerator.text)) / (\(denominator.text))"
  }
}

extension Formula {
  /// The coefficient of the term that prints first.
  var leadingCoefficient: Rational { terms.first?.coefficient ?? constant }

  /// The largest number that divides all coefficients into integers without a common factor, with
  /// the sign of the leading coefficient.
  var content: Rational {
    let coefficients = terms.map(\.coefficient) + (constant == .zero ? [] : [constant])
    var top: UInt128 = 0
    var bottom: UInt128 = 1
    for coefficient in coefficients {
      top = gcd(top, coefficient.numerator.magnitude)
      let denominator = coefficient.denominator.magnitude
      let (product, overflow) = bottom.multipliedReportingOverflow(
        by: denominator / gcd(bottom, denominator))
      if overflow { return .one }
      bottom = product
    }
    let sign: Int128 = leadingCoefficient < .zero ? -1 : 1
    guard let numerator = Int128(exactly: top), let denominator = Int128(exactly: bottom),
      let content = try? Rational(sign * numerator, over: denominator), content != .zero
    else { return .one }
    return content
  }

  /// The formula over a monomial.
  func divided(by monomial: Monomial) throws(ArithmeticFault) -> Formula {
    if monomial.factors.isEmpty { return self }
    return try self
      * Formula(constant: .zero, terms: [Term(monomial: monomial.inverse, coefficient: .one)])
  }
}
