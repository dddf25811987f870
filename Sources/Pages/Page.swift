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
    var markup = Markup()
    markup.raw("<!DOCTYPE html>\n<html lang=\"en\">\n")
    head(&markup)
    markup.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the numbers</a>\n")
    markup.open("header")
    markup.element("h1", text: title)
    markup.raw("\n")
    if networks.count > 1 { contents(&markup) }
    markup.close("header")
    markup.open("main", ("id", "main"))
    if networks.count > 1 { sideBySide(&markup) }
    for (index, network) in networks.enumerated() {
      try NetworkSection(network, index, words, isOnly: networks.count == 1).write(to: &markup)
    }
    markup.close("main")
    markup.open("footer")
    markup.element("p", text: "Written by costcalc \(version). It loads nothing and sends nothing.")
    markup.close("footer")
    markup.raw("<script type=\"application/json\" id=\"data\">")
    markup.raw(data)
    markup.raw("</script>\n")
    for script in PageAssets.scripts { markup.raw("<script>\(script.text)</script>\n") }
    markup.raw("</body>\n</html>\n")
    return markup.text
  }

  private func head(_ markup: inout Markup) {
    // Nothing may be loaded, and only these scripts and styles may run.
    let scripts = PageAssets.scripts.map(\.hash)
    let policy = """
      default-src 'none'; img-src data:; style-src '\(PageAssets.style.hash)'; \
      script-src \(scripts.map { "'\($0)'" }.joined(separator: " ")); base-uri 'none'; \
      form-action 'none'
      """
    markup.raw("<head>\n<meta charset=\"utf-8\">\n")
    markup.open("meta", ("http-equiv", "Content-Security-Policy"), ("content", policy))
    markup.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    markup.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    markup.raw("<link rel=\"icon\" href=\"data:,\">\n")
    markup.element("title", text: "\(title) · costcalc")
    markup.raw("\n<style>\(PageAssets.style.text)</style>\n</head>\n")
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

  /// What scripts read. No `<` and no `>` is in it, so that it can't end its element.
  private var data: String {
    JSONOutput.object([
      ("metrics", .array(words.map(\.json))),
      ("networks", .array(networks.map(\.json))),
    ]).line.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
  }
}
