import Charts
import CostModel
import Symbolic

extension Page {
  /// A quantity of all networks.
  private struct Quantity {
    /// What scripts know it by.
    let key: String
    let title: String
    /// Its text and its number for each network.
    let values: [(text: String, number: Double)]
  }

  /// The totals of all networks beside each other, each with its ratio to the first.
  func sideBySide(_ markup: inout Markup) throws(Diagnostic) {
    let quantities = try quantities()
    markup.section("beside", "Side by side") { markup in
      markup.scrollable("Side by side") { table(of: quantities, &$0) }
      markup.raw("<p class=\"hint\">Ratio: to the first.</p>\n")
    }
  }

  /// The metrics, and what is known of memory and time for all.
  private func quantities() throws(Diagnostic) -> [Quantity] {
    var quantities = words.map { words in
      let values = networks.map { MetricText(words.metric, of: $0.report.totals) }
      return Quantity(
        key: words.metric.rawValue, title: words.title, values: values.map { ($0.short, $0.number) }
      )
    }
    var peaks: [Int] = []
    for network in networks {
      if let peak = try network.report.peakMemory() { peaks.append(peak.bytes) }
    }
    let times = networks.compactMap { $0.roofline?.time }
    if peaks.count == networks.count {
      let values = peaks.map { (Int128($0).scaled(unit: "B"), Double($0)) }
      quantities.append(Quantity(key: "peak", title: "Peak memory", values: values))
    }
    if times.count == networks.count {
      let values = times.map { ($0.scaled(unit: "s"), $0) }
      quantities.append(Quantity(key: "time", title: "Time", values: values))
    }
    return quantities
  }

  private func table(of quantities: [Quantity], _ markup: inout Markup) {
    markup.raw("<table>\n<thead><tr><th scope=\"col\">Quantity</th>")
    for (index, network) in networks.enumerated() {
      markup.open("th", ("scope", "col"), ("class", "number"))
      markup.element("a", ("href", "#n\(index)"), text: network.name)
      markup.raw("</th>")
      if index > 0 { markup.raw("<th scope=\"col\" class=\"number\">Ratio</th>") }
    }
    markup.raw("</tr></thead>\n<tbody>\n")
    for quantity in quantities {
      markup.open("tr", ("data-metric", quantity.key))
      markup.element("th", ("scope", "row"), text: quantity.title)
      let first = quantity.values[0].number
      for (index, value) in quantity.values.enumerated() {
        markup.element("td", ("class", "number"), text: value.text)
        guard index > 0 else { continue }
        let ratio = first > 0 ? "\((value.number / first).significant(3))×" : "–"
        markup.element("td", ("class", "number ratio"), text: ratio)
      }
      markup.close("tr")
    }
    markup.raw("</tbody>\n</table>\n")
  }
}
