import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A network under a machine's roof: intensity and rate on logarithmic axes, a marker a layer.
struct RooflineChart {
  /// The kinds of layers that a legend tells apart; the colours are those of Okabe and Ito, which
  /// the colour-blind see apart.
  private enum Series: String, CaseIterable {
    case pointwise, standard, depthwise, dense, other

    init(_ kind: LayerKind) { self = Series(rawValue: kind.rawValue) ?? .other }

    var title: String {
      switch self {
      case .pointwise: "pointwise"
      case .standard: "standard convolution"
      case .depthwise: "depthwise"
      case .dense: "dense"
      case .other: "other"
      }
    }

    var colour: String {
      switch self {
      case .pointwise: "#0072b2"
      case .standard: "#d55e00"
      case .depthwise: "#009e73"
      case .dense: "#cc79a7"
      case .other: "#555555"
      }
    }

    var marker: Marker {
      switch self {
      case .pointwise: .circle
      case .standard: .square
      case .depthwise: .triangle
      case .dense: .diamond
      case .other: .cross
      }
    }
  }

  /// A logarithmic axis over whole decades.
  private struct Axis {
    let decades: ClosedRange<Int>
    let start: Double
    let end: Double

    init(covering values: [Double], from start: Double, to end: Double) {
      let exponents = values.map { log10($0) }
      let lower = Int((exponents.min() ?? 0).rounded(.down))
      let upper = Int((exponents.max() ?? 1).rounded(.up))
      decades = lower...max(upper, lower + 1)
      self.start = start
      self.end = end
    }

    func position(_ value: Double) -> Double {
      let part = (log10(value) - Double(decades.lowerBound)) / Double(decades.count - 1)
      return start + (end - start) * part
    }

    var lowest: Double { pow(10, Double(decades.lowerBound)) }
    var highest: Double { pow(10, Double(decades.upperBound)) }
  }

  private let result: RooflineReport
  private let x: Axis
  private let y: Axis
  /// The layers that logarithmic axes can show.
  private let drawn: [(row: RooflineReport.Row, intensity: Double, rate: Double)]

  private static let size = (width: 860, height: 560)
  private static let plot = (left: 92.0, top: 64.0, right: 836.0, bottom: 466.0)

  init(_ result: RooflineReport) {
    self.result = result
    drawn = result.rows.compactMap { row in
      guard let intensity = row.point.intensity, let rate = row.point.attainable, rate > 0 else {
        return nil
      }
      return (row, intensity, rate)
    }
    let (roofline, plot) = (result.roofline, RooflineChart.plot)
    // Room on both sides of the ridge shows that it is one.
    x = Axis(
      covering: drawn.map(\.intensity) + [roofline.ridge / 4, roofline.ridge * 4], from: plot.left,
      to: plot.right)
    y = Axis(
      covering: drawn.map(\.rate) + [roofline.peak / 4, roofline.peak * 1.5], from: plot.bottom,
      to: plot.top)
  }

  /// The chart as a document.
  var svg: String {
    let roofline = result.roofline
    var svg = SVG(width: RooflineChart.size.width, height: RooflineChart.size.height)
    let network = "\(result.report.network.name)\(batch)"
    let title = "\(network) on \(roofline.machine.title), \(roofline.precision.rawValue)"
    svg.write(title, at: (RooflineChart.plot.left, 28), size: 17, isBold: true)
    let sum = Cell.time(result.time).text(.scaled)
    svg.write(
      roofline.machine.efficiency.isEmpty
        ? "\(sum) for all layers, a bound by peak numbers and not a prediction"
        : "\(sum) for all layers, an estimate by measured parts of the peak",
      at: (RooflineChart.plot.left, 48), colour: "#555555")
    grid(&svg)
    roof(&svg)
    for (row, intensity, rate) in drawn {
      let series = Series(row.counted.layer.operation.kind)
      svg.mark(
        series.marker, at: (x.position(intensity), y.position(rate)), colour: series.colour,
        name: "layer \(series.rawValue)", title: label(row, intensity, rate))
    }
    legend(&svg)
    return svg.text(title: "Roofline of \(title)")
  }

  private var batch: String {
    result.report.options.batch > 1 ? ", batch \(result.report.options.batch)" : ""
  }

  private func label(_ row: RooflineReport.Row, _ intensity: Double, _ rate: Double) -> String {
    let layer = row.counted.layer
    return "\(layer.label) (\(layer.operatorText)): \(intensity.fixed(2)) FLOPs/byte, "
      + "\(Cell.rate(rate, result.roofline.precision).text(.scaled)), "
      + Cell.time(row.point.time).text(.scaled)
  }

