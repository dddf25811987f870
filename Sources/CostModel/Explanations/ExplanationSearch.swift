import Symbolic

/// Searches for what a printed number may count, simplest first.
///
/// A number with few digits agrees with something once enough is tried. So hypotheses come in
/// rounds: the counts of conventions; twice and half of these; sums of some of their terms; twice
/// and half of those. Each round tells how many of its hypotheses would agree by chance.
package struct ExplanationSearch {
  /// The hypotheses tried together.
  package struct Round: Sendable {
    /// A description of the hypotheses.
    package let title: String
    /// Whether sums of some terms were tried; there are many of these.
    package let isOfParts: Bool
    /// How many different counts are in ``ExplanationSearch/neighbourhood(of:)`` and were in no
    /// earlier round.
    package let near: Int
    /// How many of them would agree by chance if they were spread over it at random.
    package let chance: Double
    /// The same for this round and all earlier ones.
    package let chanceSoFar: Double
    /// The counts that agree in every digit given, simplest first.
    package let matches: [Explanation]

    /// How many of the counts near it agree; several conventions may give the same count.
    package var agreeing: Int { Set(matches.map(\.count)).count }
    /// Whether a match in this round may well be a coincidence.
    package var mayBeChance: Bool { chanceSoFar >= ExplanationSearch.threshold }
  }

  /// With this many matches expected by chance, a match proves little.
  package static let threshold = 0.1

  /// Counts within this share of a number, on either side, are near it.
  package static let leastNeighbourhood = 0.1

  /// The range of counts near a number: within 10 % of it, and wherever one would agree.
  package static func neighbourhood(of figure: Figure) -> ClosedRange<Double> {
    let tenth = leastNeighbourhood * figure.value
    let digit = figure.lastDigit.doubleValue
    return figure.value - max(tenth, digit / 2)...figure.value + max(tenth, digit)
  }

  /// The counts of every convention, our own parameters first.
  package let conventions: [Explanation]
  private let ledgers: [Ledger]

  /// Counts a network by every convention of a list.
  ///
  /// - Throws: a diagnostic at the layer whose count has no value.
  package init(_ report: Report, by conventions: [Convention]) throws(Diagnostic) {
    var ledgers = [try Ledger(parametersOf: report)]
    let groups = LayerGroup.all(in: report.network)
    for convention in conventions {
      for quantity in Convention.Quantity.allCases where convention.counts(quantity) {
        ledgers.append(try Ledger(convention, quantity, of: report, by: groups))
      }
    }
    self.ledgers = ledgers
    self.conventions = ledgers.map { $0.whole(times: .one) }
  }

  /// The rounds up to the first match that is not a coincidence, or else all of them.
  package func rounds(for figure: Figure) -> [Round] {
    var known: Set<Rational> = []
    var rounds: [Round] = []
    var chanceSoFar = 0.0
    for (title, isOfParts, factors) in ExplanationSearch.plan {
      var tally = Tally(figure, known: known)
      for ledger in ledgers {
        for factor in factors {
          if isOfParts {
            ledger.countParts(times: factor, &tally)
          } else {
            tally.count(ledger.whole(times: factor))
          }
        }
      }
      let chance = tally.chance(isOfParts: isOfParts)
      chanceSoFar += chance
      let round = Round(
        title: title, isOfParts: isOfParts, near: tally.near.count, chance: chance,
        chanceSoFar: chanceSoFar, matches: tally.simplest)
      rounds.append(round)
      if !round.matches.isEmpty, !round.mayBeChance { break }
      known.formUnion(tally.near)
    }
    return rounds
  }

  private static let double = Rational(2)
  private static let half = (try? Rational(1, over: 2)) ?? .one
  private static let plan: [(title: String, isOfParts: Bool, factors: [Rational])] = [
    ("what conventions give", false, [.one]),
    ("twice and half of it", false, [double, half]),
    ("sums of some of a convention's terms", true, [.one]),
    ("twice and half of those", true, [double, half]),
  ]

  /// The conventions whose counts are nearest to a number, as a ratio: parameters are not near MACs
  /// because both are small beside them.
  package func nearest(to figure: Figure) -> [Explanation] {
    func distance(_ explanation: Explanation) -> Double {
      let count = explanation.count.doubleValue
      return max(count, figure.value) / min(count, figure.value)
    }
    let least = conventions.map(distance).min()
    return conventions.filter { distance($0) == least }
  }
}

/// The hypotheses tried in a round, and those that agree.
package struct Tally {
  private let figure: Figure
  private let known: Set<Rational>
  private let window: ClosedRange<Double>
  private var matches: [Explanation] = []
  /// The counts near the figure that were in no earlier round.
  package private(set) var near: Set<Rational> = []

  package init(_ figure: Figure, known: Set<Rational>) {
    self.figure = figure
    self.known = known
    window = ExplanationSearch.neighbourhood(of: figure)
  }

  /// Whether a count is near enough to matter.
  func isNear(_ count: Double) -> Bool { window.contains(count) }

  /// Notes a hypothesis.
  package mutating func count(_ explanation: @autoclosure () -> Explanation, of count: Rational) {
    guard isNear(count.doubleValue), !known.contains(count) else { return }
    near.insert(count)
    guard figure.agreement(with: count) == .rounded else { return }
    matches.append(explanation())
  }

  /// Records the whole count of a convention; a printed number may be truncated from it.
  mutating func count(_ whole: Explanation) {
    count(whole, of: whole.count)
    guard near.contains(whole.count), figure.agreement(with: whole.count) == .truncated else {
      return
    }
    var cut = whole
    cut.isCut = true
    matches.append(cut)
  }

  /// How many counts agree with a figure by chance, if those near it are spread at random.
  package func chance(isOfParts: Bool) -> Double {
    // A rounded count is within half a digit on either side, a truncated one within one above.
    let digits = isOfParts ? 1 : 1.5
    return Double(near.count) * digits * figure.lastDigit.doubleValue
      / (window.upperBound - window.lowerBound)
  }

  /// The matches with the smallest departures first, then measured tools; each sum once.
  package var simplest: [Explanation] {
    var seen: Set<String> = []
    let distinct = matches.filter { $0.isWhole || seen.insert($0.sum).inserted }
    return distinct.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    .map(\.element)
  }
}
