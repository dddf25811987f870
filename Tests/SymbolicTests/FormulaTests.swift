import TestSupport
import Testing

import Symbolic

/// The normal form of sums, products, powers and quotients.
@Suite struct FormulaTests {
  static let rules = [
    ("a + b + a", "2 * a + b"), ("a - a", "0"), ("0 * a", "0"), ("1 * a", "a"), ("b * a", "a * b"),
    ("(a + b) * (a - b)", "a^2 - b^2"), ("(a + 1)^3", "a^3 + 3 * a^2 + 3 * a + 1"), ("a^0", "1"),
    ("a * a^2", "a^3"), ("a / a", "1"), ("a^2 / a", "a"), ("a / b", "a / b"),
    ("a / b * b", "a"), ("a^-2", "1 / a^2"), ("3 * a / 4", "3 * a / 4"),
    ("a / (2 * b)", "a / (2 * b)"),
    ("-a", "-a"), ("-(a - b)", "-a + b"), ("2 - a", "-a + 2"), ("1 / 3 + 1 / 6", "1 / 2"),
    ("-1 / 2", "-1 / 2"), ("0", "0"), ("a * (b + c) - a * b - a * c", "0"),
    // Quotients cancel.
    ("(a * c + b * c) / c", "a + b"), ("(2 * a + 2 * b) / (a + b)", "2"),
    ("1 / (a + b)", "(1 / (a + b))"), ("c / (2 * a + 2 * b)", "c * (1 / (a + b)) / 2"),
    ("1 / (1 + 1 / a)", "a * (1 / (a + 1))"), ("1 / (b - a)", "-(1 / (a - b))"),
    ("1 / (5 / a - 10)", "-a * (1 / (2 * a - 1)) / 5"),
    ("a / (a * b + a)", "(1 / (b + 1))"), ("(1 / (a + b))^2", "(1 / (a + b))^2"),
    // Indicators are their own squares.
    ("[a == b]^3", "[a == b]"), ("[a == b] * a * [a == b]", "[a == b] * a"),
    ("(1 - [a == b])^2", "-[a == b] + 1"), ("[1 == 1] + [1 == 2]", "1"),
    ("[a == b] / [a == b]", "1 / [a == b]"), ("if(a == b, c, c)", "c"),
    ("if(1 == 2, a, b)", "b"),
  ]

  @Test func rulesAsPrinted() throws {
    for (text, normal) in FormulaTests.rules {
      #expect(try formula(text).text == normal, "'\(text)'")
    }
  }

  @Test func rulesByMeaning() throws {
    let seed: UInt64 = 19
    var random = SplitMix64(seed: seed)
    for (text, _) in FormulaTests.rules {
      let (formula, syntax) = (try formula(text), try Expression(text).root)
      for _ in 0..<50 {
        let bindings = random.bindings()
        guard let expected = try? NaiveEvaluation(bindings: bindings).value(syntax) else {
          continue
        }
        let value = try formula.value(at: bindings)
        #expect(.exact(value) == expected, "seed \(seed): '\(text)' at \(bindings)")
      }
    }
  }

  @Test func ratiosCancel() throws {
    let table = [
      ("2 * a * b", "4 * b", "a / 2"), ("a * c + b * c", "a * c", "b / a + 1"),
      ("a + b", "2 * a + 2 * b", "1 / 2"), ("0", "a + b", "0"), ("a", "b - c", "(a) / (b - c)"),
      ("a", "c - b", "(-a) / (b - c)"),
    ]
    for (top, bottom, text) in table {
      #expect(try Ratio(formula(top), formula(bottom)).text == text, "\(top) over \(bottom)")
    }
    let zero = Formula.zero
    #expect(fault { () throws(ArithmeticFault) in try Ratio(.one, zero) } == .divisionByZero)
  }

  @Test func limitsAreFaults() throws {
    let symbols = (0..<400).map { Formula(Symbol("s\($0)", isInteger: true)) }
    let sum = try symbols.reduce(Formula.one) { try $0 + $1 }
    let a = Formula(Symbol("a", isInteger: true))
    #expect(fault { () throws(ArithmeticFault) in try sum * sum } == .tooManyTerms)
    #expect(fault { () throws(ArithmeticFault) in try sum.power(1000) } == .tooManyTerms)
    // 401 terms, each over five divisors of 401 terms.
    let parts = try (1...5).map { try .one / (sum + Formula($0)) }
    #expect(
      fault { () throws(ArithmeticFault) in
        try sum * parts[0] * parts[1] * parts[2] * parts[3] * parts[4]
      } == .tooLong)
    #expect(fault { () throws(ArithmeticFault) in try (a + .one).power(1000) } == .overflow)
    #expect(fault { () throws(ArithmeticFault) in try a.power(1001) } == .exponentOutOfRange)
    #expect(fault { () throws(ArithmeticFault) in try a.power(.min) } == .exponentOutOfRange)
    let high = try a.power(1000)
    #expect(fault { () throws(ArithmeticFault) in try high * a } == .exponentOutOfRange)
    #expect(
      fault { () throws(ArithmeticFault) in try high.value(at: ["a": .exact(2)]) } == .overflow)
    #expect(try high.value(at: ["a": .exact(1)]) == 1)
  }
}
