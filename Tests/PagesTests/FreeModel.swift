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

  /// A value for each slider, near what a reader may choose: often the one it has, or a simple
  /// multiple of it, because many sizes have to fit each other.
  func randomPoint(_ random: inout SplitMix64) -> [Number] {
    network.sliders.map { slider in
      if slider.symbol.name == "batch" { return .exact(Rational(1 + random.below(64))) }
      if slider.symbol.isInteger {
        let value = Int(slider.value.doubleValue)
        return switch random.below(4) {
        case 0: .exact(Rational(max(1, value / 2) + random.below(value + 1)))
        case 1: .exact(Rational(max(1, value * (1 + random.below(4)) / 2)))
        default: slider.value
        }
      }
      // Quarters, steps of 0.01, and digits that no double has.
      return switch random.below(3) {
      case 0: .real(Double(1 + random.below(8)) / 4)
      case 1: .real(Double(20 + random.below(180)) / 100)
      default: .real(Double(20_000_000 + random.below(180_000_000)) / 1e8)
      }
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
