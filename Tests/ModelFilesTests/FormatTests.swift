import CostModel
import Specs
import Symbolic
import Testing

import ModelFiles

/// What differs from format to format.
struct FormatTests {
  private func network(_ name: String) throws -> Network {
    try Network.translating(try ModelFile.read(Fixture.path(name)))
  }

  /// One network in three formats. TensorFlow's converter shares a bias of 36 numbers between two
  /// convolutions with weights of their own, where it counts twice here; and 309 numbers are a table
  /// by which a map is multiplied. Weights and biases of tflite-micro's kernels are 35,425.
  @Test func oneNetworkInThreeFormats() throws {
    let costs = try ["onnx", "tflite", "mlpackage"].map {
      try network("basic_pitch_nmp.\($0)").cost()
    }
    #expect(costs.map(\.macs) == [524_079_648, 524_079_648, 524_079_648])
    #expect(costs[1].activations == costs[0].activations)
    #expect(costs[2].activations == costs[0].activations)
    #expect(costs[1].parameters == Formula(35_425 + 309 + 36))
  }

  /// PyTorch's files keep batch normalizations, and with them all parameters.
  @Test(arguments: [
    ("mobilenet_v2_noweights.pt2", "mobilenet_v2"),
    ("squeezenet1_1_noweights.pt2", "squeezenet1_1"),
  ]) func parametersOfEachLayer(file: String, model: String) throws {
    let spec = try Network.expand(
      Catalog.embedded.model(named: model), Settings([]), in: .embedded)
    func parameters(_ network: Network) throws -> [String] {
      try Report(network).rows.filter { $0.cost.activations != .zero }.map { row in
        "\(row.cost.macs.text) of \(row.cost.parameters.text), \(row.layer.norm?.name ?? "-")"
      }
    }
    #expect(try parameters(network(file)) == parameters(spec))
  }

  /// coremltools writes one network as a program, and as layers.
  @Test func programsAndLayers() throws {
    let program = try network("operators_program.mlmodel").cost()
    let layers = try network("operators_layers.mlmodel").cost()
    #expect(program.macs == layers.macs)
    #expect(program.activations == layers.activations)
    #expect(program.parameters == layers.parameters)
  }

  /// Maps are printed with their channels first, wherever the file has them.
  @Test func channelsAreFirstInReports() throws {
    let network = try network("mlperftiny_vww_96_int8.tflite")
    #expect(network.inputs[0].shape.sizes.map(\.text) == ["1", "96", "96", "3"])
    #expect(network.inputs[0].shape.text == "3x96x96")
    #expect(network.layers[0].output.shape.text == "8x48x48")
  }

  // MARK: Quantized networks

  @Test func integersStayIntegers() throws {
    let network = try network("quantized_int8.tflite")
    let types = network.layers.map(\.output.element)
    #expect(network.inputs[0].element == .fp32)
    #expect(network.layers.first?.operation == .conversion(Conversion(.quantize, to: .int8)))
    #expect(types.dropLast().allSatisfy { $0 == .int8 })
    #expect(types.last == .fp32)
    let wide = try self.network("quantized_int16.tflite")
    #expect(wide.layers.dropLast().allSatisfy { $0.output.element == .int16 })
  }

  /// Halves are unpacked before anything is run.
  @Test func halvesAreNoWork() throws {
    let halves = try network("quantized_fp16.tflite")
    #expect(halves.layers.allSatisfy { $0.operation.name != "dequantize" })
    let integers = try network("quantized_int8.tflite")
    #expect(try halves.cost().macs == integers.cost().macs)
    #expect(try halves.cost().parameters == integers.cost().parameters)
    // 3 x 3 x 3 x 8 + 8, 3 x 3 x 8 + 8, 8 slopes, 8 x 5, whose biases of 0 the converter left out.
    #expect(try halves.cost().parameters == Formula(224 + 80 + 8 + 40))
    #expect(try halves.cost().macs == Formula(8 * 8 * 216 + 8 * 8 * 72 + 40))
  }

  /// What is unknown is named, all at once.
  @Test func unknownOperators() throws {
    #expect {
      try network("small.tflite")
    } throws: { error in
      "\(error)".contains("1 custom.Boxes ('boxes'), an unknown operator")
    }
  }

  /// Keras exports recurrent layers as loops, here of 7 steps of 9 features: an LSTM of 4, one of 3 in
  /// both directions, and a GRU of 5 over 6 steps of 1. How often they run is known.
  @Test func loops() throws {
    let cost = try network("operators_recurrent.tflite").cost()
    let lstm = 7 * 4 * 4 * (9 + 4)
    let both = 2 * 7 * 4 * 3 * (4 + 3)
    let gru = 6 * 3 * 5 * (1 + 5)
    #expect(cost.macs == Formula(lstm + both + gru))
  }

  // MARK: Hostile files

  /// Whatever is flipped, there is a network or an error.
  @Test(arguments: HostileTests.small + ["quantized_int8.tflite", "quantized_fp16.tflite"])
  func flippedBits(name: String) throws {
    var bytes = try Fixture.bytes(name)
    var refused = 0
    for index in stride(from: 3, to: bytes.count * 8, by: 41) {
      let bit: UInt8 = 1 << UInt8(index % 8)
      bytes[index / 8] ^= bit
      do {
        let file = try ModelFile.read(bytes, name: "bad")
        _ = try Network.translating(file).cost()
      } catch {
        refused += 1
      }
      bytes[index / 8] ^= bit
    }
    #expect(refused > 0)
  }

  /// A damaged file's sum may read nothing; libFuzzer found one.
  @Test func sumsOfNothing() throws {
    let file = try ModelFile.read(Fixture.path("small.tflite"))
    var translator = Translator(file, ModelFileSettings(), .of(file))
    for function in [Elementwise.Function.add, .multiply, .exp] {
      #expect(throws: (any Error).self) { try translator.elementwise(function, []) }
    }
  }
}
