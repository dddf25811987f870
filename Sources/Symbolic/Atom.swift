/// A free parameter in a formula: a positive integer or a positive real.
package struct Symbol: Hashable, Sendable {
  /// The name as the spec writes it.
  package let name: String
  /// Whether the symbol takes integer values only.
  package let isInteger: Bool

  /// A symbol with the given name and domain.
  package init(_ name: String, isInteger: Bool) {
    self.name = name
    self.isInteger = isInteger
  }
}

/// An indivisible part of a formula: a symbol, or a call that cannot be evaluated yet.
///
/// Two atoms are equal exactly if they print the same, so the text, made once, is the key for
/// equality, order and hashing.
package final class Atom: Sendable {
  /// What it is.
  package enum Kind: Sendable {
    case symbol(Symbol)
    case call(Function, [Scalar])
    /// 1 if the condition holds, else 0: Iverson's bracket.
    case indicator(Condition)
    /// The first formula if the condition holds, else the second.
    case choice(Condition, Formula, Formula)
    /// The reciprocal of a sum, which has no common factor and a positive leading coefficient.
    case reciprocal(Formula)
  }

  package let kind: Kind
  let text: String
  private let hash: Int
  /// Whether it is known to take integer values only.
  let isInteger: Bool
  /// A number that divides every value of the atom.
  let divisor: Int128

  init(_ kind: Kind) {
    self.kind = kind
    switch kind {
    case .symbol(let symbol):
      text = symbol.name
      isInteger = symbol.isInteger
      divisor = 1
    case .call(let function, let arguments):
      text = "\(function.name)(\(arguments.map(\.text).joined(separator: ", ")))"
      isInteger = function.isRounding || arguments.allSatisfy(\.isInteger)
      divisor = function.divisor(arguments)
    case .indicator(let condition):
      text = "[\(condition.text)]"
      isInteger = true
      divisor = 1
    case .choice(let condition, let first, let second):
      text = "if(\(condition.text), \(first.text), \(second.text))"
      isInteger = first.isInteger && second.isInteger
      divisor = Int128(clamping: gcd(first.divisor.magnitude, second.divisor.magnitude))
    case .reciprocal(let formula):
      text = "(1 / (\(formula.text)))"
      isInteger = false
      divisor = 1
    }
    hash = text.hashValue
  }

  /// Indicators come first, so that evaluation can stop at a zero factor; then symbols, then calls.
  var rank: Int {
    switch kind {
    case .indicator: 0
    case .symbol: 1
    case .call, .choice: 2
    case .reciprocal: 3
    }
  }
}

extension Atom: Hashable {
  package static func == (left: Atom, right: Atom) -> Bool {
    left === right || (left.hash == right.hash && left.text == right.text)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension Atom: Comparable {
  package static func < (left: Atom, right: Atom) -> Bool {
    if left === right { return false }
    let (a, b) = (left.rank, right.rank)
    return a == b ? left.text < right.text : a < b
  }
}

/// A product of powers of atoms, sorted; no exponent is 0.
package struct Monomial: Hashable, Sendable {
  /// A power of an atom.
  package struct Factor: Hashable, Sendable {
    package let atom: Atom
    package let exponent: Int
  }

  package let factors: [Factor]

  init(_ factors: [Factor]) { self.factors = factors }
  init(_ atom: Atom) { factors = [Factor(atom: atom, exponent: 1)] }

  var degree: Int { factors.reduce(0) { $0 + $1.exponent } }

  /// The product; an indicator times itself is itself, but one in a denominator stays there.
  static func * (left: Monomial, right: Monomial) throws(ArithmeticFault) -> Monomial {
    var product: [Factor] = []
    product.reserveCapacity(left.factors.count + right.factors.count)
    var (a, b) = (left.factors[...], right.factors[...])
    while let x = a.first, let y = b.first {
      if x.atom == y.atom {
        a = a.dropFirst()
        b = b.dropFirst()
        var exponent = x.exponent + y.exponent
        if case .indicator = x.atom.kind { exponent = min(x.exponent, y.exponent) < 0 ? -1 : 1 }
        guard abs(exponent) <= Formula.exponentLimit else { throw .exponentOutOfRange }
        if exponent != 0 { product.append(Factor(atom: x.atom, exponent: exponent)) }
      } else if x.atom < y.atom {
        product.append(x)
        a = a.dropFirst()
      } else {
        product.append(y)
        b = b.dropFirst()
      }
    }
    return Monomial(product + a + b)
  }

  var inverse: Monomial {
    Monomial(factors.map { Factor(atom: $0.atom, exponent: -$0.exponent) })
  }
}

extension Monomial: Comparable {
  /// Higher degrees first, then by atoms: the order in which a formula prints.
  package static func < (left: Monomial, right: Monomial) -> Bool {
    let (a, b) = (left.degree, right.degree)
    if a != b { return a > b }
    for (x, y) in zip(left.factors, right.factors) {
      if x.atom != y.atom { return x.atom < y.atom }
      if x.exponent != y.exponent { return x.exponent > y.exponent }
    }
    return left.factors.count < right.factors.count
  }
}
