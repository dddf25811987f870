/// A closed interval of reals, possibly unbounded, whose ends are rounded outward.
///
/// Whole numbers below 2^53 are kept as ends; anything `Double` cannot hold exactly is moved one
/// step outward, so that a statement proved by bounds is true.
package struct Interval: Hashable, Sendable {
  /// The lower end, or minus infinity.
  package let lower: Double
  /// The upper end, or infinity.
  package let upper: Double

  /// The interval between two ends, exact as given.
  package init(_ lower: Double, _ upper: Double) {
    self.lower = lower.isNaN ? -.infinity : lower
    self.upper = upper.isNaN ? .infinity : upper
  }

  /// The interval between two computed ends, moved outward if they may be rounded.
  init(below lower: Double, above upper: Double) {
    self.init(
      Interval.isWhole(lower) && lower < .infinity ? lower : lower.nextDown,
      Interval.isWhole(upper) && upper > -.infinity ? upper : upper.nextUp)
  }

  /// The interval of a single number.
  init(_ value: Rational) {
    let nearest = value.doubleValue
    if value.isInteger, Interval.isWhole(nearest) {
      self.init(nearest, nearest)
    } else {
      self.init(nearest.nextDown, nearest.nextUp)
    }
  }

  /// Every real number.
  package static let everything = Interval(-.infinity, .infinity)
  /// Every number from 1 up: the domain of an integer parameter.
  static let positiveIntegers = Interval(1, .infinity)
  /// Every number above 0: the domain of a real parameter.
  static let positiveReals = Interval(0, .infinity)

  /// Whether sums and products with such an end are exact: an open end stays open.
  private static func isWhole(_ value: Double) -> Bool {
    value.isInfinite || (value == value.rounded() && abs(value) < 0x1p53)
  }

  private var isWhole: Bool { Interval.isWhole(lower) && Interval.isWhole(upper) }

  private static func outward(_ ends: [Double], exact: Bool) -> Interval {
    let low = ends.min() ?? -.infinity
    let high = ends.max() ?? .infinity
    // Whole operands give whole results without rounding, as long as they stay below 2^53.
    if exact { return Interval(below: low, above: high) }
    return Interval(low.nextDown, high.nextUp)
  }

  static func + (a: Interval, b: Interval) -> Interval {
    outward([a.lower + b.lower, a.upper + b.upper], exact: a.isWhole && b.isWhole)
  }

  static func - (a: Interval, b: Interval) -> Interval {
    outward([a.lower - b.upper, a.upper - b.lower], exact: a.isWhole && b.isWhole)
  }

  static func * (a: Interval, b: Interval) -> Interval {
    let products: [Double] = [
      product(a.lower, b.lower), product(a.lower, b.upper),
      product(a.upper, b.lower), product(a.upper, b.upper),
    ]
    return outward(products, exact: a.isWhole && b.isWhole)
  }

  /// 0 times an infinite end is 0, because no number within is infinite.
  private static func product(_ x: Double, _ y: Double) -> Double {
    x == 0 || y == 0 ? 0 : x * y
  }

  static func / (a: Interval, b: Interval) -> Interval {
    guard b.lower > 0 || b.upper < 0 else { return .everything }
    let quotients = [a.lower, a.upper].flatMap { x in [b.lower, b.upper].map { y in x / y } }
    return quotients.contains(where: \.isNaN) ? .everything : outward(quotients, exact: false)
  }

  func power(_ exponent: Int) -> Interval {
    if exponent < 0 { return Interval(1, 1) / power(-exponent) }
    var result = Interval(1, 1)
    for _ in 0..<exponent { result = result * self }
    // An even power is never negative, which products of the ends alone do not show.
    return exponent.isMultiple(of: 2) ? Interval(max(0, result.lower), result.upper) : result
  }

  /// The smallest interval that contains both.
  func union(_ other: Interval) -> Interval {
    Interval(min(lower, other.lower), max(upper, other.upper))
  }
}
