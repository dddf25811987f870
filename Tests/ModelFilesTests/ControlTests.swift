import CostModel
import Symbolic
import Testing

import ModelFiles

/// Graphs inside graphs, and what can't be counted.
struct ControlTests {
  typealias File = SmallONNX

  private func branch(_ type: String) -> File.Attribute {
    .graph(File.graph(nodes: [File.node(type, ["x"], ["\(type)_made"])], outputs: ["\(type)_made"]))
  }

  private func network(
    _ condition: [[UInt8]], then: String, else other: String,
    _ settings: ModelFileSettings = ModelFileSettings()
  ) throws -> Network {
    let node = File.node(
      "If", ["c"], ["y"], ["then_branch": branch(then), "else_branch": branch(other)])
    return try TranslationTests.network(
      ["x": [1, 8, 4, 4], "flag": [1]], [File.integers("eight", [8])], condition + [node], ["y"],
      settings)
  }

  @Test func conditionsOverSizes() throws {
    let condition = [
      File.node("Shape", ["x"], ["s"], ["start": .int(1), "end": .int(2)]),
      File.node("Equal", ["s", "eight"], ["c"]),
    ]
    #expect(
      try TranslationTests.layers(network(condition, then: "Exp", else: "Log")) == ["exp 1x8x4x4"])
    var settings = ModelFileSettings()
    settings.sizes = ["x_channels": 4]
    #expect(
      try TranslationTests.layers(network(condition, then: "Exp", else: "Log", settings))
        == ["log 1x4x4x4"])
  }

  @Test func conditionsOverData() throws {
    let condition = [File.node("Cast", ["flag"], ["c"], ["to": .int(9)])]
    #expect(
      try TranslationTests.layers(network(condition, then: "Exp", else: "Exp")) == ["exp 1x8x4x4"])
    #expect(
      TranslationTests.fault { try network(condition, then: "Exp", else: "Log") }
        == "'small.onnx' can't be counted as it is: 1 If ('y'), what it runs depends on data; "
        + "--outputs NAME ends the graph before; --unpriced If leaves them out")
  }

  /// An output of a node that no layer makes may stay unread, and is told where it is read.
  @Test func outputsThatNoLayerMakes() throws {
    let norm = File.node(
      "BatchNormalization", ["x", "w", "w", "w", "w"], ["normal", "mean"],
      ["training_mode": .int(1)])
    let reader = File.node("Exp", ["mean"], ["y"], named: "reader")
    func network(_ nodes: [[UInt8]], _ output: String) throws -> Network {
      try TranslationTests.network(
        ["x": [1, 8, 4, 4]], [File.weights("w", [8])], nodes, [output])
    }
    #expect(
      try TranslationTests.layers(network([norm, reader], "normal")) == ["batchnorm 1x8x4x4"])
    #expect(
      TranslationTests.fault { try network([norm, reader], "y") }
        == "'small.onnx' can't be counted as it is: 1 Exp ('reader'), it reads what no layer makes; "
        + "--outputs NAME ends the graph before; --unpriced Exp leaves them out")
    #expect(
      TranslationTests.fault { try network([norm], "mean") }
        == "no layer makes the output 'mean' of 'small.onnx'; "
        + "--outputs NAME ends the graph at others")
  }

  /// A function is run as often as it is called, with attributes of the call.
  @Test func functions() throws {
    let body = File.message { function in
      function.add(1, "Twice")
      function.add(4, "in")
      function.add(5, "out")
      function.add(7, File.node("Exp", ["in"], ["between"], named: "first"))
      function.add(7, File.node("LeakyRelu", ["between"], ["out"], named: "second"))
      function.add(10, "local")
    }
    let nodes = [
      File.node("Twice", ["x"], ["a"], named: "/a", domain: "local"),
      File.node("Twice", ["a"], ["y"], named: "/b", domain: "local"),
    ]
    let network = try TranslationTests.network(
      ["x": [1, 8]], [], nodes, ["y"], functions: [body])
    #expect(network.layers.map(\.name) == ["a.first", "a.second", "b.first", "b.second"])
  }

  @Test func functionsThatCallThemselves() {
    let body = File.message { function in
      function.add(1, "Again")
      function.add(4, "in")
      function.add(5, "out")
      function.add(7, File.node("Again", ["in"], ["out"], domain: "local"))
      function.add(10, "local")
    }
    let message = TranslationTests.fault {
      try TranslationTests.network(
        ["x": [1, 8]], [], [File.node("Again", ["x"], ["y"], domain: "local")], ["y"],
        functions: [body])
    }
    #expect(message?.contains("more than 64 graphs inside each other") == true)
  }

  // MARK: What can't be counted

  private let strange = [
    File.node("Relu", ["x"], ["a"]), File.node("Grid", ["a"], ["b"], named: "one", domain: "mine"),
    File.node("NonZero", ["a"], ["c"], named: "two"),
    File.node("Grid", ["b"], ["d"], named: "three", domain: "mine"),
    File.node("Add", ["d", "c"], ["y"]),
  ]

  @Test func allInOneMessage() {
    #expect(
      TranslationTests.fault { try TranslationTests.network(["x": [1, 8]], [], strange) }
        == "'small.onnx' can't be counted as it is: 1 mine.Grid ('one'), an unknown operator; "
        + "1 NonZero ('two'), its size depends on data; --outputs NAME ends the graph before; "
        + "--unpriced Grid --unpriced NonZero leaves them out")
  }

  @Test func theGraphBefore() throws {
    var settings = ModelFileSettings()
    settings.outputs = ["a"]
    let network = try TranslationTests.network(["x": [1, 8]], [], strange, ["y"], settings)
    #expect(TranslationTests.layers(network) == ["relu 1x8"])
    settings.outputs = ["aa"]
    #expect(
      TranslationTests.fault {
        try TranslationTests.network(["x": [1, 8]], [], strange, ["y"], settings)
      }?.hasPrefix("no node and no tensor of 'small.onnx' is called 'aa'") == true)
  }

  /// What the file states of its result is what follows reads.
  @Test func operatorsLeftOut() throws {
    var settings = ModelFileSettings()
    settings.unpriced = ["Grid"]
    let graph = File.message { graph in
      graph.add(1, File.node("Relu", ["x"], ["a"]))
      graph.add(1, File.node("Grid", ["a"], ["b"], named: "one", domain: "mine"))
      graph.add(1, File.node("Conv", ["b", "w"], ["y"]))
      graph.add(5, File.weights("w", [4, 8, 1, 1]))
      graph.add(11, File.value("x", [1, 8]))
      graph.add(12, File.message { $0.add(1, "y") })
      graph.add(13, File.value("b", [1, 8, 3, 3]))
    }
    let file = try ModelFile.read(File.model(graph), name: "small.onnx")
    let network = try Network.translating(file, settings)
    #expect(
      TranslationTests.layers(network) == ["relu 1x8", "Grid 1x8x3x3", "conv 1x4x3x3"])
    #expect(network.uncounted == ["not counted: 1 mine.Grid ('one')"])
    #expect(try network.cost().macs == 4 * 8 * 9)
  }

  /// What leads to an operator that is left out counts, and what follows without sizes is named.
  @Test func operatorsLeftOutWithoutSizes() throws {
    var settings = ModelFileSettings()
    settings.unpriced = ["Grid", "NonZero"]
    let network = try TranslationTests.network(["x": [1, 8]], [], strange, ["y"], settings)
    #expect(TranslationTests.layers(network) == ["relu 1x8"])
    #expect(network.outputNames == ["a"])
    #expect(
      network.uncounted == [
        "not counted: 1 mine.Grid ('one')", "not counted: 1 NonZero ('two')",
        "not counted: 2 more, which read what has no known sizes then: Grid, Add",
      ])
  }

  /// All other layers of a real file count as they do with the operator. The second file leaves its
  /// batch open.
  @Test(arguments: [
    ("tflm_person_detect", "AVERAGE_POOL_2D", "avgpool"),
    ("tflm_person_detect", "SOFTMAX", "softmax"),
    ("tflm_person_detect", "DEPTHWISE_CONV_2D", "depthwise"),
    ("mlperftiny_kws_ref_model", "CONV_2D", "conv"),
  ])
  func nothingElseIsLeftOut(file: String, type: String, name: String) throws {
    let file = try ModelFile.read(Fixture.path("\(file).tflite"))
    var settings = ModelFileSettings()
    settings.unpriced = [type]
    let (whole, rest) = (
      try Report(Network.translating(file)), try Report(Network.translating(file, settings))
    )
    #expect(whole.rows.map(\.layer.name) == rest.rows.map(\.layer.name))
    for (own, other) in zip(whole.rows, rest.rows) {
      if own.layer.operatorName == name {
        #expect(other.layer.operatorName == type)
        #expect(other.cost.macs == .zero && other.cost.parameters == .zero)
        #expect(other.layer.output.shape.sizes == own.layer.output.shape.sizes)
      } else {
        #expect(other.cost == own.cost, "\(own.layer.name)")
      }
    }
  }
}
