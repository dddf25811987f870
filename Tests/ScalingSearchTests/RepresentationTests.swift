import CostModel
import Specs
import Symbolic
import Testing

import ScalingSearch

/// Networks that several points of a grid give: which point stands for them, and what they are
/// called.
struct RepresentationTests {
  /// The default search of EfficientNet's coefficients.
  private func coefficients(_ tolerance: Rational) throws -> GridSearch {
    let catalog = Catalog.embedded
    let model = try catalog.model(named: "efficientnet_b0")
    let table = [("alpha", "depth", "1:2:0.05", 1.0), ("beta", "width", "1:1.5:0.05", 1)]
    let coefficients =
      try table.map { name, parameter, range, base in
        Coefficient(
          name, of: parameter, axis: try Axis(name, range, flag: name), base: base, rounding: nil)
      } + [
        Coefficient(
          "gamma", of: "resolution", axis: try Axis("gamma", "1:1.5:0.05", flag: "gamma"),
          base: 224, rounding: .nearest)
      ]
    let paper = try #require(Landmark.paper(over: coefficients))
    return try GridSearch(
      CandidateNetworks(model, Settings(), in: catalog), coefficients, phi: 1,
      constraint: GridSearch.Constraint(
        try Expression("alpha * beta^2 * gamma^2"), target: Rational(2), tolerance: tolerance),
      condition: nil, budgets: [], landmarks: [paper])
  }

  private func texts(_ candidate: Candidate) -> [String] { candidate.choices.map(\.text) }

  /// The paper's triple stands for itself, though 1.25/1.1/1.15 is nearer to the target.
  @Test func thePapersCoefficientsAreARow() throws {
    let search = try coefficients(Rational(1, over: 10))
    let candidates = try search.run(threads: 2).candidates
    let own = try #require(candidates.first { $0.names == [Landmark.paperName] })
    #expect(texts(own) == ["1.2", "1.1", "1.15"] && own.points == 2)
    #expect(own.ideal == (try Rational(192_027, over: 100_000)))
    #expect(own.cost(.macs) == 992_629_472)
    #expect(search.exclusion(of: own) == nil)
    let merged = try #require(search.points(of: [own]).first)
    let decimals = merged.map { $0.map(\.text) }
    #expect(decimals == [["1.2", "1.1", "1.15"], ["1.25", "1.1", "1.15"]])
  }

  /// Outside the band the triple is no row, though its network is one by other coefficients.
  @Test func whatKeepsThePaperOutIsKnown() throws {
    let search = try coefficients(Rational(1, over: 50))
    let candidates = try search.run(threads: 2).candidates
    #expect(candidates.allSatisfy { $0.names.isEmpty })
    let own = try search.candidate(of: .efficientNet, named: "paper")
    #expect(texts(own) == ["1.2", "1.1", "1.15"])
    #expect(search.exclusion(of: own) == .ideal)
    let same = try #require(candidates.first { $0.costs == own.costs })
    #expect(texts(same) == ["1.25", "1.1", "1.15"])
  }

  /// Stock MobileNet V2 and EfficientNet-B1 are points of their own, and not depth 0.8 or 1.05.
  @Test(arguments: [
    ("mobilenet_v2", "mobilenet_v2", ["1.0", "1.0", "224"]),
    ("efficientnet_b0", "efficientnet_b1", ["1.1", "1.0", "240"]),
    ("efficientnet_b3", "efficientnet_b1", ["1.1", "1.0", "240"]),
    ("mobilenet_v1", "mobilenet_v1 width 0.75, resolution 192", ["1.0", "0.75", "192"]),
  ])
  func releasedNetworksStandForThemselves(
    model: String, name: String, values: [String]
  ) throws {
    let search = try searching(
      try Catalog.embedded.model(named: model),
      ["depth=0.75:1.25:0.05", "width=0.7:1:0.05", "resolution=192:240:16"])
    let own = try #require(search.run(threads: 2).candidates.first { $0.names.contains(name) })
    #expect(texts(own) == values && own.points > 1)
  }