  private func grid(_ svg: inout SVG) {
    let (plot, operations) = (RooflineChart.plot, result.roofline.precision.operations)
    for exponent in x.decades {
      let place = x.position(pow(10, Double(exponent)))
      svg.line([(place, plot.top), (place, plot.bottom)], colour: "#dddddd", width: 1)
      svg.write(
        pow(10, Double(exponent)).plain, at: (place, plot.bottom + 18), anchor: .middle)
    }
    for exponent in y.decades {
      let place = y.position(pow(10, Double(exponent)))
      svg.line([(plot.left, place), (plot.right, place)], colour: "#dddddd", width: 1)
      svg.write(
        pow(10, Double(exponent)).scaledPlain(unit: "\(operations)/s"),
        at: (plot.left - 8, place + 4), anchor: .end)
    }
    for axis in [x, y] {
      for exponent in axis.decades.dropLast() {
        for digit in 2...9 {
          let place = axis.position(Double(digit) * pow(10, Double(exponent)))
          let tick =
            axis.start == plot.left
            ? [(place, plot.bottom), (place, plot.bottom - 4)]
            : [(plot.left, place), (plot.left + 4, place)]
          svg.line(tick, colour: "#888888", width: 1)
        }
      }
    }
    svg.line(
      [(plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)],
      colour: "#444444", width: 1)
    svg.write(
      "arithmetic intensity, \(operations)s/byte",
      at: ((plot.left + plot.right) / 2, plot.bottom + 40), size: 13, anchor: .middle)
    svg.write(
      "attainable rate", at: (22, (plot.top + plot.bottom) / 2), size: 13, anchor: .middle,
      turn: -90)
  }

  private func roof(_ svg: inout SVG) {
    let (roofline, plot) = (result.roofline, RooflineChart.plot)
    // The slope enters the plot at its left edge, or at the bottom.
    let entry = max(x.lowest, y.lowest / roofline.bandwidth)
    let foot = (x: x.position(entry), y: y.position(roofline.attainable(at: entry)))
    let ridge = (x: x.position(roofline.ridge), y: y.position(roofline.peak))
    svg.line([ridge, (ridge.x, plot.bottom)], colour: "#777777", width: 1, dashes: "4 4")
    svg.line([foot, ridge, (plot.right, ridge.y)], colour: "#222222", width: 2)
    svg.write(roofline.peakText, at: (plot.right - 6, ridge.y - 12), anchor: .end, isBold: true)
    let turn = atan2(ridge.y - foot.y, ridge.x - foot.x) * 180 / .pi
    let middle = (
      (foot.x + ridge.x) / 2 + 12 * sin(turn * .pi / 180),
      (foot.y + ridge.y) / 2 - 12 * cos(turn * .pi / 180)
    )
    svg.write(
      roofline.bandwidthText, at: middle, anchor: .middle, isBold: true, turn: turn)
    let ridgeText = "ridge \(roofline.ridge.significant(3)) \(roofline.precision.operations)s/byte"
    svg.write(ridgeText, at: (ridge.x + 8, plot.bottom - 12), colour: "#555555")
  }

  /// The kinds that occur, below the plot, and what is not drawn.
  private func legend(_ svg: inout SVG) {
    let plot = RooflineChart.plot
    let baseline = plot.bottom + 68
    var place = plot.left
    for series in Series.allCases {
      let count = drawn.count { Series($0.row.counted.layer.operation.kind) == series }
      guard count > 0 else { continue }
      let text = "\(series.title) (\(count))"
      svg.mark(
        series.marker, at: (place + 6, baseline - 4), colour: series.colour, name: "legend",
        title: nil)
      svg.write(text, at: (place + 18, baseline))
      place += 18 + 6.6 * Double(text.count) + 22
    }
    let hidden = result.rows.count - drawn.count
    if hidden > 0 {
      svg.write(
        "\(counted(hidden, "layer")) without MACs not drawn", at: (plot.right, baseline),
        colour: "#555555", anchor: .end)
    }
  }
}

extension Double {
  /// A power of ten as people write it on an axis: `0.01`, `1`, `1,000`.
  fileprivate var plain: String { groupingDigits(self < 1 ? significant(1) : fixed(0)) }

  /// A power of ten with its prefix: `10 TFLOP/s`.
  fileprivate func scaledPlain(unit: String) -> String {
    let parts = scaled(unit: unit).split(separator: " ")
    return "\(parts[0].prefix { $0 != "." }) \(parts.dropFirst().joined(separator: " "))"
  }
}
