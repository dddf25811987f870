import CostModel
import Symbolic
import Testing

import ModelFiles

/// What files spell out as several nodes is one layer, if nobody else reads what stands between.
struct IdiomTests {
  typealias File = SmallONNX

  struct Spelling: Sendable, CustomTestStringConvertible {
    let name: String
    /// Each node is written `output = Operator input input`; numbers are constants.
    let nodes: String
    let layers: [String]

    var testDescription: String { name }

    init(_ name: String, _ nodes: String, _ layers: String...) {
      (self.name, self.nodes, self.layers) = (name, nodes, layers)
    }
  }

  static let activations = [
    Spelling("swish", "s = Sigmoid x; y = Mul x s", "swish 1x8x4x4"),
    Spelling("swish, turned around", "s = Sigmoid x; y = Mul s x", "swish 1x8x4x4"),
    Spelling("hard swish", "y = HardSwish x", "hswish 1x8x4x4"),
    Spelling("hard swish by hard sigmoid", "s = HardSigmoid x; y = Mul x s", "hswish 1x8x4x4"),
    Spelling(
      "hard swish, gate first", "a = Add x 3; c = Clip a 0 6; d = Div c 6; y = Mul x d",
      "hswish 1x8x4x4"),
    Spelling(
      "hard swish, product first", "a = Add 3 x; c = Clip a 0 6; m = Mul x c; y = Div m 6",
      "hswish 1x8x4x4"),
    Spelling(
      "hard swish, by a sixth", "a = Add x 3; c = Clip a 0 6; m = Mul c 0.16666667; y = Mul m x",
      "hswish 1x8x4x4"),
    Spelling(
      "hard sigmoid", "a = Add x 3; c = Clip a 0 6; y = Div c 6", "hsigmoid 1x8x4x4"),
    Spelling(
      "GELU", "d = Div x 1.4142135; e = Erf d; a = Add e 1; m = Mul x a; y = Mul m 0.5",
      "gelu 1x8x4x4"),
    Spelling(
      "GELU, half first",
      "h = Mul x 0.5; d = Mul x 0.70710677; e = Erf d; a = Add 1 e; y = Mul h a",
      "gelu 1x8x4x4"),
    Spelling(
      "GELU by tanh",
      "p = Pow x 3; q = Mul p 0.044715; s = Add x q; t = Mul s 0.7978846; u = Tanh t; a = Add u 1; "
        + "h = Mul x 0.5; y = Mul h a", "gelu 1x8x4x4"),
    Spelling(
      "GELU by tanh, cube by products",
      "p = Mul x x; r = Mul p x; q = Mul 0.044715 r; s = Add x q; t = Mul 0.7978846 s; u = Tanh t; "
        + "a = Add 1 u; m = Mul x a; y = Mul 0.5 m", "gelu 1x8x4x4"),
    Spelling("clip", "y = Clip x 0 6", "relu6 1x8x4x4"),
    Spelling("other clip", "y = Clip x 0 4", "clip 1x8x4x4"),
    Spelling(
      "not a swish", "s = Sigmoid x; t = Exp x; y = Mul t s", "sigmoid 1x8x4x4", "exp 1x8x4x4",
      "multiply 1x8x4x4"),
    Spelling(
      "a sum of three", "s = Add x 2; c = Clip s 0 6; y = Div c 6", "add 1x8x4x4",
      "relu6 1x8x4x4", "divide 1x8x4x4"),
  ]

  /// The nodes, with a constant for each number.
  private func nodes(_ text: String) throws -> (nodes: [[UInt8]], constants: [[UInt8]]) {
    var (nodes, constants): ([[UInt8]], [String: [UInt8]]) = ([], [:])
    for line in text.split(separator: ";") {
      let words = line.split(separator: " ").map(String.init)
      let inputs = Array(words[3...])
      for word in inputs {
        if let number = Float(word) { constants[word] = File.floats(word, [], [number]) }
      }
      let attributes: [String: File.Attribute] =
        words[2] == "HardSigmoid" ? ["alpha": .float(1 / 6)] : [:]
      nodes.append(File.node(words[2], inputs, [words[0]], attributes))
    }
    return (nodes, Array(constants.values))
  }

  @Test(arguments: activations) func activation(spelling: Spelling) throws {
    let (nodes, constants) = try nodes(spelling.nodes)
    let network = try TranslationTests.network(["x": [1, 8, 4, 4]], constants, nodes)
    #expect(TranslationTests.layers(network) == spelling.layers)
  }

  @Test func whatOthersRead() throws {
    let (nodes, constants) = try nodes("s = Sigmoid x; y = Mul x s")
    let network = try TranslationTests.network(
      ["x": [1, 8, 4, 4]], constants, nodes, ["y", "s"])
    #expect(TranslationTests.layers(network) == ["sigmoid 1x8x4x4", "multiply 1x8x4x4"])
    #expect(network.outputs.count == 2)
  }

  // MARK: Attached to a layer

