import Testing

import CostModel
import Specs

/// What is said about specs that are wrong: where, what, and what would be right.
struct ErrorTests {
  @Test func messages() {
    for (text, expected) in ErrorTests.wrong {
      let fault = Inline.fault(text)
      #expect(fault == expected, "\(text)")
    }
  }

  /// Neither time nor memory follows what a small file can ask for.
  @Test func growth() {
    for (text, expected) in ErrorTests.growing {
      let clock = ContinuousClock()
      var fault: String?
      let time = clock.measure {
        fault = Inline.fault(text, Settings([], free: text.contains("\"a\": 3") ? ["a"] : []))
      }
      #expect(fault?.contains(expected) ?? (expected == "counted"), "\(fault ?? "")\n\(text)")
      #expect(time < .seconds(30), "\(text)")
    }
  }

  private static func lets(_ first: String, _ next: (Int) -> String) -> String {
    "\"let\": { \"a\": 3, \(first), " + (1...36).map(next).joined(separator: ", ") + " }"
  }

  private static func rows(_ count: Int, _ row: (Int) -> String) -> String {
    (1...count).map(row).joined(separator: ", ")
  }

  private static let doubling = (1...37).map { index in
    let inner = index == 37 ? "relu" : "b\(index + 1)"
    return "\"b\(index)\": { \"body\": [[\"operator\"], [\"\(inner)\"], [\"\(inner)\"]] }"
  }.joined(separator: ", ")

  private static let skipping = (1...37).map { index in
    let inner = index == 37 ? "relu" : "b\(index + 1)"
    let row = "[\"\(inner)\", \"in == \(index == 37 ? 5 : 4)\"]"
    return "\"b\(index)\": { \"body\": [[\"operator\", \"if\"], \(row), \(row)] }"
  }.joined(separator: ", ")

  private static let calls =
    String(repeating: "f(", count: 28) + "a" + String(repeating: ")", count: 28)

