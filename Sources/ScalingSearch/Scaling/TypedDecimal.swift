import CostModel
import Symbolic

/// Arithmetic on typed numbers: the result is the double nearest to the exact one, so that 1.1
/// squared is 1.21, not 1.2100000000000002.
enum TypedDecimal {
  /// A power, in doubles if it exceeds fractions of 128 bits or the exponent is not a whole number.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    guard let whole = Int(exactly: exponent), let exact = Rational(decimal: "\(base)"),
      let power = try? exact.power(whole)
    else { return Elementary.power(base, exponent) }
    return nearest(power)
  }

  /// A product.
  static func product(_ factors: [Double]) -> Double {
    var exact: Rational? = .one
    for factor in factors {
      exact = exact.flatMap { product in
        Rational(decimal: "\(factor)").flatMap { try? product * $0 }
      }
    }
    return exact.map(nearest) ?? factors.reduce(1, *)
  }

  private static func nearest(_ value: Rational) -> Double {
    Double(value.text) ?? value.doubleValue
  }
}
