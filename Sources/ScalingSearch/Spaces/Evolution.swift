import CostModel
import Symbolic

/// Regularized evolution: the best of a few networks in a population is changed in one choice, and
/// the oldest network dies.
///
/// Source: Real, Aggarwal, Huang and Le, arXiv:1802.01548, algorithm 1.
package struct Evolution: Sendable {
  /// The outcome of an evolution.
  package struct Outcome: Sendable {
    /// The distinct networks that lived, in the order of their first appearance.
    package internal(set) var candidates: [Candidate] = []
    /// How many points were drawn for them.
    package internal(set) var tally = SearchSpace.Tally()
  }

  private struct Member {
    let point: SearchSpace.Point
    let score: Double
  }

  private let space: SearchSpace
  private let population: Int
  private let tournament: Int
  private let seed: UInt64

  /// An evolution in a space.
  ///
  /// - Parameters:
  ///   - population: how many networks live at a time; 100 in the paper.
  ///   - tournament: how many compete to become a parent; 25 in the paper.
  package init(_ space: SearchSpace, population: Int = 100, tournament: Int = 25, seed: UInt64) {
    self.space = space
    self.population = population
    self.tournament = tournament
    self.seed = seed
  }

  /// Lets that many networks live; none if it is hopeless to draw the first, see ``Scarcity``.
  ///
  /// - Parameters:
  ///   - batch: the number of children per generation; 1 gives the paper's algorithm.
  ///   - score: the scores of networks, larger is better; nil for one that can't be a parent.
  ///     Called once per network. It may fill in what it learns about them.
  ///   - goesOn: asked before each generation.
  /// - Throws: what `score` throws.
  package func run(
    _ count: Int, batch: Int = 1, score: (inout [Candidate]) throws -> [Double?],
    goesOn: () -> Bool
  ) throws -> Outcome {
    var numbers = SplitMix64(seed: seed)
    var outcome = Outcome()
    outcome.tally.scarcity = space.scarcity(isCancelled: { !goesOn() })
    if outcome.tally.scarcity?.isHopeless ?? false { return outcome }
    var known: [SearchSpace.Point: (index: Int, score: Double)] = [:]
    var alive: [Member] = []
    var born = 0
    while born < count, goesOn() {
      let isFirst = born < population
      let size = min(isFirst ? population - born : batch, count - born)
      var points: [SearchSpace.Point] = []
      var fresh: [Candidate] = []
      var freshPoints: [SearchSpace.Point] = []
      for _ in 0..<size {
        let parent = isFirst ? nil : parent(of: alive, &numbers)
        guard
          let (point, candidate) = draw(from: parent, known.keys.contains, &numbers, &outcome)
        else { continue }
        points.append(point)
        guard let candidate, !freshPoints.contains(point) else { continue }
        fresh.append(candidate)
        freshPoints.append(point)
      }
      guard !points.isEmpty else { break }
      let scores = try score(&fresh)
      for (point, (candidate, score)) in zip(freshPoints, zip(fresh, scores)) {
        known[point] = (outcome.candidates.count, score ?? -.infinity)
        outcome.candidates.append(candidate)
      }
      alive += points.compactMap { point in
        known[point].map { Member(point: point, score: $0.score) }
      }
      alive.removeFirst(max(0, alive.count - population))
      born += size
    }
    return outcome
  }

  /// The best of a few members drawn at random; the youngest among equals.
  private func parent(of alive: [Member], _ numbers: inout SplitMix64) -> SearchSpace.Point? {
    guard !alive.isEmpty else { return nil }
    var best = numbers.below(alive.count)
    for _ in 1..<max(1, tournament) {
      let next = numbers.below(alive.count)
      if (alive[best].score, best) < (alive[next].score, next) { best = next }
    }
    return alive[best].point
  }

  /// A child, or a random point if there is no parent; known networks are not counted again.
  private func draw(
    from parent: SearchSpace.Point?, _ isKnown: (SearchSpace.Point) -> Bool,
    _ numbers: inout SplitMix64, _ outcome: inout Outcome
  ) -> (SearchSpace.Point, Candidate?)? {
    for _ in 0..<RandomSample.attemptLimit {
      let point =
        parent.map { space.neighbour(of: $0, &numbers) } ?? space.randomPoint(&numbers)
      outcome.tally.drawn += 1
      if isKnown(point) { return (point, nil) }
      switch space.candidate(at: point) {
      case .success(let candidate): return (point, candidate)
      case .failure(let rejection): outcome.tally.note(rejection)
      }
    }
    return nil
  }
}
