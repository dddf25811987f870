import CostModel
import Specs
import Symbolic
import Testing

import ScalingSearch

/// Which networks are kept, and in what order.
struct RankingTests {
  /// Networks with these MACs and parameters, called by a choice.
  private func networks(_ rows: [(String, Int128, Int128)]) -> [Candidate] {
    rows.map { name, macs, parameters in
      Candidate(
        choices: [("width", name)], parameters: [("width", name)], costs: [macs, parameters, 0])
    }
  }

  private func names(_ candidates: [Candidate]) -> [String] {
    candidates.map { $0.choices[0].text }
  }

  private func objective(
    _ text: String, _ goal: Ranking.Goal, _ synonyms: [String: String] = [:]
  ) throws -> Ranking {
    Ranking(objective: Ranking.Objective(try Expression(text), goal, synonyms: synonyms))
  }

  @Test func anObjectiveRanks() throws {
    let found = networks([("1", 30, 1), ("2", 10, 5), ("3", 20, 3)])
    #expect(try names(objective("macs", .least).ranked(found)) == ["2", "3", "1"])
    #expect(try names(objective("macs", .most).ranked(found)) == ["1", "3", "2"])
    #expect(try names(objective("macs * parameters", .least).ranked(found)) == ["1", "2", "3"])
    // A choice goes before a synonym of the same name.
    let synonyms = ["Params": "parameters", "width": "macs"]
    #expect(try names(objective("Params", .least, synonyms).ranked(found)) == ["1", "3", "2"])
    #expect(try names(objective("width", .most, synonyms).ranked(found)) == ["3", "2", "1"])
    let fault = #expect(throws: Diagnostic.self) { try objective("depth", .least).ranked(found) }
    #expect(fault?.description.contains("depth") == true)
  }

  @Test func withoutAnObjectiveAccuracyRanksThenTheSearch() throws {
    var found = networks([("1", 30, 1), ("2", 10, 5), ("3", 20, 3)])
    #expect(try names(Ranking().ranked(found)) == ["1", "2", "3"])
    let order: (Candidate) -> Double = { Double($0.cost(.macs)) }
    #expect(try names(Ranking().ranked(found, otherwise: order)) == ["2", "3", "1"])
    found[0].evaluation = Evaluation(70)
    found[2].evaluation = Evaluation(71.5)
    #expect(try names(Ranking().ranked(found, otherwise: order)) == ["3", "1", "2"])
    // An unknown accuracy comes last, whatever the formula.
    let ranking = try objective("accuracy - macs", .most)
    #expect(try names(ranking.ranked(found)) == ["3", "1", "2"])
    #expect(try found.map(ranking.score) == [40, nil, 51.5])
    #expect(ranking.mentions(.accuracy) && !ranking.mentions(.memory))
  }

  @Test func aFrontKeepsWhatNothingBeats() throws {
    var found = networks([("1", 30, 1), ("2", 10, 5), ("3", 20, 3), ("4", 21, 3), ("5", 20, 3)])
    let front = Ranking(front: [(.cost(.macs), .least), (.cost(.parameters), .least)])
    #expect(try names(front.ranked(found)) == ["2", "3", "5", "1"])
    let largest = Ranking(front: [(.cost(.macs), .most), (.cost(.parameters), .most)])
    #expect(try names(largest.ranked(found)) == ["1", "4", "2"])
    // What is unknown is on no front.
    found[1].memory = 7
    #expect(try names(Ranking(front: [(.memory, .least)]).ranked(found)) == ["2"])
    #expect(Ranking(front: [(.memory, .least)]).mentions(.memory))
  }

  @Test func budgetsAreSharesAndLimits() {
    let network = networks([("1", 30, 10)])[0]
    #expect(Budgets().used(by: network) == 0 && Budgets().isEmpty)
    let budgets = Budgets([Budget(.macs, most: 60), Budget(.parameters, most: 40)])
    #expect(budgets.used(by: network) == 0.5)
    // The tightest of all, whatever it limits.
    var heavy = network
    heavy.memory = 90
    #expect(Budgets([Budget(.macs, most: 60)], memory: 100).used(by: heavy) == 0.9)
    #expect(Budgets([Budget(.macs, most: 60)], memory: 360).used(by: heavy) == 0.5)
    #expect(budgets.unmet([61, 40, 0]).map(\.metric) == [.macs])
    #expect(budgets.unmet([60, 41, 0]).map(\.least) == [41])
    #expect(!Budget(.macs, least: 31).holds(network) && Budget(.macs, most: 30).holds(network))
  }
}

