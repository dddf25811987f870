import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Cells with branches that are not there, against the figures of NATS-Bench.
struct AbsentBranchTests {
  struct Row: CustomTestStringConvertible {
    /// The operators of the edges 1-0, 2-0, 2-1, 3-0, 3-1 and 3-2.
    let edges: [String]
    let parameters, operations: Int
    let source: String

    var testDescription: String { source }
  }

  /// CIFAR-10. The benchmark's FLOPs are multiply-adds, and the ten biases of the classifier.
  static let rows = [
    Row(
      edges: ["avg", "c1", "skip", "c1", "skip", "skip"], parameters: 129_306,
      operations: 15_647_370, source: "architecture 0, D-X-Y/NATS-Bench#24"),
    Row(
      edges: ["skip", "none", "c3", "avg", "c3", "c3"], parameters: 802_426,
      operations: 113_951_370, source: "D-X-Y/NATS-Bench#36, hp 12"),
    Row(
      edges: ["none", "none", "none", "none", "none", "none"], parameters: 73_306,
      operations: 7_783_050, source: "the least of all, as benchmarks for EvoXBench list it"),
    Row(
      edges: ["c3", "c3", "c3", "c3", "c3", "c3"], parameters: 1_531_546,
      operations: 220_119_690, source: "the most of all, as benchmarks for EvoXBench list it"),
  ]

  @Test(arguments: rows) func cellsCountAsTheBenchmarkSays(row: Row) throws {
    let catalog = try Repository.catalog()
    let names = ["e10", "e20", "e21", "e30", "e31", "e32"]
    let settings = Settings(Array(zip(names, row.edges)))
    let model = try catalog.model(named: "nats_bench")
    let totals = try Report(Network.expand(model, settings, in: catalog)).totals
    #expect(totals.parameters == Formula(row.parameters))
    #expect(totals.macs == Formula(row.operations - 10))
  }

  /// A convolution behind `none` has its parameters and its products all the same.
  @Test func whatReadsNothingCounts() throws {
    let catalog = try Repository.catalog()
    let model = try catalog.model(named: "nats_bench")
    func totals(_ edges: (String, String)...) throws -> Cost {
      try Report(Network.expand(model, Settings(edges), in: catalog)).totals
    }
    let nothing = try totals(), behind = try totals(("e21", "c3"))
    let alone = try totals(("e20", "c3"))
    #expect(try behind.macs - nothing.macs == alone.macs - nothing.macs)
    #expect(behind.parameters == alone.parameters && behind.parameters != nothing.parameters)
  }
}
