import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Networks that Tests/oracle/buildnetwork.py built in PyTorch from their JSON alone: what PyTorch's
/// own counter found for each layer, and the shapes that its operators made.
struct BuiltNetworkTests {
  private struct Row: Decodable {
    let network, hash: String
    let macs, parameters, layers: Int
  }

  private static func rows() throws -> [Row] {
    let url = Repository.fixtures.appending(path: "oracle/built.jsonl")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Row.self, from: Data($0.utf8))
    }
  }

  @Test func everyNetworkOfTheZooIsThere() throws {
    let built = Set(try BuiltNetworkTests.rows().map(\.network))
    let others = built.symmetricDifference(Catalog.embedded.modelNames).sorted()
    #expect(others == [])
  }

  @Test func everyLayerIsTheSame() throws {
    let catalog = try Repository.catalog()
    for row in try BuiltNetworkTests.rows() {
      let network = try Network.expand(
        try catalog.model(named: row.network), Settings(), in: catalog)
      let report = try Report(network)
      #expect(report.totals.macs == Formula(row.macs), "\(row.network)")
      #expect(report.totals.parameters == Formula(row.parameters), "\(row.network)")
      #expect(report.rows.count == row.layers, "\(row.network)")
      let lines = report.rows.map { line in
        "\(line.layer.name) \(line.layer.output.shape.text) \(line.cost.macs.text)"
          + " \(line.cost.parameters.text)"
      }
      #expect(
        Spec.fingerprint(of: Array(lines.joined(separator: "\n").utf8)) == "fnv1a64:\(row.hash)",
        "\(row.network): Tests/oracle/checknetworks.py names the layer")
    }
  }
}
