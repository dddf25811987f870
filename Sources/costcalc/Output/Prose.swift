import CostModel
import Symbolic

/// Breaks text between words; blank lines separate paragraphs, and other line ends count as spaces.
///
/// A word longer than the width gets a line of its own and sticks out.
package func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let words = line.split(separator: " ")
    if words.isEmpty {
      if !lines.isEmpty { lines.append("") }
      continue
    }
    var continues = !(lines.last ?? "").isEmpty
    for word in words {
      if continues, let last = lines.last, displayWidth(last) + 1 + displayWidth(word) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
      continues = true
    }
  }
  return lines
}

/// Notes below a table, each starting on a new line; an empty one is a blank line.
///
/// Continuation lines, after a line feed or beyond the width, are indented.
func paragraphs(_ notes: [String], to width: Int) -> String {
  notes.flatMap { note -> [String] in
    guard !note.isEmpty else { return [""] }
    return note.split(separator: "\n").enumerated().flatMap { index, line in
      wrapped(printable(String(line)), to: width - 2).enumerated().map { row, text in
        index == 0 && row == 0 ? text : "  " + text
      }
    }
  }.map { $0 + "\n" }.joined()
}