  @Test func convolutionWithAllThatFollows() throws {
    let constants =
      [File.weights("w", [16, 8, 3, 3])]
      + ["scale", "shift", "mean", "variance"].map { File.weights($0, [16]) }
    let nodes = [
      File.node("Conv", ["x", "w"], ["c"], named: "/stem/conv/Conv"),
      File.node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], ["n"]),
      File.node("Sigmoid", ["n"], ["s"]), File.node("Mul", ["n", "s"], ["y"]),
    ]
    let network = try TranslationTests.network(["x": [1, 8, 4, 4]], constants, nodes)
    #expect(TranslationTests.layers(network) == ["conv+batch+swish 1x16x2x2"])
    #expect(network.layers[0].name == "stem.conv.Conv")
    #expect(try network.cost().parameters == Formula(16 * 8 * 9 + 32))
  }

  @Test func denseWithBias() throws {
    let constants = [
      File.weights("w", [32, 64]), File.weights("b", [64]), File.weights("other", [5, 64]),
    ]
    let nodes = [
      File.node("MatMul", ["x", "w"], ["m"]), File.node("Add", ["b", "m"], ["a"]),
      File.node("Relu", ["a"], ["y"]),
    ]
    let network = try TranslationTests.network(["x": [1, 5, 32]], constants, nodes)
    #expect(TranslationTests.layers(network) == ["dense+relu 1x5x64"])
    #expect(try network.cost().parameters == Formula(32 * 64 + 64))
    // What differs from position to position is no bias.
    let position = [
      File.node("MatMul", ["x", "w"], ["m"]), File.node("Add", ["other", "m"], ["y"]),
    ]
    let other = try TranslationTests.network(["x": [1, 5, 32]], constants, position)
    #expect(TranslationTests.layers(other) == ["dense 1x5x64", "add 1x5x64"])
    #expect(try other.cost().parameters == Formula(32 * 64 + 5 * 64))
  }

  @Test func zerosAroundAConvolution() throws {
    let constants = [
      File.weights("w", [16, 8, 3, 3]), File.integers("pads", [0, 0, 1, 0, 0, 0, 1, 2]),
      File.floats("one", [], [1]),
    ]
    func layers(_ inputs: [String]) throws -> [String] {
      try TranslationTests.layers(
        TranslationTests.network(
          ["x": [1, 8, 4, 4]], constants,
          [File.node("Pad", inputs, ["p"]), File.node("Conv", ["p", "w"], ["y"])]))
    }
    #expect(try layers(["x", "pads"]) == ["conv 1x16x4x4"])
    // Ones are no zeros.
    #expect(try layers(["x", "pads", "one"]) == ["pad 1x8x6x6", "conv 1x16x4x4"])
  }

  // MARK: Normalizations

  private static let mean = "m = ReduceMean x; d = Sub x m; "

  static let normalizations = [
    Spelling(
      "layer norm", mean + "s = Pow d 2; v = ReduceMean s; e = Add v 1e-5; r = Sqrt e; y = Div d r",
      "layernorm 1x5x32"),
    Spelling(
      "layer norm by products",
      mean + "s = Mul d d; v = ReduceMean s; e = Add v 1e-5; r = Sqrt e; i = Reciprocal r; "
        + "y = Mul d i", "layernorm 1x5x32"),
    Spelling(
      "layer norm, trained",
      mean + "s = Pow d 2; v = ReduceMean s; e = Add v 1e-5; r = Sqrt e; n = Div d r; "
        + "k = Mul n scale; y = Add k shift", "layernorm 1x5x32"),
    Spelling(
      "RMS norm",
      "s = Pow x 2; v = ReduceMean s; e = Add v 1e-6; r = Sqrt e; i = Div 1 r; n = Mul x i; "
        + "y = Mul scale n", "rmsnorm 1x5x32"),
  ]

  @Test(arguments: zip(normalizations, [0, 0, 64, 32])) func normalization(
    spelling: Spelling, parameters: Int
  ) throws {
    var (nodes, constants) = try nodes(spelling.nodes)
    nodes = spelling.nodes.split(separator: ";").map { line in
      let words = line.split(separator: " ").map(String.init)
      let attributes: [String: File.Attribute] =
        words[2] == "ReduceMean" ? ["axes": .ints([-1])] : [:]
      return File.node(words[2], Array(words[3...]), [words[0]], attributes)
    }
    constants += [File.weights("scale", [32]), File.weights("shift", [32])]
    let network = try TranslationTests.network(["x": [1, 5, 32]], constants, nodes)
    #expect(TranslationTests.layers(network) == spelling.layers)
    #expect(try network.cost().parameters == Formula(parameters))
  }

  /// As PyTorch exports it.
  @Test func groupNorm() throws {
    let constants = [
      File.integers("split", [0, 4, -1]), File.integers("back", [1, 8, 4, 4]),
      File.weights("ones", [4]), File.weights("zeros", [4]),
      File.weights("scale", [8, 1, 1]), File.weights("shift", [8, 1, 1]),
    ]
    let nodes = [
      File.node("Reshape", ["x", "split"], ["r"]),
      File.node("InstanceNormalization", ["r", "ones", "zeros"], ["n"]),
      File.node("Reshape", ["n", "back"], ["b"]), File.node("Mul", ["b", "scale"], ["k"]),
      File.node("Add", ["k", "shift"], ["y"]),
    ]
    let network = try TranslationTests.network(["x": [1, 8, 4, 4]], constants, nodes)
    #expect(TranslationTests.layers(network) == ["groupnorm 1x8x4x4"])
    #expect(try network.cost().parameters == 16)
  }

  @Test func shuffle() throws {
    let constants = [
      File.integers("split", [1, 2, 4, 4, 4]), File.integers("back", [1, 8, 4, 4]),
    ]
    let nodes = [
      File.node("Reshape", ["x", "split"], ["r"]),
      File.node("Transpose", ["r"], ["t"], ["perm": .ints([0, 2, 1, 3, 4])]),
      File.node("Reshape", ["t", "back"], ["y"]),
    ]
    let network = try TranslationTests.network(["x": [1, 8, 4, 4]], constants, nodes)
    #expect(TranslationTests.layers(network) == ["shuffle 1x8x4x4"])
    #expect(network.layers[0].detail == "g2")
  }
}
