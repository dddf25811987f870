import Testing

import Symbolic

@Suite struct SyntaxParserTests {
  @Test func precedence() throws {
    let table = [
      ("2 + 3 * 4", "14"), ("(2 + 3) * 4", "20"), ("10 - 3 - 2", "5"), ("16 / 4 / 2", "2"),
      ("2^3^2", "512"), ("-2^2", "-4"), ("2^-1", "1 / 2"), ("--2", "2"), ("2*-3", "-6"),
      ("1 / 2 * 4", "2"), ("[1 < 2] + [2 < 1 or 1 < 2 and 2 < 3]", "2"), (" a\t+\nb\r", "a + b"),
      ("1e2", "100.0"), ("2e-1", "0.2"), ("2^2^2^2", "65536"),
    ]
    for (text, value) in table {
      #expect(try scalar(text).text == value, "'\(text)'")
    }
  }

  @Test func messages() {
    let table = [
      ("", "spec:2:5: the expression ends too early"),
      ("a +", "spec:2:8: the expression ends too early"),
      ("a b", "spec:2:7: expected an operator before 'b'"),
      ("2a", "spec:2:6: expected an operator before 'a'"),
      ("(a + b", "spec:2:11: expected ')' to close '(', not the end of the expression"),
      ("[a == b)", "spec:2:12: expected ']' to close '[', not ')'"),
      ("floor(a", "spec:2:12: expected ')' to close '(', not the end of the expression"),
      ("a + )", "spec:2:9: expected a number or a name, not ')'"),
      ("a * é", "spec:2:9: expected a number or a name, not 'é'"),
      ("a \u{1B}[31m", "spec:2:7: expected an operator before '<U+001B>'"),
      ("a = b", "spec:2:7: '=' is not an operator; equality is written '=='"),
      ("a ** 2", "spec:2:7: '**' is not an operator; write '^'"),
      ("a < b < c", "spec:2:11: comparisons don't chain; join two with 'and'"),
      (".5", "spec:2:5: '.5' is not a number; decimals are written like 0.5"),
      ("5.", "spec:2:5: '5.' is not a number; decimals are written like 0.5"),
      ("1.2.3", "spec:2:5: '1.2.3' is not a number; decimals are written like 0.5"),
      (
        "9223372036854775808",
        "spec:2:5: '9223372036854775808' is outside the range of integers (2^63)"
      ),
      ("a + widht", "spec:2:9: unknown name 'widht'; did you mean 'width'?"),
      ("a + zzzzz", "spec:2:9: unknown name 'zzzzz'"),
      ("flor(a)", "spec:2:5: unknown function 'flor'; did you mean 'floor'?"),
      ("floor(a, b)", "spec:2:5: wrong number of arguments; it is written floor(x)"),
      ("min(a)", "spec:2:5: wrong number of arguments; it is written min(x, y, …)"),
      ("if(a, b)", "spec:2:5: wrong number of arguments; it is written if(condition, a, b)"),
      (
        "select(a, 1)",
        "spec:2:5: wrong number of arguments; it is written select(x, key, value, …)"
      ),
      ("if(a, b, c)", "spec:2:8: expected a condition, not a number"),
      ("a + (b == c)", "spec:2:12: expected a number, not a condition"),
      ("not a", "spec:2:9: expected a condition, not a number"),
      ("a + 1 / 0", "spec:2:11: division by zero in 'a + 1 / 0'"),
      ("0^-1", "spec:2:6: division by zero in '0^-1'"),
      ("a^1001", "spec:2:6: the exponent is beyond 1000 in 'a^1001'"),
      (
        "roundTo(a, 1) + roundTo(2, 0)",
        "spec:2:21: channels can't be rounded to multiples of 0 in 'roundTo(a, 1) + roundTo(2, 0)'"
      ),
      (
        "2^64 * 2^63",
        "spec:2:10: the number is outside the range of integers (2^63) in '2^64 * 2^63'"
      ),
    ]
    for (text, expected) in table { #expect(message(text) == expected, "'\(text)'") }
  }

  @Test func nestingIsLimited() {
    let repeated = { (text: String, count: Int) in String(repeating: text, count: count) }
    #expect(message(repeated("(", 60) + "a" + repeated(")", 60)) == nil)
    #expect(message(repeated("not ", 60) + "a == b") == nil)
    let deep = [
      repeated("(", 65) + "a" + repeated(")", 65), repeated("[", 2000), repeated("-", 9000) + "1",
      repeated("not ", 2000) + "a == b", repeated("2^", 4000) + "1", repeated("floor(", 1000),
    ]
    for text in deep {
      #expect(
        message(text)?.contains("more than 64 nested brackets and prefixes") == true, "\(text)")
    }
    let brackets = repeated("(", 1_000_000)
    #expect(message(brackets) == "spec:2:5: an expression of more than 10000 characters")
  }

  @Test func chainsAreLimited() throws {
    let chain = { (text: String, sign: String, count: Int) in
      Array(repeating: text, count: count).joined(separator: sign)
    }
    #expect(try scalar(chain("1", "-", 1000)).text == "-998")
    #expect(try scalar(chain("a", "+", 1000)).text == "1000 * a")
    #expect(try scalar(chain("x", "-", 1000)).text.utf8.count == 3997)
    #expect(try condition(chain("a<b", " or ", 500)).text == "a < b")
    for sign in ["-", "*", "/"] {
      #expect(message(chain("1", sign, 5000))?.contains("more than 1000 numbers and names") == true)
    }
  }

  @Test func workIsLimited() {
    let nested = { (open: String, middle: String, close: String, count: Int) in
      String(repeating: open, count: count) + middle + String(repeating: close, count: count)
    }
    let sum = "(a + b + c)"
    let quick = [
      "1^9223372036854775807", "(1 / 1)^999999999999", "0^999999999999", "(-1)^999999999",
      "2^(-9223372036854775807 - 1)", "a^(-9223372036854775807 - 1)", "((a^1000)^1000)",
      "(a + b)^1000", "(a + b + c + r)^1000", "2^2^2^2^2^2", "min(a, b)^1000 / max(a, b)^1000",
      nested("[", "a == 1", "] == 1", 60), nested("1 / (a + ", "b", ")", 60),
      nested("if(a == b, x, ", "b", ")", 60),
      "min(min(\(sum)^30, b) * \(sum)^20, c) * (a + b + c + r)^12",
    ]
    let clock = ContinuousClock()
    for text in quick {
      let time = clock.measure { _ = message(text) }
      // Without limits these take hours; a machine under load must not fail the test.
      #expect(time < .seconds(60), "'\(text)' takes \(time)")
    }
  }
}
