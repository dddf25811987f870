import TestSupport
import Testing

import Symbolic

/// Every rule of `Rounding`, by printed text and, at the same time, by meaning.
@Suite struct RoundingTests {
  static let rules = [
    // Integers come out.
    ("floor(a)", "a"), ("ceil(3 * a * b - 7)", "3 * a * b - 7"), ("round(a - 2)", "a - 2"),
    ("floor(a + 1 / 2)", "a"), ("ceil(a + 1 / 2)", "a + 1"),
    ("floor(a / 2 + 3)", "floor(a / 2) + 3"),
    ("floor(7 * a / 2)", "3 * a + floor(a / 2)"), ("ceil(-a / 2)", "-a + ceil(a / 2)"),
    ("ceil(b + a / 3)", "b + ceil(a / 3)"), ("floor(a + 1 / b)", "a + floor(1 / b)"),
    // What the terms can't reach is dropped.
    ("floor(a / 2 + 1 / 3)", "floor(a / 2)"), ("floor(a / 2 + 7 / 12)", "ceil(a / 2)"),
    // Nested rounding collapses.
    ("ceil(ceil(r / 2) / 2)", "ceil(r / 4)"), ("floor(floor(r / 2) / 3)", "floor(r / 6)"),
    ("ceil(floor(r / 2) / 2)", "ceil(r / 4 - 1 / 4)"),
    ("floor(ceil(r / 2) / 2)", "floor(r / 4 + 1 / 4)"),
    ("ceil(ceil(ceil(ceil(ceil(r / 2) / 2) / 2) / 2) / 2)", "ceil(r / 32)"),
    ("floor((floor((r - 1) / 2) + 1 - 1) / 2) + 1", "ceil(r / 4)"),
    ("floor(3 * floor(a / 2) / 2)", "floor(a / 2) + floor(a / 4)"),
    ("floor(-floor(a / 2) / 2)", "-floor(a / 2) + floor(a / 4)"),
    ("floor(floor(1 / a) / 2)", "floor(1 / (2 * a))"),
    // Floor and ceil over integers are one function.
    ("floor((r - 1) / 2) + 1", "ceil(r / 2)"), ("floor((r + 1) / 2)", "ceil(r / 2)"),
    ("ceil((r - 1) / 2)", "floor(r / 2)"), ("ceil(r / 2) - floor((r + 1) / 2)", "0"),
    // The released width rounding of halves stays.
    ("round(a / 2)", "round(a / 2)"), ("round8(8 * a)", "8 * a"), ("nearest8(16 * a)", "16 * a"),
    ("round8(8 * a - 8)", "round8(8 * a - 8)"), ("round8(4 * a)", "round8(4 * a)"),
    ("round8(6 * round8(24 * x))", "6 * round8(24 * x)"), ("roundTo(10 * a, 10)", "10 * a"),
    ("roundTo(4 * a, 8)", "roundTo(4 * a, 8)"), ("roundTo(a, b)", "roundTo(a, b)"),
    // Bounds decide extremes.
    ("min(a, a)", "a"), ("max(a, 1)", "a"), ("atLeast(a, 1)", "a"),
    ("atLeast(a, 8)", "atLeast(a, 8)"), ("min(a, 0)", "0"), ("max(a + 1, 1 - a)", "a + 1"),
    ("max(a, 2)", "max(a, 2)"), ("min(3, 5, 2)", "2"), ("max(a, b, -1)", "max(a, b, -1)"),
    // Constants.
    ("ceil(1.2 * 25)", "30"), ("ceil(2.2 * 25)", "56"), ("round8(200 * 2.3)", "456"),
    ("round8(200 * 23 / 10)", "464"), ("round(5 / 2)", "2"), ("round(7 / 2)", "4"),
    ("round(-5 / 2)", "-2"), ("floor(-7 / 2)", "-4"), ("ceil(-7 / 2)", "-3"), ("round8(1)", "8"),
    ("round8(11)", "16"), ("nearest8(11)", "8"), ("roundTo(0, 4)", "4"), ("round(2.5)", "2"),
  ]

  @Test func rulesAsPrinted() throws {
    for (text, normal) in RoundingTests.rules {
      #expect(try formula(text).text == normal, "'\(text)'")
    }
  }

  @Test func rulesByMeaning() throws {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    for (text, _) in RoundingTests.rules {
      let syntax = try Expression(text).root
      for _ in 0..<50 {
        let bindings = random.bindings()
        let value = try formula(text).value(at: bindings)
        let expected = try NaiveEvaluation(bindings: bindings).value(syntax)
        #expect(.exact(value) == expected, "seed \(seed): '\(text)' at \(bindings)")
      }
    }
  }

  @Test func chainsOfAllSmallStridesAndOffsets() throws {
    for outer in ["floor", "ceil"] {
      for inner in ["floor", "ceil"] {
        for (m, n) in [(2, 2), (2, 3), (3, 2), (4, 3)] {
          for (p, q) in [(0, 0), (1, 0), (-1, 2), (3, -2), (-5, 1)] {
            let text = "\(outer)((\(inner)((r + \(p)) / \(m)) + \(q)) / \(n))"
            let (formula, syntax) = (try formula(text), try Expression(text).root)
            #expect(formula.terms.count == 1, "'\(text)' prints '\(formula)'")
            for r in 1...40 {
              let bindings: Bindings = ["r": .exact(Rational(r))]
              let expected = try NaiveEvaluation(bindings: bindings).value(syntax)
              #expect(.exact(try formula.value(at: bindings)) == expected, "'\(text)' at r = \(r)")
            }
          }
        }
      }
    }
  }

  @Test func hugeDenominatorsAreFaultsAndNotWrong() {
    let texts = [
      "ceil(a / (3 * 2^125) + 1 / 2)",
      "floor(a / 9223372036854775783 + b / 9223372036854775643 + c / 9223372036854775549 + 1 / 2)",
    ]
    for text in texts { #expect(message(text)?.contains("outside the range") == true, "'\(text)'") }
  }
}
