import Testing

import Symbolic

@Suite struct RelaxationTests {
  @Test func rules() throws {
    let table = [
      ("floor(a / 2)", "a / 2"), ("ceil(a * x) * b", "a * b * x"),
      ("round8(24 * x)^2", "576 * x^2"),
      ("ceil(a * 0.5 + 1.25)", "a / 2 + 5 / 4"), ("min(a, ceil(b / 2))", "min(a, b / 2)"),
      ("taps(a, b, 3, 1, 1, 1)", "3 * b"), ("touched(a, b, 3, 2, 1, 1)", "a"),
      ("touched(a, b, 1, 2, 1, 0)", "b"), ("floor(x^2)", "x^2"), ("floor(x / y - 1)", "x / y - 1"),
      ("[a == ceil(b / 2)]", "[2 * a == b]"), ("round(if(a == b, x, 2))", "if(a == b, x, 2)"),
      ("1 / (1 + ceil(a / 2))", "2 * (1 / (a + 2))"), ("roundTo(a, 8)", "a"),
      ("atLeast(floor(a * x), 8)", "a * x"),
    ]
    for (text, relaxed) in table {
      #expect(try formula(text).relaxed().text == relaxed, "'\(text)'")
    }
  }

  @Test func powersOfRealsStay() throws {
    let formula = try formula("floor(2.0 ^ x)")
    let fault = fault { () throws(ArithmeticFault) in try formula.relaxed() }
    #expect(fault == .outsideDomain("2.0 ^ x has no whole exponent"))
  }
}
