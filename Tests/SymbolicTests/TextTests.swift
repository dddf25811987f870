import Testing

import Symbolic

@Suite struct TextTests {
  @Test func treesKeepTheirOrder() throws {
    let texts = [
      "x + y + 1", "x + (y + 1)", "x - (y - x)", "x * (y * 2)", "x / (y / x)", "(x + 1) * y",
      "x ^ y ^ 2", "(x ^ y) ^ 2", "a * b * x", "x * (a * b)", "x * (3 / 4)", "3 / 4 * x",
      "(-0.5) * x", "-a + x", "x - (a + b)", "a + b + x", "(x + 1) ^ 2", "min(x, y + 1, 2)",
      "if(x < 1 and y < 1, x, 0.5)", "0 - x", "1e-05 * x", "1e+20 * x", "x * 5e-324", "a^2 / x",
      "(a^2) ^ x", "(1 / a) ^ x", "x * (1 / (a + b))",
    ]
    for text in texts { #expect(try scalar(text).text == text, "'\(text)'") }
  }

  @Test func zeroHasNoSign() throws {
    #expect(try scalar("-0.5 * 0").text == "0.0")
    #expect(try scalar("-0.0").text == "0.0")
  }

  @Test func formulasPrintTermsOfHighDegreeFirst() throws {
    let table = [
      ("1 + a + a^2 * b + c^2", "a^2 * b + c^2 + a + 1"), ("b * [a == b]", "[a == b] * b"),
      ("-1 / 2 - a / 3", "-a / 3 - 1 / 2"), ("a * floor(b / 2)", "a * floor(b / 2)"),
    ]
    for (text, printed) in table { #expect(try formula(text).description == printed) }
  }
}
