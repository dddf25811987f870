import CostModel
import Foundation
import Symbolic
import Testing

import ModelFiles

/// Every operator makes the shapes that onnxruntime makes; Tests/oracle/onnxoperators.py wrote both.
struct OperatorShapeTests {
  private struct Shapes: Decodable { let shapes: [String: [[Int]]] }

  static let expected: [String: [[Int]]] = {
    let url = Fixture.folder.appending(path: "operators.json")
    guard let data = try? Data(contentsOf: url),
      let shapes = try? JSONDecoder().decode(Shapes.self, from: data)
    else { return [:] }
    return shapes.shapes
  }()

  @Test func shapes() throws {
    let file = try ModelFile.read(Fixture.path("operators.onnx"))
    var translator = Translator(file, ModelFileSettings(), .onnx)
    try translator.takeInputs()
    try translator.run(graph: 0, for: file.graphs[0].outputs)
    #expect(translator.refused.map(\.name) == [])
    let nodes = file.graphs[0].nodes
    #expect(Set(nodes.map(\.name)) == Set(OperatorShapeTests.expected.keys))
    for node in nodes {
      let expected = try #require(OperatorShapeTests.expected[node.name])
      let made = node.outputs.compactMap(\.self).map { output in
        translator.operand(output).shape?.sizes.compactMap(\.integerValue)
      }
      #expect(made == expected, "\(node.name)")
    }
  }

  /// What is translated can be built and counted, and every node with weights has a layer.
  @Test func network() throws {
    let file = try ModelFile.read(Fixture.path("operators.onnx"))
    let network = try Network.translating(file)
    _ = try network.cost()
    #expect(network.layers.count > OperatorShapeTests.expected.count)
  }
}
