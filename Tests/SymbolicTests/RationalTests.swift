import Testing

import Symbolic

@Suite struct RationalTests {
  private func fraction(_ a: Int128, _ b: Int128) throws -> Rational { try Rational(a, over: b) }

  @Test func fractionsAreInLowestTerms() throws {
    let table: [(Int128, Int128, String)] = [
      (6, 4, "3/2"), (-6, 4, "-3/2"), (6, -4, "-3/2"), (0, -5, "0"), (8, 2, "4"),
      (.max, .max, "1"), (.min, .min, "1"), (0, .min, "0"),
    ]
    for (a, b, text) in table { #expect(try fraction(a, b).description == text, "\(a) over \(b)") }
    #expect(fault { () throws(ArithmeticFault) in try Rational(1, over: 0) } == .divisionByZero)
    #expect(fault { () throws(ArithmeticFault) in try Rational(1, over: .min) } == .overflow)
    #expect(fault { () throws(ArithmeticFault) in try Rational(.min, over: -1) } == .overflow)
  }

  @Test func roundingToWholeNumbers() throws {
    let table: [(Int128, Int128, floor: Int128, ceiling: Int128, nearest: Int128)] = [
      (7, 2, 3, 4, 4), (5, 2, 2, 3, 2), (-5, 2, -3, -2, -2), (-7, 2, -4, -3, -4), (1, 3, 0, 1, 0),
      (-1, 3, -1, 0, 0), (4, 1, 4, 4, 4), (.max, 2, .max / 2, .max / 2 + 1, .max / 2 + 1),
    ]
    for (a, b, floor, ceiling, nearest) in table {
      let value = try fraction(a, b)
      #expect(value.floor == floor && value.ceiling == ceiling, "\(value)")
      if b < 3, a != .max { #expect(try value.rounded() == nearest, "\(value)") }
    }
  }

  @Test func comparisonCannotOverflow() throws {
    let (a, b) = (try fraction(.max, .max - 1), try fraction(.max - 1, .max - 2))
    #expect(a < b && !(b < a))
    #expect(try fraction(.min, 3) < fraction(.min + 1, 3))
    #expect(try fraction(-1, 2) < fraction(1, 3))
  }

  @Test func overflowIsAFault() {
    let large = Rational(Int128.max)
    #expect(fault { () throws(ArithmeticFault) in try large + 1 } == .overflow)
    #expect(fault { () throws(ArithmeticFault) in try large * 2 } == .overflow)
    #expect(fault { () throws(ArithmeticFault) in try large / 0 } == .divisionByZero)
    #expect(fault { () throws(ArithmeticFault) in try Rational(Int128.min).negated() } == .overflow)
    #expect(fault { () throws(ArithmeticFault) in try Rational(Int128(1) << 62).integer() } == nil)
    #expect(fault { () throws(ArithmeticFault) in try large.integer() } == .overflow)
  }

  @Test func powers() throws {
    let table: [(Rational, Int, String?)] = [
      (1, .max, "1"), (1, .min, "1"), (0, .max, "0"), (0, 0, "1"), (0, -1, nil), (0, .min, nil),
      (-1, .max, "-1"), (-1, .min, "1"), (2, 126, "85070591730234615865843651857942052864"),
      (2, 127, nil), (2, .min, nil), (3, -2, "1/9"), (-2, 3, "-8"), (2, .max, nil),
    ]
    for (base, exponent, text) in table {
      #expect((try? base.power(exponent).description) == text, "\(base)^\(exponent)")
    }
  }

  @Test func decimals() {
    let table: [(String, String?)] = [
      ("2.5", "5/2"), ("-0.07", "-7/100"), ("1e-3", "1/1000"), ("1e+2", "100"), ("5", "5"),
      ("0.0", "0"), ("", nil), (".", nil), ("-", nil), ("1.2.3", nil), ("1x", nil), ("1e", nil),
      ("1e99", nil), ("nan", nil), (String(repeating: "9", count: 50), nil),
      ("0." + String(repeating: "0", count: 10_000), nil),
    ]
    for (text, value) in table {
      #expect(Rational(decimal: text)?.description == value, "'\(text)'")
    }
  }
}
