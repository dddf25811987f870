import Testing

import Symbolic

@Suite struct LaTeXTests {
  @Test func formulas() throws {
    let table = [
      ("0", "0"), ("-7", "-7"), ("-1 / 2", "-\\frac{1}{2}"), ("a", "a"), ("3 * a", "3 a"),
      ("3 * c / 4", "\\frac{3 c}{4}"), ("a * b - 1", "a \\cdot b - 1"), ("a^2", "a^{2}"),
      ("1 / a", "\\frac{1}{a}"), ("a / (2 * b^2)", "\\frac{a}{2 b^{2}}"),
      ("in_channels * a", "a \\cdot \\mathit{in\\_channels}"),
      ("ceil(r / 4)", "\\left\\lceil \\frac{r}{4} \\right\\rceil"),
      ("floor(a / 2)^2", "\\left\\lfloor \\frac{a}{2} \\right\\rfloor^{2}"),
      ("min(a, b)", "\\min\\left(a, b\\right)"),
      ("round8(24 * width)", "\\operatorname{round8}\\left(24 \\cdot \\mathit{width}\\right)"),
      ("1 / (a + b)", "\\frac{1}{a + b}"),
      ("c / (2 * a + 2 * b)", "\\frac{c}{2 \\left(a + b\\right)}"),
      ("c * (1 / (a + b))^2", "\\frac{c}{\\left(a + b\\right)^{2}}"),
      ("[a == b] * c", "\\left[ a = b \\right] \\cdot c"),
      (
        "[a != b and not (a < b or b < c)]",
        "\\left[ a \\ne b \\land \\neg \\left(a < b \\lor b < c\\right) \\right]"
      ),
      ("[a <= b] + [a > b]", "\\left[ a \\le b \\right] + \\left[ a > b \\right]"),
      ("[isInteger(a / 2)]", "\\left[ \\frac{a}{2} \\in \\mathbb{Z} \\right]"),
      ("[not isInteger(a / 2)]", "\\left[ \\frac{a}{2} \\notin \\mathbb{Z} \\right]"),
      (
        "if(a == b, c, 2)",
        "\\begin{cases} c & \\text{if } a = b \\\\ 2 & \\text{otherwise} \\end{cases}"
      ),
      (
        "1 + if(a == b, c, 2)",
        "\\left(\\begin{cases} c & \\text{if } a = b \\\\ 2 & \\text{otherwise} \\end{cases}\\right) + 1"
      ),
    ]
    for (text, latex) in table { #expect(try formula(text).latex == latex, "'\(text)'") }
  }

  @Test func trees() throws {
    let table = [
      ("x + y * 2", "x + y \\cdot 2"), ("(x + y) * 2", "\\left(x + y\\right) \\cdot 2"),
      ("x / (y + 1)", "\\frac{x}{y + 1}"), ("x ^ (y + 1)", "x^{y + 1}"),
      ("(x / 2) ^ 2", "\\left(\\frac{x}{2}\\right)^{2}"),
      ("x - (y - 1)", "x - \\left(y - 1\\right)"),
      ("x * (a / 4)", "x \\cdot \\frac{a}{4}"),
      ("x * 1e-5", "x \\cdot \\left(1 \\cdot 10^{-5}\\right)"),
      ("x * -0.5", "x \\cdot \\left(-0.5\\right)"),
    ]
    for (text, latex) in table { #expect(try scalar(text).latex == latex, "'\(text)'") }
  }
}
