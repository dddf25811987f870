import Foundation
import Testing

import Charts
import costcalc

@Test func countsAreScaled() {
  let table: [(Int128, String)] = [
    (0, "0"), (1, "1"), (-1, "-1"), (352, "352"), (999, "999"), (-999, "-999"),
    (1000, "1.00 k"), (1004, "1.00 k"), (1005, "1.01 k"), (1234, "1.23 k"), (-1234, "-1.23 k"),
    (9994, "9.99 k"), (9995, "10.0 k"), (9999, "10.0 k"), (10_000, "10.0 k"),
    (12_345, "12.3 k"), (12_350, "12.4 k"), (99_949, "99.9 k"), (99_950, "100 k"),
    (100_000, "100 k"), (999_499, "999 k"), (999_500, "1.00 M"), (999_950, "1.00 M"),
    (1_000_000, "1.00 M"), (4_231_976, "4.23 M"), (13_600_000, "13.6 M"),
    (568_740_352, "569 M"), (-568_740_352, "-569 M"), (999_499_999, "999 M"),
    (999_500_000, "1.00 G"), (15_500_000_000, "15.5 G"), (1_000_000_000_000, "1.00 T"),
    (999_500_000_000_000, "1.00 P"), (Int128(Int64.max), "9.22 E"),
    (.max, "170,141,183 Q"), (.min, "-170,141,183 Q"),
  ]
  for (value, text) in table {
    #expect(value.scaled() == text, "\(value)")
    let spaced = text.contains(" ") ? text + "B" : text + " B"
    #expect(value.scaled(unit: "B") == spaced, "\(value) bytes")
  }
}

@Test func measuresAreScaled() {
  let table: [(Double, String)] = [
    (0, "0 s"), (1, "1.00 s"), (999.4, "999 s"), (999.5, "1.00 ks"), (0.0012345, "1.23 ms"),
    (0.999949, "1.00 s"), (0.99949, "999 ms"), (8.63e-6, "8.63 µs"), (9.995e-6, "10.0 µs"),
    (66.9e12, "66.9 Ts"), (330.2e-9, "330 ns"), (1e-12, "1.00 ps"), (1.5e-15, "0.00150 ps"),
    (-0.25, "-250 ms"), (.infinity, "inf s"),
  ]
  for (value, text) in table { #expect(value.scaled(unit: "s") == text, "\(value)") }
}

@Test func digitsAreGrouped() {
  let table: [(Int128, String)] = [
    (0, "0"), (12, "12"), (-123, "-123"), (1234, "1,234"), (-123_456, "-123,456"),
    (568_740_352, "568,740,352"),
    (.min, "-170,141,183,460,469,231,731,687,303,715,884,105,728"),
  ]
  for (value, text) in table { #expect(value.grouped == text) }
  for (plain, text) in [
    ("1234.5678", "1,234.5678"), ("-1234567.0", "-1,234,567.0"), ("nan", "nan"), ("", ""),
    ("-inf", "-inf"),
  ] {
    #expect(groupingDigits(plain) == text)
  }
}

@Test func doublesHaveFixedDigits() {
  let table: [(Double, Int, String)] = [
    (0, 0, "0"), (0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.004, 2, "0.00"), (-0.005, 2, "-0.01"),
    (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.125, 2, "0.13"), (0.1, 1, "0.1"),
    (0.1, 20, "0.10000000000000000555"), (1.005, 2, "1.00"), (2.675, 2, "2.67"),
    (9.995, 2, "9.99"), (99.999, 2, "100.00"), (999_999.5, 0, "1000000"), (12, 3, "12.000"),
    (1e22, 0, "10000000000000000000000"), (-1.25, -3, "-1"), (.leastNonzeroMagnitude, 2, "0.00"),
    (.nan, 2, "nan"), (.infinity, 2, "inf"), (-.infinity, 2, "-inf"),
  ]
  for (value, digits, text) in table {
    #expect(value.fixed(digits) == text, "\(value) with \(digits)")
  }
  #expect(Double.greatestFiniteMagnitude.fixed(0).count == 309)
  let least = Double.leastNonzeroMagnitude
  #expect(least.fixed(.max) == String(format: "%.1074f", least))
}

@Test func doublesHaveSignificantDigits() {
  let table: [(Double, String)] = [
    (0, "0.00"), (1, "1.00"), (1.874, "1.87"), (9.994, "9.99"), (9.996, "10.0"), (18.74, "18.7"),
    (99.96, "100"), (187.4, "187"), (999.6, "1000"), (1874, "1874"), (0.0123, "0.0123"),
    (0.09996, "0.100"), (0.9996, "1.00"), (-1.874, "-1.87"), (0.00001, "0.0000100"),
    (.infinity, "inf"),
  ]
  for (value, text) in table { #expect(value.significant(3) == text, "\(value)") }
}

@Test func sharesArePercentages() {
  let table: [(Double, String)] = [
    (0, "0.0%"), (1, "100.0%"), (0.531, "53.1%"), (0.99951, "100.0%"), (0.0004, "0.0%"),
    (-0.25, "-25.0%"), (0.0005, "0.1%"), (3, "300.0%"), (1.0 / 3, "33.3%"), (.nan, "nan"),
    // 0.2875 lies just below that decimal, but 100 times it rounds to 28.75 and so to 28.8.
    (0.2875, "28.7%"),
  ]
  for (value, text) in table { #expect(value.percent == text, "\(value)") }
}

@Test func fixedDigitsAgreeWithTheSystem() {
  var seed: UInt64 = 20_240_501
  for _ in 0..<2000 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let exponent = Int((seed >> 33) % 80) - 40
    let value =
      Double(Int64(bitPattern: seed)) / 9.3e18
      * Double(sign: .plus, exponent: exponent, significand: 1)
    let digits = Int((seed >> 20) % 12)
    let system = String(format: "%.\(digits)f", value)
    // Only the system writes the sign of zero.
    let isZero = system.allSatisfy { "-0.".contains($0) }
    let expected = isZero ? system.replacing("-", with: "") : system
    #expect(value.fixed(digits) == expected, "\(value) with \(digits), state \(seed)")
  }
}
