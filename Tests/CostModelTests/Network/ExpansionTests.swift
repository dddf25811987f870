import Symbolic
import Testing

import CostModel
import Specs

/// The rules of the language, each in its smallest spec: the layers as `path in -> out`.
struct ExpansionTests {
  private func layers(
    _ text: String, _ settings: Settings = Settings(),
    beside others: [(file: String, text: String)] = []
  ) throws -> [String] {
    try Inline.report(text, settings, beside: others).network.layers.map { layer in
      "\(layer.name) \(layer.inputs.map(\.shape.text).joined(separator: " ")) -> "
        + layer.output.shape.text
    }
  }

  @Test func defaultsFillConvolutionsAndBlocksOnly() throws {
    let text = Inline.spec(
      #""defaults": { "norm": "batch", "act": "relu" }"#, columns: "operator k c norm",
      #"["conv", 3, 8]"#, #"["conv", 3, 8, "none"]"#, #"["dense", "-", 8]"#)
    let layers = try Inline.report(text).network.layers
    #expect(layers.map { $0.norm?.name ?? "-" } == ["batch", "-", "-"])
    #expect(layers.map { $0.activation?.name ?? "-" } == ["relu", "relu", "-"])
  }

  @Test func numbersAreScaledAndTextsAreNot() throws {
    let text = Inline.spec(
      #""let": { "width": 0.5 }, "scale": { "c": "ceil(c * width)" }"#, columns: "operator k c",
      #"["conv", 1, 10]"#, #"["conv", 1, "10"]"#, #"["conv", 1, "scale(10) + 1"]"#)
    #expect(
      try layers(text) == [
        "conv1 4x8x8 -> 5x8x8", "conv2 5x8x8 -> 10x8x8", "conv3 10x8x8 -> 6x8x8",
      ])
  }

  @Test func copiesAfterTheFirstHaveStrideOne() throws {
    let text = Inline.spec(columns: "operator k c s n", #"["conv", 3, 4, 2, 3]"#)
    #expect(
      try layers(text) == [
        "conv.1 4x8x8 -> 4x4x4", "conv.2 4x4x4 -> 4x4x4", "conv.3 4x4x4 -> 4x4x4",
      ])
    #expect(
      try layers(text, Settings([], unfoldLimit: 0)) == [
        "conv.1 4x8x8 -> 4x4x4", "conv.2… 4x4x4 -> 4x4x4",
      ])
  }

