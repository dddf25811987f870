import Charts
import CostModel
import Symbolic

/// The part of a page about one network.
struct NetworkSection {
  let network: ReportedNetwork
  /// Its place among the networks of the page.
  let index: Int
  let words: [MetricWords]
  /// Whether the page is about this network only, whose name then is the page's heading.
  let isOnly: Bool

  init(_ network: ReportedNetwork, _ index: Int, _ words: [MetricWords], isOnly: Bool) {
    (self.network, self.index, self.words, self.isOnly) = (network, index, words, isOnly)
  }

  func write(to markup: inout Markup) throws(Diagnostic) {
    markup.open("div", ("class", "network"), ("id", "n\(index)"), ("data-network", "\(index)"))
    if !isOnly { markup.element("h2", ("id", "n\(index)-title"), text: network.name) }
    introduction(&markup)
    sliders(&markup)
    try totals(&markup)
    icicle(&markup)
    staircase(&markup)
    layers(&markup)
    try kinds(&markup)
    roofline(&markup)
    memory(&markup)
    published(&markup)
    formulas(&markup)
    notes(&markup)
    markup.close("div")
  }

  /// A part with a heading, which it is named by.
  func section(
    _ name: String, _ title: String, _ markup: inout Markup, isHidden: Bool = false,
    _ body: (inout Markup) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let heading = "n\(index)-\(name)-title"
    // Parts of several networks are told apart by the names of these.
    let label = isOnly ? heading : "\(heading) n\(index)-title"
    if isHidden {
      markup.open("section", ("class", name), ("aria-labelledby", label), ("hidden", ""))
    } else {
      markup.open("section", ("class", name), ("aria-labelledby", label))
    }
    markup.element(isOnly ? "h2" : "h3", ("id", heading), text: title)
    markup.raw("\n")
    try body(&markup)
    markup.close("section")
  }

  /// The same for a part that can't fail.
  func plainSection(
    _ name: String, _ title: String, _ markup: inout Markup, isHidden: Bool = false,
    _ body: (inout Markup) -> Void
  ) {
    try? section(name, title, &markup, isHidden: isHidden) { (markup) throws(Diagnostic) in
      body(&markup)
    }
  }

  private func introduction(_ markup: inout Markup) {
    for text in network.descriptions { markup.element("p", ("class", "about"), text: text) }
    let sliders = network.formulas.sliders.map { ($0.symbol.name, $0.value.text) }
    let values = sliders + network.formulas.bound.map { ($0.name, $0.value) }
    guard !values.isEmpty else { return }
    markup.open("p", ("class", "point"))
    for (name, value) in values {
      markup.open("span")
      markup.write("\(name) ")
      markup.element("b", ("data-value", name), text: value)
      markup.raw("</span> ")
    }
    markup.close("p")
  }

  /// The parameters that a reader may change. Scripts show them: without scripts they do nothing.
  private func sliders(_ markup: inout Markup) {
    guard !network.formulas.sliders.isEmpty else { return }
    plainSection("sliders", "Try other parameters", &markup, isHidden: true) { markup in
      markup.element("button", ("type", "button"), ("class", "reset"), text: "Back to the start")
      for (place, slider) in network.formulas.sliders.enumerated() {
        let name = "n\(index)-s\(place)"
        let value = slider.value.text
        if place == 0 { markup.open("div", ("class", "knobs")) }
        markup.open("div", ("class", "slider"))
        markup.element("label", ("for", name), text: slider.symbol.name)
        markup.open(
          "input", ("type", "range"), ("id", name), ("min", slider.least.text),
          ("max", slider.most.text), ("step", slider.step.text), ("value", value))
        markup.open(
          "input", ("type", "text"), ("inputmode", "decimal"), ("size", "6"), ("value", value),
          ("aria-label", "\(slider.symbol.name), as a number"))
        markup.close("div")
      }
      markup.close("div")
      markup.raw("<p class=\"state\" role=\"status\"></p>")
    }
  }

  /// A region that scrolls sideways where it is too wide, also by keyboard.
  func scrollable(_ name: String, _ markup: inout Markup, _ body: (inout Markup) -> Void) {
    markup.scrollable(isOnly ? name : "\(name), \(network.name)", body)
  }

  private func notes(_ markup: inout Markup) {
    guard !network.notes.isEmpty else { return }
    plainSection("notes", "Notes", &markup) { markup in
      markup.open("ul")
      for note in network.notes { markup.element("li", text: note) }
      markup.close("ul")
    }
  }
}

extension Double {
  /// `0.05`, `224`: a number as fields hold it.
  var text: String { self == rounded() ? fixed(0) : description }
}
