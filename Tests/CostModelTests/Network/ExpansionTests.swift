import Testing

@testable import CostModel

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
}
