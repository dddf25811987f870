import CostModel

/// What a front compares networks by.
package enum Criterion: Hashable, Sendable {
  /// A cost, one of `Metric.searched`.
  case cost(Metric)
  /// Bytes of the parameters plus the peak of live tensors.
  case memory
  /// Bytes of the live tensors at the peak.
  case peak
  /// Seconds on a machine.
  case latency
  /// The measured accuracy.
  case accuracy

  /// All of them.
  package static let all =
    Metric.searched.map(Criterion.cost) + [.memory, .peak, .latency, .accuracy]

  /// Its key in JSON and in objectives.
  package var key: String {
    switch self {
    case .cost(let metric): metric.rawValue
    case .memory: "memory"
    case .peak: "peak"
    case .latency: "latency"
    case .accuracy: "accuracy"
    }
  }

  /// A number that grows with the criterion; nil if it is unknown.
  func value(of candidate: Candidate) -> Int128? {
    switch self {
    case .cost(let metric): candidate.cost(metric)
    case .memory: candidate.memory
    case .peak: candidate.peak
    case .latency: candidate.latency.map(\.rank)
    case .accuracy: candidate.accuracy.map(\.rank)
    }
  }
}

extension Double {
  /// A whole number that grows with the number: its bits, in numeric order.
  fileprivate var rank: Int128 {
    let bits = Int64(bitPattern: bitPattern)
    return Int128(bits >= 0 ? bits : Int64.min &- bits)
  }
}
