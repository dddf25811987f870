import CostModel
import ScalingSearch
import Symbolic

/// Which networks of a search are shown, and in what order.
struct Ranking {
  private let invocation: Invocation
  private let objective: (expression: Expression, option: Option, sign: Double)?
  private let front: [(name: Name, sign: Int128)]

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let (least, most) = (
      try SearchArguments(invocation).expression(.minimize),
      try SearchArguments(invocation).expression(.maximize)
    )
    if least != nil, most != nil {
      throw invocation.usageError("--minimize and --maximize can't be combined; choose one")
    }
    objective =
      least.map { ($0, .minimize, 1) } ?? most.map { ($0, .maximize, -1) }
    front = try Ranking.front(invocation)
  }

  /// The networks of `--pareto`, ordered by the objective; otherwise by accuracy if any is known,
  /// by the first metric of the front, by the command's own order, or as found. Networks without a
  /// value come last.
  func ranked(
    _ candidates: [Candidate], default order: ((Candidate) -> Double)?,
    real: (Candidate) -> Double?
  ) throws -> [Candidate] {
    let candidates = front.isEmpty ? candidates : paretoFront(candidates)
    if objective != nil {
      return try candidates.sorted(by: { try value(of: $0, real($0)) ?? .infinity })
    }
    if candidates.contains(where: { $0.accuracy != nil }) {
      return candidates.sorted { $0.accuracy.map { -$0 } ?? .infinity }
    }
    if let (name, sign) = front.first {
      return candidates.sorted {
        metric(name, of: $0).map { Double($0 * sign) } ?? .infinity
      }
    }
    return order.map { candidates.sorted(by: $0) } ?? candidates
  }

  /// The order in words.
  ///
  /// - Parameter own: the command's own order.
  func criterion(of candidates: [Candidate], default own: String) -> String {
    let front = front.isEmpty ? "" : "; front of \(invocation.value(of: .pareto) ?? "")"
    if let objective {
      let formula = invocation.value(of: objective.option) ?? ""
      return "\(objective.sign > 0 ? "least" : "largest") \(formula)" + front
    }
    if candidates.contains(where: { $0.accuracy != nil }) { return "highest accuracy" + front }
    if let (name, sign) = self.front.first {
      return "\(sign > 0 ? "least" : "most") \(name.key)" + front
    }
    return own
  }

  /// The objective's value, smaller is better; nil if it depends on an unknown accuracy.
  private func value(of candidate: Candidate, _ real: Double?) throws -> Double? {
    guard let objective else { return candidate.accuracy.map { -$0 } }
    let isKnown =
      candidate.accuracy != nil
      || !(invocation.value(of: objective.option)?.mentions(.accuracy) ?? false)
    guard isKnown else { return nil }
    var numbers = candidate.numbers()
    numbers[Name.real.key] = numbers[Name.real.key] ?? real
    for name in objective.expression.names where numbers[name] == nil {
      if let index = Ranking.names.indices(meantBy: name).first {
        numbers[name] = numbers[Ranking.names[index].key]
      }
    }
    do throws(Diagnostic) {
      return try objective.sign * objective.expression.value(at: numbers)
    } catch {
      throw invocation.usageError(
        "\(objective.option.spelling): \(error.message)", remedy: error.help)
    }
  }

  /// How good a network is; nil if unknown.
  func score(_ candidate: Candidate) throws -> Double? {
    try value(of: candidate, nil).map { -$0 }
  }

  /// Whether there is anything to compare networks by.
  var hasObjective: Bool { objective != nil }

  /// The metrics for a front and an objective.
  static let metrics = Metric.searched.map(\.name) + [.memory, .accuracy]
  private static let names = metrics + [.ideal, .real]

  /// The names of `--pareto` with a sign: 1 to minimize.
  private static func front(_ invocation: Invocation) throws -> [(name: Name, sign: Int128)] {
    guard let text = invocation.value(of: .pareto) else { return [] }
    return try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      let name = String(word.hasPrefix("-") ? word.dropFirst() : word)
      let index = try invocation.index(of: name, in: metrics, "metric", of: " for --pareto")
      return (metrics[index], word.hasPrefix("-") ? -1 : 1)
    }
  }

  /// The networks that no other dominates: at least as good in all metrics and better in one.
  /// Networks with an unknown metric are left out.
  private func paretoFront(_ candidates: [Candidate]) -> [Candidate] {
    let known = candidates.filter { candidate in
      front.allSatisfy { metric($0.name, of: candidate) != nil }
    }
    let points = known.map { candidate in
      front.map { (metric($0.name, of: candidate) ?? 0) * $0.sign }
    }
    return ParetoFront.indices(of: points).map { known[$0] }
  }

  private func metric(_ name: Name, of candidate: Candidate) -> Int128? {
    switch name {
    case .memory: candidate.memory
    case .accuracy: candidate.accuracy.map(\.rank)
    default: Metric(rawValue: name.key).map(candidate.cost)
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
