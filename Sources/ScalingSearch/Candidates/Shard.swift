/// A part of a search split across machines: `2/8` is the second of eight.
public struct Shard: Hashable, Sendable {
  /// Which part, from 1.
  public let index: Int
  /// The number of parts.
  public let count: Int

  /// The whole search as a single part.
  public static let whole = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Reads `2/8`; nil if the text is something else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count <= 1_000_000,
      count >= 1, (1...count).contains(index)
    else { return nil }
    self.init(index: index, count: count)
  }

  /// `2/8`
  public var text: String { "\(index)/\(count)" }

  /// The range of this part among that many consecutive items; no two parts overlap.
  func range(of total: Int) -> Range<Int> { (0..<total).part(index - 1, of: count) }

  /// Whether the item at an index belongs to this part; parts take turns.
  func holds(_ position: Int) -> Bool { position % count == index - 1 }
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
