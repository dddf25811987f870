import Testing

import Symbolic

@Suite struct SubstitutionTests {
  @Test func substitutedFormulasAreInNormalForm() throws {
    let table: [(String, [String: String], String)] = [
      ("a * b + a", ["a": "2"], "2 * b + 2"), ("a - b", ["b": "a"], "0"),
      ("ceil(a / 2)", ["a": "ceil(r / 2)"], "ceil(r / 4)"), ("[a == b] * c", ["a": "b"], "c"),
      ("[a == b] * c", ["a": "b + 1"], "0"), ("if(a == b, c, r)", ["a": "b"], "c"),
      ("round8(a * x)", ["x": "2.3", "a": "200"], "456"),
      ("1 / (a + b)", ["b": "a"], "1 / (2 * a)"),
      ("(a + b)^2", ["a": "-b"], "0"), ("floor(a * x)", ["x": "y + 1"], "floor(a * (y + 1))"),
      ("select(a, 1, b, 2, c)", ["a": "2"], "c"), ("floor(x * 0.5)", ["a": "2"], "floor(x * 0.5)"),
      ("min(a, b)", ["a": "b"], "b"), ("a", [:], "a"),
    ]
    for (text, values, expected) in table {
      let result = try formula(text).substituting(values.mapValues { try scalar($0) })
      #expect(result.text == expected, "'\(text)' with \(values)")
    }
  }
}
