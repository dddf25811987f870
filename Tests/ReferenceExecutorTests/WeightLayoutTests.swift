import CostModel
import Foundation
import ModelFiles
import ReferenceExecutor
import Symbolic
import Testing

/// Weights that are read in another order than the file's change what a network computes, and weights
/// that are kept elsewhere are read there.
struct WeightLayoutTests {
  /// The same numbers, as if their axes were the other way round.
  private static func swapped(_ numbers: Numbers) throws -> Numbers {
    let sizes = numbers.shape.sizes
    let axes = Array(sizes.indices.reversed())
    let turned = try #require(
      Numbers(
        Shape(sizes.reversed()), making: .move(.transpose(axes, layout: .channelsFirst)),
        of: [numbers]))
    return try #require(
      Numbers(
        Shape(sizes), making: .move(.reshape(to: sizes, layout: .channelsFirst)), of: [turned]))
  }

  @Test(arguments: ["mobile.onnx", "mobile.pt2", "attention.onnx", "decoder.pt2", "recurrent.pt2"])
  func swappedAxesAreFound(name: String) throws {
    let expected = try #require(ModelValuesTests.cases[name])
    let file = try ModelFile.read(ModelValuesTests.path(name))
    let network = try Network.translating(file)
    let inputs = ModelValuesTests.inputs(network, expected.inputs)
    func isFound(_ network: Network) throws -> Bool {
      let outputs = try Executor(network, usesOwnNumbers: true).run(inputs: inputs).outputs
      return zip(outputs, expected.outputs).contains {
        ModelValuesTests.difference($0.values, $1) != nil
      }
    }
    #expect(try !isFound(network))
    var count = 0
    for (index, own) in network.numbers.layers {
      for place in own.operation.indices {
        // A single row has no other order.
        let sizes = own.operation[place].shape.sizes.filter { $0 != 1 }
        guard sizes.count > 1 else { continue }
        var other = network
        other.numbers.layers[index]?.operation[place] = try Self.swapped(own.operation[place])
        #expect(try isFound(other), "\(network.layers[index].name), \(place)")
        count += 1
      }
    }
    #expect(count > 3)
  }

  /// What `small.onnx` needs to be run: the sizes that it leaves open.
  private static func small(_ path: String) throws -> Network {
    var settings = ModelFileSettings()
    settings.outputs = ["y"]
    settings.inputSizes["x"] = [1, 3, 8, 8]
    return try Network.translating(try ModelFile.read(path), settings)
  }

  @Test func missingFilesAreNamed() throws {
    let network = try Self.small(ModelValuesTests.path("small.onnx"))
    let executor = try Executor(network, usesOwnNumbers: true)
    let error = try #require(throws: ExecutionError.self) { try executor.run() }
    #expect(
      error.description.contains("'weight' is kept in 'weights.bin', beside the model: "),
      "\(error)")
    // Counts need no weights.
    _ = try Executor(network).run()
  }

  @Test func otherFilesAreReadWhereTheModelSays() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weights-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "small.onnx").path
    try FileManager.default.copyItem(atPath: ModelValuesTests.path("small.onnx"), toPath: path)
    var weights = Data(count: 64)
    for place in 0..<108 {
      withUnsafeBytes(of: Float(place % 2).bitPattern.littleEndian) {
        weights.append(contentsOf: $0)
      }
    }
    try weights.write(to: folder.appending(path: "weights.bin"))
    let network = try Self.small(path)
    let ones = [Float](repeating: 1, count: 3 * 8 * 8)
    let output = try #require(
      try Executor(network, usesOwnNumbers: true).run(inputs: [ones]).outputs.first)
    // Inside the map every filter sums its 27 weights, of which 13 or 14 are 1.
    #expect(Set(output.values).contains(13) && Set(output.values).contains(14))
  }
}
