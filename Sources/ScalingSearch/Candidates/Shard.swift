/// A part of a search split across machines: `2/8` is the second of eight.
package struct Shard: Hashable, Sendable {
  /// Which part, from 1.
  package let index: Int
  /// The number of parts.
  package let count: Int

  /// The whole search as a single part.
  package static let whole = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Reads `2/8`; nil if the text is something else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count <= 1_000_000,
      count >= 1, (1...count).contains(index)
    else { return nil }
    self.init(index: index, count: count)
  }

  /// `2/8`
  package var text: String { "\(index)/\(count)" }

  /// The range of this part among that many consecutive items; no two parts overlap.
  package func range(of total: Int) -> Range<Int> { (0..<total).part(index - 1, of: count) }

  /// Whether the item at an index belongs to this part; parts take turns.
  package func holds(_ position: Int) -> Bool { position % count == index - 1 }
}

extension Range<Int> {
  /// One of that many parts of about equal length, from 0; together they are the whole.
  func part(_ index: Int, of parts: Int) -> Range<Int> {
    func bound(_ index: Int) -> Int {
      // The product may exceed 2^63.
      let product = count.multipliedFullWidth(by: index)
      return lowerBound + parts.dividingFullWidth(product).quotient
    }
    return bound(index)..<bound(index + 1)
  }
}
