/// A pattern for names: a part of one, or all of it with `*` for any characters and `?` for one.
/// Letter case is ignored.
package struct NamePattern: Sendable {
  private let pattern: [Character]

  package init(_ text: String) {
    let isGlob = text.contains { "*?".contains($0) }
    pattern = Array((isGlob ? text : "*\(text)*").lowercased())
  }

  package func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased())
    var (read, asked) = (0, 0)
    /// The last star, and what it has matched so far; only that star can match more.
    var star: (asked: Int, read: Int)?
    while read < text.count {
      if asked < pattern.count, pattern[asked] == "*" {
        star = (asked, read)
        asked += 1
      } else if asked < pattern.count, pattern[asked] == "?" || pattern[asked] == text[read] {
        (read, asked) = (read + 1, asked + 1)
      } else if let last = star {
        star = (last.asked, last.read + 1)
        (read, asked) = (last.read + 1, last.asked + 1)
      } else {
        return false
      }
    }
    return pattern[asked...].allSatisfy { $0 == "*" }
  }
}
