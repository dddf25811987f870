/// Networks by two quantities, on axes that are logarithmic where the quantities differ much; those
/// of the front are larger and joined.
package struct ScatterChart {
  /// A network.
  package struct Dot: Sendable {
    let x, y: Double
    let name: String
    /// Whether no other is at least as good in both, and better in one.
    let isFront: Bool

    /// A network with positive quantities.
    package init(x: Double, y: Double, name: String, isFront: Bool) {
      (self.x, self.y, self.name, self.isFront) = (x, y, name, isFront)
    }
  }

  /// The names of the quantities.
  let titles: (x: String, y: String)
  let dots: [Dot]
  private let x: Axis
  private let y: Axis

  private static let plot = (left: 96.0, top: 24.0, right: 836.0, bottom: 396.0)

  private enum Axis {
    case log(LogAxis)
    case linear(LinearAxis)

    /// An axis around values.
    init(covering values: [Double], isLinear: Bool, from start: Double, to end: Double) {
      let (low, high) = (values.min() ?? 1, values.max() ?? 1)
      if isLinear {
        self = .linear(LinearAxis(covering: values, from: start, to: end))
      } else if high < 4 * low {
        self = .linear(LinearAxis(covering: [0.95 * low, 1.05 * high], from: start, to: end))
      } else {
        self = .log(LogAxis(covering: values, from: start, to: end))
      }
    }

    func position(_ value: Double) -> Double {
      switch self {
      case .log(let axis): axis.position(value)
      case .linear(let axis): axis.position(value)
      }
    }

    var ticks: [Double] {
      switch self {
      case .log(let axis): axis.ticks.filter(\.isLabelled).map(\.value)
      case .linear(let axis): axis.ticks
      }
    }
  }

  /// A chart of networks; those without positive quantities are not drawn.
  ///
  /// - Parameter isLinear: whether the upper quantity is on no logarithmic axis, however much it differs.
  package init(x: String, y: String, isLinear: Bool = false, _ dots: [Dot]) {
    titles = (x, y)
    self.dots = dots.filter { $0.x > 0 && $0.y > 0 }
    let plot = ScatterChart.plot
    self.x = Axis(
      covering: self.dots.map(\.x), isLinear: false, from: plot.left, to: plot.right)
    self.y = Axis(
      covering: self.dots.map(\.y), isLinear: isLinear, from: plot.bottom, to: plot.top)
  }

  /// The chart as a document.
  package var svg: String {
    var svg = SVG(width: 860, height: 460)
    grid(&svg)
    let front = dots.filter(\.isFront).sorted { $0.x < $1.x }
    svg.line(
      front.map { (x.position($0.x), y.position($0.y)) }, colour: "#444444", width: 1,
      dashes: "4 4")
    for dot in dots.sorted(by: { !$0.isFront && $1.isFront }) {
      svg.mark(
        dot.isFront ? .diamond : .circle, at: (x.position(dot.x), y.position(dot.y)),
        colour: dot.isFront ? "#d55e00" : "#0072b2", name: dot.isFront ? "front" : "dot",
        title: dot.name)
    }
    return svg.text(title: "\(titles.y) over \(titles.x)")
  }

  private func grid(_ svg: inout SVG) {
    let plot = ScatterChart.plot
    for tick in x.ticks {
      let place = x.position(tick)
      svg.line([(place, plot.top), (place, plot.bottom)], colour: "#dddddd", width: 1)
      svg.write(tick.scaledTick, at: (place, plot.bottom + 18), anchor: .middle)
    }
    for tick in y.ticks {
      let place = y.position(tick)
      svg.line([(plot.left, place), (plot.right, place)], colour: "#dddddd", width: 1)
      svg.write(tick.scaledTick, at: (plot.left - 8, place + 4), anchor: .end)
    }
    svg.line(
      [(plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)],
      colour: "#444444", width: 1)
    let middle = ((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2)
    svg.write(titles.x, at: (middle.0, plot.bottom + 42), size: 13, anchor: .middle)
    svg.write(titles.y, at: (20, middle.1), size: 13, anchor: .middle, turn: -90)
  }
}

extension Double {
  /// A tick's value: `0.01`, `50`, `200 M`.
  fileprivate var scaledTick: String {
    self == 0 ? "0" : self < 1000 ? significant(3) : Int128(self).scaled()
  }
}
