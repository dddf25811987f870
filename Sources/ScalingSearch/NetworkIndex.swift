import CostModel

/// Networks by what they are, to be found again among candidates: layer for layer the same,
/// whatever values led to them.
struct NetworkIndex<Value: Sendable>: Sendable {
  private var known: [[Int128]: [(signature: [String], value: Value)]] = [:]

  /// How many networks there are.
  var count: Int { known.values.reduce(0) { $0 + $1.count } }

  /// Keeps a value for a network, unless it has one; returns the one that it has then.
  mutating func insert(_ report: Report, _ value: Value) -> Value {
    let (costs, signature) = (report.searchCosts, report.network.signature)
    if let other = known[costs]?.first(where: { $0.signature == signature }) { return other.value }
    known[costs, default: []].append((signature, value))
    return value
  }

  /// The value of a candidate's network; nil for a network that is not known.
  ///
  /// - Throws: as counting the candidate does.
  func find(
    _ candidate: Candidate, in networks: CandidateNetworks
  ) throws(Diagnostic) -> Value? {
    // Most networks are told apart by what they cost.
    guard let same = known[candidate.costs] else { return nil }
    let signature =
      try networks.folded(networks.model, candidate.parameters).network.signature
    return same.first { $0.signature == signature }?.value
  }
}

extension Report {
  /// The costs in the order of ``SearchMetric``.
  var searchCosts: [Int128] {
    SearchMetric.allCases.map { $0.formula(of: totals).constantValue?.numerator ?? 0 }
  }
}
