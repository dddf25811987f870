import Symbolic
import Testing

import CostModel
import Specs

/// A fault within a block is told from the user's own file: the cell that the block was given, else
/// the row that used it.
struct TrailTests {
  /// What `check` says first of a spec, beside the blocks and networks that come with the library.
  private func firstFault(_ text: String) -> String? {
    do throws(Diagnostics) {
      let spec = try Spec.read(Array(text.utf8), file: "mine.json")
      return spec.findings(in: .embedded, reserved: []).faults.first?.description
    } catch {
      return error.description
    }
  }

  @Test(arguments: cases) func theUsersOwnPlaceComesFirst(_ case: Case) {
    #expect(firstFault(`case`.text) == `case`.expected, "\(`case`.name)")
  }

  struct Case: CustomTestStringConvertible {
    let name, text, expected: String
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ expected: String) {
      (self.name, self.text, self.expected) = (name, text, expected)
    }
  }

  /// A spec of a body, which starts in line 5, under the keys of line 2.
  private static func spec(_ keys: String, _ rows: String...) -> String {
    """
    { "name": "mine", "input": [32, 32, 3],
      \(keys)
      "body": [
      ["name", "operator", "from", "k", "t", "c", "s", "act", "g"],
      \(rows.joined(separator: ",\n  ")) ] }
    """
  }

  private static let place = "\n  used at specs/blocks/"

  static let cases = [
    Case(
      "a cell of a user's row, passed to a block of the library: issue 12, block-position.json",
      """
      {"name": "mine", "let": {"r": 64}, "input": ["r", "r", 3],
       "defaults": {"norm": "batch"},
       "body": [
        ["operator", "k", "t", "c", "s", "act"],
        ["conv", 3, "-", 16, 2, "relu"],
        ["mbconv", 3, 6, 24, 2, "relu"],
        ["mbconv", 3, 6, 24, -1, "relu"],
        ["mbconv", 5, 6, 40, 2, "relu"] ] }
      """,
      "mine.json:7:24: s must be positive, not -1\(place)mbconv.json:7:62 (built in)"),
    Case(
      "a factor of an expression of the block",
      spec("", #"["-", "mbconv", "-", 3, "in", 8, 1, "zqx"]"#),
      "mine.json:5:39: unknown act 'zqx'; use one of none, relu, relu6, leaky, prelu, "
        + "prelu_shared, swish, hswish, sigmoid, hsigmoid, tanh, gelu\(place)mbconv.json:6:67 "
        + "(built in)"),
    Case(
      "a parameter, passed through a row to a block of the library",
      spec(#""let": { "wide": "tall", "tall": 3 },"#, #"["-", "conv", "-", "wide", "-", 8]"#),
      "mine.json:2:20: 'tall' is not defined where it is given, so it is only a word; give a "
        + "number, or a name that is defined above\n  used at mine.json:5:22"),
    Case(
      "a parameter that is no number, on its way through another one and a row",
      spec(
        #""let": { "a": "zqx", "b": "a * 2" },"#, #"["-", "mbconv", "-", 3, 6, "b", 1, "relu"]"#),
      "mine.json:2:17: unknown name 'zqx'\n  used at mine.json:2:30"),
    Case(
      "the one of several factors that stands out",
      spec(
        #""let": { "half": 0.3 }, "blocks": { "b": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 1, "c * half"]] } },"#,
        #"["-", "b", "-", "-", "-", 8]"#),
      "mine.json:2:20: c must be a whole number, not 2.4\n  used at mine.json:2:105"),
    Case(
      "a block of the user's own, used for the first time: the row within",
      spec(
        #""blocks": { "b": { "let": ["c"], "body": [["operator", "k", "c", "g"], ["conv", 1, "c", 2]] } },"#,
        #"["-", "b", "-", "-", "-", 8]"#),
      "mine.json:2:74: 2 groups do not divide 3 input channels"),
    Case(
      "a block of the user's own that was used without fault before: the row that uses it",
      spec(
        #""blocks": { "b": { "let": ["c"], "body": [["operator", "k", "c", "g"], ["conv", 1, "c", 3]] } },"#,
        #"["-", "b", "-", "-", "-", 9]"#, #"["-", "b", "-", "-", "-", 8]"#),
      "mine.json:6:3: 3 groups do not divide 8 output channels\n  used at mine.json:2:74"),
    Case(
      "shapes within a network of the library",
      """
      { "name": "mine", "input": [8, 8, 3],
        "body": [
          ["operator", "width"],
          ["alexnet"] ] }
      """,
      "mine.json:4:5: a kernel of 3 is larger than its input of 1\n  used at specs/"
        + "architectures/alexnet.json:9:5 (built in)"),
    Case(
      "a rule that scales",
      spec(
        #""let": { "w": 0.0 }, "scale": { "c": "floor(c * w)" },"#,
        #"["-", "conv", "-", 3, "-", 8]"#),
      "mine.json:2:17: the parameter 'w' must be positive, not 0.0"),
    Case(
      "a name of a column that no row takes is told once, in the header",
      """
      { "name": "mine", "input": [8, 8, 3],
        "body": [
          ["operator", "k", "chan"],
          ["conv",     3,   8],
          ["conv",     3,   8] ] }
      """,
      "mine.json:3:23: 'conv' has no column 'chan'; it has k, c, s, g, d, p, bias, norm, act"
        + "\n  used at mine.json:4:23"),
    Case(
      "a tensor that is a number: issue 12, from.json",
      """
      {"name":"x","input":[8,8,3],
       "body":[["name","operator","from","k","c"],
        ["a","conv","-",3,8],
        ["b","conv","0",3,8]]}
      """,
      "mine.json:4:16: 'from' names rows, not '0'"),
    Case(
      "an element of a range: issue 12, ranges.json",
      """
      {"name":"x","let":{"r":8},
       "ranges":{"r":[8,
         16,
         0]},
       "input":["r","r",3],"body":[["operator","k","c"],["conv",3,8]]}
      """,
      "mine.json:4:4: 'r' takes a positive whole number, not '0'"),
    Case(
      "what a member of the family sets",
      """
      { "name": "mine", "let": { "r": 8 },
        "variants": [
          ["variant", "r"],
          ["small",   8],
          ["large",   1000000007] ],
        "input": ["r", "r", 3], "body": [["operator", "k", "c"], ["conv", 3, 8]] }
      """,
      "mine.json:5:6: conv: the number is outside the range of integers (2^63)"
        + "\n  used at mine.json:6:60"),
    Case(
      "a sum has the place of what adds most to it",
      spec(
        "", #"["a", "dense", "in", "-", "-", 400000000000000]"#,
        #"["b", "dense", "in", "-", "-", 500000000000000]"#, #"["-", "concat", ["a", "b"]]"#),
      "mine.json:6:3: the total of mine: the number is outside the range of integers (2^63)"),
  ]

  @Test func aBatchBeyondLimitsIsNamed() throws {
    let model = try Catalog.embedded.model(named: "mobilenet_v2")
    let network = try Network.expand(model, Settings(batch: Int.max), in: .embedded)
    #expect {
      try Report(network)
    } throws: { error in
      "\(error)"
        == "--batch 9223372036854775807: conv: the number is outside the range of integers "
        + "(2^63)"
    }
  }

  /// A value that the user has set is not looked for in the file.
  @Test func settingsAreNoCells() throws {
    let text = TrailTests.spec(
      #""let": { "w": 1.0 },"#, #"["-", "mbconv", "-", 3, 6, "floor(8 * w)", 1, "relu"]"#)
    let spec = try Spec.read(Array(text.utf8), file: "mine.json")
    #expect {
      try Network.expand(Model(spec), Settings([("w", "0.1")]), in: .embedded)
    } throws: { error in
      "\(error)" == "mine.json:5:30: c must be positive, not 0\(TrailTests.place)mbconv.json:9:44 "
        + "(built in)"
    }
  }

  /// However long the way of a value, its ends are kept.
  @Test func longWaysAreCut() throws {
    let lets = (1...200).map { "\"x\($0)\": \"x\($0 - 1)\"" }.joined(separator: ", ")
    let text = TrailTests.spec(
      "\"let\": { \"x0\": \"zqx\", \(lets) },", #"["-", "conv", "-", 3, "-", "x200 + 1"]"#)
    let fault = try #require(firstFault(text))
    #expect(fault.hasPrefix("mine.json:2:"))
    #expect(fault.split(separator: "\n").count <= 9, "\(fault)")
  }

  /// A tree is searched once: sums of 100 terms and lists of 40 calls took exponential time.
  @Test(.timeLimit(.minutes(1))) func deepExpressionsAreQuick() throws {
    let sum = "zqx" + String(repeating: " - 1", count: 100)
    let cell = TrailTests.spec("", "[\"-\", \"conv\", \"-\", 3, \"-\", \"\(sum)\"]")
    #expect(firstFault(cell) == "mine.json:5:31: unknown name 'zqx'")
    let calls = String(repeating: "f(", count: 40) + "3" + String(repeating: ")", count: 40)
    let from = TrailTests.spec("", "[\"-\", \"conv\", \"\(calls)\", 3, \"-\", 8]")
    #expect(try #require(firstFault(from)).hasPrefix("mine.json:5:"))
  }
}
