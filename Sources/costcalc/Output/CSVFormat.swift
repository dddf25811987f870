extension Grid {
  /// Comma-separated values after RFC 4180, with exact numbers and lines that end in a line feed.
  ///
  /// Totals are left out, so that summing a column does not count everything twice.
  var csv: String {
    let header = columns.map(\.key)
    let body = rows.map { row in cells(of: row).map(\.exact) }
    return ([header] + body).map { record($0) + "\n" }.joined()
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
