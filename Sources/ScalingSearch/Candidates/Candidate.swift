import CostModel
import Symbolic

/// A network considered by a search, and what is known about it.
public struct Candidate: Sendable {
  /// Its place in a grid search.
  struct Place: Sendable {
    /// The slice, and the classes of its groups for this network.
    let slice: Int
    let classes: [Int]
    /// For the first of its points, the index of the value on each axis.
    let first: [Int]
  }

  /// The varied values, as typed: `alpha` 1.2.
  public let choices: [(name: String, text: String)]
  /// The resulting parameters of the model, as a user would type them.
  package let parameters: [(name: String, text: String)]
  /// How many points of the search give this network.
  package let points: Int
  /// Its place in a grid; nil for other searches.
  let place: Place?
  /// Its names: a released member, or a paper's coefficients.
  package internal(set) var names: [String] = []
  /// The constraint's formula at these choices; nil without one.
  package let ideal: Rational?
  /// The costs in the order of `Metric.searched`.
  package let costs: [Int128]
  /// Bytes of the parameters plus the peak of live tensors; nil until computed.
  package var memory: Int128?
  /// The peak of live tensors in bytes; nil until computed.
  package var peak: Int128?
  /// The bytes of the parameters; nil until the memory is computed.
  package var model: Int128? {
    guard let memory, let peak else { return nil }
    return memory - peak
  }
  /// The seconds that it takes under the roof of the search's machine; nil until computed, or
  /// without a machine.
  package var latency: Double?
  /// The MACs over those of the search's baseline; nil without one, 0 if that has none.
  package internal(set) var growth: Double?
  /// What its trainings gave; nil if it has no accuracy.
  package var evaluation: Evaluation?

  /// A network of a search.
  package init(
    choices: [(name: String, text: String)], parameters: [(name: String, text: String)],
    points: Int = 1, ideal: Rational? = nil, costs: [Int128]
  ) {
    self.init(
      choices: choices, parameters: parameters, points: points, ideal: ideal, costs: costs,
      place: nil)
  }

  init(
    choices: [(name: String, text: String)], parameters: [(name: String, text: String)],
    points: Int, ideal: Rational?, costs: [Int128], place: Place?
  ) {
    self.choices = choices
    self.parameters = parameters
    self.points = points
    self.ideal = ideal
    self.costs = costs
    self.place = place
  }

  /// A network of its own, with all that budgets limit.
  ///
  /// - Throws: a diagnostic at the layer whose tensor overflows.
  init(sizesOf report: Report, under roofline: Roofline?) throws(Diagnostic) {
    self.init(choices: [], parameters: [], costs: report.searchCosts)
    memory = try report.memory()
    peak = try report.peakMemory().map { Int128($0.bytes) }
    latency = try roofline?.time(of: report)
  }

  /// Whether it was trained, or what it reaches is known otherwise.
  package var isTried: Bool { evaluation != nil }

  /// The accuracy, the mean of all trainings; nil if there is none.
  package var accuracy: Double? { evaluation?.accuracy.mean }

  /// The cost of a metric that searches know of every network: MACs, parameters or activations; nil
  /// for others.
  public subscript(metric: Metric) -> Int128? {
    Metric.searched.firstIndex(of: metric).map { costs[$0] }
  }

  /// The cost of a metric that searches know; 0 for others.
  package func cost(_ metric: Metric) -> Int128 {
    Metric.searched.firstIndex(of: metric).map { costs[$0] } ?? 0
  }

  /// The names for objectives: numeric choices and parameters, costs, and other known values.
  package func numbers() -> [String: Double] {
    // What is ours has its own meaning, whatever a command calls its metrics.
    var numbers = evaluation?.metrics.mapValues(\.mean) ?? [:]
    for metric in Metric.searched { numbers[metric.rawValue] = Double(cost(metric)) }
    numbers["memory"] = memory.map { Double($0) }
    numbers["peak"] = peak.map { Double($0) }
    // Without a machine, a command may have a metric of this name.
    if let latency { numbers["latency"] = latency }
    numbers["accuracy"] = accuracy
    numbers["ideal"] = ideal?.doubleValue
    numbers["real"] = growth
    for (name, text) in parameters + choices { numbers[name] = Double(plain: text) }
    return numbers
  }
}

extension Metric {
  /// The costs that a search knows of every network. Journals keep them in this order.
  package static let searched: [Metric] = [.macs, .parameters, .activations]
}

extension [Candidate] {
  /// The candidates by a key, smallest first; equal ones keep their order.
  package func sorted(by key: (Candidate) throws -> Double) rethrows -> [Candidate] {
    try map(key).smallestFirst.map { self[$0] }
  }
}

extension [Double] {
  /// The indices of the numbers, of the smallest first; equal ones keep their order.
  var smallestFirst: [Int] { indices.sorted { (self[$0], $0) < (self[$1], $1) } }
}
