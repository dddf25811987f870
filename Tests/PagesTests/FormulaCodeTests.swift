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
    for model in try Self.models() {
      let free = try FreeModel(model)
      let points = (0..<(Self.points ?? 4)).map { _ in free.randomPoint(&random) }
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
        compared += 1
      }
    }
    #expect(compared > 3 * refused, "\(compared) points compared, \(refused) refused")
  }
}

/// A model with all its numbers free, as the command `report` writes it.
private struct FreeModel {
  let model: Model
  let network: FreeNetwork
  let page: Page

  init(_ model: Model) throws {
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
    page = Page(
      title: model.name,
      [
        ReportedNetwork(
          name: model.name, descriptions: [], report: bound, formulas: network, timeline: nil,
          arena: nil, roofline: nil, figures: [], citations: [], notes: [])
      ], words: [], version: "")
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
