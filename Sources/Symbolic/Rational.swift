/// An exact fraction of 128-bit integers in lowest terms; overflow is an error, never a trap.
package struct Rational: Hashable, Sendable {
  /// The numerator, which carries the sign.
  package let numerator: Int128
  /// The denominator, always positive.
  package let denominator: Int128

  /// The fraction 0.
  package static let zero = Rational(0)
  /// The fraction 1.
  package static let one = Rational(1)

  /// A whole number.
  package init(_ integer: Int) {
    numerator = Int128(integer)
    denominator = 1
  }

  /// A whole number of 128 bits.
  package init(_ integer: Int128) {
    numerator = integer
    denominator = 1
  }

  private init(lowest numerator: Int128, _ denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The fraction `numerator / denominator`, reduced.
  ///
  /// - Throws: `divisionByZero`; `overflow` if a part cannot be negated.
  package init(_ numerator: Int128, over denominator: Int128) throws(ArithmeticFault) {
    if denominator == 1 {
      self.init(numerator)
      return
    }
    guard denominator != 0 else { throw .divisionByZero }
    let divisor = Int128(clamping: gcd(numerator.magnitude, denominator.magnitude))
    let sign: Int128 = denominator < 0 ? -1 : 1
    let top = (numerator / divisor).multipliedReportingOverflow(by: sign)
    let bottom = (denominator / divisor).multipliedReportingOverflow(by: sign)
    guard !top.overflow, !bottom.overflow else { throw .overflow }
    self.init(lowest: top.partialValue, bottom.partialValue)
  }

  /// Whether the fraction is a whole number.
  package var isInteger: Bool { denominator == 1 }

  /// The nearest `Double`.
  package var doubleValue: Double {
    // Converting 128 bits takes a hundred times as long as converting 64.
    func double(_ number: Int128) -> Double {
      Int(exactly: number).map { Double($0) } ?? Double(number)
    }
    return isInteger ? double(numerator) : double(numerator) / double(denominator)
  }

  /// The value as an `Int`.
  ///
  /// - Throws: `notAnInteger`, or `overflow` beyond 64 bits.
  package func integer() throws(ArithmeticFault) -> Int {
    guard isInteger else { throw .notAnInteger(description) }
    guard let value = Int(exactly: numerator) else { throw .overflow }
    return value
  }

  /// The largest integer not above the fraction.
  package var floor: Int128 {
    if isInteger { return numerator }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The smallest integer not below the fraction.
  package var ceiling: Int128 {
    if isInteger { return numerator }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder > 0 ? quotient + 1 : quotient
  }

  /// The nearest integer, with halves to even, as Python rounds.
  ///
  /// - Throws: `overflow` if the comparison with one half does not fit.
  package func rounded() throws(ArithmeticFault) -> Int128 {
    let below = floor
    let half = try Rational(1, over: 2)
    let rest = try self - Rational(below)
    if rest < half { return below }
    if rest > half { return below + 1 }
    return below.isMultiple(of: 2) ? below : below + 1
  }
}

extension Rational: ExpressibleByIntegerLiteral {
  /// A whole number.
  package init(integerLiteral value: Int) { self.init(value) }
}

extension Rational: Comparable {
  /// Exact comparison; cannot overflow.
  package static func < (left: Rational, right: Rational) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    let a = left.numerator.multipliedFullWidth(by: right.denominator)
    let b = right.numerator.multipliedFullWidth(by: left.denominator)
    return (a.high, a.low) < (b.high, b.low)
  }
}

extension Rational {
  /// The exact sum. - Throws: `overflow`.
  package static func + (left: Rational, right: Rational) throws(ArithmeticFault) -> Rational {
    if left.isInteger, right.isInteger {
      return Rational(try checked(left.numerator.addingReportingOverflow(right.numerator)))
    }
    let a = try checked(left.numerator.multipliedReportingOverflow(by: right.denominator))
    let b = try checked(right.numerator.multipliedReportingOverflow(by: left.denominator))
    return try Rational(
      checked(a.addingReportingOverflow(b)),
      over: checked(left.denominator.multipliedReportingOverflow(by: right.denominator)))
  }

  /// The exact difference. - Throws: `overflow`.
  package static func - (left: Rational, right: Rational) throws(ArithmeticFault) -> Rational {
    try left + right.negated()
  }

  /// The exact product. - Throws: `overflow`.
  package static func * (left: Rational, right: Rational) throws(ArithmeticFault) -> Rational {
    if left.isInteger, right.isInteger {
      return Rational(try checked(left.numerator.multipliedReportingOverflow(by: right.numerator)))
    }
    return try Rational(
      checked(left.numerator.multipliedReportingOverflow(by: right.numerator)),
      over: checked(left.denominator.multipliedReportingOverflow(by: right.denominator)))
  }

  /// The exact quotient. - Throws: `divisionByZero`, `overflow`.
  package static func / (left: Rational, right: Rational) throws(ArithmeticFault) -> Rational {
    try Rational(
      checked(left.numerator.multipliedReportingOverflow(by: right.denominator)),
      over: checked(left.denominator.multipliedReportingOverflow(by: right.numerator)))
  }

  /// The value with its sign flipped. - Throws: `overflow`.
  package func negated() throws(ArithmeticFault) -> Rational {
    Rational(
      lowest: try Rational.checked(Int128(0).subtractingReportingOverflow(numerator)), denominator)
  }

  /// The value to a whole power. - Throws: `overflow`; `divisionByZero` for a negative power of 0.
  package func power(_ exponent: Int) throws(ArithmeticFault) -> Rational {
    if self == .one || exponent == 0 { return .one }
    var result = Rational.one
    var square = exponent < 0 ? try .one / self : self
    var rest = exponent.magnitude
    while true {
      if rest & 1 == 1 { result = try result * square }
      rest >>= 1
      if rest == 0 { return result }
      square = try square * square
    }
  }

  private static func checked(
    _ result: (partialValue: Int128, overflow: Bool)
  ) throws(ArithmeticFault) -> Int128 {
    guard !result.overflow else { throw .overflow }
    return result.partialValue
  }
}

extension Rational: CustomStringConvertible {
  /// `7`, `-3/4`.
  package var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// Reads an exact decimal such as `2.5`, `-0.07` or `1e-3`; nil if it is not one or does not fit.
  package init?(decimal text: some StringProtocol) {
    var digits: Int128 = 0
    var places = 0
    var seenPoint = false
    var seenDigit = false
    var body = Substring(text).utf8[...]
    let isNegative = body.first == UInt8(ascii: "-")
    if isNegative { body = body.dropFirst() }
    while let byte = body.first {
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
        guard !overflow, !carried else { return nil }
        digits = sum
        places += seenPoint ? 1 : 0
        seenDigit = true
      } else {
        break
      }
      body = body.dropFirst()
    }
    var exponent = 0
    if let byte = body.first {
      guard byte | 0x20 == UInt8(ascii: "e"), let written = Int(Substring(body.dropFirst())),
        (-40...40).contains(written)
      else { return nil }
      exponent = written
    }
    guard seenDigit,
      let scale = try? Rational(10).power(exponent - places),
      let value = try? Rational(isNegative ? -digits : digits) * scale
    else { return nil }
    self = value
  }
}

/// The greatest common divisor; `gcd(0, x)` is `x`.
package func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
  // Division of 128-bit numbers is slow, and almost every number here fits 64 bits.
  if let a = UInt64(exactly: a), let b = UInt64(exactly: b) {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return UInt128(a)
  }
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
