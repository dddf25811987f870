import ArenaPlanning
import Symbolic
import TestSupport
import Testing

/// Plans of arenas: those worked out by hand, and what must hold of all of them.
///
/// `ARENAS=100000 ARENA_SEED=7 swift test -c release --filter ArenaTests` takes other buffers.
struct ArenaTests {
  private static let count = setting("ARENAS", 10_000)
  private static let seed = setting("ARENA_SEED", 20_261_129)

  private func arena(_ buffers: (Int, ClosedRange<Int>)...) throws -> Arena {
    try Arena(
      buffers.map { ArenaBuffer(bytes: $0.0, first: $0.1.lowerBound, last: $0.1.upperBound) })
  }

  @Test func theLargestComesFirstAndGapsAreFilled() throws {
    let arena = try arena((32, 0...1), (64, 1...2), (16, 2...3), (48, 0...3))
    let plan = arena.greedy()
    // 64 at 0, 48 behind it, 32 behind both; 16 lives with the first two only.
    #expect(plan.offsets == [112, 0, 112, 64])
    #expect(plan.bytes == 144)
    let bound = try #require(arena.bound())
    #expect(bound == (bytes: 144, time: 1))
  }

  /// Of equal buffers the one asked for last is placed first.
  @Test func equalBuffersArePlacedInReverse() throws {
    #expect(try arena((16, 0...1), (16, 0...1), (16, 0...1)).greedy().offsets == [32, 16, 0])
    // Those that never meet share a place; touching times meet.
    #expect(try arena((16, 0...1), (16, 2...3), (16, 3...4)).greedy().offsets == [0, 16, 0])
  }

  @Test func givenPlacesStay() throws {
    let arena = try Arena([
      ArenaBuffer(bytes: 16, first: 0, last: 2),
      ArenaBuffer(bytes: 32, first: 1, last: 1, offset: 16),
      ArenaBuffer(bytes: 64, first: 2, last: 2),
    ])
    // The largest is placed next, and the last where both leave room.
    #expect(arena.greedy().offsets == [64, 16, 0])
  }

  /// The greedy planner takes 80 where 64 are enough; found by trying small arenas.
  @Test func aBetterOrderIsFound() throws {
    let arena = try arena((16, 0...1), (32, 1...2), (32, 2...3), (16, 3...4), (16, 1...3))
    let bound = try #require(arena.bound()).bytes
    let found = arena.search()
    #expect(found.plan.bytes == bound)
    #expect(found.plan.overlap(in: arena) == nil)
  }

  @Test func nothingTakesNothing() throws {
    let arena = try Arena([])
    #expect(arena.greedy().bytes == 0 && arena.bound() == nil && arena.search().plan.bytes == 0)
  }

  @Test func whatCantBeCountedIsRefused() {
    let half = ArenaBuffer(bytes: 1 << 62, first: 0, last: 1)
    #expect(throws: Diagnostic.self) { try Arena([half, half]) }
    #expect(throws: Diagnostic.self) {
      try Arena([ArenaBuffer(bytes: .max, first: 0, last: 1, offset: 16)])
    }
  }

  /// What is needed together never overlaps, plans take no less than the bound, and the search no
  /// more than the greedy planner.
  @Test func buffersThatLiveTogetherNeverOverlap() throws {
    var (better, reached) = (0, 0)
    for seed in Self.seed..<Self.seed + Self.count {
      var random = SplitMix64(seed: UInt64(seed))
      let buffers = (0..<1 + random.below(24)).map { _ in
        let first = random.below(20)
        return ArenaBuffer(
          bytes: 16 * (random.below(3) == 0 ? random.below(1000) : random.below(12)), first: first,
          last: first + random.below(random.below(4) == 0 ? 20 : 4),
          isPlannable: random.below(8) > 0)
      }
      let arena = try Arena(buffers)
      let place = Comment(rawValue: "ARENA_SEED=\(seed) ARENAS=1")
      let bound = arena.bound()?.bytes ?? 0
      let mostAtATime = (0..<60).map { time in
        buffers.filter { $0.first...$0.last ~= time }.reduce(0) { $0 + $1.bytes }
      }
      #expect(bound == mostAtATime.max(), place)
      let greedy = arena.greedy()
      let found = arena.search(effort: 20_000)
      for plan in [greedy, found.plan] {
        #expect(overlaps(plan, buffers).isEmpty, place)
        #expect(plan.bytes >= bound, place)
      }
      #expect(found.plan.bytes <= greedy.bytes, place)
      // What the planner makes of the places given ahead is what was promised.
      let ahead = try arena.fixing(found.offsets).greedy()
      #expect(ahead.bytes == found.plan.bytes, place)
      #expect(overlaps(ahead, buffers).isEmpty, place)
      if found.plan.bytes < greedy.bytes { better += 1 }
      if found.plan.bytes == bound { reached += 1 }
    }
    #expect(better * 20 > Self.count && reached * 3 > Self.count * 2, "\(better), \(reached)")
  }

  /// Pairs that overlap in time and in memory, each looked at on its own.
  private func overlaps(_ plan: ArenaPlan, _ buffers: [ArenaBuffer]) -> [(Int, Int)] {
    buffers.indices.flatMap { a in
      buffers.indices.compactMap { b in
        let isTogether =
          a < b && buffers[a].first <= buffers[b].last
          && buffers[b].first <= buffers[a].last
        let meets =
          plan.offsets[a] < plan.offsets[b] + buffers[b].bytes
          && plan.offsets[b] < plan.offsets[a] + buffers[a].bytes
        return isTogether && meets && buffers[a].bytes > 0 && buffers[b].bytes > 0 ? (a, b) : nil
      }
    }
  }
}