  @Test func aCopyHasAName() throws {
    let text = Inline.spec(
      columns: "name operator from k c s n", #"["x", "conv", "-", 3, 4, 2, 2]"#,
      #"["y", "relu", "x.1"]"#, #"["-", "add", "x"]"#)
    #expect(try layers(text).suffix(2) == ["y 4x4x4 -> 4x4x4", "add 4x4x4 4x4x4 -> 4x4x4"])
  }

  @Test func applicationsStandInline() throws {
    let text = Inline.spec(
      #""blocks": { "down": { "body": [["operator", "k", "s"], ["maxpool", 3, 2]] } }"#,
      columns: "operator from", #"["relu", "down(down(in))"]"#)
    #expect(
      try layers(text).map { String($0.split(separator: " ").last ?? "") } == [
        "4x4x4", "4x2x2", "4x2x2",
      ])
  }

  @Test func aJoinWithOneNameJoinsItToTheRowAbove() throws {
    let text = Inline.spec(
      columns: "operator from k c", #"["conv", "-", 3, 6]"#, #"["concat", "in"]"#)
    #expect(try layers(text).last == "concat 6x8x8 4x8x8 -> 10x8x8")
  }

  @Test func aSkippedRowPassesItsInputOn() throws {
    let text = Inline.spec(
      columns: "name operator k c if", #"["x", "conv", 3, "nonsense", "in == 5"]"#,
      #"["-", "conv", 1, "x"]"#)
    #expect(try layers(text) == ["conv 4x8x8 -> 4x8x8"])
  }

  /// The first of its inputs, one for each tensor that it would make.
  @Test func aSkippedRowPassesOnAsManyAsItWouldMake() throws {
    let blocks = #"""
      "blocks": {
        "pair": { "inputs": ["x", "y", "z"], "outputs": ["a", "b"], "body": [
          ["name", "operator", "from"], ["a", "relu", "x"], ["b", "add", ["y", "z"]] ] },
        "one": { "inputs": ["x", "y"], "body": [["operator", "from"], ["add", ["x", "y"]]] },
        "sum": { "body": [["operator"], ["add"], ["relu"]] } },
      "outputs": ["x", "y", "z", "read"]
      """#
    let rows = [
      ("resize", #"["x", "y"]"#, ["4"]), ("matmul", #"["y", "x"]"#, ["5"]),
      ("add", #"["x", "y", "z"]"#, ["4"]), ("concat", #""y""#, ["6"]),
      ("one", #"["x", "y"]"#, ["4"]),
      ("sum", #"["x", "y", "z"]"#, ["4"]), ("pair", #"["x", "y", "z"]"#, ["4", "5"]),
    ]
    for (operation, from, passed) in rows {
      let text = Inline.spec(
        blocks, columns: "name operator from k c if", #"["x", "conv", "in", 1, 4]"#,
        #"["y", "conv", "in", 1, 5]"#, #"["z", "conv", "in", 1, 6]"#,
        "[\"skipped\", \"\(operation)\", \(from), \"-\", \"-\", \"in == 5\"]",
        #"["read", "concat", ["skipped"]]"#)
      let read = try Inline.report(text).network.layers.last?.inputs.map(\.shape.channels.text)
      #expect(read == passed, "\(operation)")
    }
    let each = Inline.spec(
      columns: "name operator from k c each if", #"["x", "conv", "in", 1, 5]"#,
      #"["y", "conv", ["in", "x"], 3, 4, "own", "in == 5"]"#, #"["-", "concat", ["y"]]"#)
    #expect(try layers(each).last == "concat 4x8x8 5x8x8 -> 9x8x8")
  }

  /// An upsampling that is learnt, or resized and then joined.
  @Test(arguments: [("true", 2), ("false", 2)]) func aResizedBranchOrALearntOne(
    bilinear: String, count: Int
  ) throws {
    let text = """
      { "name": "skipresize", "let": { "bilinear": true }, "input": [8, 8, 4],
        "body": [
          ["name", "operator", "from", "k", "c", "s", "if"],
          ["skip", "conv",   "in",          1, 16, 1],
          ["low",  "conv",   "skip",        1, 32, 2],
          ["up",   "transposed", "low",     2, 32, 2, "not bilinear"],
          ["r",    "resize", ["up", "skip"], "-", "-", "-", "bilinear"],
          ["cat",  "concat", ["r", "skip"]],
          ["out",  "conv",   "-",           1, 8, 1] ] }
      """
    let report = try Inline.report(text, Settings([("bilinear", bilinear)]))
    let join = try #require(report.network.layers.first { $0.name == "cat" })
    #expect(join.inputs.count == count)
    let (macs, parameters) = bilinear == "true" ? (36_864, 1_016) : (102_400, 5_144)
    #expect(report.totals.macs == Formula(macs))
    #expect(report.totals.parameters == Formula(parameters))
  }

  @Test func aListOfKernelsIsACellOfABlock() throws {
    let blocks = #"""
      "blocks": { "mixed": { "let": ["k", "c", "s = 1"], "body": [
        ["operator", "k", "c", "s"], ["depthwise", "k", "-", "s"], ["conv", 1, "c"] ] } }
      """#
    let text = Inline.spec(
      blocks, columns: "operator k c s", #"["mixed", [3, "1x5", 7], 6, 2]"#, #"["mixed", 3, 6]"#)
    let details = try Inline.report(text).network.layers.map(\.detail)
    #expect(details == ["3x3,1x5,7x7 /2", "1x1", "3x3", "1x1"])
    let each = Inline.spec(
      blocks, columns: "operator from k c each", #"["mixed", ["in", "in"], [[3, 5], 7], 6, "own"]"#,
      #"["add"]"#)
    #expect(
      try Inline.report(each).network.layers.map(\.detail)
        == ["3x3,5x5", "1x1", "7x7", "1x1", ""])
  }

  @Test func aStrideForEachAxisIsHandedOn() throws {
    let blocks = #"""
      "blocks": { "unit": { "let": ["c", "s"], "body": [
        ["operator", "from", "k", "c", "s", "if"],
        ["conv", "-", 3, "c", "s"],
        ["add", "in", "-", "-", "-", "s == 1 and in == c"] ] } }
      """#
    let text = Inline.spec(
      blocks, columns: "operator c s n", #"["unit", 4, "2x1", 2]"#, #"["unit", 4, "1x1"]"#)
    #expect(
      try layers(text) == [
        "unit1.1.conv 4x8x8 -> 4x4x8", "unit1.2.conv 4x4x8 -> 4x4x8",
        "unit1.2.add 4x4x8 4x4x8 -> 4x4x8", "unit2.conv 4x4x8 -> 4x4x8",
        "unit2.add 4x4x8 4x4x8 -> 4x4x8",
      ])
  }

  @Test func aParameterHoldsANumberForEachAxis() throws {
    let text = Inline.spec(
      #""let": { "stride": "2x1", "k": [3, "1x5"] }"#, columns: "operator k c s",
      #"["conv", "k", 4, "stride"]"#)
    #expect(try layers(text) == ["conv 4x8x8 -> 4x4x8"])
    let report = try Inline.report(text, Settings([("stride", "1x4"), ("k", "1x5")]))
    #expect(report.network.layers[0].detail == "1x5 /1x4")
  }

  static let branches = #"""
    "let": { "e1": "none", "e2": "c1" },
    "blocks": {
      "c1": { "body": [["operator", "k", "c"], ["relu"], ["conv", 1, "in"]] },
      "cell": { "body": [
        ["name", "operator", "from"],
        ["a", "e1", "in"], ["b", "e2", "a"], ["c", "relu", "in"],
        ["sum", "add", ["a", "b", "c"]] ] } }
    """#

  /// `none` is no layer, and a sum leaves it out; a convolution behind it counts as elsewhere.
  @Test func anAbsentBranch() throws {
    let text = Inline.spec(ExpansionTests.branches, columns: "operator", #"["cell"]"#)
    let shape = "4x8x8"
    #expect(
      try layers(text) == [
        "cell.a \(shape) -> \(shape)", "cell.b.relu \(shape) -> \(shape)",
        "cell.b.conv \(shape) -> \(shape)", "cell.c \(shape) -> \(shape)",
        "cell.sum \(shape) \(shape) -> \(shape)",
      ])
    let report = try Inline.report(text)
    #expect(report.totals.macs == Formula(16 * 64) && report.totals.parameters == Formula(20))
    // Only zeros that are read are written: 256 of them.
    #expect(try report.rows[0].cost.fused.total() == Formula(4 * 256))
    #expect(
      try layers(text, Settings([("e2", "none")])) == [
        "cell.c \(shape) -> \(shape)", "cell.sum \(shape) -> \(shape)",
      ])
    // A sum of nothing is not there either, and comes out as zeros.
    let nothing = Inline.spec(
      columns: "name operator from", #"["a", "none", "in"]"#, #"["b", "none", "a"]"#,
      #"["sum", "add", ["a", "b"]]"#)
    #expect(try layers(nothing) == ["a \(shape) -> \(shape)"])
    #expect(try Inline.report(nothing).network.layers[0].operation.name == "none")
    // Nor is a skip connection of it, but a part of it is read.
    for (channels, count) in [("\"in\"", 0), ("2", 2)] {
      let skip = Inline.spec(
        columns: "name operator from c", #"["a", "none", "in"]"#,
        "[\"b\", \"split\", \"a\", \(channels)]",
        "[\"d\", \"split\", \"in\", \(channels)]", #"["-", "add", ["b", "d"]]"#)
      #expect(try layers(skip).count == 2 + count)
    }
    // Weights of a fusion belong to the branches that are there.
    let fused = Inline.spec(
      columns: "name operator from fusion", #"["a", "none", "in"]"#, #"["b", "relu", "in"]"#,
      #"["-", "add", ["a", "b", "in"], "fast"]"#)
    #expect(try Inline.report(fused).totals.parameters == Formula(2))
    let unlike = Inline.spec(
      columns: "name operator from k c", #"["a", "none", "in"]"#, #"["b", "conv", "in", 1, 5]"#,
      #"["-", "add", ["b", "a"]]"#)
    #expect(Inline.fault(unlike) == "a.json:6:5: the shapes 5x8x8 and 4x8x8 do not join")
  }

  @Test func aReplacementKeepsItsOwnRows() throws {
    let text = Inline.spec(
      #"""
      "blocks": { "mine": { "let": ["k", "c"], "body": [
        ["operator", "k", "c"], ["conv", 1, "in"], ["twice", "k", "c"] ] },
        "twice": { "let": ["k", "c"], "body": [["operator", "k", "c"], ["conv", "k", "c"]] } }
      """#, columns: "operator k c", #"["conv", 3, 8]"#, #"["twice", 1, 6]"#)
    var settings = Settings()
    settings.replacements = ["conv": "mine"]
    #expect(
      try layers(text, settings) == [
        "conv.conv 4x8x8 -> 4x8x8", "conv.twice.conv 4x8x8 -> 8x8x8",
        "twice.conv.conv 8x8x8 -> 8x8x8", "twice.conv.twice.conv 8x8x8 -> 6x8x8",
      ])
  }

  @Test func prelusHaveSlopes() throws {
    // conv 4 to 8 of 3 x 3, its norm, and a slope for each channel or one for all.
    for (word, slopes) in [("relu", 0), ("prelu", 8), ("prelu_shared", 1)] {
      let text = Inline.spec(
        columns: "operator k c norm act", "[\"conv\", 3, 8, \"batch\", \"\(word)\"]")
      let cost = try Inline.report(text).totals
      #expect(cost.parameters == Formula(288 + 16 + slopes), "\(word)")
      #expect(cost.fused.weights == Formula(4 * (288 + 8 + slopes)), "\(word)")
      #expect(cost.unfused.weights == Formula(4 * (288 + 32 + slopes)), "\(word)")
      let row = Inline.spec(columns: "operator", "[\"\(word)\"]")
      #expect(
        try Inline.report(row).totals.parameters == Formula(min(slopes, 4)), "\(word) as a row")
    }
    // Slopes are shared as weights are.
    for (mode, factor) in [("own", 2), ("shared", 1), ("shared but norm", 1)] {
      let text = Inline.spec(
        #""outputs": ["x"]"#, columns: "name operator from k c act each",
        "[\"x\", \"conv\", [\"in\", \"in\"], 1, 3, \"prelu\", \"\(mode)\"]")
      #expect(try Inline.report(text).totals.parameters == Formula(factor * (12 + 3 + 3)))
    }
  }

  @Test func sizesByAFactor() throws {
    let text = Inline.spec(
      columns: "operator by", #"["space_to_depth", 2]"#, #"["resize", "2x1"]"#,
      #"["depth_to_space", "1x2"]"#, #"["resize", "1 / 3"]"#, #"["resize", 1.5]"#)
    #expect(
      try layers(text) == [
        "space_to_depth 4x8x8 -> 16x4x4", "resize1 16x4x4 -> 16x8x4",
        "depth_to_space 16x8x4 -> 8x8x8", "resize2 8x8x8 -> 8x2x2", "resize3 8x2x2 -> 8x3x3",
      ])
  }

  @Test func blocksSeeTheirFileAndNotTheirCaller() throws {
    let library = """
      { "let": { "r": 2 }, "blocks": { "b": { "let": ["c = in * r"],
        "body": [["operator", "k", "c"], ["conv", 1, "c"]] } } }
      """
    let text = Inline.spec(#""let": { "r": 7 }"#, columns: "operator", #"["b"]"#)
    #expect(
      try layers(text, beside: [("b.json", library)]) == ["b.conv 4x8x8 -> 8x8x8"])
  }

  @Test func aBlockOfTheFileComesBeforeTheLibrary() throws {
    let library = #"{ "blocks": { "b": { "body": [["operator"], ["relu"]] } } }"#
    let text = Inline.spec(
      #""blocks": { "b": { "body": [["operator"], ["gelu"]] } }"#, columns: "operator", #"["b"]"#)
    #expect(try layers(text, beside: [("b.json", library)]) == ["b.gelu 4x8x8 -> 4x8x8"])
  }

  static let inner = """
    { "name": "inner", "let": { "size": 32, "w": 3 }, "input": ["size", "size", 3], "body": [
      ["name", "operator", "k", "c", "s"],
      ["c1", "conv", 3, "w", 2],
      ["c2", "conv", 3, "w * 2", 2],
      ["-", "avgpool"],
      ["-", "dense", "-", 10] ] }
    """

  @Test func rowsOfNetworksThatNobodyNeedsFallAway() throws {
    let text = Inline.spec(
      columns: "name operator from w", #"["net", "inner", "in", 5]"#, #"["-", "relu", "net.c1"]"#)
    #expect(
      try layers(text, beside: [("inner.json", ExpansionTests.inner)]) == [
        "net.c1 4x8x8 -> 5x4x4", "relu 5x4x4 -> 5x4x4",
      ])
  }

  @Test func theSizeOfANetworksInputIsHidden() {
    let text = Inline.spec(columns: "operator size", #"["inner", 5]"#)
    #expect(
      Inline.fault(text, beside: [("inner.json", ExpansionTests.inner)])
        == "a.json:4:15: 'size' is the size of the input, which the tensor gives")
  }

  @Test func eachSaysWhatIsShared() throws {
    let (weights, norm) = (4 * 9, 2)
    let modes = [
      ("own", 2 * (weights + norm)), ("shared", weights + norm),
      ("shared but norm", weights + 2 * norm),
    ]
    for (mode, parameters) in modes {
      let text = Inline.spec(
        #""outputs": ["x"]"#, columns: "name operator from k c norm each",
        "[\"x\", \"conv\", [\"in\", \"in\"], 3, 1, \"batch\", \"\(mode)\"]")
      #expect(try Inline.report(text).totals.parameters == Formula(parameters), "\(mode)")
    }
  }

  /// Copies that make no layer are counted, too: they would be unfolded without limit.
  @Test(arguments: [
    #"["none", 3000000]"#, #"["pair", 1000]"#,
  ]) func emptyCopiesAreWork(row: String) throws {
    let text = Inline.spec(
      #""blocks": { "pair": { "body": [["operator", "n"], ["none", 1000]] } }"#,
      columns: "operator n", row)
    let settings = Settings([], unfoldLimit: .max)
    let fault = try #require(Inline.fault(text, settings))
    #expect(fault.contains("more than 10000000 characters to evaluate"), "\(fault)")
  }

  /// What `check` accepts can be counted: copies that it folds are listed elsewhere.
  @Test(arguments: [
    (#"["split", 1000, 1]"#, "more than 10000 layers, repeats unfolded"),
    (#"["none", 1000, "-"]"#, "more than 10000000 characters to evaluate"),
  ]) func foldedCopiesAreChecked(row: String, message: String) throws {
    let text = Inline.spec(
      #""blocks": { "many": { "body": [["operator", "n", "c"], \#(row)] } }"#,
      columns: "operator n", #"["many", 999]"#)
    let fault = try #require(Inline.fault(text))
    #expect(fault.contains(message), "\(fault)")
    let spec = try Spec.read(Array(text.utf8), file: "a.json")
    let faults = spec.findings(in: .embedded, reserved: []).faults.map(\.description)
    #expect(faults == [fault], "\(text)")
  }
}
