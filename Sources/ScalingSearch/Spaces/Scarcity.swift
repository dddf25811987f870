import CostModel
import Symbolic

/// How far the networks of a space are from a limit that hardly any of them keeps.
///
/// The nearest network is found from the best of some random points by changing one choice at a
/// time, as long as that helps. It is the nearest of all if each choice has a value that is best
/// whatever the others are, as kernels, widths and repeats have.
package struct Scarcity: Equatable, Sendable {
  /// What is limited.
  package enum Quantity: Equatable, Sendable {
    case metric(Metric)
    /// Bytes of parameters and live tensors.
    case memory
    /// Bytes of live tensors.
    case peak
    /// Seconds on the machine.
    case latency
  }

  /// What is limited.
  package let quantity: Quantity
  /// Whether the networks exceed the limit; otherwise they fall short of it.
  package let isAbove: Bool
  /// The quantity of the nearest network.
  package let nearest: Double
  /// At most about this share of the points keeps the limit, as if the choices' costs added up; 0
  /// if the nearest network doesn't.
  package let share: Double

  /// Whether drawing is pointless: of a hundred draws with all their attempts, at most about one
  /// would yield a network.
  package var isHopeless: Bool { share * Double(RandomSample.attemptLimit) < 0.01 }
}

extension SearchSpace {
  /// So many random points are tried before anything is said about all.
  private static let pilotCount = 16

  /// The limit that is hardest to keep; nil if some random point keeps all of them, or if the space
  /// has too many values to look at each.
  package func scarcity(isCancelled: () -> Bool = { false }) -> Scarcity? {
    let limits = self.limits
    guard !limits.isEmpty,
      choices.reduce(0, { $0 + $1.values.count }) <= RandomSample.attemptLimit
    else { return nil }
    var numbers = SplitMix64(seed: 0)
    var pilots: [Point] = []
    for _ in 0..<SearchSpace.pilotCount where !isCancelled() {
      let point = randomPoint(&numbers)
      switch candidate(at: point) {
      case .success: return nil
      case .failure(.outside): pilots.append(point)
      case .failure(.invalid): continue
      }
    }
    return limits.compactMap { scarcity(of: $0, from: pilots, isCancelled) }
      .min { $0.share < $1.share }
  }

  /// One end of a window.
  private struct Limit {
    let quantity: Scarcity.Quantity
    let isAbove: Bool
    let value: Double

    /// How far a value is on the wrong side of the limit; negative on the right one.
    func excess(_ amount: Double) -> Double { isAbove ? amount - value : value - amount }
  }

  private var limits: [Limit] {
    var limits: [Limit] = []
    for budget in budgets.windows {
      if budget.most < .infinity {
        limits.append(
          Limit(quantity: .metric(budget.metric), isAbove: true, value: budget.most))
      }
      if budget.least > 0 {
        limits.append(
          Limit(quantity: .metric(budget.metric), isAbove: false, value: budget.least))
      }
    }
    if let memory = budgets.memory {
      limits.append(Limit(quantity: .memory, isAbove: true, value: Double(memory)))
    }
    if let peak = budgets.peak {
      limits.append(Limit(quantity: .peak, isAbove: true, value: Double(peak)))
    }
    if let latency = budgets.latency {
      limits.append(Limit(quantity: .latency, isAbove: true, value: latency))
    }
    return limits
  }

  private func scarcity(
    of limit: Limit, from pilots: [Point], _ isCancelled: () -> Bool
  ) -> Scarcity? {
    func amount(_ point: Point) -> Double? { self.amount(limit.quantity, at: point) }
    let starts = pilots.compactMap { point in amount(point).map { (point, $0) } }
    guard var (point, nearest) = starts.min(by: { limit.excess($0.1) < limit.excess($1.1) })
    else { return nil }
    // What the values of each choice add to the nearest network; nil where there is no network.
    var added: [[Double?]] = []
    var isBetter = true
    while isBetter {
      isBetter = false
      added = []
      for choice in choices.indices {
        guard !isCancelled() else { return nil }
        let amounts = choices[choice].values.indices.map { value in
          var other = point
          other[choice] = value
          return value == point[choice] ? nearest : amount(other)
        }
        for (value, amount) in amounts.enumerated() {
          guard let amount, limit.excess(amount) < limit.excess(nearest) else { continue }
          (point[choice], nearest, isBetter) = (value, amount, true)
        }
        added.append(amounts.map { $0.map { limit.excess($0) - limit.excess(nearest) } })
      }
    }
    return Scarcity(
      quantity: limit.quantity, isAbove: limit.isAbove, nearest: nearest,
      share: share(of: added, within: -limit.excess(nearest)))
  }

  private func amount(_ quantity: Scarcity.Quantity, at point: Point) -> Double? {
    guard let report = try? networks.folded(networks.model, values(at: point)) else { return nil }
    switch quantity {
    case .metric(let metric):
      return metric.value(of: report.totals).map { Double($0.numerator) }
    case .memory: return (try? report.memory()).map { Double($0) }
    case .peak: return (try? report.peakMemory()).map { Double($0.bytes) }
    case .latency: return try? networks.roofline?.time(of: report)
    }
  }

  /// At most this share of the points adds no more than the slack, which is divided into steps:
  /// what each value adds is rounded down to whole ones.
  private func share(of added: [[Double?]], within slack: Double) -> Double {
    guard slack >= 0 else { return 0 }
    let count = 4096
    // The share of points whose first choices add so many steps.
    var shares = [1.0] + [Double](repeating: 0, count: count)
    for values in added {
      let steps = values.compactMap { value -> Int? in
        guard let value, value <= slack else { return nil }
        return value > 0 ? Int(value / slack * Double(count)) : 0
      }
      var next = [Double](repeating: 0, count: count + 1)
      for step in steps {
        for sum in step...count { next[sum] += shares[sum - step] / Double(values.count) }
      }
      shares = next
    }
    return shares.reduce(0, +)
  }
}
