/// A JSON value to be printed; objects keep the order of their members.
indirect enum JSONOutput: Sendable {
  case object([(String, JSONOutput)])
  case array([JSONOutput])
  case string(String)
  /// Printed in full, even beyond what a double can hold.
  case integer(Int128)
  /// Printed with the fewest digits that read back as the same double; not finite is `null`.
  case number(Double)
  case bool(Bool)
  case null

  /// A grid as objects keyed by column, with exact numbers.
  init(_ grid: Grid) {
    func object(_ row: [Cell]) -> JSONOutput {
      .object(zip(grid.columns, grid.cells(of: row)).map { ($0.key, $1.json) })
    }
    self = .object([
      ("rows", .array(grid.rows.map(object))),
      ("totals", .array(grid.totals.map(object))),
    ])
  }

  /// The value indented by two spaces; arrays of scalars are on one line. Ends with a line feed.
  var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }
}

extension JSONOutput {
  private var isScalar: Bool {
    switch self {
    case .object, .array: false
    case .string, .integer, .number, .bool, .null: true
    }
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .object(let members):
      Self.writeBlock(members, in: ("{", "}"), to: &text, indent: indent) { member, text, indent in
        Self.writeString(member.0, to: &text)
        text += ": "
        member.1.write(to: &text, indent: indent)
      }
    case .array(let elements) where elements.allSatisfy(\.isScalar):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text, indent: indent)
      }
      text += "]"
    case .array(let elements):
      Self.writeBlock(elements, in: ("[", "]"), to: &text, indent: indent) {
        $0.write(to: &$1, indent: $2)
      }
    case .string(let value): Self.writeString(value, to: &text)
    case .integer(let value): text += value.description
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .bool(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  /// Writes each item on a line of its own.
  private static func writeBlock<Item>(
    _ items: [Item], in brackets: (open: String, close: String), to text: inout String,
    indent: String, write: (Item, inout String, String) -> Void
  ) {
    text += brackets.open
    for (index, item) in items.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + indent + "  "
      write(item, &text, indent + "  ")
    }
    text += (items.isEmpty ? "" : "\n" + indent) + brackets.close
  }

  private static func writeString(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..."\u{1F}":
        let code = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