  /// A released network between the grid's values is named where it rounds to one of them.
  @Test func aReleasedNetworkBetweenThePointsIsNamed() throws {
    let model = try Catalog.embedded.model(named: "efficientnet_b0")
    // B1 has depth 1.1, of which every repeat is that of 1.2; 240 is its resolution.
    let near = try searching(model, ["depth=1,1.2", "width=1", "resolution=224,240"])
    let names = try near.run(threads: 1).candidates.map { (texts($0), $0.names) }
    #expect(names.first { $0.0 == ["1.2", "1", "240"] }?.1 == ["efficientnet_b1"])
    #expect(names.first { $0.0 == ["1", "1", "224"] }?.1 == ["efficientnet_b0"])
    let far = try searching(model, ["depth=1,1.2", "width=1", "resolution=224,256"])
    #expect(try far.run(threads: 1).candidates.count { !$0.names.isEmpty } == 1)
  }

  /// Of what has no name the point nearest to the defaults stands, by hand on every network.
  @Test func theNearestToTheDefaultsStands() throws {
    let model = try Catalog.embedded.model(named: "mobilenet_v2")
    let search = try searching(
      model, ["depth=0.3:3:0.05", "width=0.2:2:0.05", "resolution=192:256:32"],
      budgets: [Budget(.macs, most: 500_000_000)])
    let candidates = try search.run(threads: 2).candidates
    for (candidate, points) in zip(candidates, search.points(of: candidates)) {
      #expect(points.count == candidate.points)
      func distance(_ point: [Rational]) -> Double {
        zip(point, [1, 1, 224.0]).reduce(0) {
          $0 + Swift.abs(Elementary.logarithm($1.0.doubleValue / $1.1))
        }
      }
      let own = candidate.choices.compactMap { Rational(decimal: $0.text) }
      #expect(points.contains(own))
      guard candidate.names.isEmpty else { continue }
      #expect(points.allSatisfy { distance($0) >= distance(own) - 1e-9 }, "\(texts(candidate))")
    }
    #expect(candidates.contains { $0.points > 3 })
  }

  /// Journals of before kept the point nearest to the target; what they hold is shown as what a
  /// search finds now.
  @Test func journalsOfBeforeAreShownAsNow() throws {
    let paper = try coefficients(Rational(1, over: 10))
    try checkJournal(of: paper) { point in
      try abs(point[0] * point[1].power(2) * point[2].power(2) - 2)
    }
    let values = try searching(
      try Catalog.embedded.model(named: "mobilenet_v2"),
      ["depth=0.3:3:0.1", "width=0.2:2:0.05", "resolution=160:256:32"],
      budgets: [Budget(.macs, most: 300_000_000)])
    // Without a target the first point was as near as any.
    try checkJournal(of: values) { _ in 0 }
  }

  private func checkJournal(
    of search: GridSearch, _ distance: ([Rational]) throws -> Rational
  ) throws {
    let found = search.scan(.whole, threads: 1)
    let now = try search.outcome(found)
    var entries: [GridSearch.Found.Entry] = []
    for (entry, points) in zip(found.entries, search.points(of: now.candidates)) {
      // In the order of lines, as the code of before looked at them.
      let positions = try points.map { point in
        let indices = zip(search.coefficients, point).map { coefficient, value in
          coefficient.axis.points.firstIndex { $0.exact == value } ?? -1
        }
        return (try #require(search.grid.position(of: indices)), try distance(point).doubleValue)
      }.sorted { ($0.0.line, $0.0.index) < ($1.0.line, $1.0.index) }
      let least = try #require(positions.min { $0.1 < $1.1 })
      var draft = entry.draft
      (draft.bestLine, draft.bestIndex) = (least.0.line, least.0.index)
      draft.distance = least.1
      entries.append(GridSearch.Found.Entry(key: entry.key, draft: draft))
    }
    let summary = GridSearch.Found.Summary(
      lines: found.lines, feasible: found.feasible, networks: entries.count, points: nil,
      nearest: nil, distance: .infinity, least: [.infinity, .infinity, .infinity])
    let restored = try #require(
      try GridSearch.Found([.candidates(entries), .scan(summary)], of: search))
    let before = try search.outcome(restored)
    #expect(before.seen == now.seen && before.feasible == now.feasible)
    #expect(before.candidates.map(\.names) == now.candidates.map(\.names))
    #expect(before.candidates.map(texts) == now.candidates.map(texts))
    #expect(zip(entries, found.entries).contains { $0.draft != $1.draft })
  }
}

private func abs(_ value: Rational) throws -> Rational {
  value < .zero ? try value.negated() : value
}
