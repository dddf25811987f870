import CostModel
import Foundation
import ModelFiles
import ReferenceExecutor
import Symbolic
import TestSupport
import Testing

/// Model files run on their own weights, against onnxruntime, PyTorch and LiteRT;
/// Tests/oracle/modelvalues.py wrote the files and what these computed.
struct ModelValuesTests {
  struct Output: Decodable {
    let name: String
    let sizes: [Int]
    /// Every so many elements are kept.
    let step: Int
    /// The largest magnitude of all elements.
    let largest: Double
    let values: [Value]
  }

  /// A number, which JSON has no word for if it is none.
  struct Value: Decodable {
    let number: Double

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Double.self) {
        self.number = number
      } else {
        number = Double(try value.decode(String.self)) ?? .nan
      }
    }
  }

  struct Case: Decodable {
    let by: String
    let inputs: [[Int]]
    let outputs: [Output]
  }

  /// MODEL_VALUES names another folder that modelvalues.py wrote.
  static let folder =
    ProcessInfo.processInfo.environment["MODEL_VALUES"].map { URL(filePath: $0) }
    ?? Repository.root.appending(path: "Tests/ReferenceExecutorTests/Fixtures/models")

  static let cases: [String: Case] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "outputs.json")),
      let cases = try? JSONDecoder().decode([String: Case].self, from: data)
    else { return [:] }
    return cases
  }()

  static let names = cases.keys.sorted()

  /// The file, which is beside its outputs or among those of the readers.
  static func path(_ name: String) -> String {
    let own = folder.appending(path: name).path
    if FileManager.default.fileExists(atPath: own) { return own }
    return folder.appending(path: "../../../ModelFilesTests/Fixtures/files/\(name)").path
  }

  /// The elements that the oracle gave an input.
  static func input(_ sizes: [Int], _ number: Int, isInteger: Bool) -> [Float] {
    (0..<sizes.reduce(1, *)).map { place in
      isInteger
        ? Float(place % 2)
        : Float(Double((place * 7919 + number * 104729 + 17) % 2003) / 1001.5 - 1)
    }
  }

  static func inputs(_ network: Network, _ sizes: [[Int]]) -> [[Float]] {
    zip(network.inputs, sizes).enumerated().map { number, input in
      let element = input.0.element
      let isInteger = element != nil && ![.fp64, .fp32, .fp16, .bf16].contains(element)
      return self.input(input.1, number, isInteger: isInteger)
    }
  }

  /// What is counted as something else that costs the same, and so is not computed.
  static let uncomputed: [String: Set<String>] = [
    "operators.onnx": [
      "21 LpPool 0", "130 ScatterND 0", "131 ScatterElements 0", "135 GridSample 0",
      "137 LSTM 2", "138 LSTM 1", "138 LSTM 2", "140 RNN 1",
      "142 QuantizeLinear 0", "143 DequantizeLinear 0", "144 DynamicQuantizeLinear 0",
      "144 DynamicQuantizeLinear 1", "144 DynamicQuantizeLinear 2", "152 MatMulNBits 0",
    ],
    "operators.tflite": ["Identity_106"],
  ]

  @Test func filesAreThere() {
    #expect(ModelValuesTests.names.count > 8)
  }

  @Test(arguments: names) func values(name: String) throws {
    let expected = try #require(ModelValuesTests.cases[name])
    let file = try ModelFile.read(ModelValuesTests.path(name))
    var uncomputed: Set<String> = []
    var differing: [String] = []
    for (number, output) in expected.outputs.enumerated() {
      let place = file.graphs[0].outputs[number]
      // Some files give on what they are given.
      if file.graphs[0].inputs.contains(place) { continue }
      let tensor = file.tensors[place].name
      do {
        var settings = ModelFileSettings()
        settings.outputs = [tensor]
        let network = try Network.translating(file, settings)
        let execution = try Executor(network, usesOwnNumbers: true)
          .run(inputs: ModelValuesTests.inputs(network, expected.inputs))
        let found = execution.outputs[0].values
        if let difference = ModelValuesTests.difference(found, output) {
          differing.append("\(tensor): \(difference)")
        }
      } catch ExecutionError.numbers {
        uncomputed.insert(tensor)
      }
    }
    #expect(differing == [], "\(name), by \(expected.by)")
    #expect(uncomputed == ModelValuesTests.uncomputed[name] ?? [])
  }

  /// The first element that is off by more than 1e-4 of itself, or of a hundredth of the largest.
  static func difference(_ found: [Float], _ expected: Output) -> String? {
    guard found.count == expected.sizes.reduce(1, *) else {
      return "\(found.count) elements, not \(expected.sizes)"
    }
    for (index, value) in expected.values.enumerated() {
      let (a, b) = (Double(found[index * expected.step]), value.number)
      if a == b || (a.isNaN && b.isNaN) { continue }
      if abs(a - b) <= 1e-4 * max(abs(b), expected.largest / 100) { continue }
      return "element \(index * expected.step) is \(a), not \(b)"
    }
    return nil
  }
}
