import CostModel

/// The grid search of compound scaling: every point of a grid of coefficients, the constraint on
/// their ideal factor compared exactly, and the costs of the network that each point really is.
///
/// Source: EfficientNet, arXiv:1905.11946, section 3.3, step 1; its ranges and steps were never
/// published.
public struct GridSearch: Sendable {
  /// What a formula over the coefficients must come close to.
  public struct Constraint: Sendable {
    /// As typed: `alpha * beta^2 * gamma^2`.
    public let expression: Expression
    /// What it shall be.
    public let target: Rational
    /// How far it may be away, bounds included.
    public let tolerance: Rational

    /// The least and the most that it may be. - Throws: `overflow`.
    public var band: (low: Rational, high: Rational) {
      get throws(ArithmeticFault) { (try target - tolerance, try target + tolerance) }
    }

    /// A constraint.
    public init(_ expression: Expression, target: Rational, tolerance: Rational) {
      self.expression = expression
      self.target = target
      self.tolerance = tolerance
    }
  }

  /// What a search has found.
  public struct Outcome: Sendable {
    /// Points of the grid.
    public let examined: Int
    /// Points without a network.
    public let invalid: Int
    /// Points with a network that have been looked at: all, unless the search was cut short.
    public let seen: Int
    /// Points within the constraint and all budgets.
    public let feasible: Int
    /// The networks of those points, in the order of the grid.
    public let candidates: [Candidate]
    /// The ideal factor nearest to the target of all points that have a network; nil without a
    /// constraint, or where no point has a network.
    public let nearest: Rational?
    /// The least that each metric is at any point that has a network, in the order of ``SearchMetric``.
    public let least: [Int128]
  }

  /// More cells than this are an error.
  public static let cellLimit = 1_000_000

  /// What is tried.
  public let coefficients: [Coefficient]
  let phi: Double
  let constraint: Constraint?
  /// The constraint's formula over the coefficients.
  private let ideal: Formula?
  let condition: Condition?
  let budgets: [Budget]
  let landmarks: [Landmark]
  let networks: CandidateNetworks
  let grid: SlicedGrid
  /// For each slice and each of its groups, how far its points are from the defaults.
  let distances: [[[Double]]]
  /// For each slice, what makes its ideal factors whole numbers of one unit, and that unit.
  let multipliers: [Double]
  let denominator: Int128

  /// Parameters whose values are enumerated, because the network has no closed form in them.
  public var enumerated: [String] { grid.enumerated }

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - networks: the model, and what is the same for all of its networks.
  ///   - coefficients: what is tried, each for one parameter.
  ///   - phi: the step of the compound scale.
  ///   - constraint: what the coefficients' ideal factor must be, or nil.
  ///   - condition: what else must hold of the coefficients, or nil.
  ///   - budgets: windows for the costs of the real network.
  ///   - landmarks: networks with names, the more important first.
  ///   - threads: for what has to be expanded.
  /// - Throws: a diagnostic where the constraint names something else, or the grid can't be
  ///   compiled.
  public init(
    _ networks: CandidateNetworks, _ coefficients: [Coefficient], phi: Double,
    constraint: Constraint?, condition: Expression?, budgets: [Budget], landmarks: [Landmark] = [],
    threads: Int = 1
  ) throws(Diagnostic) {
    self.networks = networks
    self.coefficients = coefficients
    self.phi = phi
    self.constraint = constraint
    self.budgets = budgets
    self.landmarks = landmarks
    let names = coefficients.map(\.name)
    self.condition = try condition?.condition(of: names)
    ideal = try constraint?.expression.formula(of: names)
    grid = try SlicedGrid(
      networks, coefficients, phi: phi, ideal: ideal ?? .zero, threads: threads)
    let steps = coefficients.map(\.distances)
    distances = grid.slices.map { slice in
      slice.groups.map { group in
        group.points.map { point in
          zip(group.axes, point).reduce(0) { $0 + steps[$1.0][$1.1] }
        }
      }
    }
    let denominators = grid.slices.map { Int128($0.plans[0].denominator) }
    var common: Int128 = 1
    for own in denominators { common = try GroupBuilder.multiple(common, own) }
    denominator = common
    multipliers = denominators.map { Double(common / $0) }
  }

  /// The constraint's formula at a point; nil without a constraint.
  func ideal(at bindings: Bindings) -> Rational? { ideal.flatMap { try? $0.value(at: bindings) } }

  /// Searches the whole grid; the outcome does not depend on the number of threads.
  ///
  /// - Throws: a diagnostic where more than ``cellLimit`` networks are feasible.
  public func run(threads: Int) throws(Diagnostic) -> Outcome {
    try outcome(scan(.whole, threads: threads))
  }

  /// In how many pieces a part of the grid is looked at: enough for all threads, and none takes
  /// long, so that a search stops soon after it is cancelled.
  public func chunkCount(_ shard: Shard, threads: Int) -> Int {
    let lines = shard.range(of: grid.lineCount).count
    let length = grid.slices.map(\.lineLength).max() ?? 1
    let large = lines.multipliedReportingOverflow(by: length).partialValue >> 24
    return min(lines, max(256 * threads, large))
  }

  /// Looks at a part of the grid.
  ///
  /// - Parameter isCancelled: asked by every thread now and then; what has been looked at until
  ///   then is what is found.
  public func scan(
    _ shard: Shard, threads: Int, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Found {
    let lines = shard.range(of: grid.lineCount)
    let chunks = chunkCount(shard, threads: threads)
    func look(_ body: @escaping @Sendable (Range<Int>) -> Found) -> Found {
      let found = Workers.map(count: chunks, threads: threads) { chunk in
        isCancelled() ? Found() : body(lines.part(chunk, of: chunks))
      }
      return found.reduce(into: Found()) { $0.merge($1) }
    }
    let found = look(scan)
    // Where nothing is feasible, by how much: a second look, at every total.
    return found.feasible == 0 && !isCancelled() ? look(nearest) : found
  }
}
