import Testing

import Symbolic

struct RationalDecimalTests {
  /// Exact decimals have all of their digits, and nothing else is one.
  @Test func decimalsAreExact() throws {
    for (top, bottom, text) in [
      (192_027, 100_000, "1.92027"), (1, 3, nil), (77, 80, "0.9625"), (-1, 8, "-0.125"),
      (0, 1, "0"), (7, 1, "7"), (19, 10, "1.9"),
      (1, 1 << 20, "0.00000095367431640625"),
      (-5, 2, "-2.5"), (1_000_001, 10, "100000.1"),
    ] as [(Int, Int, String?)] {
      let value = try Rational(Int128(top), over: Int128(bottom))
      #expect(value.decimal == text, "\(top)/\(bottom)")
      if let text { #expect(Rational(decimal: text) == value && value.text == text) }
    }
    #expect(try Rational(1, over: 3).text == "0.3333333333333333")
    #expect(try Rational(1, over: Int128(1) << 100).decimal == nil)
  }
}
