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

/// The words as a choice in English: "text, json or csv".
func anyOf(_ words: [String]) -> String { listed(words, "or") }

/// The words together in English: "text, json and csv".
func allOf(_ words: [String]) -> String { listed(words, "and") }

private func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// A number of things: `1 network`, `2,541 points`.
func counted(_ count: some BinaryInteger, _ thing: String) -> String {
  "\(Int128(count).grouped) \(thing)" + (count == 1 ? "" : "s")
}
