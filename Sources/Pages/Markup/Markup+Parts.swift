extension Markup {
  /// A part with a heading, which it is named by.
  mutating func section(_ name: String, _ title: String, _ body: (inout Markup) -> Void) {
    open("section", ("class", name), ("aria-labelledby", "\(name)-title"))
    element("h2", ("id", "\(name)-title"), text: title)
    body(&self)
    close("section")
  }

  /// A region that scrolls sideways where it is too wide, also by keyboard.
  mutating func scrollable(_ label: String, _ body: (inout Markup) -> Void) {
    open(
      "div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", label))
    body(&self)
    close("div")
  }
}
