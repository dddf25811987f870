import CostModel
import ModelFiles
import Symbolic
import Testing

/// Graphs that nodes run again and again, lists of tensors, and inputs that decide what is run.
struct LoopTests {
  typealias File = SmallONNX

  private func network(
    _ inputs: [String: [File.Size]], _ constants: [[UInt8]], _ nodes: [[UInt8]],
    _ settings: ModelFileSettings = ModelFileSettings(), outputs: [String] = ["y"]
  ) throws -> Network {
    try TranslationTests.network(inputs, constants, nodes, outputs, settings)
  }

  private func macs(_ network: Network) throws -> Int {
    try network.cost().macs.integer()
  }

  /// A step: a product with weights, which stand outside; what is passed on is also collected.
  private let body = File.graph(
    inputs: [
      File.value("i", [], type: 7), File.value("go", [], type: 9), File.value("h", [2, 8]),
    ],
    nodes: [
      File.node("MatMul", ["h", "w"], ["p"], named: "step"), File.node("Tanh", ["p"], ["next"]),
      File.node("Identity", ["go"], ["stay"]),
    ], outputs: ["stay", "next", "p"])

  private func loop(_ limit: String, _ condition: String) -> [UInt8] {
    File.node(
      "Loop", [limit, condition, "x"], ["last", "y"], ["body": .graph(body)], named: "loop")
  }

  @Test func loops() throws {
    let constants = [File.weights("w", [8, 8]), File.integers("four", [4], scalar: true)]
    let network = try network(["x": [2, 8]], constants, [loop("four", "")])
    #expect(try macs(network) == 4 * 2 * 8 * 8)
    // Each run reads the same weights.
    #expect(try network.cost().parameters.integer() == 64)
    #expect(TranslationTests.layers(network).last == "concat 4x2x8")
  }

