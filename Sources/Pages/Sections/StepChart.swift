import Charts
import Symbolic

/// A metric over a parameter, as a line of steps; `web/stepchart.js` draws it again for other metrics,
/// parameters and points.
struct StepChart {
  /// What is drawn, and of what.
  let title, parameter: String
  /// The ends of the parameter.
  let least, most: Double
  /// Where each step begins, and the metric from there on; nil where there is no network.
  let steps: [(start: Double, value: Int128?)]
  /// The point that the page opens at.
  let here: (start: Double, value: Int128)

  private static let plot = (left: 84.0, right: 940.0, top: 16.0, bottom: 280.0)

  private var highest: Double { Double(max(1, steps.compactMap(\.value).max() ?? 1)) }

  private func x(_ value: Double) -> Double {
    let plot = StepChart.plot
    let width = most - least
    return plot.left + (plot.right - plot.left) * (value - least) / (width == 0 ? 1 : width)
  }

  private func y(_ value: Double) -> Double {
    let plot = StepChart.plot
    return plot.bottom - (plot.bottom - plot.top) * value / highest
  }

  func write(to markup: inout Markup) {
    let plot = StepChart.plot
    markup.open(
      "svg", ("viewBox", "0 0 960 320"), ("role", "img"),
      ("aria-label", "\(title) over \(parameter)"))
    for tick in roundNumbers(from: 0, to: highest, count: 7) {
      line((plot.left, y(tick)), (plot.right, y(tick)), &markup)
      let number = Int128(exactly: tick.rounded()) ?? .max
      text(number.scaled(), (plot.left - 8, y(tick) + 4), "end", &markup)
    }
    for tick in roundNumbers(from: least, to: most, count: 8) {
      line((x(tick), plot.bottom), (x(tick), plot.bottom + 4), &markup)
      text(tick.text, (x(tick), plot.bottom + 18), "middle", &markup)
    }
    text(parameter, ((plot.left + plot.right) / 2, plot.bottom + 36), "middle", &markup)
    markup.raw("<path class=\"steps\" d=\"\(path)\"/>")
    if least <= here.start, here.start <= most {
      markup.open(
        "circle", ("class", "here"), ("cx", SVG.number(x(here.start))),
        ("cy", SVG.number(y(Double(here.value)))), ("r", "5"))
      markup.element("title", text: "\(parameter) \(here.start.text): \(here.value.scaled())")
      markup.close("circle")
    }
    markup.close("svg")
  }

  private var path: String {
    var path = ""
    var value: Int128?
    for (start, next) in steps + [(most, nil)] where next != value {
      let place = SVG.number(x(start))
      if value != nil { path += "H\(place)" }
      if let next {
        let height = SVG.number(y(Double(next)))
        path += value == nil ? "M\(place) \(height)" : "V\(height)"
      }
      value = next
    }
    return path.isEmpty ? "M0 0" : path
  }

  private typealias Point = (x: Double, y: Double)

  private func line(_ start: Point, _ end: Point, _ markup: inout Markup) {
    markup.open(
      "line", ("class", "grid"), ("x1", SVG.number(start.x)), ("x2", SVG.number(end.x)),
      ("y1", SVG.number(start.y)), ("y2", SVG.number(end.y)))
    markup.close("line")
  }

  private func text(_ text: String, _ place: Point, _ anchor: String, _ markup: inout Markup) {
    markup.element(
      "text", ("x", SVG.number(place.x)), ("y", SVG.number(place.y)), ("text-anchor", anchor),
      text: text)
  }
}
