import TestSupport
import Testing

import Symbolic

@Suite struct ConditionTests {
  @Test func normalForms() throws {
    let table = [
      ("a == a", "true"), ("a + b == b + a", "true"), ("a < a + 1", "true"), ("a >= 1", "true"),
      ("a > 0", "true"), ("a == 0", "false"), ("a + b < 2", "false"), ("a < 2", "a < 2"),
      ("2 * a == 4 * b", "a == 2 * b"), ("a / 3 == b / 6", "2 * a == b"),
      ("4 * b == 2 * a", "a == 2 * b"),
      ("3 - a < b", "3 < a + b"), ("a - b > c", "a > b + c"), ("b - a <= 1", "b <= a + 1"),
      ("-2 * a < -2 * b", "b < a"), ("a != b", "a != b"), ("not a == b", "a != b"),
      ("not not (a == b)", "a == b"), ("not (a < b)", "a >= b"), ("a == b and true", "a == b"),
      ("a == b and false", "false"), ("a == b or true", "true"), ("a == b or false", "a == b"),
      ("a == b and a == b", "a == b"), ("a == b and a != b", "false"), ("a < b or a >= b", "true"),
      ("[12 == a] * (c / 12) > -5", "true"), ("a == b and 2 * b == 2 * a", "a == b"),
      ("a == b and (b == c or a == c)", "a == b and (b == c or a == c)"),
      ("not (a == b and b == c)", "not (a == b and b == c)"),
      ("isInteger(a / 2)", "isInteger(a / 2)"),
      ("isInteger(a * b)", "true"), ("isInteger(1 / 2)", "false"), ("isInteger(2.0)", "true"),
      ("isInteger(x)", "isInteger(x)"), ("isInteger(0.5)", "false"), ("x < 1", "x < 1"),
      ("x < 0", "false"), ("x + 1 >= 1", "true"), ("0.5 < 0.75", "true"), ("relu == relu", "true"),
      ("relu != swish", "true"), ("relu == swish", "false"), ("1 < 2 and 2 <= 2", "true"),
    ]
    for (text, normal) in table { #expect(try condition(text).text == normal, "'\(text)'") }
  }

  @Test func normalFormsKeepTheMeaning() throws {
    let seed: UInt64 = 17
    var random = SplitMix64(seed: seed)
    let sides = ["a", "2 * a - 3", "b / 3", "-a", "a * b", "7", "a - b", "x", "2.5", "a * x"]
    for left in sides {
      for right in sides {
        for sign in ["==", "!=", "<", "<=", ">", ">="] {
          let text = "\(left) \(sign) \(right)"
          let (condition, syntax) = (try condition(text), try Expression(text).root)
          for _ in 0..<8 {
            let bindings = random.bindings()
            let expected = try NaiveEvaluation(bindings: bindings).value(syntax)
            #expect(
              .truth(try condition.holds(at: bindings)) == expected,
              "seed \(seed): '\(text)' as '\(condition)' at \(bindings)")
          }
        }
      }
    }
  }

  @Test func whatIsSettledLeavesTheRestUnread() throws {
    #expect(try condition("1 == 2 and 1 / 0 == 1").constantValue == false)
    #expect(try condition("1 == 1 or 1 / 0 == 1").constantValue == true)
    #expect(try formula("if(1 == 1, a, 1 / 0)").text == "a")
    #expect(try formula("select(2, 1, 1 / 0, 2, a)").text == "a")
  }

  @Test func selectRequiresOneOfItsKeys() throws {
    var names = TestNames()
    let chosen = try Expression("select(a, 1, 10, 2, 20, 3, 30)").scalar(in: &names)
    #expect(chosen.text == "if(a == 1, 10, if(a == 2, 20, 30))")
    #expect(names.requirements.map(\.text) == ["(a == 1 or a == 2) or a == 3"])
    names = TestNames()
    _ = try Expression("select(5, 1, 10, 2, 20)").scalar(in: &names)
    #expect(names.requirements == [.constant(false)])
  }

  @Test func selectTakesTheFirstKeyThatHolds() throws {
    var names = TestNames()
    let chosen = try Expression("select(a, 1, b, a, 2, 3, 30)").scalar(in: &names)
    #expect(chosen.text == "if(a == 1, b, 2)")
    #expect(names.requirements.allSatisfy { $0.constantValue == true })
  }
}
