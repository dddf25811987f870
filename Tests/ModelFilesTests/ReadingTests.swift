import Foundation
import Testing

import ModelFiles

/// What is read from files is what the formats' own tools read from them.
struct ReadingTests {
  @Test func everyFileHasAnOracle() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Fixture.path(""))
    #expect(Set(files) == Set(Oracle.names))
  }

  @Test(arguments: Oracle.names) func operators(name: String) throws {
    let file = try ModelFile.read(Fixture.path(name))
    var expected = try #require(Oracle.all[name]).operators
    // Nodes that write a constant down are constants, not nodes.
    for name in ["Constant", "const"] { expected[name] = nil }
    #expect(file.operators == expected)
  }

  @Test(arguments: Oracle.names) func inputsAndOutputs(name: String) throws {
    let file = try ModelFile.read(Fixture.path(name))
    let oracle = try #require(Oracle.all[name])
    for (tensors, expected) in [
      (file.graphs[0].inputs, oracle.inputs), (file.graphs[0].outputs, oracle.outputs),
    ] {
      #expect(tensors.count == expected.count)
      for (index, expected) in zip(tensors, expected) {
        let tensor = file.tensors[index]
        #expect(tensor.name == expected.name)
        #expect(tensor.element.rawValue == expected.element, "\(expected.name)")
        #expect(
          tensor.sizes?.map(\.text) == expected.sizes?.map(\.fileSize.text), "\(expected.name)")
      }
    }
  }

  @Test(arguments: Oracle.names) func constants(name: String) throws {
    let file = try ModelFile.read(Fixture.path(name))
    let oracle = try #require(Oracle.all[name])
    // ONNX writes constants as nodes, too, and tensors as attributes.
    let written = file.format == .onnx ? oracle.operators["Constant"] ?? 0 : 0
    let attached = oracle.attributes?["ConstantOfShape.value"] ?? 0
    #expect(file.constants.count == oracle.constants + written + attached)
    let counts = try file.constants.map { try #require($0.count, "\($0.name)") }
    // A fill value is a single element.
    if written == 0 { #expect(counts.reduce(0, +) == oracle.elements + attached) }
    if let scales = oracle.scales {
      #expect(file.tensors.map { $0.quantization?.scales.count ?? 0 }.reduce(0, +) == scales)
    }
  }

  /// Every attribute of every node, by operator.
  @Test(arguments: Oracle.names) func attributes(name: String) throws {
    guard let expected = try #require(Oracle.all[name]).attributes else { return }
    let nodes = try ModelFile.read(Fixture.path(name)).graphs.flatMap(\.nodes)
    let found = nodes.reduce(into: [String: Int]()) { counts, node in
      for attribute in node.attributes { counts["\(node.type).\(attribute.name)", default: 0] += 1 }
    }
    #expect(found == expected.filter { !$0.key.hasPrefix("Constant.") })
  }

  @Test(arguments: Oracle.names) func bytesAreReadAsTheFileIs(name: String) throws {
    let mapped = try ModelFile.read(Fixture.path(name))
    guard let bytes = try? Fixture.bytes(name) else { return }  // A folder has none.
    let copied = try ModelFile.read(bytes, name: name)
    #expect(copied.operators == mapped.operators)
    #expect(copied.tensors.count == mapped.tensors.count)
  }
}
