import Charts
import CostModel
import Symbolic

extension Page {
  /// The totals of all networks beside each other, each with its ratio to the first.
  func sideBySide(_ markup: inout Markup) {
    markup.open("section", ("class", "beside"), ("aria-labelledby", "beside-title"))
    markup.element("h2", ("id", "beside-title"), text: "Side by side")
    markup.open(
      "div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"),
      ("aria-label", "Side by side"))
    markup.raw("<table>\n<thead><tr><th scope=\"col\">Quantity</th>")
    for (index, network) in networks.enumerated() {
      markup.open("th", ("scope", "col"), ("class", "number"))
      markup.element("a", ("href", "#n\(index)"), text: network.name)
      markup.raw("</th>")
      if index > 0 { markup.raw("<th scope=\"col\" class=\"number\">Ratio</th>") }
    }
    markup.raw("</tr></thead>\n<tbody>\n")
    for words in words {
      let values = networks.map { MetricText(words.metric, of: $0.report.totals) }
      markup.open("tr", ("data-metric", words.metric.rawValue))
      markup.element("th", ("scope", "row"), text: words.title)
      for (index, value) in values.enumerated() {
        markup.element("td", ("class", "number"), text: value.short)
        guard index > 0 else { continue }
        let ratio = values[0].number > 0 ? value.number / values[0].number : nil
        markup.element(
          "td", ("class", "number ratio"), text: ratio.map { "\($0.significant(3))×" } ?? "–")
      }
      markup.close("tr")
    }
    markup.raw("</tbody>\n</table>\n")
    markup.close("div")
    markup.raw("<p class=\"hint\">Ratio: to the first.</p>\n")
    markup.close("section")
  }
}
