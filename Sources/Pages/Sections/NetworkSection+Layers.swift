import Charts
import CostModel
import Symbolic

extension NetworkSection {
  /// The metrics of the table, besides what is known of a machine and of memory.
  private static let metrics: [Metric] = [
    .macs, .parameters, .activations, .fusedBytes, .intensity,
  ]

  /// A row for each layer. Scripts sort and filter it, and fill it in again.
  func layers(_ markup: inout Markup) {
    let rows = network.report.rows
    plainSection("layers", "Layers", &markup) { markup in
      markup.raw("<p class=\"controls\" hidden></p>\n")
      scrollable("Layers", &markup) { markup in
        markup.raw("<table>\n<thead><tr>")
        for (key, title, isNumber) in columns {
          markup.element(
            "th", ("scope", "col"), ("class", isNumber ? "number" : "text"), ("data-key", key),
            text: title)
        }
        markup.raw("</tr></thead>\n<tbody>\n")
        for place in rows.indices { row(place, &markup) }
        markup.raw("</tbody>\n</table>\n")
      }
    }
  }

  private var columns: [(key: String, title: String, isNumber: Bool)] {
    let metrics = words.filter { Self.metrics.contains($0.metric) }
    return [
      ("layer", "Layer", false), ("operator", "Operator", false), ("then", "Then", false),
      ("output", "Output", false),
    ] + metrics.map { ($0.metric.rawValue, $0.title, true) }
      + (network.roofline == nil ? [] : [("bound", "Bound", false), ("time", "Time", true)])
      + (network.timeline == nil ? [] : [("live", "Live", true)])
  }

  private func row(_ place: Int, _ markup: inout Markup) {
    let row = network.report.rows[place]
    let layer = row.layer
    markup.raw("<tr id=\"n\(index)-r\(place)\"><th scope=\"row\">")
    markup.element("a", ("href", "#n\(index)-c\(place)"), text: layer.label)
    markup.raw("</th><td>")
    markup.write(layer.operatorText)
    markup.raw("</td><td>")
    markup.write(layer.attachedText)
    markup.raw("</td><td>")
    markup.write(layer.output.shape.text)
    markup.raw("</td>")
    for metric in Self.metrics {
      number(MetricText(metric, of: row.cost).short, &markup)
    }
    if let roofline = network.roofline {
      let point = roofline.rows[place].point
      markup.raw("<td>\(point.bound?.rawValue ?? "–")</td>")
      number(point.time.scaled(unit: "s"), &markup)
    }
    if let timeline = network.timeline {
      number(Int128(timeline.rows[place].bytes).scaled(unit: "B"), &markup)
    }
    markup.raw("</tr>\n")
  }

  private func number(_ text: String, _ markup: inout Markup) {
    markup.raw("<td class=\"number\">\(text)</td>")
  }
}
