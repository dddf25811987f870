import Charts
import Symbolic

extension Invocation {
  /// The index of the one name that a word refers to.
  ///
  /// - Parameters:
  ///   - kind: the kind of thing named, such as a column.
  ///   - owner: the thing that has them, with a space before it.
  /// - Throws: a usage error for a word that refers to none of them, or to several.
  func index(
    of word: String, in names: [Name], _ kind: String, of owner: String = ""
  ) throws(UsageError) -> Int {
    let found = names.indices(meantBy: word)
    if found.count == 1 { return found[0] }
    let keys = names.map(\.key)
    guard found.isEmpty else {
      throw usageError(
        "\(quoted(word)) is the heading of several columns",
        remedy: "choose \(anyOf(found.map { keys[$0] }))")
    }
    let headings = names.filter { $0.heading.lowercased() != $0.key.lowercased() }.map(\.heading)
    throw usageError(
      "unknown \(kind) \(quoted(word))\(owner)",
      remedy: didYouMean(word, in: keys + headings) ?? "choose \(anyOf(keys))")
  }
}
