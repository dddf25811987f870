import CostModel
import Specs
import Symbolic
import Testing

import ScalingSearch

/// Random sampling and evolution in a space of 27 networks whose best one is known.
struct SpaceSearchTests {
  private static let text = """
    { "name": "toy",
      "let": { "first": [8, 16, 24], "second": [8, 16, 24], "kernel": [3, 5, 7] },
      "input": [8, 8, 3],
      "body": [
        ["operator", "k", "c"],
        ["conv", "kernel", "first"],
        ["conv", 1, "second"] ] }
    """
  private let seeds: [UInt64] = [1, 20, 300]

  private func space(_ budgets: [Budget] = []) throws -> SearchSpace {
    let spec = try Spec.read(Array(Self.text.utf8), file: "toy.json")
    return try SearchSpace(
      CandidateNetworks(Model(spec), Settings(), in: Catalog.embedded), budgets: Budgets(budgets))
  }

  private static func macs(_ candidates: inout [Candidate]) -> [Double?] {
    candidates.map { Double($0.cost(.macs)) }
  }

  @Test func everyPointIsDrawnAboutAsOftenAsAnyOther() throws {
    let space = try space()
    for seed in seeds {
      let sample = RandomSample(space, seed: seed)
      let found = sample.draw(2700, shard: .whole, threads: 2)
      let candidates = sample.candidates(of: found)
      #expect(candidates.count == 27, "seed \(seed)")
      // Each is expected 100 times, with a deviation of 9.8.
      #expect(candidates.allSatisfy { (50...150).contains($0.points) }, "seed \(seed)")
      #expect(
        found == sample.draw(2700, shard: .whole, threads: 1), "threads matter, seed \(seed)")
    }
  }

  @Test func samplesKeepToBudgetsAndCountWhatTheyPassOver() throws {
    let budget = Budget(.macs, most: 60_000)
    let space = try space([budget])
    for seed in seeds {
      let sample = RandomSample(space, seed: seed)
      let found = sample.draw(300, shard: .whole, threads: 2)
      #expect(found.draws.count == 300)
      #expect(found.tally.outside > 0 && found.tally.feasible == 300, "seed \(seed)")
      #expect(sample.candidates(of: found).allSatisfy { $0.cost(.macs) <= 60_000 })
    }
  }

  /// Where hardly any network is within a budget, the nearest is known, and how rare they are.
  @Test func scarcityIsNoLessThanWhatThereIs() throws {
    let all = try space()
    let points = (0..<27).map { [$0 / 9, $0 / 3 % 3, $0 % 3] }
    let candidates = try points.map { try all.candidate(at: $0).get() }
    let macs = candidates.map { $0.cost(.macs) }.sorted()
    for index in macs.indices {
      for (budget, isAbove, nearest) in [
        (Budget(.macs, most: Double(macs[index])), true, macs[0]),
        (Budget(.macs, least: Double(macs[index])), false, macs[26]),
      ] {
        let share = Double(candidates.count(where: budget.holds)) / 27
        guard let scarcity = try space([budget]).scarcity() else { continue }
        #expect(scarcity.quantity == .metric(.macs) && scarcity.isAbove == isAbove)
        #expect(scarcity.nearest == Double(nearest) && !scarcity.isHopeless)
        // Channels multiply here, which makes small networks more frequent than sums do.
        #expect((share / 3...share * 3).contains(scarcity.share), "\(budget) \(scarcity)")
      }
    }
    let none = try space([Budget(.macs, most: Double(macs[0]) - 1)])
    let found = RandomSample(none, seed: 1).draw(1_000_000, shard: .whole, threads: 2)
    #expect(found.draws.isEmpty && found.tally.drawn == 0)
    #expect(found.tally.scarcity?.share == 0 && found.tally.scarcity?.nearest == Double(macs[0]))
    let outcome = try Evolution(none, seed: 1).run(1_000_000, score: Self.macs, goesOn: { true })
    #expect(outcome.candidates.isEmpty && outcome.tally == found.tally)
  }

  /// Costs of 30 independent choices add up, so that the share of those within a budget is known.
  @Test func rareNetworksAreCounted() throws {
    let names = (0..<30).map { "c\($0)" }
    let text = """
      { "name": "sum", "let": { \(names.map { "\"\($0)\": [1, 2]" }.joined(separator: ", ")) },
        "input": [1, 1, 1],
        "body": [["name", "operator", "from", "c"],
          \(names.map { "[\"d\($0)\", \"dense\", \"in\", \"\($0)\"]" }.joined(separator: ", ")),
          ["-", "concat", [\(names.map { "\"d\($0)\"" }.joined(separator: ", "))], "-"]] }
      """
    let spec = try Spec.read(Array(text.utf8), file: "sum.json")
    let networks = CandidateNetworks(Model(spec), Settings(), in: Catalog.embedded)
    let scarcity = try #require(
      SearchSpace(networks, budgets: Budgets([Budget(.macs, most: 32)])).scarcity())
    // At most two of thirty may be 2: 1 + 30 + 435 points of 2^30.
    #expect(abs(scarcity.share * 0x1p30 - 466) < 1e-6 && scarcity.nearest == 30)
    #expect(scarcity.isHopeless)
  }

  /// Whether the largest or the smallest network is the best, it finds it.
  @Test func evolutionClimbs() throws {
    let space = try space()
    for seed in seeds {
      let evolution = Evolution(space, population: 6, tournament: 3, seed: seed)
      let outcome = try evolution.run(60, score: Self.macs, goesOn: { true })
      let best = outcome.candidates.map { $0.cost(.macs) }.max()
      // 8·8 positions: 7·7·3 weights for each of 24 channels, then 24 for each of 24.
      #expect(best == Int128(64 * (147 * 24 + 24 * 24)), "seed \(seed)")
      let worst = try evolution.run(
        60, score: { Self.macs(&$0).map { $0.map { -$0 } } }, goesOn: { true })
      let least = worst.candidates.map { $0.cost(.macs) }.min()
      #expect(least == Int128(64 * (27 * 8 + 8 * 8)), "seed \(seed)")
    }
  }

  @Test func evolutionIsTheSameForASeedAndStopsWhenTold() throws {
    let space = try space()
    for seed in seeds {
      let evolution = Evolution(space, population: 6, tournament: 3, seed: seed)
      let once = try evolution.run(30, score: Self.macs, goesOn: { true })
      let again = try evolution.run(30, score: Self.macs, goesOn: { true })
      #expect(once.candidates.map(\.costs) == again.candidates.map(\.costs), "seed \(seed)")
      var generations = 0
      let stopped = try evolution.run(
        30, score: Self.macs,
        goesOn: {
          generations += 1
          return generations <= 1
        })
      #expect(
        stopped.candidates.map(\.costs)
          == Array(once.candidates.prefix(stopped.candidates.count)).map(\.costs))
      #expect((1...6).contains(stopped.candidates.count), "seed \(seed)")
    }
  }

  @Test(arguments: [
    ("widht,accuracy\n1,70\n", "a.csv:1:1: unknown column 'widht'"),
    ("width,width,accuracy\n", "a.csv:1:1: the column 'width' appears twice"),
    ("width\n1\n", "a.csv:1:1: there is no column 'accuracy'"),
    ("# none\n", "'a.csv' is empty"),
    ("width,accuracy\n1,70\n1\n", "a.csv:3:1: the row has 1 fields, and the first line 2"),
    ("width,accuracy\n1,seventy\n", "a.csv:2:1: an accuracy must be a number, not 'seventy'"),
    ("width,accuracy\n1,nan\n", "a.csv:2:1: an accuracy must be a number, not 'nan'"),
    ("width,accuracy\n\"1,70\n", "a.csv:2:1: a quote is not closed"),
  ])
  func tablesOfAccuraciesSayWhichLineIsWrong(text: String, message: String) {
    do throws(Diagnostic) {
      _ = try Measurements(text, file: "a.csv", known: ["width"])
      Issue.record("accepted")
    } catch {
      #expect(String(error.description.prefix(message.count)) == message)
    }
  }

  @Test func fieldsInQuotesHoldCommasAndQuotes() throws {
    let table = try Measurements(
      "# Source: none\r\nvariant,width,accuracy,source\r\nb0,\"1\",70.5,\"a, \"\"b\"\"\"\r\n",
      file: "a.csv", known: ["width"])
    #expect(table.comments == ["Source: none"])
    let row = try #require(table.rows.first)
    #expect(row.variant == "b0" && row.accuracy == 70.5 && row.position.line == 3)
    #expect(row.values.map(\.name) == ["width"] && row.values.map(\.text) == ["1"])
  }
}
