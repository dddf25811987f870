import CostModel
import JSON
import Symbolic

/// One HTML file about one or several networks: it needs nothing besides itself, says everything
/// without scripts, and computes with its formulas where scripts run.
package struct Page {
  let title: String
  let networks: [ReportedNetwork]
  /// What readers are told of each metric.
  let words: [MetricWords]
  /// Of the tool, for the last line.
  let version: String

  /// A page about networks in this order.
  package init(
    title: String, _ networks: [ReportedNetwork], words: [MetricWords], version: String
  ) {
    self.title = title
    self.networks = networks
    self.words = words
    self.version = version
  }

  /// The document.
  ///
  /// - Throws: a diagnostic if a sum overflows.
  package func html() throws(Diagnostic) -> String {
    try Document(title: title, scripts: PageAssets.networkScripts, version: version).text(
      data: data(),
      header: { markup in
        if networks.count > 1 { contents(&markup) }
      },
      main: { (markup) throws(Diagnostic) in
        if networks.count > 1 { try sideBySide(&markup) }
        for (index, network) in networks.enumerated() {
          try NetworkSection(network, index, words, isOnly: networks.count == 1)
            .write(to: &markup)
        }
      })
  }

  private func contents(_ markup: inout Markup) {
    markup.open("nav", ("aria-label", "Networks"))
    markup.open("ul")
    for (index, network) in networks.enumerated() {
      markup.open("li")
      markup.element("a", ("href", "#n\(index)"), text: network.name)
      markup.close("li")
    }
    markup.close("ul")
    markup.close("nav")
  }

  /// What scripts read.
  private func data() throws(Diagnostic) -> JSONOutput {
    var data: [JSONOutput] = []
    for network in networks { data.append(try network.json()) }
    return .object([("metrics", .array(words.map(\.json))), ("networks", .array(data))])
  }
}
