import Testing

import Symbolic

@Suite struct BoundsTests {
  @Test func boundsOfFormulas() throws {
    let ranges = ["a": Interval(1, 10), "b": Interval(2, 3), "x": Interval(0.5, 1)]
    let table: [(String, ClosedRange<Double>)] = [
      ("7", 7...7), ("a", 1...10), ("a - b", -2...8), ("a * b", 2...30), ("a^2 - 3", -2...97),
      ("(a - b)^2", -55...105), ("floor(a / 2)", 0...5), ("[a == b]", 0...1),
      ("if(a == b, a, -b)", -3...10), ("min(a, b)", 1...3), ("max(a, b)", 2...10),
      ("round8(a)", 8...16), ("roundTo(a, 8)", 1...(.infinity)), ("c", 1...(.infinity)),
      ("taps(a, b - a, 3, 1, 1, 0)", 0...6), ("touched(b - a, a, 3, 1, 1, 0)", 0...2),
      ("round8(x * 24)", 16...24),
    ]
    for (text, range) in table {
      let bounds = try formula(text).bounds(over: ranges)
      #expect(bounds.lower <= range.lowerBound && range.upperBound <= bounds.upper, "\(text)")
      #expect(bounds.lower >= range.lowerBound - 1e-9, "'\(text)' from \(bounds.lower)")
      #expect(bounds.upper <= range.upperBound + 1e-9, "'\(text)' to \(bounds.upper)")
    }
  }

  @Test func endsThatRoundMoveOutward() throws {
    let bounds = try formula("a / 3").bounds(over: ["a": Interval(1, 1)])
    #expect(bounds.lower < 1.0 / 3 && 1.0 / 3 < bounds.upper)
    let huge = try formula("a + 9007199254740993").bounds(over: ["a": Interval(0, 0)])
    #expect(huge.lower <= 9_007_199_254_740_992 && huge.upper >= 9_007_199_254_740_994)
  }

  @Test func divisionByAnIntervalAroundZeroIsUnbounded() throws {
    #expect(try formula("1 / (a - b)").bounds() == .everything)
    #expect(try formula("a^1000").bounds().lower == 1)
  }
}
