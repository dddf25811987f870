import Charts
import CostModel
import Foundation
import Pages
import Specs
import Symbolic
import Testing

/// Pages in a browser. Its programs are started one after the other.
@Suite(
  .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian's package chromium)"),
  .serialized)
struct ChromiumTests {
  /// In the second one, the width decides which tensors are added.
  @Test(arguments: ["efficientnet_b0", "resnet50"])
  func slidersShowWhatTheToolCounts(name: String) throws {
    let free = try FreeModel(Catalog.embedded.model(named: name), isFull: true)
    let page = try free.page.html()
    #expect(page.utf8.count < 400_000)
    let points = [
      ["width": "1.0"], ["width": "1.4", "depth": "1.8", "resolution": "380"],
      ["width": "0.33", "depth": "0.4", "resolution": "129", "batch": "7"],
    ].map { point in
      free.network.sliders.map { point[$0.symbol.name] ?? $0.value.text }
    }
    let seen = try Chromium.look(at: page, points: points)
    #expect(seen.console == [])
    let answer = try #require(seen.answer)
    #expect(answer.loaded == [] && answer.refused == [])
    #expect(answer.drawn.count > 100 && answer.drawn == answer.written)
    for (point, shown) in zip(points, answer.points) {
      let numbers = zip(free.network.sliders, point).map { slider, text in
        slider.symbol.isInteger
          ? Number.exact(Rational(Int(text) ?? 0)) : .real(Double(text) ?? 0)
      }
      let report = try free.count(at: numbers)
      #expect(shown.rows == report.rows.count && shown.boxes > 30, "\(point)")
      #expect(shown.state == "", "\(point)")
      for metric in Metric.allCases where metric != .intensity {
        let value = try #require(metric.value(of: report.totals)).numerator
        let unit = metric.unit == .bytes ? " B" : ""
        #expect(shown.totals[metric.rawValue] == value.grouped + unit, "\(metric) at \(point)")
      }
      let peak = try #require(try report.peakMemory()).bytes
      #expect(shown.totals["peak"] == "\(Int128(peak).grouped) B", "\(point)")
    }
  }

  /// A point without a network is told, and the numbers stay.
  @Test func aPointWithoutANetworkIsTold() throws {
    let free = try FreeModel(Catalog.embedded.model(named: "alexnet"), isFull: true)
    let small = free.network.sliders.map { $0.symbol.name == "resolution" ? "3" : $0.value.text }
    let seen = try Chromium.look(at: free.page.html(), points: [small])
    #expect(seen.console == [])
    let point = try #require(seen.answer?.points.first)
    #expect(point.state.hasPrefix("No such network: "), "\(point.state)")
    #expect(
      point.totals["macs"]
        == (try free.count(at: free.network.sliders.map(\.value)))
        .totals.macs.constantValue?.numerator.grouped)
  }

  @Test func tenThousandLayersAreSoonThere() throws {
    var builder = NetworkBuilder()
    var tensor = builder.input(Shape(channels: 8, map: [16, 16]))
    for index in 0..<10_000 {
      tensor = try builder.add(.conv(1, channels: 8), tensor, named: "layer\(index)")
    }
    let report = try Report(builder.network(named: "long", outputs: [tensor]))
    let page = try Page(
      title: "long",
      [
        ReportedNetwork(
          name: "long", descriptions: [], report: report,
          formulas: FreeNetwork(report, [], bound: []), timeline: nil, arena: nil, roofline: nil,
          figures: [], citations: [], notes: [])
      ],
      words: Metric.allCases.map { MetricWords($0, title: $0.rawValue, meaning: $0.rawValue) },
      version: ""
    ).html()
    let seen = try Chromium.look(at: page, points: [[]])
    #expect(seen.console == [])
    #expect(seen.answer?.points.first?.rows == 10_000)
    let paint = try #require(seen.answer?.paint)
    #expect(paint < 1000, "the first paint after \(paint) ms")
  }
}
