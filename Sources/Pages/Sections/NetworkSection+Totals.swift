import Charts
import CostModel
import Symbolic

extension NetworkSection {
  /// The metrics that stand out; the others are a table below.
  private static let large: [Metric] = [
    .macs, .parameters, .activations, .fusedBytes, .intensity, .modelBytes,
  ]

  func totals(_ markup: inout Markup) throws(Diagnostic) {
    try section("totals", "Totals", &markup) { (markup) throws(Diagnostic) in
      markup.open("dl", ("class", "cards"))
      for words in words where Self.large.contains(words.metric) {
        let value = MetricText(words.metric, of: network.report.totals)
        card(words.metric.rawValue, words.title, value.short, value.long, words.meaning, &markup)
      }
      if let peak = try network.report.peakMemory() {
        let bytes = Int128(peak.bytes)
        card(
          "peak", "Peak memory", bytes.scaled(unit: "B"), "\(bytes.grouped) B",
          "tensors that live at the same time, at most, in the order of the layers", &markup)
      }
      if let roofline = network.roofline {
        card(
          "time", "Time", roofline.time.scaled(unit: "s"),
          "\(roofline.roofline.machine.title), \(roofline.roofline.precision.rawValue)",
          "the least that arithmetic and memory allow, layer after layer", &markup)
      }
      markup.close("dl")
      others(&markup)
    }
  }

  private func card(
    _ key: String, _ title: String, _ short: String, _ long: String, _ meaning: String,
    _ markup: inout Markup
  ) {
    markup.open("div", ("class", "card"))
    markup.element("dt", text: title)
    markup.element("dd", ("class", "big"), ("data-short", key), text: short)
    markup.element("dd", ("class", "long"), ("data-long", key), text: long)
    markup.element("dd", ("class", "meaning"), text: meaning)
    markup.close("div")
  }

  private func others(_ markup: inout Markup) {
    markup.raw("<details>\n<summary>All other quantities</summary>\n")
    scrollable("All other quantities", &markup) { markup in
      markup.raw("<table>\n<thead><tr><th scope=\"col\">Quantity</th>")
      markup.raw("<th scope=\"col\" class=\"number\">Value</th><th scope=\"col\">Meaning</th>")
      markup.raw("</tr></thead>\n<tbody>\n")
      for words in words where !Self.large.contains(words.metric) {
        markup.open("tr")
        markup.element("th", ("scope", "row"), text: words.title)
        markup.element(
          "td", ("class", "number"), ("data-long", words.metric.rawValue),
          text: MetricText(words.metric, of: network.report.totals).long)
        markup.element("td", text: words.meaning)
        markup.close("tr")
      }
      markup.raw("</tbody>\n</table>\n")
    }
    markup.close("details")
  }

  /// The costs by kind of layer.
  func kinds(_ markup: inout Markup) throws(Diagnostic) {
    let shares = try network.report.shares()
    let metrics: [Metric] = [.macs, .parameters, .activations, .fusedBytes]
    let shown = words.filter { metrics.contains($0.metric) }
    plainSection("kinds", "By kind of layer", &markup) { markup in
      scrollable("By kind of layer", &markup) { markup in
        markup.raw("<table>\n<thead><tr><th scope=\"col\">Kind</th>")
        markup.raw("<th scope=\"col\" class=\"number\">Layers</th>")
        for words in shown {
          markup.element("th", ("scope", "col"), ("class", "number"), text: words.title)
          markup.raw("<th scope=\"col\" class=\"number\">Share</th>")
        }
        markup.raw("</tr></thead>\n<tbody>\n")
        for share in shares {
          markup.open("tr", ("data-kind", share.kind.rawValue))
          markup.element("th", ("scope", "row"), text: share.kind.rawValue)
          markup.element("td", ("class", "number"), text: Int128(share.layers).grouped)
          for words in shown {
            let part = MetricText(words.metric, of: share.cost)
            let whole = MetricText(words.metric, of: network.report.totals)
            markup.element("td", ("class", "number"), text: part.short)
            markup.element(
              "td", ("class", "number"),
              text: whole.number > 0
                ? (part.number / whole.number).percent : "–")
          }
          markup.close("tr")
        }
        markup.raw("</tbody>\n</table>\n")
      }
    }
  }
}

/// A metric of a cost as text.
struct MetricText {
  /// Three digits and a prefix.
  let short: String
  /// Every digit.
  let long: String
  /// The nearest double; 0 if there is no value.
  let number: Double

  init(_ metric: Metric, of cost: Cost) {
    guard let value = metric.ratio(of: cost) else {
      (short, long, number) = ("–", "–", 0)
      return
    }
    number = value.doubleValue
    switch metric.unit {
    case .count:
      (short, long) = (value.numerator.scaled(), value.numerator.grouped)
    case .bytes:
      (short, long) = (value.numerator.scaled(unit: "B"), value.numerator.grouped + " B")
    case .flopsPerByte:
      short = groupingDigits(value.doubleValue.fixed(2))
      long = ""
    }
  }
}

extension Metric {
  /// The number; nil if there is none.
  fileprivate func ratio(of cost: Cost) -> Rational? { value(of: cost) }
}
