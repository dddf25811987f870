import Charts

/// HTML, written element by element. What comes from outside is escaped, whatever it holds.
struct Markup {
  typealias Attribute = (name: String, value: String)

  /// What was written so far.
  private(set) var text = ""

  /// Opens an element; an attribute with an empty value stands alone.
  mutating func open(_ tag: String, _ attributes: Attribute...) {
    open(tag, attributes)
  }

  private mutating func open(_ tag: String, _ attributes: [Attribute]) {
    text += "<\(tag)"
    for (name, value) in attributes {
      text += value.isEmpty ? " \(name)" : " \(name)=\"\(XML.escaped(value))\""
    }
    text += ">"
  }

  mutating func close(_ tag: String) { text += "</\(tag)>\n" }

  /// An element that holds text only.
  mutating func element(_ tag: String, _ attributes: Attribute..., text content: String) {
    open(tag, attributes)
    write(content)
    text += "</\(tag)>"
  }

  /// Text, escaped.
  mutating func write(_ content: String) { text += XML.escaped(content) }

  /// Markup that is ours, as it is.
  mutating func raw(_ markup: String) { text += markup }
}
