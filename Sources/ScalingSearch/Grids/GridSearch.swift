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

  let coefficients: [Coefficient]
  let phi: Double
  let constraint: Constraint?
  let condition: Condition?
  let budgets: [Budget]
  let grid: CompiledGrid

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - network: a network with the coefficients' parameters free, repeats folded.
  ///   - coefficients: what is tried, each for one free parameter.
  ///   - phi: the step of the compound scale.
  ///   - constraint: what the coefficients' ideal factor must be, or nil.
  ///   - condition: what else must hold of the coefficients, or nil.
  ///   - budgets: windows for the costs of the real network.
  /// - Throws: a diagnostic where the constraint names something else, or the grid can't be
  ///   compiled.
  public init(
    _ network: Network, _ coefficients: [Coefficient], phi: Double, constraint: Constraint?,
    condition: Expression?, budgets: [Budget]
  ) throws(Diagnostic) {
    self.coefficients = coefficients
    self.phi = phi
    self.constraint = constraint
    self.budgets = budgets
    let names = coefficients.map(\.name)
    self.condition = try condition?.condition(of: names)
    let totals = try Report(network).totals
    let ideal = try constraint?.expression.formula(of: names) ?? .zero
    grid = try CompiledGrid(
      [ideal] + SearchMetric.allCases.map { $0.formula(of: totals) },
      requirements: network.requirements, identity: network.sizes,
      over: coefficients.map { $0.input(phi: phi) })
  }

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
    let large = lines.multipliedReportingOverflow(by: grid.lineLength).partialValue >> 24
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

  /// The networks of what was found.
  ///
  /// - Throws: a diagnostic where more than ``cellLimit`` networks are feasible.
  public func outcome(_ found: Found) throws(Diagnostic) -> Outcome {
    guard found.cells.count <= GridSearch.cellLimit else {
      throw Diagnostic(
        "more than \(GridSearch.cellLimit) networks are feasible",
        help: "narrow the ranges, the tolerance or a budget")
    }
    let drafts = found.cells.values.sorted { ($0.line, $0.index) < ($1.line, $1.index) }
    return Outcome(
      examined: grid.pointCount, invalid: grid.pointCount - grid.validCount,
      seen: found.lines * grid.lineLength, feasible: found.feasible,
      candidates: drafts.map(candidate),
      nearest: found.nearest.flatMap { nearest in
        guard let denominator = grid.plans.first?.denominator else { return nil }
        return try? Rational(Int128(nearest), over: Int128(denominator))
      },
      least: found.least.map { $0.isFinite ? Int128($0) : 0 })
  }

  private func candidate(_ draft: Found.Draft) -> Candidate {
    let chosen = grid.points(line: draft.bestLine, index: draft.bestIndex)
    let bindings = grid.bindings(line: draft.bestLine, index: draft.bestIndex)
    var scanner = LineScanner(grid)
    scanner.move(to: draft.bestLine)
    let costs = SearchMetric.allCases.indices.map { index in
      scanner.fill(index + 1)
      return Int128(scanner.totals[(index + 1) * grid.lineLength + draft.bestIndex])
    }
    let ideal = constraint.flatMap { constraint in
      try? constraint.expression.formula(of: coefficients.map(\.name)).value(at: bindings)
    }
    return Candidate(
      choices: chosen.map { point in
        let coefficient = coefficients[point.axis]
        return (coefficient.name, coefficient.axis.points[point.point].text)
      },
      parameters: coefficients.compactMap { coefficient in
        bindings[coefficient.parameter].map { (coefficient.parameter, $0.text) }
      }, points: draft.candidates, ideal: ideal, costs: costs)
  }
}

extension Network {
  /// The sizes and repeats of all layers, each formula once: two networks of one spec are equal
  /// where these are.
  fileprivate var sizes: [Formula] {
    var seen: Set<Formula> = []
    return layers.flatMap { layer in
      layer.output.shape.sizes + [layer.copies]
    }.filter { $0.constantValue == nil && seen.insert($0).inserted }
  }
}
