import JSON
import Symbolic

/// What all pages share: the head with the policy, the heading, the last line, data and scripts.
struct Document {
  let title: String
  let scripts: [PageAssets.Asset]
  /// Of the tool.
  let version: String

  /// The document.
  ///
  /// - Parameters:
  ///   - data: what scripts read; nil for nothing.
  ///   - header: what follows the heading.
  ///   - main: all else.
  /// - Throws: as `main` does.
  func text(
    data: JSONOutput?, header: (inout Markup) -> Void,
    main: (inout Markup) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> String {
    var markup = Markup()
    markup.raw("<!DOCTYPE html>\n<html lang=\"en\">\n")
    head(&markup)
    markup.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the numbers</a>\n")
    markup.open("header")
    markup.element("h1", text: title)
    markup.raw("\n")
    header(&markup)
    markup.close("header")
    markup.open("main", ("id", "main"))
    try main(&markup)
    markup.close("main")
    markup.open("footer")
    markup.element("p", text: "Written by costcalc \(version). It loads nothing and sends nothing.")
    markup.close("footer")
    if let data {
      // Without angle brackets, it can't end its element.
      let text = data.line.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
      markup.raw("<script type=\"application/json\" id=\"data\">\(text)</script>\n")
    }
    for script in scripts { markup.raw("<script>\(script.text)</script>\n") }
    markup.raw("</body>\n</html>\n")
    return markup.text
  }

  private func head(_ markup: inout Markup) {
    // Nothing may be loaded, and only these scripts and styles may run.
    let policy = """
      default-src 'none'; img-src data:; style-src '\(PageAssets.style.hash)'; \
      script-src \(scripts.map { "'\($0.hash)'" }.joined(separator: " ")); base-uri 'none'; \
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
}
