import Foundation

/// One text of the conformance tables and what reading it must bring.
struct JSONCase {
  let name: String
  let text: [UInt8]

  /// The third column: the compact print of the value, or the place of the error.
  let expected: String

  /// Reads a table of `name | text | expected` lines; white space around a column is layout.
  ///
  /// In the text, `⟨C3 28⟩` stands for the bytes of these hexadecimal values, and `⟨20⟩` for what
  /// would otherwise be trimmed. Without a third column, the text itself is expected.
  static func table(_ lines: String) -> [JSONCase] {
    // Not all white space: some of it is what a text is about.
    let spaces = CharacterSet(charactersIn: " ")
    return lines.split(separator: "\n").map { line in
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: spaces)
      }
      let text = columns.count > 1 ? columns[1] : ""
      return JSONCase(
        name: columns[0], text: bytes(text), expected: columns.count > 2 ? columns[2] : text)
    }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let opening = rest.firstIndex(of: "⟨"), let closing = rest.firstIndex(of: "⟩") {
      bytes += rest[..<opening].utf8
      let values = rest[rest.index(after: opening)..<closing]
      bytes += values.split(separator: " ").compactMap { UInt8($0, radix: 16) }
      rest = rest[rest.index(after: closing)...]
    }
    return bytes + rest.utf8
  }
}
