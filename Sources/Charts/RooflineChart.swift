import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A network under a machine's roof: intensity and rate on logarithmic axes, one marker per layer.
package struct RooflineChart {
  private let result: RooflineReport
  private let x: LogAxis
  private let y: LogAxis
  /// The layers that logarithmic axes can show.
  private let drawn: [(row: RooflineReport.Row, intensity: Double, rate: Double)]

  private static let size = (width: 860, height: 560)
  private static let plot = (left: 116.0, top: 64.0, right: 836.0, bottom: 466.0)

  package init(_ result: RooflineReport) {
    self.result = result
    drawn = result.rows.compactMap { row in
      guard let intensity = row.point.intensity, let rate = row.point.attainable, rate > 0 else {
        return nil
      }
      return (row, intensity, rate)
    }
    let (roofline, plot) = (result.roofline, RooflineChart.plot)
    // Margin on both sides makes the ridge visible.
    x = LogAxis(
      covering: drawn.map(\.intensity) + [roofline.ridge / 4, roofline.ridge * 4], from: plot.left,
      to: plot.right)
    y = LogAxis(
      covering: drawn.map(\.rate) + [roofline.peak / 4, roofline.peak], from: plot.bottom,
      to: plot.top)
  }

  /// The chart as a document.
  package var svg: String {
    let roofline = result.roofline
    var svg = SVG(width: RooflineChart.size.width, height: RooflineChart.size.height)
    let network = "\(result.report.network.name)\(batch)"
    let title = "\(network) on \(roofline.machine.title), \(roofline.precision.rawValue)"
    svg.write(title, at: (RooflineChart.plot.left, 28), size: 17, isBold: true)
    let sum = result.time.scaled(unit: "s")
    svg.write(
      "\(sum) for all layers: \(roofline.standing.text)",
      at: (RooflineChart.plot.left, 48), colour: "#555555", name: "sum")
    svg.note(x.ends, as: "x")
    svg.note(y.ends, as: "y")
    grid(&svg)
    roof(&svg)
    for (row, intensity, rate) in rareLast {
      let series = LayerSeries(row.counted.layer.kind)
      svg.mark(
        series.marker, at: (x.position(intensity), y.position(rate)), colour: series.colour,
        name: "layer \(series.rawValue)", title: label(row, intensity, rate))
    }
    legend(&svg)
    return svg.text(title: "Roofline of \(title)")
  }

  /// The layers ordered so that those of rare kinds are on top.
  private var rareLast: [(row: RooflineReport.Row, intensity: Double, rate: Double)] {
    let groups = Dictionary(grouping: drawn) { LayerSeries($0.row.counted.layer.kind) }
    return LayerSeries.allCases.compactMap { groups[$0] }
      .sorted { $0.count > $1.count }.flatMap(\.self)
  }

  private var batch: String {
    result.report.network.batch != 1 ? ", batch \(result.report.network.batch)" : ""
  }

  private func label(_ row: RooflineReport.Row, _ intensity: Double, _ rate: Double) -> String {
    let layer = row.counted.layer
    let perByte = result.roofline.precision.operationsPerByte
    return "\(layer.label) (\(layer.operatorText)): \(intensity.fixed(2)) \(perByte), "
      + "\(rate.scaled(unit: "\(result.roofline.precision.operations)/s")), "
      + row.point.time.scaled(unit: "s")
  }

  private func grid(_ svg: inout SVG) {
    let (plot, operations) = (RooflineChart.plot, result.roofline.precision.operations)
    for tick in x.ticks {
      let place = x.position(tick.value)
      if tick.isDecade {
        svg.line([(place, plot.top), (place, plot.bottom)], colour: "#dddddd", width: 1)
      }
      svg.line([(place, plot.bottom), (place, plot.bottom - 4)], colour: "#888888", width: 1)
      if tick.isLabelled {
        svg.write(tick.value.plain, at: (place, plot.bottom + 18), anchor: .middle)
      }
    }
    for tick in y.ticks {
      let place = y.position(tick.value)
      if tick.isDecade {
        svg.line([(plot.left, place), (plot.right, place)], colour: "#dddddd", width: 1)
      }
      svg.line([(plot.left, place), (plot.left + 4, place)], colour: "#888888", width: 1)
      if tick.isLabelled {
        svg.write(
          tick.value.scaledPlain(unit: "\(operations)/s"), at: (plot.left - 8, place + 4),
          anchor: .end)
      }
    }
    svg.line(
      [(plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)],
      colour: "#444444", width: 1)
    svg.write(
      "arithmetic intensity, \(operations)s/byte",
      at: ((plot.left + plot.right) / 2, plot.bottom + 40), size: 13, anchor: .middle)
    svg.write(
      "attainable rate", at: (20, (plot.top + plot.bottom) / 2), size: 13, anchor: .middle,
      turn: -90)
  }

  private func roof(_ svg: inout SVG) {
    let (roofline, plot) = (result.roofline, RooflineChart.plot)
    // The slope enters the plot at its left edge or at the bottom.
    let entry = max(x.lowest, y.lowest / roofline.bandwidth)
    let foot = (x: x.position(entry), y: y.position(roofline.attainable(at: entry)))
    let ridge = (x: x.position(roofline.ridge), y: y.position(roofline.peak))
    svg.line([ridge, (ridge.x, plot.bottom)], colour: "#777777", width: 1, dashes: "4 4")
    svg.line([foot, ridge, (plot.right, ridge.y)], colour: "#222222", width: 2)
    svg.write(roofline.peakText, at: (plot.right - 6, ridge.y - 12), anchor: .end, isBold: true)
    let turn = atan2(ridge.y - foot.y, ridge.x - foot.x) * 180 / .pi
    let middle = (
      (foot.x + ridge.x) / 2 + 15 * sin(turn * .pi / 180),
      (foot.y + ridge.y) / 2 - 15 * cos(turn * .pi / 180)
    )
    svg.write(
      roofline.bandwidthText, at: middle, anchor: .middle, isBold: true, turn: turn)
    let isFarRight = ridge.x > plot.right - 180
    svg.write(
      "ridge \(roofline.ridgeText)",
      at: (ridge.x + (isFarRight ? -8 : 8), plot.bottom - 12), colour: "#555555",
      anchor: isFarRight ? .end : .start)
  }

  /// The kinds that occur, below the plot, and what is not drawn.
  private func legend(_ svg: inout SVG) {
    let plot = RooflineChart.plot
    let baseline = plot.bottom + 68
    var place = plot.left
    for series in LayerSeries.allCases {
      let count = drawn.count { LayerSeries($0.row.counted.layer.kind) == series }
      guard count > 0 else { continue }
      let text = "\(series.title) (\(count))"
      svg.mark(
        series.marker, at: (place + 6, baseline - 4), colour: series.colour,
        name: "legend \(series.rawValue)",
        title: nil)
      svg.write(text, at: (place + 18, baseline), name: "count \(series.rawValue)")
      place += 18 + 6.6 * Double(text.count) + 22
    }
    let hidden = result.rows.count - drawn.count
    if hidden > 0 {
      svg.write(
        "\(counted(hidden, "layer")) without MACs not drawn", at: (plot.right, plot.bottom + 40),
        colour: "#555555", anchor: .end, name: "undrawn")
    }
  }
}
