import CostModel
import Symbolic
import Testing

import ModelFiles

/// Small graphs, and the layers that they become.
struct TranslationTests {
  typealias File = SmallONNX

  static func network(
    _ inputs: [String: [File.Size]] = ["x": [1, 8, 4, 4]], _ constants: [[UInt8]] = [],
    _ nodes: [[UInt8]], _ outputs: [String] = ["y"],
    _ settings: ModelFileSettings = ModelFileSettings(), functions: [[UInt8]] = []
  ) throws -> Network {
    let values = inputs.sorted { $0.key < $1.key }.map { File.value($0.key, $0.value) }
    let graph = File.graph(inputs: values, constants: constants, nodes: nodes, outputs: outputs)
    let file = try ModelFile.read(File.model(graph, functions: functions), name: "small.onnx")
    return try Network.translating(file, settings)
  }

  /// Operators with what is attached to them, and the shapes that they make.
  static func layers(_ network: Network) -> [String] {
    network.layers.map { layer in
      let attached = [layer.norm?.name, layer.activation?.name].compactMap { $0 }
      return ([layer.operation.name] + attached).joined(separator: "+") + " "
        + layer.output.shape.sizes.map(\.text).joined(separator: "x")
    }
  }

  static func fault(_ body: () throws -> Network) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  // MARK: Arithmetic over sizes

