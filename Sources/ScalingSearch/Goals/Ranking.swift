import CostModel
import Symbolic

/// Which of the networks found are kept, and in what order.
package struct Ranking: Sendable {
  /// Which end is better.
  package enum Goal: Sendable {
    case least, most
  }

  /// A formula over the choices, parameters and costs of a network.
  package struct Objective: Sendable {
    /// The formula, as typed.
    package let expression: Expression
    /// Which values are better.
    package let goal: Goal
    /// Other names for keys of ``Candidate/numbers()``, for names that are no choice or parameter.
    package let synonyms: [String: String]

    /// An objective.
    package init(_ expression: Expression, _ goal: Goal, synonyms: [String: String] = [:]) {
      self.expression = expression
      self.goal = goal
      self.synonyms = synonyms
    }

    /// Whether it depends on a criterion.
    func mentions(_ criterion: Criterion) -> Bool {
      expression.names.contains { (synonyms[$0] ?? $0) == criterion.key }
    }

    /// Whether a candidate has all that it mentions.
    func isKnown(for candidate: Candidate) -> Bool {
      let numbers = candidate.numbers()
      return expression.names.allSatisfy { numbers[$0] ?? numbers[synonyms[$0] ?? ""] != nil }
    }

    /// The value, smaller is better.
    func value(of candidate: Candidate) throws(Diagnostic) -> Double {
      var numbers = candidate.numbers()
      for name in expression.names where numbers[name] == nil {
        numbers[name] = synonyms[name].flatMap { numbers[$0] }
      }
      let value = try expression.value(at: numbers)
      return goal == .least ? value : -value
    }
  }

  /// What decided an order.
  package enum Rule: Sendable {
    case objective(Objective)
    case accuracy
    case front(Criterion, Goal)
    /// The search's own order.
    case search
  }

  /// The formula to rank by, or nil.
  package var objective: Objective?
  /// Only networks are kept that no other beats in all of these; empty for all networks.
  package var front: [(criterion: Criterion, goal: Goal)]
  /// Whether an objective may use metrics that a command prints: a network that has none of them
  /// yet has no value, instead of an error.
  package var usesMetrics = false

  /// A ranking; by default all networks, by accuracy or in the search's own order.
  package init(objective: Objective? = nil, front: [(criterion: Criterion, goal: Goal)] = []) {
    self.objective = objective
    self.front = front
  }

  /// Whether the order or the front depends on a criterion.
  package func mentions(_ criterion: Criterion) -> Bool {
    objective?.mentions(criterion) ?? false || front.contains { $0.criterion == criterion }
  }

  /// What decides the order of networks.
  package func rule(for candidates: [Candidate]) -> Rule {
    if let objective { return .objective(objective) }
    if candidates.contains(where: { $0.accuracy != nil }) { return .accuracy }
    return front.first.map { .front($0.criterion, $0.goal) } ?? .search
  }

  /// The networks of the front, ordered by the objective; otherwise by accuracy if any is known, by
  /// the first criterion of the front, by the search's own order, or as found. Networks without a
  /// value come last.
  ///
  /// - Parameter order: the search's own: a key that is smallest for the first network.
  /// - Throws: a diagnostic if the objective has no value.
  package func ranked(
    _ candidates: [Candidate], otherwise order: ((Candidate) -> Double)? = nil
  ) throws(Diagnostic) -> [Candidate] {
    try self.order(of: candidates, otherwise: order).map { candidates[$0] }
  }

  /// The indices of the networks that ``ranked(_:otherwise:)`` gives.
  package func order(
    of candidates: [Candidate], otherwise order: ((Candidate) -> Double)? = nil
  ) throws(Diagnostic) -> [Int] {
    let kept = front.isEmpty ? Array(candidates.indices) : paretoFront(candidates)
    let own = kept.map { candidates[$0] }
    var keys: [Double] = []
    switch rule(for: own) {
    case .objective(let objective):
      for candidate in own { keys.append(try value(of: candidate) ?? .infinity) }
      // What no network has, although one was tried, is a mistake.
      if keys.allSatisfy(\.isInfinite), let tried = own.first(where: \.isTried) {
        _ = try objective.value(of: tried)
      }
    case .accuracy:
      for candidate in own { keys.append(-(candidate.accuracy ?? -.infinity)) }
    case .front(let criterion, let goal):
      keys = own.map { criterion.value(of: $0).map { Double(goal.signed($0)) } ?? .infinity }
    case .search: keys = order.map { own.map($0) } ?? own.map { _ in 0 }
    }
    return keys.smallestFirst.map { kept[$0] }
  }

  /// How good a network is by the objective, or else by accuracy; nil if unknown.
  ///
  /// - Throws: a diagnostic if the objective has no value.
  package func score(_ candidate: Candidate) throws(Diagnostic) -> Double? {
    try value(of: candidate).map { -$0 }
  }

  /// The objective's value, smaller is better; nil if it depends on an unknown accuracy or metric.
  func value(of candidate: Candidate) throws(Diagnostic) -> Double? {
    guard let objective else { return candidate.accuracy.map { -$0 } }
    guard candidate.accuracy != nil || !objective.mentions(.accuracy) else { return nil }
    let isUntried = candidate.evaluation?.metrics.isEmpty ?? true
    if usesMetrics, isUntried, !objective.isKnown(for: candidate) { return nil }
    return try objective.value(of: candidate)
  }

  /// The networks that no other dominates: at least as good in all criteria and better in one.
  /// Networks of which one is unknown are left out.
  private func paretoFront(_ candidates: [Candidate]) -> [Int] {
    let known = candidates.indices.compactMap { index -> (Int, [Int128])? in
      let point = front.compactMap { criterion, goal in
        criterion.value(of: candidates[index]).map(goal.signed)
      }
      return point.count == front.count ? (index, point) : nil
    }
    return ParetoFront.indices(of: known.map(\.1)).map { known[$0].0 }
  }
}

extension Ranking.Goal {
  /// The number, such that less is better.
  fileprivate func signed(_ value: Int128) -> Int128 { self == .least ? value : -value }
}