  @Test func loopsOverData() {
    let constants = [File.weights("w", [8, 8])]
    let flag = File.node("Cast", ["f"], ["c"], ["to": .int(9)])
    #expect(
      TranslationTests.fault {
        try network(["x": [2, 8], "f": [1]], constants, [flag, loop("", "c")])
      }
        == "'small.onnx' can't be counted as it is: 1 Loop ('loop'), what it runs depends on data; "
        + "--outputs NAME ends the graph before; --unpriced Loop leaves them out")
  }

  /// A limit that is a size is known once the size is.
  @Test func loopsOverSizes() throws {
    let constants = [File.weights("w", [8, 8]), File.integers("none", [])]
    let nodes = [
      File.node("Shape", ["s"], ["all"], ["start": .int(1), "end": .int(2)]),
      File.node("Reshape", ["all", "none"], ["count"]), loop("count", ""),
    ]
    let inputs: [String: [File.Size]] = ["x": [2, 8], "s": [2, "steps"]]
    #expect(
      TranslationTests.fault { try network(inputs, constants, nodes) }
        == "'small.onnx' can't be counted as it is: 1 Loop ('loop'), what it runs depends on sizes "
        + "without a value; give the sizes a value: --set steps=NUMBER")
    var settings = ModelFileSettings()
    settings.sizes = ["steps": 3]
    #expect(try macs(network(inputs, constants, nodes, settings)) == 3 * 2 * 8 * 8)
  }

  @Test func scans() throws {
    let step = File.graph(
      inputs: [File.value("h", [2, 8]), File.value("part", [2, 8])],
      nodes: [
        File.node("Add", ["h", "part"], ["sum"]), File.node("MatMul", ["sum", "w"], ["made"]),
      ], outputs: ["sum", "made"])
    let scan = File.node(
      "Scan", ["x", "s"], ["last", "y"],
      [
        "body": .graph(step), "num_scan_inputs": .int(1), "scan_input_axes": .ints([1]),
        "scan_output_axes": .ints([2]), "scan_input_directions": .ints([1]),
      ])
    let network = try network(
      ["x": [2, 8], "s": [2, 5, 8]], [File.weights("w", [8, 4])], [scan])
    #expect(try macs(network) == 5 * 2 * 8 * 4)
    #expect(TranslationTests.layers(network).last == "concat 2x4x5")
    // The last part is read first.
    #expect(network.layers.first?.detail == "at 4")
  }

  @Test func lists() throws {
    let constants = [
      File.integers("one", [1], scalar: true), File.integers("two", [2], scalar: true),
    ]
    let nodes = [
      File.node("SplitToSequence", ["x", "two"], ["parts"], ["axis": .int(1)]),
      File.node("SequenceAt", ["parts", "one"], ["part"]),
      File.node("SequenceConstruct", ["part", "part"], ["pair"]),
      File.node("SequenceInsert", ["pair", "part"], ["three"]),
      File.node("ConcatFromSequence", ["three"], ["y"], ["axis": .int(0), "new_axis": .int(1)]),
    ]
    let network = try network(["x": [3, 5, 4]], constants, nodes)
    #expect(TranslationTests.layers(network).last == "concat 3x3x2x4")
  }

  /// An input that is a single whole number may be given a value, and then decides.
  @Test func inputsThatDecide() throws {
    func branch(_ type: String) -> File.Attribute {
      .graph(
        File.graph(nodes: [File.node(type, ["x"], ["\(type)_made"])], outputs: ["\(type)_made"]))
    }
    let graph = File.graph(
      inputs: [File.value("x", [1, 8]), File.value("rate", [], type: 7)],
      constants: [File.integers("high", [16000], scalar: true)],
      nodes: [
        File.node("Equal", ["rate", "high"], ["c"]),
        File.node(
          "If", ["c"], ["y"], ["then_branch": branch("Exp"), "else_branch": branch("Log")]),
      ], outputs: ["y"])
    let file = try ModelFile.read(File.model(graph), name: "small.onnx")
    #expect(file.switches == ["rate"])
    #expect(
      TranslationTests.fault { try Network.translating(file) }
        == "'small.onnx' can't be counted as it is: 1 If ('y'), what it runs depends on data; "
        + "give the input a value: --set rate=NUMBER")
    for (rate, layer) in [(16000, "exp 1x8"), (8000, "log 1x8")] {
      var settings = ModelFileSettings()
      settings.sizes = ["rate": Formula(rate)]
      #expect(TranslationTests.layers(try Network.translating(file, settings)) == [layer])
    }
  }

  /// A size with a name has one value, whichever of the inputs it is given by.
  @Test func namesOfSeveralInputs() throws {
    let inputs: [String: [File.Size]] = ["x": ["batch", "steps"], "m": ["batch", "steps"]]
    let nodes = [File.node("Mul", ["x", "m"], ["y"])]
    var settings = ModelFileSettings()
    settings.inputSizes = ["x": [1, 12]]
    let network = try network(inputs, [], nodes, settings)
    #expect(TranslationTests.layers(network) == ["multiply 1x12"])
    #expect(network.symbols.isEmpty)
    settings.inputSizes["m"] = [1, 13]
    #expect(
      TranslationTests.fault { try self.network(inputs, [], nodes, settings) }?
        .hasPrefix("the size 'steps' can't be both") == true)
  }

  /// A mask of the least numbers that a float holds is no arithmetic over sizes.
  @Test func masksOfLeastNumbers() throws {
    let least = -Float.greatestFiniteMagnitude
    let constants = [
      File.floats("a", [2], [least, 0]), File.floats("b", [2], [least, least]),
    ]
    let nodes = [
      File.node("Add", ["a", "b"], ["mask"]), File.node("Add", ["x", "mask"], ["y"]),
    ]
    #expect(try TranslationTests.layers(network(["x": [1, 2]], constants, nodes)) == ["add 1x2"])
  }

  /// Constants without elements, which exporters leave in paths that make nothing.
  @Test func constantsWithoutElements() throws {
    let constants = [File.weights("none", [2, 0]), File.floats("two", [], [2])]
    let nodes = [
      File.node("Mul", ["none", "two"], ["still"]),
      File.node("Concat", ["x", "still"], ["all"], ["axis": .int(1)]),
      File.node("Exp", ["all"], ["y"]),
    ]
    #expect(try TranslationTests.layers(network(["x": [2, 8]], constants, nodes)) == ["exp 2x8"])
  }

  /// Operators whose inputs are too few, or have too few axes.
  @Test func brokenNodes() {
    let body = File.graph(
      inputs: [File.value("h", [2])], nodes: [File.node("Exp", ["h"], ["e"])], outputs: ["e"])
    let broken = [
      File.node("Scan", [], ["y"], ["body": .graph(body), "num_scan_inputs": .int(1)]),
      File.node("Scan", ["x"], ["y"], ["body": .graph(body), "num_scan_inputs": .int(2)]),
      File.node("Attention", ["x", "x", "x", "x"], ["y"]),
      File.node("MaxUnpool", ["x", "x"], ["y"], ["kernel_shape": .ints([])]),
      File.node("STFT", ["x", "x"], ["y"]), File.node("AffineGrid", ["x", "x"], ["y"]),
      File.node("SequenceAt", ["x", "x"], ["y"]), File.node("Loop", [], ["y"]),
    ]
    for node in broken {
      #expect(TranslationTests.fault { try network(["x": [2, 8]], [], [node]) } != nil)
    }
  }
}
