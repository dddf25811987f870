import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// What other tools printed for implementations of the same networks. The fixtures say which tool
/// and version; nothing in them is our own output.
struct OracleTests {
  struct Networks: Decodable {
    struct Row: Decodable {
      struct Part: Decodable {
        let parameters, macs, activations: Int?
      }

      let name, model: String
      let set: [String: String]
      let parameters, macs, activations: Int?
      let parts: [String: Part]?
    }

    let rows: [Row]
  }

  /// Classifiers and detectors as tools count them, and what libraries say of other members of the
  /// same families.
  static func networks() throws -> [Networks.Row] {
    try ["networks", "detection", "others"].flatMap { name in
      let url = Repository.fixtures.appending(path: "oracle/\(name).json")
      return try JSONDecoder().decode(Networks.self, from: Data(contentsOf: url)).rows
    }
  }

  @Test func wholeNetworksAgree() throws {
    let catalog = try Repository.catalog()
    for row in try OracleTests.networks() {
      for unfoldLimit in [0, 1000] {
        let settings = Settings(row.set.map { ($0, $1) }, unfoldLimit: unfoldLimit)
        let network = try Network.expand(try catalog.model(named: row.model), settings, in: catalog)
        let report = try Report(network)
        func check(_ expected: Int?, _ actual: Formula, _ what: String) {
          guard let expected else { return }
          #expect(actual == Formula(expected), "\(row.name), \(what), unfolding \(unfoldLimit)")
        }
        check(row.parameters, report.totals.parameters, "parameters")
        check(row.macs, report.totals.macs, "MACs")
        check(row.activations, report.totals.activations, "activations")
        for (names, part) in row.parts ?? [:] {
          let wanted = Set(names.split(separator: "+").map { $0.filter { $0 != " " } })
          let costs = report.rows.filter { wanted.contains($0.layer.path[0]) }.map(\.cost)
          let cost = try Cost.sum(costs)
          check(part.parameters, cost.parameters, "parameters of \(names)")
          check(part.macs, cost.macs, "MACs of \(names)")
          check(part.activations, cost.activations, "activations of \(names)")
        }
      }
    }
  }
}
