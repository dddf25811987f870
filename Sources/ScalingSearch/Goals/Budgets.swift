import CostModel
import Symbolic

/// A window for a metric, inclusive.
public struct Budget: Sendable {
  /// The limited metric.
  package let metric: Metric
  /// The minimum.
  package let least: Double
  /// The maximum.
  package let most: Double

  /// A window, for a metric that searches know of every network: MACs, parameters or activations.
  public init(_ metric: Metric, least: Double = 0, most: Double = .infinity) {
    self.metric = metric
    self.least = least
    self.most = most
  }

  /// - Throws: a diagnostic if searches don't know the metric, or nothing can be in the window.
  func check() throws(Diagnostic) {
    guard Metric.searched.contains(metric) else {
      let known = Metric.searched.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic("a budget can't limit \(quoted(metric.rawValue))", help: "one of \(known)")
    }
    // Beyond 2^53, not every whole number is a `Double`.
    guard least <= most, least <= 0x1p53, most >= 0 else {
      throw Diagnostic("no network has between \(least) and \(most) \(metric.rawValue)")
    }
  }

  /// Whether a candidate's cost is in the window.
  package func holds(_ candidate: Candidate) -> Bool {
    let cost = Double(candidate.cost(metric))
    return least <= cost && cost <= most
  }
}

/// The limits on the networks of a search.
package struct Budgets: Sendable {
  /// Windows for costs.
  package var windows: [Budget]
  /// The maximum bytes of parameters and live tensors together; nil for no limit.
  package var memory: Int128?
  /// The maximum bytes of live tensors; nil for no limit.
  package var peak: Int128?
  /// The maximum bytes of parameters, where a window for their number does not say it all because
  /// weights do not take whole bytes; nil for no limit.
  package var model: Int128?
  /// The maximum seconds on the machine of the search; nil for no limit.
  package var latency: Double?

  /// Limits; none by default.
  package init(
    _ windows: [Budget] = [], memory: Int128? = nil, peak: Int128? = nil, latency: Double? = nil
  ) {
    self.windows = windows
    self.memory = memory
    self.peak = peak
    self.latency = latency
  }

  /// Whether there is no limit.
  package var isEmpty: Bool { windows.isEmpty && !limitsMemory && latency == nil }

  /// Whether the memory of networks matters.
  package var limitsMemory: Bool { memory != nil || peak != nil || model != nil }

  /// Whether a network keeps all of them.
  package func hold(_ candidate: Candidate) -> Bool {
    windows.allSatisfy { $0.holds(candidate) } && holdMemory(candidate) && holdLatency(candidate)
  }

  /// Whether a network keeps the limits of memory; one whose memory is unknown does not.
  func holdMemory(_ candidate: Candidate) -> Bool {
    (memory.map { candidate.memory ?? .max <= $0 } ?? true)
      && (peak.map { candidate.peak ?? .max <= $0 } ?? true)
      && (model.map { candidate.model ?? .max <= $0 } ?? true)
  }

  /// Whether a network keeps the limit of time; one whose time is unknown does not.
  package func holdLatency(_ candidate: Candidate) -> Bool {
    latency.map { candidate.latency ?? .infinity <= $0 } ?? true
  }

  /// A window that all networks within the time keep, whatever else: more MACs than the machine's
  /// peak allows in it take longer.
  func implied(by roofline: Roofline?) -> Budget? {
    guard let latency, let roofline else { return nil }
    // Times are sums of rounded quotients: the margin is far above what rounding may take from one.
    let most = roofline.operations(within: latency) / 2 * (1 + 1e-9)
    return most < 0x1p53 ? Budget(.macs, most: most) : nil
  }

  /// The seconds that the fewest MACs of all networks take at the peak, if no network's keep the
  /// limit.
  ///
  /// - Parameter least: as for ``unmet(_:)``.
  package func leastTime(_ least: [Int128], under roofline: Roofline?) -> Double? {
    guard let roofline, let latency, let index = Metric.searched.firstIndex(of: .macs) else {
      return nil
    }
    let seconds = 2 * Double(least[index]) / roofline.operations(within: 1)
    return seconds > latency ? seconds : nil
  }

  /// The share of its tightest budget that a network uses: 1 if it is used up, 0 without budgets.
  package func used(by candidate: Candidate) -> Double {
    let shares = windows.map { Double(candidate.cost($0.metric)) / $0.most }
    let memory = memory.flatMap { limit in candidate.memory.map { Double($0) / Double(limit) } }
    let peak = peak.flatMap { limit in candidate.peak.map { Double($0) / Double(limit) } }
    let model = model.flatMap { limit in candidate.model.map { Double($0) / Double(limit) } }
    let time = latency.flatMap { limit in candidate.latency.map { $0 / limit } }
    return (shares + [memory, peak, model, time].compactMap(\.self)).max() ?? 0
  }

  /// The windows that no network meets.
  ///
  /// - Parameter least: the least costs of all networks, in the order of `Metric.searched`.
  /// - Returns: their metrics, and the least costs.
  package func unmet(_ least: [Int128]) -> [(metric: Metric, least: Int128)] {
    windows.compactMap { budget in
      guard let index = Metric.searched.firstIndex(of: budget.metric),
        Double(least[index]) > budget.most
      else { return nil }
      return (budget.metric, least[index])
    }
  }
}
