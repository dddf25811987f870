import CostModel
import Foundation
import ModelFiles
import Symbolic
import Testing

/// Every tensor has the shape that onnxruntime's kernels make, at two input sizes where the file takes
/// them; Tests/oracle/onnxshapes.py wrote them.
struct RuntimeShapeTests {
  struct Run: Decodable {
    let inputs: [String: [Int]]
    /// The names of the tensors of each shape, written as `1x64x56x56`.
    let shapes: [String: [String]]
  }

  /// ONNX_SHAPES names another file that onnxshapes.py wrote, of files beside those of the tests.
  private static let url =
    ProcessInfo.processInfo.environment["ONNX_SHAPES"].map { URL(filePath: $0) }
    ?? Fixture.folder.appending(path: "shapes.json")

  static let runs: [String: [Run]] = {
    guard let data = try? Data(contentsOf: url),
      let runs = try? JSONDecoder().decode([String: [Run]].self, from: data)
    else { return [:] }
    return runs
  }()

  static let names = runs.keys.sorted()

  @Test func filesAreThere() {
    #expect(RuntimeShapeTests.names.count > 8)
    #expect(RuntimeShapeTests.runs.values.filter { $0.count == 2 }.count > 4)
  }

  @Test(arguments: names) func shapes(name: String) throws {
    let file = try ModelFile.read(Fixture.path(name))
    for run in try #require(RuntimeShapeTests.runs[name]) {
      var settings = ModelFileSettings()
      for (name, sizes) in run.inputs { settings.inputSizes[name] = sizes.map { Formula($0) } }
      var translator = Translator(file, settings, .of(file))
      try translator.takeInputs()
      try translator.run(graph: 0, for: file.graphs[0].outputs)
      var differing: [String] = []
      var count = 0
      let expected = run.shapes.flatMap { shape, names in names.map { ($0, shape) } }
      let shapes = Dictionary(uniqueKeysWithValues: expected)
      for output in Set(file.graphs[0].nodes.flatMap(\.outputs)).compactMap(\.self) {
        let tensor = file.tensors[output].name
        // What no output needs is not translated, nor is what follows an operator that is refused.
        guard let shape = shapes[tensor], translator.values[output] != nil,
          !translator.unmade.contains(output)
        else { continue }
        let made = translator.operand(output).shape?.sizes.map(\.text).joined(separator: "x")
        if made == nil, !translator.refused.isEmpty { continue }
        count += 1
        if made != shape { differing.append("\(tensor): \(made ?? "nothing"), not \(shape)") }
      }
      #expect(differing == [], "\(name) at \(run.inputs)")
      #expect(count > 0)
    }
  }
}
