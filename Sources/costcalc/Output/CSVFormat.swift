import Specs

extension Grid {
  /// Comma-separated values after RFC 4180, with exact numbers and lines that end in a line feed.
  ///
  /// Totals are left out, so that summing a column does not count everything twice. A text that a
  /// spreadsheet would run as a formula begins with an apostrophe, as one would type it there.
  var csv: String {
    let header = columns.map { Cell.text($0.key).field }
    let body = rows.map { row in cells(of: row).map(\.field) }
    return ([header] + body).map { record($0) + "\n" }.joined()
  }
}

extension Cell {
  /// The exact text, as one that no spreadsheet computes.
  fileprivate var field: String {
    switch self {
    case .text(let text), .typed(let text): text.startsFormula ? "'" + text : text
    default: exact
    }
  }
}

extension String {
  /// Whether a spreadsheet takes it for a formula: those characters start one, and so do they after
  /// a tab or a line end. A number with a sign is a number, and a sign alone is text.
  ///
  /// Source: OWASP, "CSV Injection".
  fileprivate var startsFormula: Bool {
    guard let first = unicodeScalars.first else { return false }
    switch first {
    case "\t", "\r", "\n": return true
    case "=", "+", "-", "@", "＝", "＋", "－", "＠":
      return unicodeScalars.count > 1 && Double(plain: self) == nil
    default: return false
    }
  }
}

private func record(_ fields: [String]) -> String {
  // A single empty field would be an empty line, which many readers skip.
  fields == [""] ? "\"\"" : fields.map(field).joined(separator: ",")
}

private func field(_ text: String) -> String {
  // Scalars, because a carriage return plus a line feed is a single character.
  let needsQuotes = text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
  guard needsQuotes else { return text }
  let doubled = text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
  return "\"\(doubled)\""
}
