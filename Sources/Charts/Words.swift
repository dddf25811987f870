// Lists and amounts in English.

/// The words as a choice in English: "text, json or csv".
package func anyOf(_ words: [String]) -> String { listed(words, "or") }

/// The words together in English: "text, json and csv".
package func allOf(_ words: [String]) -> String { listed(words, "and") }

private func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// A number of things: `1 network`, `2,541 points`.
package func counted(_ count: some BinaryInteger, _ thing: String) -> String {
  "\(Int128(count).grouped) \(thing)" + (count == 1 ? "" : "s")
}
