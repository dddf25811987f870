import CostModel
import NetworkDiff
import Symbolic
import TestSupport
import Testing

/// The alignment of layers against the plainest program that finds the least sum.
struct AlignmentTests {
  private typealias Keys = [LayerKeys]

  /// The keys of two random chains of so many layers.
  private func keys(_ seed: Int, _ sizes: (Int, Int)) throws -> (Keys, Keys) {
    var random = SplitMix64(seed: UInt64(seed))
    var table = KeyTable()
    func keys(_ layers: Int) throws -> Keys {
      try ComparedNetwork(Report(RandomChain(using: &random, layers: layers).network())).layers
        .map { table.keys(of: $0) }
    }
    return (try keys(sizes.0), try keys(sizes.1))
  }

  /// The sum of distances and gaps of an alignment, whose counterparts keep the order.
  private func sum(_ alignment: Alignment, _ first: Keys, _ second: Keys) -> Int {
    let pairs = alignment.partners.enumerated().compactMap { index, partner in
      partner.map { (index, $0) }
    }
    #expect(alignment.partners.count == first.count)
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 < $1.1 }, "\(pairs)")
    let distances = pairs.reduce(0) { $0 + Int(LayerKeys.distance(first[$1.0], second[$1.1])) }
    return distances + (first.count + second.count - 2 * pairs.count) * Int(LayerKeys.gap)
  }

  /// The least sum, by the definition. Without a band of it, cells away from the diagonal are looked
  /// at, too.
  private func least(_ first: Keys, _ second: Keys) -> Int {
    var row = (0...second.count).map { $0 * Int(LayerKeys.gap) }
    for (index, key) in first.enumerated() {
      var next = [(index + 1) * Int(LayerKeys.gap)]
      for (place, other) in second.enumerated() {
        next.append(
          min(
            row[place] + Int(LayerKeys.distance(key, other)),
            min(row[place + 1], next[place]) + Int(LayerKeys.gap)))
      }
      row = next
    }
    return row[second.count]
  }

  private func limits(wholeTable: Int, mostCells: Int, leastBand: Int) -> Alignment.Limits {
    var limits = Alignment.Limits()
    limits.wholeTable = wholeTable
    limits.mostCells = mostCells
    limits.leastBand = leastBand
    return limits
  }

  /// Divided down to single layers or not at all, the sum is the least.
  @Test(arguments: 0..<150) func withoutABandItIsTheBest(seed: Int) throws {
    let (first, second) = try keys(seed, (seed * 13 % 70, seed * 29 % 80))
    let best = least(first, second)
    for table in [0, 30, 1 << 22] {
      let limits = limits(wholeTable: table, mostCells: 80 * 80, leastBand: 1)
      #expect(limits.band(of: first.count) >= second.count)
      let alignment = Alignment(first, second, limits)
      #expect(sum(alignment, first, second) == best, "seed \(seed), table of \(table)")
    }
  }

  /// A band gives an alignment, never a better one than the best; a wide one gives the best of
  /// networks that differ by a few layers.
  @Test(arguments: 0..<150) func withABandItIsAnAlignment(seed: Int) throws {
    let (first, other) = try keys(seed, (1 + seed * 13 % 90, 1 + seed * 29 % 90))
    let best = least(first, other)
    for band in [1, 3, 10] {
      let limits = limits(wholeTable: 12, mostCells: 0, leastBand: band)
      let found = sum(Alignment(first, other, limits), first, other)
      #expect(found >= best, "seed \(seed), band of \(band)")
    }
    var random = SplitMix64(seed: UInt64(seed))
    var second = first
    for _ in 0..<3 {
      second.insert(
        other.randomElement(using: &random) ?? first[0],
        at: Int.random(in: 0...second.count, using: &random))
      second.remove(at: Int.random(in: second.indices, using: &random))
    }
    let limits = limits(wholeTable: 12, mostCells: 0, leastBand: 12)
    let found = sum(Alignment(first, second, limits), first, second)
    #expect(found == least(first, second), "seed \(seed)")
  }

  /// "exact up to about 14,000 layers each": docs/comparing.md.
  @Test func theBandHoldsFourteenThousandLayers() {
    let limits = Alignment.Limits()
    #expect(limits.band(of: 14_000) >= 14_000)
    #expect(limits.band(of: 14_200) < 14_200)
  }

  /// A network beyond that, with layers taken out, put in and changed far from each other. The band
  /// is 1 % of it; the time and the memory are those of a band, not of the square.
  @Test func twentyThousandLayersAreAlignedInABand() throws {
    let (part, others) = try keys(7, (500, 40))
    let first = (0..<40).flatMap { _ in part }
    var second = first
    for place in stride(from: 19_900, to: 0, by: -500) {
      switch place % 3 {
      case 0: second.remove(at: place)
      case 1: second.insert(others[place % others.count], at: place)
      default: second[place] = others[place % others.count]
      }
    }
    #expect(first.count == 20_000)
    let limits = limits(wholeTable: 1 << 12, mostCells: 4_000_000, leastBand: 200)
    #expect(limits.band(of: first.count) == 200)
    let alignment = Alignment(first, second, limits)
    // No more than what was done to it.
    #expect(sum(alignment, first, second) <= 40 * 2 * Int(LayerKeys.gap))
    #expect(alignment.partners.count { $0 != nil } >= 20_000 - 40)
  }
}