/// A search as a value.
struct SearchRequestTests {
  @Test func fitKeepsWhatCannotGrow() throws {
    var request = try SearchRequest.fit(
      "mobilenet_v1", varying: ["width": "0.25:1:0.25", "resolution": "128:224:32"],
      within: [Budget(.macs, most: 60_000_000)])
    func cells() throws -> [String] {
      try request.run(threads: 2).map { $0.parameters.map(\.text).joined(separator: "/") }
    }
    #expect(try cells() == ["0.5/128", "0.25/224"])
    request.selection = .fitting
    #expect(try cells() == ["0.5/128", "0.25/224", "0.25/192", "0.25/160", "0.25/128"])
    request.ranking = Ranking(objective: .init(try Expression("resolution"), .least))
    #expect(try cells() == ["0.5/128", "0.25/128", "0.25/160", "0.25/192", "0.25/224"])
  }

  /// No network has more memory than it may, whatever a number takes.
  @Test func memoryIsABudget() throws {
    let request = try SearchRequest.fit(
      "mobilenet_v1", varying: ["width": "0.25:1:0.25", "resolution": "128:224:32"], within: [],
      memory: 4_000_000)
    let found = try request.run(threads: 2)
    #expect(!found.isEmpty)
    for candidate in found {
      let network = try Network.expand(
        request.networks.model, Settings(candidate.parameters), in: .embedded)
      #expect(try candidate.memory == Report(network).memory())
      #expect(try #require(candidate.memory) <= 4_000_000)
    }
    let search = try request.search()
    let all = try search.run(threads: 2).candidates
    let fitting = try search.measured(all, within: request.budgets, threads: 2)
    let rest = try search.measured(all, within: Budgets(), threads: 2).filter { candidate in
      !fitting.contains { $0.parameters.map(\.text) == candidate.parameters.map(\.text) }
    }
    for candidate in rest { #expect(candidate.memory.map { $0 > 4_000_000 } == true) }
    let fewest = try #require(all.min { $0.cost(.parameters) < $1.cost(.parameters) })
    let network = try Network.expand(
      request.networks.model, Settings(fewest.parameters), in: .embedded)
    #expect(try search.smallest(all)?.memory == Report(network).memory())
  }

  @Test func whatIsNotSaidIsAroundTheDefaults() throws {
    let request = try SearchRequest.fit("mobilenet_v2", within: [Budget(.macs, most: 1e8)])
    #expect(request.coefficients.map(\.name) == ["depth", "width", "resolution"])
    #expect(request.coefficients.map { $0.axis.points.first?.text } == ["0.25", "0.25", "96"])
    #expect(request.coefficients.map { $0.axis.points.last?.text } == ["3.0", "3.0", "448"])
    #expect(request.coefficients.map(\.standard) == [1, 1, 224])
  }

  @Test(
    arguments: [
      ("mobilenet_v9", [:], "unknown model 'mobilenet_v9'; did you mean 'mobilenet_v1'?"),
      (
        "mobilenet_v1", ["widht": "1"],
        "mobilenet_v1 has no numeric parameter 'widht'; did you mean 'width'?"
      ),
      (
        "mobilenet_v1", ["resolution": "128.5,192"],
        "resolution takes whole numbers, not '128.5'"
      ),
      ("standard", [:], "standard has no depth, width or resolution to vary"),
    ] as [(String, KeyValuePairs<String, String>, String)])
  func faultsSpeakOfParameters(
    model: String, ranges: KeyValuePairs<String, String>, message: String
  ) throws {
    let fault = #expect(throws: Diagnostic.self) {
      try SearchRequest.fit(model, varying: ranges, within: [])
    }
    #expect(fault?.description == message)
  }

  /// The growth of a network is over the baseline's MACs.
  @Test func growthIsOverTheBaseline() throws {
    let request = try SearchRequest.fit(
      "mobilenet_v1", varying: ["width": "0.5,1"], within: [Budget(.macs, most: 1e9)])
    let growth = try request.run().map(\.growth)
    #expect(growth == [1])
    #expect(Double(request.baseline.totals.macs.constantValue?.doubleValue ?? 0) == 568_740_352)
  }
}