  static let growing: [(String, String)] = [
    (Inline.spec("\"blocks\": { \(doubling) }", columns: "operator", #"["b1"]"#), "more than"),
    (Inline.spec("\"blocks\": { \(skipping) }", columns: "operator", #"["b1"]"#), "more than"),
    (
      Inline.spec(
        lets("\"f0(x)\": \"x + 1\"") { "\"f\($0)(x)\": \"f\($0 - 1)(f\($0 - 1)(x))\"" },
        columns: "operator k c", #"["conv", 1, "f36(in)"]"#), "more than"
    ),
    (
      Inline.spec(
        lets("\"f0(x)\": \"x + 1\"") { "\"f\($0)(x)\": \"f\($0 - 1)(x) + f\($0 - 1)(x)\"" },
        columns: "operator k c", #"["conv", 1, "f36(a)"]"#), "more than"
    ),
    (
      Inline.spec(
        lets("\"x0\": \"a\"") { "\"x\($0)\": \"floor(x\($0 - 1) / 3) + floor(x\($0 - 1) / 5)\"" },
        columns: "operator k c", #"["conv", 1, "x36"]"#), "is longer than"
    ),
    (
      Inline.spec(
        lets("\"x0\": \"a\"") { "\"x\($0)\": \"if(x\($0 - 1) > \($0), x\($0 - 1) / 2, 1)\"" },
        columns: "operator k c", #"["conv", 1, "x36"]"#), "is longer than"
    ),
    (
      Inline.spec(
        "\"let\": { \"a\": 3, \"f(x)\": \"floor(x / 3) + floor(x / 5)\" }",
        columns: "operator k c", "[\"conv\", 1, \"\(calls)\"]"), "longer than"
    ),
    (
      Inline.spec(
        "\"let\": { \"a\": 3 }", columns: "name operator k c", #"["x0", "conv", 1, "a"]"#,
        rows(60) { "[\"x\($0)\", \"conv\", 1, \"floor(x\($0 - 1) / 3) + floor(x\($0 - 1) / 5)\"]" }),
      "is longer than"
    ),
    (
      Inline.spec(
        "\"let\": { \"a\": 3 }", columns: "operator k s if",
        rows(60) { _ in #"["maxpool", 3, "a", "a > 2"]"# }), "is longer than"
    ),
    (
      Inline.spec(
        "\"let\": { \"a\": 3 }", columns: "operator k c",
        #"["conv", 1, "(a + floor(a / 2) + floor(a / 3) + floor(a / 5) + floor(a / 7)) ^ 40"]"#),
      "the formula has more than"
    ),
    (
      Inline.spec(
        "\"let\": { \"a\": 3 }", columns: "operator k c", #"["conv", 1, "(a ^ 1000) ^ 1000"]"#),
      "the exponent is beyond 1000"
    ),
    (
      Inline.spec(
        #""blocks": { "g": { "body": [["operator", "k", "c"], ["conv", 3, "in"]] } }"#,
        columns: "operator n", #"["g", 1000000000000]"#), "counted"
    ),
    (
      Inline.spec(
        columns: "operator from each", #"["relu", ["in", "in"], "own"]"#,
        rows(30) { _ in #"["relu", ["-", "-"], "own"]"# }, #"["concat"]"#), "more than"
    ),
  ]

  // swift-format-ignore: a spec and what is said about it, side by side.
  static let wrong: [(text: String, fault: String)] = [
    (
      Inline.spec(columns: "operator k c frm", #"["conv", 1, 4, "in"]"#),
      "a.json:4:20: 'conv' has no column 'frm'; did you mean 'from'?"
    ),
    (
      Inline.spec(
        #""blocks": { "res": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 1, "c"]] } }"#,
        columns: "operator k c", #"["res", "-", "c"]"#),
      "a.json:4:18: 'c' is not defined where it is given, so it is only a word; give a number, or a "
        + "name that is defined above\n  used at a.json:1:116"
    ),
    (
      Inline.spec(
        #""blocks": { "res": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 1, "c * 2"]] } }"#,
        columns: "operator k c", #"["res", "-", "c"]"#),
      "a.json:4:18: 'c' is not defined where it is given, so it is only a word; give a number, or a "
        + "name that is defined above\n  used at a.json:1:117"
    ),
    (
      #""#,
      "a.json:1:1: the file is empty; it must hold one JSON value"
    ),
    (
      #"{ name: 1 }"#,
      "a.json:1:3: the key 'name' lacks its double quotes"
    ),
    (
      #"[]"#,
      "a.json:1:1: a spec is an object, not an array"
    ),
    (
      #"{}"#,
      "a.json:1:1: a spec has a 'body', or 'blocks', or both"
    ),
    (
      #"{ "name": "a", "body": [["operator"], ["relu"]] }"#,
      "a.json:1:1: an architecture needs the key 'input'"
    ),
    (
      #"{ "name": "a", "inputs": [8, 8, 4], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:16: unknown key 'inputs' in a spec; did you mean "
        + "'input'?\na.json:1:1: an architecture needs the key 'input'"
    ),
    (
      #"{ "name": "a", "name": "b", "input": [8, 8, 4], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:16: the key 'name' occurs twice, first at 1:3"
    ),
    (
      #"{ "name": "a", "input": [8, 8, 8, 8, 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:25: the input has 5 sizes; it has 1 to 4: those of its map, then the channels, "
        + "as in [height, width, channels]"
    ),
    (
      #"{ "name": "a", "input": [8, 0, 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:29: the input size can't be 0"
    ),
    (
      #"{ "name": "a", "input": [8, -8, 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:29: the input size can't be -8"
    ),
    (
      #"{ "name": "a", "input": [8, 7.5, 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:29: a size of the input must be a whole number, not 7.5"
    ),
    (
      #"{ "name": "a", "input": [8, "15 / 2", 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:29: a size of the input must be a whole number, not 15 / 2"
    ),
    (
      #"{ "name": "a", "input": [8, "size", 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:29: unknown name 'size'"
    ),
    (
      #"{ "name": "a", "input": [8, "-", 3], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:29: an empty place in a list"
    ),
    (
      #"{ "name": "a", "input": "8x8x3", "body": [["operator"], ["relu"]] }"#,
      "a.json:1:25: expected a list, not a string"
    ),
    (
      #"{ "name": "a b", "input": [8, 8, 4], "body": [["operator"], ["relu"]] }"#,
      "a.json:1:11: the name can't be 'a b'; names are letters, digits and "
        + "underscores, a letter first"
    ),
    (
      #"{ "name": "a", "input": [8, 8, 4], "body": [["relu"]] }"#,
      "a.json:1:45: the first row names the columns, \"operator\" among them"
    ),
    (
      #"{ "name": "a", "input": [8, 8, 4], "body": [] }"#,
      "a.json:1:44: a body is a table: a header row, then rows"
    ),
    (
      #"{ "name": "a", "input": [8, 8, 4], "body": [["operator"]] }"#,
      "a.json:1:44: a table without rows"
    ),
    (
      #"{ "name": "a", "input": [8, 8, 4], "body": [["operator"], {"operator": "relu"}] }"#,
      "a.json:1:59: a row is a list of cells, not an object"
    ),
    (
      #"{ "name": "a", "input": [8, 8, 4], "body": [["operator", 3], ["relu"]] }"#,
      "a.json:1:58: a column's name is a word, not a number"
    ),
    (
      #"{ "input": [1, 1, 1], "blocks": { "b": { "body": [["operator"], ["relu"]] } } }"#,
      "a.json:1:12: a library of blocks has no 'input'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, 8, 1]"#),
      "a.json:4:20: 4 cells under 3 columns"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"[]"#),
      "a.json:4:5: a row without an operator"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["-", 3, 8]"#),
      "a.json:4:5: a row without an operator"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"[3, 3, 8]"#),
      "a.json:4:6: an operator is a name, not '3'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["a + b", 3, 8]"#),
      "a.json:4:6: an operator is a name, not 'a + b'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["convv", 3, 8]"#),
      "a.json:4:6: unknown operator 'convv'; did you mean 'conv'?"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3]"#),
      "a.json:4:5: the column 'c' must be given"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", "-", 8]"#),
      "a.json:4:5: the column 'k' must be given"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, 0]"#),
      "a.json:4:17: c must be positive, not 0"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, -8]"#),
      "a.json:4:17: c must be positive, not -8"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, 8.5]"#),
      "a.json:4:17: c must be a whole number, not 8.5"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "in / 3"]"#),
      "a.json:4:17: c must be a whole number, not 4 / 3"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "width"]"#),
      "a.json:4:17: unknown name 'width'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, true]"#),
      "a.json:4:17: c is a number, not a condition"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, null]"#),
      "a.json:4:17: a cell is a number, a string, true or false, or a list, not null; "
        + "an empty cell is written \"-\""
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, [8, 8]]"#),
      "a.json:4:17: a list in 'c' needs 'each'; a list gives a cell for each tensor"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, 99999999999999999999]"#),
      "a.json:4:17: '99999999999999999999' is outside the range of integers (2^63)"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, 1e400]"#),
      "a.json:4:17: '1e400' is too large for a real number"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 0, 8]"#),
      "a.json:4:14: k must be positive, not 0"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", "0x3", 8]"#),
      "a.json:4:14: k must be positive, not 0x3"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", "3x3x3", 8]"#),
      #"a.json:4:14: 3x3x3 has 3 sizes, and the map has 2 axes; it is written height x width, like "1x7""#
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", "99999999999999999999x1", 8]"#),
      "a.json:4:14: '99999999999999999999x1' is outside the range of integers (2^63)"
    ),
    (
      Inline.spec(columns: "operator by", #"["resize", "1.5x2"]"#),
      "a.json:4:16: a number for each axis is whole, as in '2x1', not '1.5x2'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "2x2"]"#),
      "a.json:4:17: c is a number, not a number for each axis, 2x2"
    ),
    (
      Inline.spec(
        columns: "operator k c s", #"["conv", 3, 8, "2x0"]"#),
      "a.json:4:20: s must be positive, not 2x0"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "let": ["s"], "body": [["operator", "if"], ["relu", "s > 1"]] } }"#,
        columns: "operator s", #"["b", "2x1"]"#),
      "a.json:4:11: 2x1 is a number for each axis, and has no order; compare it by == or !=\n"
        + "  used at a.json:1:110"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 3, "c"]] } }"#,
        columns: "operator c", #"["b", [8, 8]]"#),
      "a.json:4:11: c is a number, not a list\n  used at a.json:1:114"
    ),
    (
      Inline.spec(
        #""let": { "a": [[3, 5], 3] }"#, columns: "operator k c", #"["conv", 1, "a"]"#),
      "a.json:1:51: a list within a list"
    ),
    (
      Inline.spec(
        #""let": { "a": [3, "2 * 4"] }"#, columns: "operator k c", #"["conv", 1, "a"]"#),
      "a.json:1:54: '2 * 4' can't be chosen; a list holds numbers and words"
    ),
    (
      Inline.spec(
        columns: "operator k p ceil", #"["maxpool", 3, "same", true]"#),
      "a.json:4:28: 'ceil' needs a number in 'p'; 0 pads nothing; 'same' cuts nothing off"
    ),
    (
      Inline.spec(
        columns: "operator ceil", #"["maxpool", true]"#),
      "a.json:4:17: maxpool over the whole map takes no 'ceil'"
    ),
    (
      Inline.spec(
        columns: "operator from by", #"["resize", ["in", "in"], 2]"#),
      "a.json:4:16: 'resize' reads one tensor, not 2; 'by' gives the size"
    ),
    (
      Inline.spec(
        columns: "operator by", #"["resize", 0]"#),
      "a.json:4:16: by must be positive, not 0"
    ),
    (
      Inline.spec(
        columns: "operator by", #"["resize", "1 / 9"]"#),
      "a.json:4:5: the output's height can't be 0"
    ),
    (
      Inline.spec(
        columns: "operator", #"["depth_to_space"]"#),
      "a.json:4:5: the column 'by' must be given"
    ),
    (
      Inline.spec(
        columns: "operator by", #"["depth_to_space", 3]"#),
      "a.json:4:24: 9 does not divide 4 channels"
    ),
    (
      Inline.spec(
        columns: "operator by", #"["space_to_depth", "2x3"]"#),
      "a.json:4:24: 3 does not divide 8 positions of the width"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", [3, 5], 8]"#),
      "a.json:4:14: only a depthwise convolution mixes kernels"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["depthwise", []]"#),
      "a.json:4:19: a list of kernels has 1 to 64 entries, not 0"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["depthwise", [3, "-"]]"#),
      "a.json:4:19: an empty place in a list"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["depthwise", [3, 3, 3, 3, 3]]"#),
      "a.json:4:19: 5 kernels need more than 4 channels"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 100000, 8]"#),
      "a.json:4:5: conv: a kernel of 100000 taps along one axis is beyond 1024"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["depthwise", 3, 6]"#),
      "a.json:4:5: 4 groups do not divide 6 output channels"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "4 * (in + 2"]"#),
      "a.json:4:29: expected ')' to close '(', not the end of the expression"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "cell(in / 2)"]"#),
      "a.json:4:18: unknown function 'cell'; did you mean 'ceil'?"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "half(in)"]"#),
      "a.json:4:18: unknown function 'half'; the functions are floor, ceil, round, round8, roundTo, "
        + "nearest8, min, max, abs, log, atLeast, taps, touched, if, select, isInteger, scale"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "sqrt(in)"]"#),
      "a.json:4:18: unknown function 'sqrt'; write x ^ 0.5"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "round(log(in - 4))"]"#),
      "a.json:4:24: log(0.0) has no value in 'round(log(in - 4))'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "in // 2"]"#),
      "a.json:4:21: '//' is not an operator; write floor(a / b)"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "in % 3"]"#),
      "a.json:4:21: '%' is not an operator; write x - d * floor(x / d)"
    ),
    (
      Inline.spec(
        columns: "operator if", #"["relu", "in > 3 && in < 8"]"#),
      "a.json:4:22: '&&' is not an operator; write 'and'"
    ),
    (
      Inline.spec(
        columns: "operator if", #"["relu", "(in > 3 || in < 8)"]"#),
      "a.json:4:23: '||' is not an operator; write 'or'"
    ),
    (
      Inline.spec(
        columns: "operator if", #"["relu", "!(in > 3)"]"#),
      "a.json:4:15: '!' is not an operator; write 'not'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "round8(in, 2)"]"#),
      "a.json:4:18: wrong number of arguments; it is written round8(x)"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "in / (in - 4)"]"#),
      "a.json:4:21: division by zero in 'in / (in - 4)'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "10 ^ 10 ^ 10"]"#),
      "a.json:4:21: the number is outside the range of integers (2^63) in '10 ^ 10 ^ "
        + "10'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "select(in, 1, 8, 2, 16)"]"#),
      "a.json:4:18: 4 is none of the keys of 'select(in, 1, 8, 2, 16)'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "scale(8)"]"#),
      "a.json:4:18: no 'scale' rule holds here; rules hold in the body of a network, "
        + "for the column they name"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 3, "((in ^ 9) ^ 9) ^ 9"]"#),
      "a.json:4:28: the number is outside the range of integers (2^63) in '((in ^ 9) "
        + "^ 9) ^ 9'"
    ),
    (
      Inline.spec(
        columns: "operator k c", #"["conv", 1, 3037000500]"#, #"["conv", 1, 3037000500]"#),
      "a.json:5:5: conv2: the number is outside the range of integers (2^63)"
    ),
    (
      Inline.spec(
        columns: "operator k c stride", #"["conv", 3, 8, 2]"#),
      "a.json:4:20: 'conv' has no column 'stride'; it has k, c, s, g, d, p, bias, "
        + "norm, act"
    ),
    (
      Inline.spec(
        columns: "operator k c g", #"["dense", "-", 8, 2]"#),
      "a.json:4:23: 'dense' has no column 'g'; it has c, bias, norm, act"
    ),
    (
      Inline.spec(
        columns: "operator k c k", #"["conv", 3, 8, 2]"#),
      "a.json:3:5: two columns are named 'k'"
    ),
    (
      Inline.spec(
        columns: "operator k c p", #"["conv", 9, 8, 0]"#),
      "a.json:4:5: a kernel of 9 is larger than its input of 8"
    ),
    (
      Inline.spec(
        columns: "operator k s p", #"["maxpool", 9, 2, "ceil"]"#),
      "a.json:4:5: a kernel of 9 is larger than its input of 8"
    ),
    (
      Inline.spec(
        columns: "operator k c p", #"["conv", 3, 8, "valid"]"#),
      #"a.json:4:20: unknown padding 'valid'; p is a number, one for each axis like "1x0", 'same' or 'ceil'"#
    ),
    (
      Inline.spec(
        columns: "operator k c p", #"["conv", 3, 8, -1]"#),
      "a.json:4:20: p can't be negative: -1"
    ),
    (
      Inline.spec(
        columns: "operator k c s", #"["conv", 3, 8, 0]"#),
      "a.json:4:20: s must be positive, not 0"
    ),
    (
      Inline.spec(
        columns: "operator s", #"["avgpool", 2]"#),
      "a.json:4:17: avgpool over the whole map takes no 's'"
    ),
    (
      Inline.spec(
        columns: "operator k c g", #"["conv", 3, 8, 3]"#),
      "a.json:4:5: 3 groups do not divide 4 input channels"
    ),
    (
      Inline.spec(
        columns: "operator k c g", #"["conv", 3, 6, 4]"#),
      "a.json:4:5: 4 groups do not divide 6 output channels"
    ),
    (
      Inline.spec(
        columns: "operator k c act", #"["conv", 3, 8, "rleu"]"#),
      "a.json:4:20: unknown act 'rleu'; did you mean 'relu'?"
    ),
    (
      Inline.spec(
        columns: "operator k c act", #"["conv", 3, 8, 1]"#),
      "a.json:4:20: act is a word, not a number"
    ),
    (
      Inline.spec(
        columns: "operator k c norm", #"["conv", 3, 8, "batchnorm"]"#),
      "a.json:4:20: unknown norm 'batchnorm'; it is called 'batch' here"
    ),
    (
      Inline.spec(
        columns: "operator k c norm", #"["conv", 3, 8, "weight"]"#),
      "a.json:4:20: unknown norm 'weight'; use one of none, batch, frozen, "
        + "layer, instance, group"
    ),
    (
      Inline.spec(
        columns: "operator from fusion", #"["add", "in", "slow"]"#),
      "a.json:4:19: unknown fusion 'slow'; use one of sum, fast, softmax"
    ),
    (
      Inline.spec(
        columns: "operator k c bias", #"["conv", 3, 8, "yes"]"#),
      "a.json:4:20: bias is true or false, not the word 'yes'"
    ),
    (
      Inline.spec(
        columns: "operator from k c", #"["conv", "-", 3, 8]"#, #"["add", "in"]"#),
      "a.json:5:5: the shapes 8x8x8 and 4x8x8 do not join"
    ),
    (
      Inline.spec(
        columns: "operator from k c s", #"["conv", "-", 3, 8, 2]"#, #"["concat", "in"]"#),
      "a.json:5:5: the shapes 8x4x4 and 4x8x8 do not join"
    ),
    (
      Inline.spec(
        columns: "operator from k c s", #"["conv", "-", 3, 8, 8]"#, #"["multiply", "in"]"#),
      "a.json:5:5: the shapes 8x1x1 and 4x8x8 do not join"
    ),
    (
      Inline.spec(
        columns: "operator from", #"["matmul", ["in", "in"]]"#),
      "a.json:4:5: 4 channels can't be multiplied with 64"
    ),
    (
      Inline.spec(
        columns: "operator from k c", #"["conv", ["in", "in"], 3, 8]"#),
      "a.json:4:14: 'conv' reads one tensor, not 2; 'each' applies it to every one of "
        + "them"
    ),
    (
      Inline.spec(
        columns: "operator from", #"["resize", "in"]"#),
      "a.json:4:16: 'resize' reads two tensors, not 1; or one, with 'by'"
    ),
    (
      Inline.spec(
        columns: "name operator from k c", #"["stem", "conv", "-", 3, 8]"#,
        #"["-", "conv", "steam", 3, 8]"#),
      "a.json:5:19: no row above is named 'steam'; did you mean 'stem'?"
    ),
    (
      Inline.spec(
        columns: "name operator from k c", #"["x", "conv", "y", 3, 8]"#,
        #"["y", "conv", "x", 3, 8]"#),
      "a.json:4:20: no row above is named 'y'"
    ),
    (
      Inline.spec(
        columns: "operator from k c", #"["conv", 3, 3, 8]"#),
      "a.json:4:14: 'from' names rows, not '3'"
    ),
    (
      Inline.spec(
        columns: "operator from k c", #"["conv", "in + in", 3, 8]"#),
      "a.json:4:18: 'from' names rows, not 'in + in'"
    ),
    (
      Inline.spec(
        columns: "operator from k c", #"["conv", [], 3, 8]"#),
      "a.json:4:14: 'from' is an empty list"
    ),
    (
      Inline.spec(
        columns: "name operator from k c n", #"["x", "conv", "-", 3, 8, 2]"#,
        #"["-", "conv", "x.3", 3, 8]"#),
      "a.json:5:20: no row above is named 'x.3'"
    ),
    (
      Inline.spec(
        columns: "operator from", #"["relu", "lateral(in)"]"#),
      "a.json:4:15: unknown operator 'lateral'"
    ),
    (
      Inline.spec(
        columns: "operator from", #"["relu", "conv(in)"]"#),
      "a.json:4:15: the column 'c' must be given"
    ),
    (
      Inline.spec(
        columns: "name operator from k c", #"["x", "conv", "in", 3, 8]"#,
        #"["y", "conv", "in", 3, 8]"#),
      "a.json:4:5: nothing needs the row 'x'; use its tensor in a row below, list it "
        + "under 'outputs', or take it out"
    ),
    (
      Inline.spec(
        columns: "name operator k c", #"["x", "conv", 3, 8]"#, #"["x", "conv", 3, 8]"#),
      "a.json:5:5: a second row or input named 'x'"
    ),
    (
      Inline.spec(
        columns: "name operator k c", #"["in", "conv", 3, 8]"#),
      "a.json:4:6: a row can't be named 'in'"
    ),
    (
      Inline.spec(
        #""outputs": ["y"]"#, columns: "name operator k c", #"["x", "conv", 3, 8]"#),
      "a.json:1:48: no row is named 'y'"
    ),
    (
      Inline.spec(
        columns: "operator k c n", #"["conv", 3, 8, 0]"#),
      "a.json:4:20: n must be positive, not 0"
    ),
    (
      Inline.spec(
        columns: "operator k c n", #"["conv", 3, 8, 1.5]"#),
      "a.json:4:20: n must be a whole number, not 1.5"
    ),
    (
      Inline.spec(
        #""blocks": { "g": { "body": [["operator", "from", "k", "c"], ["conv", "-", 3, 4], ["concat", "in"]] } }"#,
        columns: "operator n", #"["g", 1000000000000]"#),
      "a.json:4:11: each of 1000000000000 copies changes the shape, so they would "
        + "unfold to more than 10000 layers"
    ),
    (
      Inline.spec(
        columns: "operator k c n", #"["conv", 3, 4, 1000000000000000000]"#),
      "a.json:4:5: conv.2…: the number is outside the range of integers (2^63)"
    ),
    (
      Inline.spec(
        columns: "operator k c if", #"["conv", 3, 8, "in"]"#),
      "a.json:4:20: 'if' is a condition, not a number"
    ),
    (
      Inline.spec(
        columns: "operator k c if", #"["conv", 3, 8, "se"]"#),
      "a.json:4:20: unknown name 'se'"
    ),
    (
      Inline.spec(
        columns: "operator k c if", #"["conv", 3, 8, "in = 4"]"#),
      "a.json:4:24: '=' is not an operator; equality is written '=='"
    ),
    (
      Inline.spec(
        columns: "operator from k c each", #"["conv", ["in", "in"], 3, 8, "all"]"#, #"["add"]"#),
      "a.json:4:34: 'each' can't be 'all'; it is own, shared, or shared but norm"
    ),
    (
      Inline.spec(
        columns: "operator from k c each", #"["conv", ["in", "in"], 3, [8, 8, 8], "own"]"#,
        #"["add"]"#),
      "a.json:4:31: 3 entries in 'c' for 2 tensors"
    ),
    (
      Inline.spec(
        columns: "operator from k c each", #"["conv", ["in", "in"], 3, [8, 16], "shared"]"#,
        #"["add"]"#),
      "a.json:4:40: conv.2 needs 592 weights, and shares 296"
    ),
    (
      Inline.spec(
        #""let": { "batch": 3 }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:45: a parameter can't be named 'batch', which means something else in "
        + "expressions"
    ),
    (
      Inline.spec(
        #""let": { "floor": 3 }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:45: a parameter can't be named 'floor', which means something else in "
        + "expressions"
    ),
    (
      Inline.spec(
        #""let": { "in": 3 }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:32: a parameter 'in' needs an input that ends in \"in\""
    ),
    (
      Inline.spec(
        #""let": { "x": 0 }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:50: the parameter 'x' must be positive, not 0"
    ),
    (
      Inline.spec(
        #""let": { "x": 1, "x": 2 }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:53: the key 'x' occurs twice, first at 1:45"
    ),
    (
      Inline.spec(
        #""let": { "x": "y * 2", "y": 2 }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:51: unknown name 'y'"
    ),
    (
      Inline.spec(
        #""let": { "x": {} }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:50: a cell is a number, a string, true or false, or a list, not an "
        + "object\na.json:1:50: the parameter 'x' has no value"
    ),
    (
      Inline.spec(
        #""let": { "f(x, y)": "x + y" }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:45: an argument can't be named 'x, y'; names are letters, digits and "
        + "underscores, a letter first"
    ),
    (
      Inline.spec(
        #""blocks": { "b": {} }"#, columns: "operator k c", #"["conv", 3, "x + 0"]"#),
      "a.json:1:53: the block 'b' has no 'body'"
    ),
    (
      Inline.spec(
        #""let": { "x": 1 }, "variants": [["variant", "y"], ["b", 2]]"#, columns: "operator k c",
        #"["conv", 3, "x + 0"]"#),
      "a.json:1:80: 'y' is not a parameter"
    ),
    (
      Inline.spec(
        #""let": { "x": 1 }, "variants": [["name", "x"], ["b", 2]]"#, columns: "operator k c",
        #"["conv", 3, "x + 0"]"#),
      "a.json:1:68: the first column of 'variants' is \"variant\""
    ),
    (
      Inline.spec(
        #""scale": { "c": "2 * k" }"#, columns: "operator k c", #"["conv", 3, 8]"#),
      "a.json:1:57: unknown name 'k'"
    ),
    (
      Inline.spec(
        #""let": { "f(x)": "f(x)" }"#, columns: "operator k c", #"["conv", 3, "f(2)"]"#),
      "a.json:1:54: 'f' contains itself"
    ),
    (
      Inline.spec(
        #""let": { "f(x)": "x" }"#, columns: "operator k c", #"["conv", 3, "f(2, 3)"]"#),
      "a.json:4:18: wrong number of arguments; it is written f(x)"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "body": [["operator"], ["b"]] } }"#, columns: "operator", #"["b"]"#),
      "a.json:1:79: 'b' contains itself"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "body": [["operator"], ["q"]] }, "q": { "body": [["operator"], ["b"]] } }"#,
        columns: "operator", #"["b"]"#),
      "a.json:1:119: 'b' contains itself"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 3, "c"]] } }"#,
        columns: "operator", #"["b"]"#),
      "a.json:4:5: the column 'c' of 'b' must be given"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 3, "c"]] } }"#,
        columns: "operator c t", #"["b", 8, 6]"#),
      "a.json:4:14: the block 'b' has no column 't'; it has c"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "let": ["n"], "body": [["operator"], ["relu"]] } }"#,
        columns: "operator", #"["b"]"#),
      "a.json:1:63: a block's column can't be named 'n'"
    ),
    (
      Inline.spec(
        #""blocks": { "b": { "inputs": ["x", "y"], "body": [["operator", "from"], ["add", ["x", "y"]]] } }"#,
        columns: "operator from", #"["b", "in"]"#),
      "a.json:4:11: 'b' reads 2 tensors, not 1"
    ),
    (
      Inline.spec(
        #""blocks": { "conv": { "body": [["operator"], ["relu"]] } }"#, columns: "operator",
        #"["conv"]"#),
      "a.json:1:48: the block 'conv' is named like an operator"
    ),
    (
      Inline.spec(
        columns: "operator c at", #"["split", 3, 2]"#),
      "a.json:4:5: 3 channels from 2 on are more than 4"
    ),
    (
      Inline.spec(
        columns: "operator g", #"["shuffle", 3]"#),
      "a.json:4:5: 3 groups do not divide 4 channels"
    ),
    (
      Inline.spec(
        columns: "operator", #"["deconv"]"#),
      "a.json:4:6: unknown operator 'deconv'; it is called 'transposed' here"
    ),
    (
      Inline.spec(
        columns: "operator", #"["ConvTranspose2d"]"#),
      "a.json:4:6: unknown operator 'ConvTranspose2d'; it is called 'transposed' here"
    ),
    (
      Inline.spec(
        columns: "operator", #"["Conv2d"]"#),
      "a.json:4:6: unknown operator 'Conv2d'; did you mean 'conv'?"
    ),
    (
      Inline.spec(
        columns: "operator", #"["fc"]"#),
      "a.json:4:6: unknown operator 'fc'; it is called 'dense' here"
    ),
    (
      Inline.spec(
        columns: "operator", #"["flatten"]"#),
      "a.json:4:6: unknown operator 'flatten'; 'dense' flattens its input by itself, and 'tokens' puts the positions along one axis"
    ),
    (
      Inline.spec(
        columns: "operator", #"["identity"]"#),
      "a.json:4:6: unknown operator 'identity'; name the tensor itself in 'from'; "
        + "where a word must stand, 'split' with a 'c' of \"in\" is a view"
    ),
    (
      Inline.spec(
        columns: "operator", #"["pixelshuffle"]"#),
      "a.json:4:6: unknown operator 'pixelshuffle'; it is called 'depth_to_space' here"
    ),
    (
      Inline.spec(
        columns: "operator", #"["pixel_shuffle"]"#),
      "a.json:4:6: unknown operator 'pixel_shuffle'; it is called 'depth_to_space' here"
    ),
    (
      Inline.spec(
        columns: "operator", #"["upsample"]"#),
      "a.json:4:6: unknown operator 'upsample'; it is called 'resize' here, which reads a second tensor of the size, or takes a factor in 'by'"
    ),
    (
      Inline.spec(
        columns: "operator", #"["zero"]"#),
      "a.json:4:6: unknown operator 'zero'; it is called 'none' here"
    ),
    (
      Inline.spec(
        columns: "operator", #"["depth"]"#),
      "a.json:4:6: unknown operator 'depth'; did you mean 'depthwise' or 'depth_to_space'?"
    ),
    (
      Inline.spec(
        columns: "operator k c act", #"["conv", 3, 8, "silu"]"#),
      "a.json:4:20: unknown act 'silu'; it is called 'swish' here"
    ),
  ]
}
