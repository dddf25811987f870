import CostModel

/// A network that a search looks at, and what is known of it.
public struct Candidate: Sendable {
  /// Where a grid search has it.
  struct Place: Sendable {
    /// The slice, and its groups' classes that are this network.
    let slice: Int
    let classes: [Int]
    /// The index of the value on each axis at the first of its points.
    let first: [Int]
  }

  /// What was varied, as typed: `alpha` 1.2.
  public let choices: [(name: String, text: String)]
  /// The parameters of the model that follow, as a user would type them.
  public let parameters: [(name: String, text: String)]
  /// How many points of the search are this network.
  public let points: Int
  /// Its place in a grid; nil for other searches.
  let place: Place?
  /// What it is called: a released member, or a paper's coefficients.
  public internal(set) var names: [String] = []
  /// The constraint's formula at these choices; nil without one.
  public let ideal: Rational?
  /// The costs in the order of ``SearchMetric``.
  public let costs: [Int128]
  /// Bytes of the parameters and of the largest sum of live tensors; nil until it is asked for.
  public var memory: Int128?
  /// What somebody has measured; nil where nobody has.
  public var accuracy: Double?

  /// A network of a search.
  public init(
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

  /// The cost of a metric.
  public func cost(_ metric: SearchMetric) -> Int128 {
    SearchMetric.allCases.firstIndex(of: metric).map { costs[$0] } ?? 0
  }

  /// What an objective may name: choices and parameters that are numbers, costs, and what is known.
  public func numbers() -> [String: Double] {
    var numbers: [String: Double] = [:]
    for metric in SearchMetric.allCases { numbers[metric.rawValue] = Double(cost(metric)) }
    numbers["memory"] = memory.map { Double($0) }
    numbers["accuracy"] = accuracy
    numbers["ideal"] = ideal?.doubleValue
    for (name, text) in parameters + choices { numbers[name] = Double(plain: text) }
    return numbers
  }
}

/// A cost that a search compares networks by.
public enum SearchMetric: String, CaseIterable, Sendable {
  case macs, parameters, activations

  /// The metric's formula.
  public func formula(of cost: Cost) -> Formula {
    switch self {
    case .macs: cost.macs
    case .parameters: cost.parameters
    case .activations: cost.activations
    }
  }
}

/// A window for a metric, bounds included.
public struct Budget: Sendable {
  /// What is limited.
  public let metric: SearchMetric
  /// The least that it may be.
  public let least: Double
  /// The most that it may be.
  public let most: Double

  /// A window.
  public init(_ metric: SearchMetric, least: Double = 0, most: Double = .infinity) {
    self.metric = metric
    self.least = least
    self.most = most
  }

  /// Whether a cost lies within.
  func holds(_ cost: Double) -> Bool { least <= cost && cost <= most }
}

extension [Candidate] {
  /// The candidates by a key, the smallest first; equal ones keep their order.
  public func sorted(by key: (Candidate) throws -> Double) rethrows -> [Candidate] {
    zip(try map(key), self).enumerated().sorted { a, b in
      (a.element.0, a.offset) < (b.element.0, b.offset)
    }.map(\.element.1)
  }
}
