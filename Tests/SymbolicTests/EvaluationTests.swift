import Testing

import Symbolic

@Suite struct EvaluationTests {
  @Test func values() throws {
    let bindings: Bindings = ["a": .exact(7), "b": .exact(3), "x": .real(0.1), "y": .real(1.1)]
    let table = [
      ("a / b", "7/3"), ("floor(a / b)", "2"), ("[a == b] * floor(c / 2)", "0"),
      ("[a > b] * a", "7"), ("if(a > b, a, c)", "7"), ("round8(a * y)", "8"), ("ceil(x * 30)", "3"),
      ("ceil(3 / 10 * 10)", "3"), ("1 / (a - b)", "1/4"), ("ceil(x * 3 * 10)", "4"),
      ("min(a, b) + max(a, b)", "10"),
    ]
    for (text, value) in table {
      #expect(try formula(text).value(at: bindings).description == value, "'\(text)'")
    }
  }

  @Test func realsAreCountedInTheOrderWritten() throws {
    let bindings: Bindings = ["x": .real(0.1), "y": .real(0.2), "a": .exact(3)]
    let table: [(String, Double)] = [
      ("x + y", 0.1 + 0.2), ("x * 3 / 3", 0.1 * 3 / 3), ("x + (y + x)", 0.1 + (0.2 + 0.1)),
      ("a * x", 3 * 0.1), ("a / 3 * x", 0.1), ("x - x", 0), ("min(x, a)", 0.1), ("-x", -0.1),
      ("2 ^ a", 8),
    ]
    for (text, value) in table {
      guard case .inexact(let tree) = try scalar(text) else {
        Issue.record("'\(text)' is exact")
        continue
      }
      #expect(try tree.value(at: bindings) == value, "'\(text)'")
    }
  }

  @Test func faults() throws {
    let table: [(String, Bindings, ArithmeticFault)] = [
      ("a + b", ["a": .exact(1)], .unbound("b")),
      ("1 / (a - b)", ["a": .exact(1), "b": .exact(1)], .divisionByZero),
      ("floor(1 / x)", ["x": .real(0)], .divisionByZero),
      ("floor(x)", ["x": .real(1e300)], .overflow), ("floor(x)", ["x": .real(.nan)], .overflow),
      ("floor(x)", ["x": .real(.infinity)], .overflow),
      ("a^4", ["a": .exact(Rational(Int128(1) << 40))], .overflow),
    ]
    for (text, bindings, expected) in table {
      let formula = try formula(text)
      let fault = fault { () throws(ArithmeticFault) in try formula.value(at: bindings) }
      #expect(fault == expected, "'\(text)'")
    }
  }
}
