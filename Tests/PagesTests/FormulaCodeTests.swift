import Charts
import CostModel
import Foundation
import Pages
import Specs
import Symbolic
import Testing

/// The scripts of a page compute what the tool counts: whole numbers, to the last digit.
///
/// `PAGE_POINTS=100` takes every network of the zoo at a hundred points; by default a network of
/// each architecture, at a few.
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

  @Test func thePageCountsWhatTheToolCounts() throws {
    var random = SplitMix64(seed: Self.seed)
    var (compared, refused) = (0, 0)
    var memoryless: Set<String> = []
    for model in try Self.models() {
      let free = try FreeModel(model)
      let points = (0..<(Self.points ?? 3)).map { _ in free.randomPoint(&random) }
      let answers = try Node.answers(of: free.page.html(), at: points.map { $0.map(\.text) })
      #expect(answers.count == points.count, "\(model.name)")
      for (point, answer) in zip(points, answers) {
        let place = "\(model.name) at \(point.map(\.text)), seed \(Self.seed)"
        guard let report = try? free.count(at: point) else {
          #expect(answer.fault != nil, "\(place): the tool refuses it")
          refused += 1
          continue
        }
        let totals = Cost.fields.map { report.totals[keyPath: $0].text }
        #expect(answer.totals == totals, "\(place): \(answer.fault ?? "")")
        let rows = report.rows.map { row in
          [row.layer.label] + Cost.fields.map { row.cost[keyPath: $0].text }
        }
        for (ours, theirs) in zip(rows, answer.rows ?? []) {
          #expect([theirs[0]] + theirs[2...] == ours, "\(place)")
        }
        #expect(answer.rows?.count == rows.count, "\(place)")
        guard let arena = answer.arena else {
          memoryless.insert(model.spec.file)
          continue
        }
        let timeline = try MemoryTimeline(report.network)
        #expect(answer.rows?.map { $0[1] } == timeline.rows.map { String($0.bytes) }, "\(place)")
        #expect(arena == (try timeline.arena().plan.bytes), "\(place)")
        compared += 1
      }
    }
    // Here free parameters decide which of several tensors is read.
    let known = ["efficientdet", "resnet", "squeezenext", "x3d"].map {
      "specs/architectures/\($0).json"
    }
    #expect(memoryless.isSubset(of: known), "\(memoryless.sorted())")
    #expect(compared > refused, "\(compared) points compared, \(refused) refused")
  }
}