  /// `Shape → Gather → Concat → Reshape`, with and without symbols.
  @Test func sizesNeverEnterTheNetwork() throws {
    let nodes = [
      File.node("Shape", ["x"], ["s"]), File.node("Gather", ["s", "one"], ["c"]),
      File.node("Mul", ["c", "two"], ["d"]), File.node("Unsqueeze", ["d", "axis"], ["e"]),
      File.node("Concat", ["zero", "e", "rest"], ["to"], ["axis": .int(0)]),
      File.node("Reshape", ["x", "to"], ["r"]), File.node("Relu", ["r"], ["y"]),
    ]
    let constants = [
      File.integers("one", [1], scalar: true), File.integers("two", [2], scalar: true),
      File.integers("axis", [0]), File.integers("zero", [0]), File.integers("rest", [-1]),
    ]
    #expect(
      try Self.layers(Self.network(["x": [1, 8, 4, 4]], constants, nodes))
        == ["reshape 1x16x8", "relu 1x16x8"])
    let network = try Self.network(["x": ["N", 8, "h", "w"]], constants, nodes)
    #expect(Self.layers(network) == ["reshape 1x16xh * w / 2", "relu 1x16xh * w / 2"])
    #expect(network.symbols.map(\.name) == ["h", "w"])
    // An even number of positions, at least one.
    #expect(network.requirements.count == 2)
  }

  @Test func windowsOverFreeSizes() throws {
    let conv = File.node(
      "Conv", ["x", "w"], ["y"],
      ["strides": .ints([2, 2]), "auto_pad": .text("SAME_UPPER")])
    let network = try Self.network(
      ["x": ["n", 3, "height", "width"]], [File.weights("w", [8, 3, 3, 3])], [conv])
    #expect(Self.layers(network) == ["conv 1x8xceil(height / 2)xceil(width / 2)"])
  }

  /// What TensorFlow's exporters spell out.
  @Test func paddingThatIsSame() throws {
    let nodes = [
      File.node("Shape", ["x"], ["s"]), File.node("Gather", ["s", "two"], ["h"]),
      File.node("Cast", ["h"], ["f"], ["to": .int(1)]), File.node("Div", ["f", "2f"], ["q"]),
      File.node("Ceil", ["q"], ["c"]), File.node("Sub", ["c", "1f"], ["d"]),
      File.node("Mul", ["d", "2f"], ["e"]), File.node("Add", ["e", "3f"], ["g"]),
      File.node("Sub", ["g", "f"], ["t"]), File.node("Max", ["t", "0f"], ["p"]),
      File.node("Cast", ["p"], ["all"], ["to": .int(7)]),
      File.node("Div", ["all", "two"], ["before"]), File.node("Sub", ["all", "before"], ["after"]),
      File.node("Unsqueeze", ["before", "axis"], ["b"]),
      File.node("Unsqueeze", ["after", "axis"], ["a"]),
      File.node("Concat", ["zeros", "b", "b", "zeros", "a", "a"], ["pads"], ["axis": .int(0)]),
      File.node("Pad", ["x", "pads"], ["padded"]),
      File.node("Conv", ["padded", "w"], ["y"], ["strides": .ints([2, 2])]),
    ]
    let constants = [
      File.integers("two", [2], scalar: true), File.integers("axis", [0]),
      File.integers("zeros", [0, 0]), File.floats("0f", [], [0]), File.floats("1f", [], [1]),
      File.floats("2f", [], [2]), File.floats("3f", [], [3]),
      File.weights("w", [8, 3, 3, 3]),
    ]
    let network = try Self.network(["x": ["n", 3, "size", "size"]], constants, nodes)
    #expect(Self.layers(network) == ["conv 1x8xceil(size / 2)xceil(size / 2)"])
    #expect(network.layers[0].detail == "3x3 /2")
  }

  // MARK: Inputs

  @Test func namesOfSizes() throws {
    let network = try Self.network(
      ["x": ["n", "a b", "a_b", "and"]], [], [File.node("Relu", ["x"], ["y"])])
    #expect(network.symbols.map(\.name) == ["a_b", "a_b_2", "and_"])
  }

  @Test func sizesThatAreGiven() throws {
    var settings = ModelFileSettings()
    settings.batch = 4
    settings.sizes = ["h": 6, "width": 5]
    let nodes = [File.node("Relu", ["x"], ["y"])]
    #expect(
      try Self.layers(Self.network(["x": ["n", 3, "h", 7]], [], nodes, ["y"], settings))
        == ["relu 4x3x6x5"])
    settings = ModelFileSettings()
    settings.inputSizes = ["": [32, 16]]
    settings.free = ["batch"]
    #expect(
      try Self.layers(Self.network(["x": [1, 3, 7, 7]], [], nodes, ["y"], settings))
        == ["relu batchx3x32x16"])
    settings.sizes = ["heigth": 3]
    #expect(
      Self.fault { try Self.network(["x": [1, 3, 7, 7]], [], nodes, ["y"], settings) }
        == "no input has a size called 'heigth'; did you mean 'height'?")
  }

  @Test func sizesThatTheFileKeepsTo() throws {
    var settings = ModelFileSettings()
    settings.inputSizes = ["x": [8, 8]]
    let nodes = [
      File.node("Reshape", ["x", "to"], ["r"]), File.node("Relu", ["r"], ["y"]),
    ]
    let constants = [File.integers("to", [1, 128])]
    let message = Self.fault {
      try Self.network(["x": [1, 8, 4, 4]], constants, nodes, ["y"], settings)
    }
    #expect(
      message?.hasSuffix(
        "'r' (Reshape): 1x8x8x8 has other elements than 1x128; the input 'x' is 1x8x4x4 in the "
          + "file, and this node is made for that") == true, "\(message ?? "none")")
  }

  // MARK: Parameters

  @Test func weightsThatAreShared() throws {
    let weights = [File.weights("w", [8, 8, 1, 1])]
    let nodes = [
      File.node("Conv", ["x", "w"], ["a"]), File.node("Conv", ["a", "w"], ["y"]),
    ]
    #expect(
      try Self.network([:].merging(["x": [1, 8, 4, 4]]) { $1 }, weights, nodes).cost()
        .parameters == 64)
    // A copy by `Identity` is a parameter of its own.
    let copied = [
      File.node("Identity", ["w"], ["v"]), File.node("Conv", ["x", "w"], ["a"]),
      File.node("Conv", ["a", "v"], ["y"]),
    ]
    #expect(try Self.network(["x": [1, 8, 4, 4]], weights, copied).cost().parameters == 128)
  }

  @Test func operandsThatAreTrained() throws {
    let constants = [
      File.weights("position", [1, 8, 4, 4]), File.floats("half", [], [0.5]),
      File.integers("shape", [1, 8, 16]),
    ]
    let nodes = [
      File.node("Add", ["x", "position"], ["a"]), File.node("Mul", ["a", "half"], ["b"]),
      File.node("Add", ["b", "position"], ["y"]),
    ]
    #expect(try Self.network(["x": [1, 8, 4, 4]], constants, nodes).cost().parameters == 128)
  }

  // MARK: Order

  @Test func nodesInAnyOrder() throws {
    let nodes = [
      File.node("Relu", ["b"], ["y"]), File.node("Exp", ["a"], ["b"]),
      File.node("Log", ["x"], ["a"]), File.node("Sqrt", ["x"], ["unused"]),
    ]
    #expect(
      try Self.layers(Self.network(["x": [1, 2]], [], nodes))
        == ["log 1x2", "exp 1x2", "relu 1x2"])
  }

  @Test func nodesThatNeedThemselves() {
    let nodes = [File.node("Add", ["x", "y"], ["a"]), File.node("Relu", ["a"], ["y"])]
    #expect(
      Self.fault { try Self.network(["x": [1, 2]], [], nodes) }?
        .hasSuffix("a node needs its own result") == true)
  }
}
