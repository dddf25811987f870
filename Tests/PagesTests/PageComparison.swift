import CostModel
import Pages
import Specs
import Symbolic

/// What the scripts of a page compute of a network, beside what the tool counts.
struct PageComparison: Sendable {
  let name: String
  /// The points at which both have the same numbers, and those that both refuse.
  private(set) var (equal, refused) = (0, 0)
  /// What differs, and where.
  private(set) var faults: [String] = []

  /// Compares at seeded points: as many with a network as are wanted, and those drawn besides.
  init(_ model: Model, points count: Int, seed: UInt64) throws {
    name = model.name
    var random = SplitMix64(seed: seed)
    let free = try FreeModel(model)
    var points: [(values: [String], expected: String?)] = []
    var known = 0
    while known < count, points.count < 50 * count {
      let point = free.randomPoint(&random)
      let report = try? free.count(at: point)
      points.append((point.map(\.text), try report.map(PageComparison.text)))
      known += report == nil ? 0 : 1
    }
    let answers = try Node.answers(of: free.page.html(), at: points.map(\.values))
    if answers.count != points.count || known < count {
      faults.append("\(answers.count) answers for \(points.count) points, \(known) networks")
    }
    for ((point, expected), answer) in zip(points, answers) {
      let place = "\(name) at \(point), seed \(seed)"
      if expected.map({ answer == $0 }) ?? answer.hasPrefix("fault ") {
        if expected == nil { refused += 1 } else { equal += 1 }
      } else {
        faults.append(
          "\(place): \(PageComparison.difference(answer, expected ?? "no network"))")
      }
    }
  }

  /// The numbers of a report as `points.js` writes them.
  private static func text(of report: Report) throws -> String {
    let timeline = try MemoryTimeline(report.network)
    func fields(_ cost: Cost) -> String {
      Cost.fields.map { cost[keyPath: $0].text }.joined(separator: " ")
    }
    let rows = zip(report.rows, timeline.rows).map { row, live in
      "\(fields(row.cost)) \(live.bytes) \(row.layer.kind.rawValue) \(row.layer.label)"
    }
    let arena = try timeline.arenaBuffers().greedy().bytes
    return ([fields(report.totals), "\(arena)"] + rows).joined(separator: "\n")
  }

  /// The first line that differs.
  private static func difference(_ answer: Substring, _ expected: String) -> String {
    let lines = (answer.split(separator: "\n"), expected.split(separator: "\n"))
    for (page, tool) in zip(lines.0, lines.1) where page != tool {
      return "the page has \(page), the tool \(tool)"
    }
    return "the page has \(lines.0.count) lines, the tool \(lines.1.count)"
  }
}
