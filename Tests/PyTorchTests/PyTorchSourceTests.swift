import CostModel
import Foundation
import PyTorch
import Specs
import Symbolic
import TestSupport
import Testing

struct PyTorchSourceTests {
  private struct Row: Decodable {
    let network, hash: String
    let macs, parameters: Int
  }

  private static let fixtures = Repository.root.appending(path: "Tests/PyTorchTests/Fixtures")

  private static func source(_ name: String, _ values: [(String, String)] = []) throws -> String {
    let catalog = Catalog.embedded
    let network = try Network.expand(
      try catalog.model(named: name), Settings(values), in: catalog)
    return try PyTorchSource(Report(network), heading: ["\(name)."]).text
  }

  /// Tests/oracle/checkpytorch.py ran this code: PyTorch counted the same MACs and parameters.
  @Test func zooIsTheCodeThatPyTorchRan() throws {
    let rows = try String(
      contentsOf: Self.fixtures.appending(path: "checked.jsonl"), encoding: .utf8
    ).split(separator: "\n").map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    let others = Set(rows.map(\.network)).symmetricDifference(Catalog.embedded.modelNames)
    #expect(others.sorted() == [])
    for row in rows {
      let source = try Self.source(row.network)
      #expect(Spec.fingerprint(of: Self.code(source)) == "fnv1a64:\(row.hash)", "\(row.network)")
      let digits = source.filter { $0 != "_" }
      #expect(digits.contains("\nMACS = \(row.macs)\n"), "\(row.network)")
      #expect(digits.contains("\nPARAMETERS = \(row.parameters)\n"), "\(row.network)")
      for line in source.split(separator: "\n") {
        #expect(line.count <= 100, "\(row.network): \(line)")
      }
    }
  }

  /// Blocks that differ in numbers alone are one class; the others are classes of their own.
  @Test func blocksAreClasses() throws {
    let source = try Self.source("mobilenet_v2", [("width", "0.5"), ("resolution", "96")])
    let classes = source.split(separator: "\n").filter { $0.hasPrefix("class ") }
    #expect(
      classes == [
        "class Bottleneck(nn.Sequential):", "class Bottleneck2(nn.Sequential):",
        "class ResidualBottleneck(nn.Module):", "class Bottleneck3(nn.Sequential):",
        "class MobilenetV2(nn.Module):",
      ])
    #expect(source.contains("INPUT_SHAPES = [(3, 96, 96)]"))
  }

  @Test func whatCantBeWrittenIsNamed() throws {
    var builder = NetworkBuilder()
    let input = builder.input(Shape(channels: 4, map: [3]))
    let sum = try builder.add(.reduce(.sum, axes: 2, keepsAxes: true), input, named: "total")
    let report = try Report(try builder.network(named: "sum", outputs: [sum]))
    let error = try #require(throws: Diagnostic.self) { try PyTorchSource(report, heading: []) }
    #expect(error.message == "total: nothing in PyTorch is known for 'reduce_sum'")
  }

  /// What is left of a file without its heading and its comments.
  private static func code(_ source: String) -> [UInt8] {
    let end = source.range(of: "\"\"\"\n\n")?.upperBound ?? source.startIndex
    let lines = ("\n\n" + source[end...]).split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.filter { !$0.drop { $0 == " " }.hasPrefix("#") }.joined(separator: "\n")
    return Array(text.utf8)
  }
}
