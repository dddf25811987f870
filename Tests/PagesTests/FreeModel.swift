import CostModel
import Pages
import Specs
import Symbolic
import Testing

/// A model with all its numbers free, as the command `report` writes it.
struct FreeModel {
  let model: Model
  let network: FreeNetwork
  let page: Page

  /// - Parameter isFull: whether the page has what has to be drawn, too.
  init(_ model: Model, isFull: Bool = false) throws {
    self.model = model
    var free = Set(model.spec.numbers.map(\.name) + ["batch"])
    var report: Report?
    while report == nil {
      do throws(Diagnostic) {
        report = try Report(
          Network.expand(model, Settings(free: free, unfoldLimit: 0), in: .embedded))
      } catch {
        try #require(!error.freeParameters.isDisjoint(with: free), "\(model.name): \(error)")
        free.subtract(error.freeParameters)
      }
    }
    let values = try model.parameters(Settings())
    let symbolic = try #require(report)
    network = FreeNetwork(
      symbolic,
      try symbolic.network.symbols.map { symbol in
        let value = symbol.name == "batch" ? .exact(1) : values[symbol.name]?.number
        return FreeNetwork.Slider(symbol, value: try #require(value))
      }, bound: [])
    let bound = try Report(Network.expand(model, in: .embedded))
    let timeline = isFull ? try MemoryTimeline(bound.network) : nil
    let roofline =
      isFull
      ? try RooflineReport(
        bound, under: Roofline(Catalog.embedded.machine(named: "h100"), .fp32)) : nil
    page = Page(
      title: model.name,
      [
        ReportedNetwork(
          name: model.name, descriptions: [], report: bound, formulas: network,
          timeline: timeline, arena: try timeline?.arena(), roofline: roofline, figures: [],
          citations: [], notes: [])
      ],
      words: Metric.allCases.map { MetricWords($0, title: $0.rawValue, meaning: $0.rawValue) },
      version: "")
  }

  /// A value for each slider, near what a reader may choose.
  func randomPoint(_ random: inout SplitMix64) -> [Number] {
    network.sliders.map { slider in
      if slider.symbol.name == "batch" { return .exact(Rational(1 + random.below(64))) }
      if slider.symbol.isInteger {
        let value = Int(slider.value.doubleValue)
        return .exact(Rational(max(1, value / 2) + random.below(value + 1)))
      }
      // Steps of 0.01 and, half of the time, digits that no double has.
      let fine = random.below(2) == 0 ? Double(random.below(1_000_000)) / 1e8 : 0
      return .real(Double(20 + random.below(180)) / 100 + fine)
    }
  }

  /// What the tool counts there.
  func count(at point: [Number]) throws -> Report {
    var settings = Settings()
    for (slider, value) in zip(network.sliders, point) {
      if slider.symbol.name == "batch" {
        settings.batch = Int(value.doubleValue)
      } else {
        settings.values.append(Settings.Entry(name: slider.symbol.name, text: value.text))
      }
    }
    return try Report(Network.expand(model, settings, in: .embedded))
  }
}
