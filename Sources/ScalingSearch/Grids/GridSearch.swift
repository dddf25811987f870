import CostModel
import Symbolic

/// The grid search of compound scaling: every point of a grid of coefficients, with an exactly
/// compared constraint on their ideal factor, and the actual costs of each point's network.
///
/// Source: EfficientNet, arXiv:1905.11946, section 3.3, step 1; its ranges and steps were never
/// published.
package struct GridSearch: Sendable {
  /// A formula over the coefficients with a target.
  package struct Constraint: Sendable {
    /// As typed: `alpha * beta^2 * gamma^2`.
    package let expression: Expression
    /// The target value.
    package let target: Rational
    /// The maximum distance from the target, inclusive.
    package let tolerance: Rational

    /// The smallest and largest value allowed. - Throws: `overflow`.
    package var band: (low: Rational, high: Rational) {
      get throws(ArithmeticFault) { (try target - tolerance, try target + tolerance) }
    }

    /// A constraint on the coefficients.
    package init(_ expression: Expression, target: Rational, tolerance: Rational) {
      self.expression = expression
      self.target = target
      self.tolerance = tolerance
    }
  }

  /// The outcome of a search.
  package struct Outcome: Sendable {
    /// The number of points of the grid.
    package let examined: Int
    /// The number of points without a network.
    package let invalid: Int
    /// The number of scanned points with a network: all, unless the search was cut short.
    package let seen: Int
    /// The number of points within the constraint and all budgets.
    package let feasible: Int
    /// The networks of those points, in the order of the grid.
    package let candidates: [Candidate]
    /// The ideal factor nearest to the target among all points with a network; nil without a
    /// constraint, or if no point has a network.
    package let nearest: Rational?
    /// The least of each metric over points with a network, in the order of `Metric.searched`.
    package let least: [Int128]
  }

  /// More networks than this are an error.
  package static let cellLimit = 1_000_000

  /// The coefficients to try.
  package let coefficients: [Coefficient]
  let phi: Double
  let constraint: Constraint?
  /// The constraint's formula over the coefficients.
  private let ideal: Formula?
  let condition: Condition?
  let budgets: [Budget]
  /// The MACs that growth is relative to; nil without a baseline.
  private let baseline: Double?
  let landmarks: [Landmark]
  let networks: CandidateNetworks
  package let grid: SlicedGrid
  /// For each slice and each of its groups, the distance of its points from the defaults.
  let distances: [[[Double]]]
  /// For each slice, the factor that turns its ideal factors into whole numbers of one unit.
  let multipliers: [Double]
  let denominator: Int128

  /// Parameters whose values are enumerated, because the network has no closed form in them.
  package var enumerated: [String] { grid.enumerated }

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - networks: the model, and the settings of all of its networks.
  ///   - coefficients: the coefficients to try, each for one parameter.
  ///   - phi: the step of the compound scale.
  ///   - constraint: the constraint on the coefficients' ideal factor, or nil.
  ///   - condition: a further condition on the coefficients, or nil.
  ///   - budgets: windows for the costs of the real network.
  ///   - landmarks: named networks, the most important first.
  ///   - baseline: what the growth of networks is relative to, or nil.
  ///   - threads: the number of threads for expansions.
  /// - Throws: a diagnostic if the constraint uses any other name, or the grid can't be compiled.
  package init(
    _ networks: CandidateNetworks, _ coefficients: [Coefficient], phi: Double,
    constraint: Constraint?, condition: Expression?, budgets: [Budget], landmarks: [Landmark] = [],
    baseline: Cost? = nil, threads: Int = 1
  ) throws(Diagnostic) {
    self.networks = networks
    self.coefficients = coefficients
    self.phi = phi
    self.constraint = constraint
    self.budgets = budgets
    self.baseline = baseline.map { Metric.macs.value(of: $0)?.doubleValue ?? 0 }
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

  /// The growth of a network over the baseline.
  func growth(_ macs: Int128) -> Double? {
    baseline.map { $0 > 0 ? Double(macs) / $0 : 0 }
  }

  /// The constraint's formula at a point; nil without a constraint.
  func ideal(at bindings: Bindings) -> Rational? { ideal.flatMap { try? $0.value(at: bindings) } }

  /// Searches the whole grid; the outcome does not depend on the number of threads.
  ///
  /// - Throws: a diagnostic if more than ``cellLimit`` networks are feasible.
  package func run(threads: Int) throws(Diagnostic) -> Outcome {
    try outcome(scan(.whole, threads: threads))
  }

  /// The number of pieces in which a part of the grid is scanned: enough for all threads, and each
  /// short, so that a search stops soon after it is cancelled.
  package func chunkCount(_ shard: Shard, threads: Int) -> Int {
    let lines = shard.range(of: grid.lineCount).count
    let length = grid.slices.map(\.lineLength).max() ?? 1
    let large = lines.multipliedReportingOverflow(by: length).partialValue >> 24
    return min(lines, max(256 * threads, large))
  }

  /// Scans a part of the grid.
  ///
  /// - Parameter isCancelled: polled by every thread; the result then covers what has been scanned.
  package func scan(
    _ shard: Shard, threads: Int, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Found {
    let lines = shard.range(of: grid.lineCount)
    let chunks = chunkCount(shard, threads: threads)
    func look(_ body: @escaping @Sendable (Range<Int>) -> Found) -> Found {
      Workers.join(count: chunks, threads: threads, into: Found()) { chunk in
        isCancelled() ? nil : body(lines.part(chunk, of: chunks))
      } _: {
        $0.merge($1)
      }
    }
    let found = look(scan)
    // If nothing is feasible, a second look at every total tells by how much.
    return found.feasible == 0 && !isCancelled() ? look(nearest) : found
  }
}
