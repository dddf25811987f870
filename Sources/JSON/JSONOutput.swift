import Symbolic

/// A JSON value to be printed; objects keep the order of their members.
package indirect enum JSONOutput: Sendable {
  case object([(String, JSONOutput)])
  case array([JSONOutput])
  case string(String)
  /// Printed in full, even if a double could not hold it.
  case integer(Int128)
  /// Printed with the fewest digits that read back as the same double; `null` if not finite.
  case number(Double)
  /// Printed as the exact decimal if there is one, else as the nearest double.
  case decimal(Rational)
  case bool(Bool)
  case null

  /// The value, indented by two spaces, with arrays of scalars on one line. Ends with a line feed.
  package var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  /// The value on one line, with a line feed.
  package var line: String {
    var text = ""
    writeLine(to: &text)
    return text + "\n"
  }
}

extension JSONOutput {
  private var isScalar: Bool {
    switch self {
    case .object, .array: false
    case .string, .integer, .number, .decimal, .bool, .null: true
    }
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .string, .integer, .number, .decimal, .bool, .null: writeLine(to: &text)
    case .object(let members):
      Self.writeBlock(members, in: ("{", "}"), to: &text, indent: indent) { member, text, indent in
        Self.writeString(member.0, to: &text)
        text += ": "
        member.1.write(to: &text, indent: indent)
      }
    case .array(let elements) where elements.allSatisfy(\.isScalar): writeLine(to: &text)
    case .array(let elements):
      Self.writeBlock(elements, in: ("[", "]"), to: &text, indent: indent) {
        $0.write(to: &$1, indent: $2)
      }
    }
  }

  private func writeLine(to text: inout String) {
    switch self {
    case .object(let members):
      Self.writeLine(members, in: ("{", "}"), to: &text) { member, text in
        Self.writeString(member.0, to: &text)
        text += ": "
        member.1.writeLine(to: &text)
      }
    case .array(let elements):
      Self.writeLine(elements, in: ("[", "]"), to: &text) { $0.writeLine(to: &$1) }
    case .string(let value): Self.writeString(value, to: &text)
    case .integer(let value): text += value.description
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .decimal(let value): text += value.text
    case .bool(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func writeLine<Item>(
    _ items: [Item], in brackets: (open: String, close: String), to text: inout String,
    write: (Item, inout String) -> Void
  ) {
    text += brackets.open
    for (index, item) in items.enumerated() {
      if index > 0 { text += ", " }
      write(item, &text)
    }
    text += brackets.close
  }

  /// Writes each item on a line of its own.
  private static func writeBlock<Item>(
    _ items: [Item], in brackets: (open: String, close: String), to text: inout String,
    indent: String, write: (Item, inout String, String) -> Void
  ) {
    text += brackets.open
    let inner = indent + "  "
    for (index, item) in items.enumerated() {
      text += index > 0 ? ",\n" : "\n"
      text += inner
      write(item, &text, inner)
    }
    text += (items.isEmpty ? "" : "\n" + indent) + brackets.close
  }

  private static func writeString(_ string: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    // Nearly all are names, which are taken as they are.
    let isPlain = string.utf8.allSatisfy { byte in
      (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return text += string }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.steersTerminals && scalar.value <= 0xFFFF:
        let code = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
