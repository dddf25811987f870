import JSON

extension JSON {
  /// The value as compact JSON text of one line, without positions. Only what has to be escaped
  /// is, always as `\u` except for the quote and the backslash.
  var compactText: String {
    switch value {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let literal): literal
    case .string(let text): JSON.quote(text)
    case .array(let elements): "[" + elements.map(\.compactText).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.map { JSON.quote($0.key) + ":" + $0.value.compactText }.joined(separator: ",")
        + "}"
    }
  }

  static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\0"..<" ": quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + hex(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    String(scalar.value, radix: 16, uppercase: true)
  }
}
