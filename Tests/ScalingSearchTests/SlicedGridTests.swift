import CostModel
import Specs
import Symbolic
import Testing

import ScalingSearch

/// Grids over parameters in which a network has no closed form: copies that grow by concatenation.
struct SlicedGridTests {
  /// Every network of a grid, expanded on its own, costs what the search says; every point with a
  /// network is one of them.
  private func check(_ model: Model, _ search: GridSearch, enumerated: [String]) throws {
    let catalog = Catalog.embedded
    #expect(search.enumerated == enumerated)
    let outcome = try search.run(threads: 2)
    #expect(outcome.examined == search.coefficients.reduce(1) { $0 * $1.axis.points.count })
    #expect(outcome.feasible == outcome.examined - outcome.invalid)
    #expect(outcome.seen == outcome.examined - outcome.invalid)
    var costs: Set<[Int128]> = []
    let points = search.points(of: outcome.candidates)
    #expect(points.reduce(0) { $0 + $1.count } == outcome.feasible)
    for (candidate, points) in zip(outcome.candidates, points) {
      #expect(points.count == candidate.points)
      costs.insert(candidate.costs)
      for point in points {
        let values = zip(search.coefficients, point).map { ($0.parameter, $1.text) }
        let report = try Report(Network.expand(model, Settings(values), in: catalog))
        #expect(report.searchCosts == candidate.costs, "\(values)")
      }
    }
    #expect(costs.count == outcome.candidates.count)
    #expect(
      try search.run(threads: 1).candidates.map { $0.choices.map(\.text) }
        == outcome.candidates.map { $0.choices.map(\.text) })
  }

  @Test func copiesThatGrowAreEnumerated() throws {
    let grow = try fixture("grow")
    try check(
      grow,
      try searching(grow, ["depth=0.2:2:0.2", "width=0.5:1.5:0.25", "resolution=16:32:8"]),
      enumerated: ["depth"])
    let yolo = try fixture("yolov8")
    try check(
      yolo, try searching(yolo, ["resolution=320,640", "depth=0.33,0.5,0.67,1", "width=0.25,0.5"]),
      enumerated: ["depth"])
    let densenet = try Catalog.embedded.model(named: "densenet121")
    try check(
      densenet, try searching(densenet, ["n1=4:6:1", "resolution=192,224", "n4=15,16"]),
      enumerated: ["n1", "n4"])
  }

  /// What the enumerated parameter is about may be constrained as any other.
  @Test func constraintsReachWhatIsEnumerated() throws {
    let model = try fixture("grow")
    let constraint = GridSearch.Constraint(
      try Expression("depth * width^2"), target: Rational(1), tolerance: try Rational(1, over: 20))
    let search = try searching(
      model, ["depth=0.2:2:0.2", "width=0.5:1.5:0.05"], constraint: constraint,
      condition: "depth < 1.9")
    let points = search.points(of: try search.run(threads: 2).candidates).flatMap(\.self)
    var expected: Set<[Rational]> = []
    for depth in search.coefficients[0].axis.points.map(\.exact) {
      for width in search.coefficients[1].axis.points.map(\.exact) {
        let ideal = try depth * width.power(2)
        let isNear = try abs((ideal - Rational(1)).doubleValue) <= 0.05
        if isNear, depth < (try Rational(19, over: 10)) { expected.insert([depth, width]) }
      }
    }
    #expect(Set(points) == expected && points.count == expected.count && !expected.isEmpty)
    let nearest = try searching(
      model, ["depth=0.2:2:0.2", "width=0.5,0.6"],
      constraint: GridSearch.Constraint(
        try Expression("depth * width^2"), target: Rational(1), tolerance: .zero))
    #expect(try nearest.run(threads: 2).nearest == (try Rational(72, over: 100)))
  }

  /// Parts of a grid in slices are the whole.
  @Test func shardsOfSlicesAreTheWhole() throws {
    let search = try searching(
      try fixture("grow"), ["depth=0.2:2:0.2", "width=0.5:1.5:0.25", "resolution=16:32:8"],
      budgets: [Budget(.macs, most: 2_000_000)])
    let whole = try search.run(threads: 1)
    let parts = (1...5).compactMap { Shard("\($0)/5") }.map { search.scan($0, threads: 1) }
    let kept = try parts.compactMap { try GridSearch.Found($0.records, of: search) }
    let joined = try search.outcome(GridSearch.Found(joining: kept.reversed()))
    #expect(joined.seen == whole.seen && joined.feasible == whole.feasible)
    #expect(joined.candidates.map(\.costs) == whole.candidates.map(\.costs))
    #expect(
      joined.candidates.map { $0.choices.map(\.text) }
        == whole.candidates.map { $0.choices.map(\.text) })
  }

  @Test func tooManyCombinationsAreRefused() throws {
    let densenet = try Catalog.embedded.model(named: "densenet121")
    #expect {
      _ = try searching(densenet, ["n1=1:48:1", "n2=1:48:1", "n3=1:48:1", "n4=1:48:1"])
    } throws: { error in
      "\(error)"
        == "n1, n2, n3: the network has no closed form in them, and a search would expand "
        + "more than 10000 combinations of their values; narrow the ranges"
    }
  }

  /// Conditions that join all axes make one line of the whole grid. Each network's costs are worked
  /// out at its own point: going over the line for each took minutes.
  @Test func axesThatActTogetherAreQuick() throws {
    let model = try fixture("hourglass")
    let search = try searching(
      model, ["depth=0.25:3:0.05", "width=0.25:3:0.05", "resolution=96:448:16"])
    #expect(search.grid.slices.count == 1 && search.grid.lineCount == 1)
    let start = ContinuousClock.now
    let outcome = try search.run(threads: 1)
    // 72,128 points for each of 11,592 networks would be 836 million totals of three formulas.
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(outcome.examined == 72_128 && outcome.candidates.count == 11_592)
    let catalog = Catalog.embedded
    for candidate in outcome.candidates.enumerated().filter({ $0.offset % 997 == 0 }).map(\.1) {
      let report = try Report(
        Network.expand(model, Settings(candidate.parameters), in: catalog))
      #expect(report.searchCosts == candidate.costs)
    }
  }
}
