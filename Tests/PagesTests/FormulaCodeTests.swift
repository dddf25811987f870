import CostModel
import Foundation
import Pages
import Specs
import Symbolic
import TestSupport
import Testing

/// The scripts of a page compute what the tool counts: whole numbers, to the last digit.
///
/// `PAGE_POINTS=100` takes every network of the zoo, at a hundred points that have a network and those
/// drawn besides, and says how many these are; by default a network of each architecture, at a few.
@Suite(.enabled(if: Node.path != nil, "needs a JavaScript engine: apt-get install nodejs"))
struct FormulaCodeTests {
  private static let seed: UInt64 = 18
  private static let points = Int(ProcessInfo.processInfo.environment["PAGE_POINTS"] ?? "")

  /// Networks to be tested: all, or the first of each architecture.
  private static func models() throws -> [Model] {
    let catalog = Catalog.embedded
    let all = try catalog.distinctModelNames().map { try catalog.model(named: $0) }
    guard points == nil else { return all }
    var seen: Set<String> = []
    return all.filter { seen.insert($0.spec.file).inserted }
  }

  @Test func thePageCountsWhatTheToolCounts() async throws {
    let models = try Self.models()
    let lanes = ProcessInfo.processInfo.activeProcessorCount
    let networks = try await withThrowingTaskGroup(of: [PageComparison].self) { group in
      for lane in 0..<lanes {
        group.addTask {
          try await onOwnThread {
            try stride(from: lane, to: models.count, by: lanes).map { index in
              let network = try PageComparison(
                models[index], points: Self.points ?? 3, seed: Self.seed + UInt64(index))
              if Self.points != nil {
                print(
                  "\(network.name): \(network.equal) points equal, \(network.refused) without a "
                    + "network, \(network.faults.count) different")
              }
              return network
            }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    for fault in networks.flatMap(\.faults) { Issue.record("\(fault)") }
    #expect(networks.count == models.count)
    if Self.points != nil {
      let (equal, refused) = networks.reduce((0, 0)) { ($0.0 + $1.equal, $0.1 + $1.refused) }
      print("\(networks.count) networks, \(equal) points equal, \(refused) without a network")
    }
  }
}
