import CostModel
import Symbolic

/// A search space: the networks spanned by a model's lists of values.
///
/// A space is an architecture whose parameters are lists, such as the kernel of every block; each
/// list that the user has not set is a choice.
package struct SearchSpace: Sendable {
  /// A parameter with the values to choose from.
  package struct Choice: Equatable, Sendable {
    /// The parameter.
    package let name: String
    /// The values as written.
    package let values: [String]
  }

  /// For each choice, the index of a value.
  package typealias Point = [Int]

  /// Why a point is not a candidate.
  package enum Rejection: Error, Equatable, Sendable {
    /// There is no network, because a requirement fails.
    case invalid(Diagnostic)
    /// The network is outside the budgets.
    case outside
  }

  /// How many points were drawn, and with what result.
  package struct Tally: Equatable, Sendable {
    /// All points drawn.
    package internal(set) var drawn = 0
    /// Points without a network.
    package internal(set) var invalid = 0
    /// Points whose network is outside the budgets.
    package internal(set) var outside = 0
    /// Why the first point without a network has none.
    package internal(set) var reason: Diagnostic?
    /// How rare networks within the budgets are, where the first points had none.
    package internal(set) var scarcity: Scarcity?

    /// Points within the budgets.
    package var feasible: Int { drawn - invalid - outside }

    mutating func note(_ rejection: Rejection) {
      switch rejection {
      case .outside: outside += 1
      case .invalid(let reason):
        invalid += 1
        self.reason = self.reason ?? reason
      }
    }

    static func += (sum: inout Tally, other: Tally) {
      sum.drawn += other.drawn
      sum.invalid += other.invalid
      sum.outside += other.outside
      sum.reason = sum.reason ?? other.reason
      sum.scarcity = sum.scarcity ?? other.scarcity
    }
  }

  /// The choices in the order of the spec.
  package let choices: [Choice]
  /// The networks at the points.
  package let networks: CandidateNetworks
  /// The limits on a candidate.
  package let budgets: Budgets

  /// The space of a model.
  ///
  /// - Throws: a diagnostic if no parameter is a list that is still open.
  package init(
    _ networks: CandidateNetworks, budgets: Budgets = Budgets()
  ) throws(Diagnostic) {
    self.networks = networks
    self.budgets = budgets
    choices = networks.model.spec.parameters.compactMap { parameter in
      guard case .choice(let values) = parameter.domain,
        !networks.settings.values.contains(where: { $0.name == parameter.name })
      else { return nil }
      return Choice(name: parameter.name, values: values)
    }
    guard !choices.isEmpty else {
      throw Diagnostic(
        "\(networks.model.name) is not a search space: none of its parameters is a list",
        help: "'costcalc grid-search --vary' searches the values of any parameter")
    }
  }

  /// The number of points; nil beyond 2^127.
  package var size: Int128? {
    choices.reduce(1) { size, choice in
      guard let size else { return nil }
      let (product, overflow) = size.multipliedReportingOverflow(by: Int128(choice.values.count))
      return overflow ? nil : product
    }
  }

  /// A random point, with each choice drawn independently.
  func randomPoint(_ numbers: inout SplitMix64) -> Point {
    choices.map { numbers.below($0.values.count) }
  }

  /// A point that differs in one choice.
  func neighbour(of point: Point, _ numbers: inout SplitMix64) -> Point {
    let open = choices.indices.filter { choices[$0].values.count > 1 }
    guard !open.isEmpty else { return point }
    let index = open[numbers.below(open.count)]
    var next = point
    next[index] =
      (point[index] + 1 + numbers.below(choices[index].values.count - 1))
      % choices[index].values.count
    return next
  }

  /// The values at a point.
  func values(at point: Point) -> [(name: String, text: String)] {
    zip(choices, point).map { (name: $0.name, text: $0.values[$1]) }
  }

  /// The network at a point, if there is one within the budgets.
  package func candidate(at point: Point) -> Result<Candidate, Rejection> {
    let values = values(at: point)
    do throws(Diagnostic) {
      let report = try networks.folded(networks.model, values)
      var candidate = Candidate(choices: values, parameters: values, costs: report.searchCosts)
      guard budgets.windows.allSatisfy({ $0.holds(candidate) }) else { return .failure(.outside) }
      candidate.memory = try report.memory()
      candidate.peak = try report.peakMemory().map { Int128($0.bytes) }
      guard budgets.holdMemory(candidate) else { return .failure(.outside) }
      candidate.latency = try networks.roofline?.time(of: report)
      return budgets.holdLatency(candidate) ? .success(candidate) : .failure(.outside)
    } catch {
      return .failure(.invalid(error))
    }
  }
}
