import Testing

import Symbolic

@Suite struct DerivativeTests {
  @Test func rules() throws {
    let table = [
      ("7", "0"), ("b", "0"), ("a", "1"), ("a^3", "3 * a^2"), ("a * b + a", "b + 1"),
      ("b / a", "-b / a^2"), ("1 / (a + b)", "-(1 / (a + b))^2"), ("[b == c] * a", "[b == c]"),
      ("floor(b / 2) * a", "floor(b / 2)"), ("min(a, b)", "if(a <= b, 1, 0)"),
      ("max(a^2, b)", "if(a^2 <= b, 0, 2 * a)"), ("if(b == c, a^2, a)", "if(b == c, 2 * a, 1)"),
      ("a^2 * (1 / (a + b))", "2 * a * (1 / (a + b)) - a^2 * (1 / (a + b))^2"),
    ]
    for (text, derivative) in table {
      let (found, expected) = (try formula(text).derivative(by: "a"), try formula(derivative))
      #expect(found == expected, "'\(text)' gives '\(found)'")
    }
  }

  @Test func roundingHasNone() throws {
    for text in ["floor(a / 2)", "round8(a * x)", "taps(a, b, 3, 1, 1, 1)", "min(a, b, c)"] {
      let formula = try formula(text)
      let fault = fault { () throws(ArithmeticFault) in try formula.derivative(by: "a") }
      #expect(fault?.description.contains("has no derivative by a; relax it first") == true)
    }
  }

  @Test func derivativeIsTheSlope() throws {
    for text in ["a^3 * b - 2 * a", "(a + b)^2 / (a + 1)", "a / b + b / a"] {
      let (f, slope) = (try formula(text), try formula(text).derivative(by: "a"))
      func value(_ formula: Formula, at a: Rational) throws -> Double {
        try formula.value(at: ["a": .exact(a), "b": .exact(5)]).doubleValue
      }
      let step = try Rational(1, over: 10_000)
      for a in 1...20 {
        let secant = try value(f, at: Rational(a) + step) - value(f, at: Rational(a) - step)
        let tangent = try value(slope, at: Rational(a))
        #expect(abs(secant * 5000 - tangent) < 1e-4 * max(1, abs(tangent)), "'\(text)' at \(a)")
      }
    }
  }
}
