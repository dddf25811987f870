import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// What other tools print as MACs, against our conventions of their names.
struct ConventionOracleTests {
  /// A reason why a tool prints something else than its own rules would give.
  struct Miscount: Decodable {
    let tool, cause: String
    let rows: [String]
  }

  private struct Printed: Decodable {
    let rows: [[String: Value]]

    enum Value: Decodable {
      case name(String), count(Int)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self =
          try (try? container.decode(Int.self)).map { .count($0) }
          ?? .name(container.decode(String.self))
      }
    }
  }

  private struct Miscounts: Decodable { let rows: [Miscount] }

  /// A tool on a network: what it printed, and what its convention gives.
  private struct Comparison {
    let tool, row: String
    let printed: Int
    let counted: Formula

    var isEqual: Bool { counted == Formula(printed) }
  }

  private static func read<Content: Decodable>(_ name: String) throws -> Content {
    let url = Repository.fixtures.appending(path: "oracle/\(name).json")
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
  }

  private static func comparisons() throws -> [Comparison] {
    let catalog = Catalog.embedded
    let printed: Printed = try read("tools")
    let conventions = try catalog.conventionNames.map { try catalog.convention(named: $0) }
    let models = Dictionary(
      try OracleTests.networks().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var comparisons: [Comparison] = []
    for row in printed.rows {
      guard case .name(let name) = row["name"], let model = models[name] else { continue }
      let settings = Settings(model.set.map { ($0, $1) })
      let network = try Network.expand(
        try catalog.model(named: model.model), settings, in: catalog)
      for convention in conventions {
        guard case .count(let count) = row[convention.name] else { continue }
        let report = try Report(network, CountOptions(convention: convention))
        comparisons.append(
          Comparison(
            tool: convention.name, row: name, printed: count, counted: report.totals.macs))
      }
    }
    return comparisons
  }

  @Test func toolsPrintWhatTheirConventionsGive() throws {
    let comparisons = try ConventionOracleTests.comparisons()
    let miscounts: Miscounts = try ConventionOracleTests.read("miscounts")
    let known = Set(
      miscounts.rows.flatMap { miscount in
        miscount.rows.map { "\(miscount.tool) \($0)" }
      })
    let unequal = comparisons.filter { !$0.isEqual }
    for comparison in unequal where !known.contains("\(comparison.tool) \(comparison.row)") {
      Issue.record(
        "\(comparison.row): \(comparison.tool) printed \(comparison.printed), not \(comparison.counted)"
      )
    }
    let stale = known.subtracting(unequal.map { "\($0.tool) \($0.row)" })
    #expect(stale == [], "these are equal, or not compared")

    func share(of tool: String, where isWanted: (String) -> Bool = { _ in true }) -> Double {
      let rows = comparisons.filter { $0.tool == tool && isWanted($0.row) }
      return Double(rows.count(where: \.isEqual)) / Double(rows.count)
    }
    for tool in ["torch", "calflops", "ptflops-aten"] { #expect(share(of: tool) == 1, "\(tool)") }
    #expect(share(of: "fvcore") >= 2.0 / 3)
    let families = ["mobilenet", "resnet", "efficientnet", "shufflenet"].map { "tv_\($0)" }
    for tool in ["thop", "ptflops", "torchinfo", "onnx-tool"] {
      let share = share(of: tool) { row in families.contains { row.hasPrefix($0) } }
      #expect(share >= 0.9, "\(tool)")
    }
    try Document("docs/conventions.md", writtenBy: "ConventionOracleTests")
      .check(ConventionOracleTests.section(comparisons, miscounts.rows))
  }

  private static func section(_ comparisons: [Comparison], _ miscounts: [Miscount]) -> String {
    var lines = ["| tool | networks | equal to the integer |", "|---|---:|---:|"]
    for tool in Set(comparisons.map(\.tool)).sorted() {
      let rows = comparisons.filter { $0.tool == tool }
      lines.append("| \(tool) | \(rows.count) | \(rows.count(where: \.isEqual)) |")
    }
    lines += [
      "", "Networks on which a tool's number differs from its convention, with the cause:", "",
    ]
    for miscount in miscounts {
      let rows = miscount.rows.map { "`\($0)`" }.joined(separator: ", ")
      lines.append("- **\(miscount.tool)**: \(miscount.cause) (\(miscount.rows.count): \(rows))")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
