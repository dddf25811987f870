import CostModel
import Symbolic

/// The names of a column: for programs, for people, and in earlier versions.
package struct Name: Sendable, Equatable {
  /// The key in JSON and CSV, also used for `--columns`, `--sort` and objectives.
  package let key: String
  /// The heading, also accepted by the same options.
  package let heading: String
  /// The meaning, for help; a phrase without a period.
  let meaning: String
  /// Keys of earlier versions, still accepted.
  package let older: [String]

  package init(_ key: String, _ heading: String, _ meaning: String = "", older: [String] = []) {
    self.key = key
    self.heading = heading
    self.meaning = meaning
    self.older = older
  }
}

extension [Name] {
  /// The indices that a word may refer to: a key or a heading, exactly; otherwise, ignoring case, a
  /// key, an older key, or a heading, which several may share.
  package func indices(meantBy word: String) -> [Int] {
    let lower = word.lowercased()
    let ranks: [(Name) -> Bool] = [
      { $0.key == word }, { $0.heading == word },
      { $0.key.lowercased() == lower }, { $0.older.contains { $0.lowercased() == lower } },
      { $0.heading.lowercased() == lower },
    ]
    return ranks.lazy.map { rank in indices.filter { rank(self[$0]) } }.first { !$0.isEmpty } ?? []
  }
}

extension String {
  /// Whether a word of the text, a formula or a list, refers to a quantity.
  package func mentions(_ name: Name) -> Bool {
    split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .contains { ![name].indices(meantBy: String($0)).isEmpty }
  }
}
