/// A part of a search, so that several machines share it: `2/8` is the second of eight.
public struct Shard: Hashable, Sendable {
  /// Which part, from 1.
  public let index: Int
  /// Of how many.
  public let count: Int

  /// The whole as its only part.
  public static let whole = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Reads `2/8`; nil where it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count <= 1_000_000,
      count >= 1, (1...count).contains(index)
    else { return nil }
    self.init(index: index, count: count)
  }

  /// `2/8`
  public var text: String { "\(index)/\(count)" }

  /// What of so many things in a row belongs to the part: no two parts share one.
  func range(of total: Int) -> Range<Int> { (0..<total).part(index - 1, of: count) }

  /// Whether the thing at an index belongs to the part, where neighbours take turns.
  func holds(_ position: Int) -> Bool { position % count == index - 1 }
}

extension Range<Int> {
  /// One of so many parts of about the same length, from 0; together they are the whole.
  func part(_ index: Int, of parts: Int) -> Range<Int> {
    func bound(_ index: Int) -> Int {
      // The product may pass 2^63.
      let product = count.multipliedFullWidth(by: index)
      return lowerBound + parts.dividingFullWidth(product).quotient
    }
    return bound(index)..<bound(index + 1)
  }
}
