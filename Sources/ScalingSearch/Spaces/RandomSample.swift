import CostModel
import Specs
import Symbolic

/// Networks drawn from a search space at random, with every point equally likely.
///
/// Every draw has its own sequence of random numbers, so that parts of a sample are the same
/// wherever, and with however many threads, they are drawn.
package struct RandomSample: Sendable {
  /// The draws of a part of a sample.
  package struct Found: Equatable, Sendable {
    /// The draws in the order of their indices.
    package internal(set) var draws: [Draw] = []
    /// How many points were drawn for them.
    package internal(set) var tally = SearchSpace.Tally()
  }

  /// A draw is abandoned after this many points outside the budgets.
  package static let attemptLimit = 1000

  private let space: SearchSpace
  private let seed: UInt64

  /// A sample of a space.
  package init(_ space: SearchSpace, seed: UInt64) {
    self.space = space
    self.seed = seed
  }

  /// Draws a part of that many networks; nothing if that is hopeless, see ``Scarcity``.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each point.
  ///   - progress: called before each draw.
  package func draw(
    _ count: Int, shard: Shard, threads: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable () -> Void = {}
  ) -> Found {
    var found = Found()
    found.tally.scarcity = space.scarcity(isCancelled: isCancelled)
    if found.tally.scarcity?.isHopeless ?? false { return found }
    let range = shard.range(of: count)
    let parts = Workers.map(count: range.count, threads: threads) { offset in
      guard !isCancelled() else { return Found() }
      progress()
      return one(range.lowerBound + offset, isCancelled)
    }
    return parts.reduce(into: found) { $0.merge($1) }
  }

  /// The distinct networks of a sample, in the order in which they were first drawn.
  package func candidates(of found: Found) -> [Candidate] {
    var order: [SearchSpace.Point] = []
    var times: [SearchSpace.Point: Int] = [:]
    var first: [SearchSpace.Point: Draw] = [:]
    for draw in found.draws {
      if first[draw.point] == nil {
        first[draw.point] = draw
        order.append(draw.point)
      }
      times[draw.point, default: 0] += 1
    }
    return order.compactMap { point in
      guard let draw = first[point] else { return nil }
      let values = space.values(at: point)
      var candidate = Candidate(
        choices: values, parameters: values, points: times[point] ?? 1, costs: draw.costs)
      candidate.memory = draw.memory
      candidate.latency = draw.latency
      candidate.peak =
        draw.peak
        ?? draw.memory.flatMap { memory in
          space.networks.parameterBytes(candidate).map { memory - $0 }
        }
      return candidate
    }
  }

  /// Checks that draws of a journal are points of this space. - Throws: a diagnostic if not.
  func check(_ draws: [Draw]) throws(Diagnostic) {
    let areOfSpace = draws.allSatisfy { draw in
      draw.point.count == space.choices.count
        && zip(draw.point, space.choices).allSatisfy { $1.values.indices.contains($0) }
    }
    guard areOfSpace else {
      throw Diagnostic(
        "the journal has points outside the space of its search",
        help: "it is damaged; start again with another --journal")
    }
  }

  private func one(_ index: Int, _ isCancelled: () -> Bool) -> Found {
    var numbers = SplitMix64(seed: seed, index: index)
    var found = Found()
    for _ in 0..<RandomSample.attemptLimit where !isCancelled() {
      let point = space.randomPoint(&numbers)
      found.tally.drawn += 1
      switch space.candidate(at: point) {
      case .success(let candidate):
        found.draws = [
          Draw(
            index: index, point: point, costs: candidate.costs, memory: candidate.memory,
            latency: candidate.latency,
            peak: space.networks.weightType.takesWholeBytes ? nil : candidate.peak)
        ]
        return found
      case .failure(let rejection): found.tally.note(rejection)
      }
    }
    return found
  }
}

extension RandomSample.Found {
  /// Joins parts, in any order.
  package init(joining parts: [RandomSample.Found]) {
    for part in parts { merge(part) }
    draws.sort { $0.index < $1.index }
  }

  mutating func merge(_ other: RandomSample.Found) {
    draws += other.draws
    tally += other.tally
  }
}

extension SplitMix64 {
  /// A separate sequence for each index of a seed.
  fileprivate init(seed: UInt64, index: Int) {
    var sequence = SplitMix64(seed: seed)
    sequence = SplitMix64(seed: sequence.next() ^ UInt64(bitPattern: Int64(index)))
    self.init(seed: sequence.next())
  }
}
