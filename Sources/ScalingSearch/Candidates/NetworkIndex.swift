import CostModel
import Symbolic

/// Values by network, for finding a network among candidates: two are the same if all their layers
/// are, whatever parameters led to them.
struct NetworkIndex<Value: Sendable>: Sendable {
  private var known: [[Int128]: [(signature: [String], value: Value)]] = [:]

  /// How many networks there are.
  var count: Int { known.values.reduce(0) { $0 + $1.count } }

  /// Stores a value for a network that has none; returns the network's value.
  mutating func insert(_ report: Report, _ value: Value) -> Value {
    let (costs, signature) = (report.searchCosts, report.network.signature)
    if let other = known[costs]?.first(where: { $0.signature == signature }) { return other.value }
    known[costs, default: []].append((signature, value))
    return value
  }

  /// The value of a candidate's network; nil for an unknown network.
  ///
  /// - Throws: as counting the candidate does.
  func find(
    _ candidate: Candidate, in networks: CandidateNetworks
  ) throws(Diagnostic) -> Value? {
    // Most networks can be told apart by their costs.
    guard let same = known[candidate.costs] else { return nil }
    let signature =
      try networks.folded(networks.model, candidate.parameters).network.signature
    return same.first { $0.signature == signature }?.value
  }
}

extension Report {
  /// The costs in the order of `Metric.searched`.
  package var searchCosts: [Int128] {
    Metric.searched.map { $0.value(of: totals)?.numerator ?? 0 }
  }
}
