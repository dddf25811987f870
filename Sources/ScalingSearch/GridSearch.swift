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

  /// A quantity that is searched by.
  public enum Metric: String, CaseIterable, Sendable {
    case macs, parameters, activations

    func formula(of cost: Cost) -> Formula {
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
    public let metric: Metric
    /// The least that it may be.
    public let least: Double
    /// The most that it may be.
    public let most: Double

    /// A window.
    public init(_ metric: Metric, least: Double = 0, most: Double = .infinity) {
      self.metric = metric
      self.least = least
      self.most = most
    }
  }

  /// Coefficients that round to one network.
  public struct Cell: Sendable {
    /// The coefficients nearest to the target, the first of them where several are.
    public let coefficients: [Axis.Point]
    /// How many candidates are this network.
    public let candidates: Int
    /// The constraint's formula at these coefficients; nil without one.
    public let ideal: Rational?
    /// The values of the parameters.
    public let parameters: [(name: String, value: Number)]
    /// The network's costs, in the order of ``Metric``.
    public let costs: [Int128]

    /// The cost of a metric.
    public func cost(_ metric: Metric) -> Int128 {
      Metric.allCases.firstIndex(of: metric).map { costs[$0] } ?? 0
    }
  }

  /// What a search has found.
  public struct Outcome: Sendable {
    /// Points of the grid.
    public let examined: Int
    /// Points without a network.
    public let invalid: Int
    /// Points within the constraint and all budgets.
    public let feasible: Int
    /// The networks of those points, in the order of the grid.
    public let cells: [Cell]
    /// The ideal factor nearest to the target of all points that have a network; nil without a
    /// constraint, or where no point has a network.
    public let nearest: Rational?
    /// The least that each metric is at any point that has a network, in the order of ``Metric``.
    public let least: [Int128]
  }

  /// More cells than this are an error.
  public static let cellLimit = 1_000_000

  private let coefficients: [Coefficient]
  private let phi: Double
  private let constraint: Constraint?
  private let condition: Condition?
  private let budgets: [Budget]
  private let grid: CompiledGrid

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
      [ideal] + Metric.allCases.map { $0.formula(of: totals) },
      requirements: network.requirements, identity: network.sizes,
      over: coefficients.map { $0.input(phi: phi) })
  }

  /// Searches the grid; the outcome does not depend on the number of threads.
  ///
  /// - Throws: a diagnostic where more than ``cellLimit`` networks are feasible.
  public func run(threads: Int) throws(Diagnostic) -> Outcome {
    let chunks = min(grid.lineCount, 64 * threads)
    let found = Workers.map(count: chunks, threads: threads) { chunk in
      scan(grid.lineCount * chunk / chunks..<grid.lineCount * (chunk + 1) / chunks)
    }
    var merged = Found()
    for part in found { merged.merge(part) }
    guard merged.cells.count <= GridSearch.cellLimit else {
      throw Diagnostic(
        "more than \(GridSearch.cellLimit) networks are feasible",
        help: "narrow the ranges, the tolerance or a budget")
    }
    let cells = merged.cells.values.sorted { ($0.line, $0.index) < ($1.line, $1.index) }
    return Outcome(
      examined: grid.pointCount, invalid: grid.pointCount - grid.validCount,
      feasible: merged.feasible, cells: cells.map(cell),
      nearest: merged.nearest.flatMap { nearest in
        guard let denominator = grid.plans.first?.denominator else { return nil }
        return try? Rational(Int128(nearest), over: Int128(denominator))
      },
      least: merged.least.map { $0.isFinite ? Int128($0) : 0 })
  }

  // MARK: Scanning

  /// A network's candidates while they are being collected.
  private struct Draft: Sendable {
    /// The candidate that comes first in the grid, which gives the order.
    var line, index: Int
    /// The candidate that stands for the cell, and how far it is from the target.
    var bestLine, bestIndex: Int
    var distance: Double
    var candidates: Int
  }

  private struct Found: Sendable {
    var feasible = 0
    var cells: [[Int]: Draft] = [:]
    /// The constraint's numerator nearest to the target, and how far it is.
    var nearest: Double?
    var distance = Double.infinity
    var least = [Double](repeating: .infinity, count: Metric.allCases.count)

    mutating func merge(_ other: Found) {
      feasible += other.feasible
      if other.distance < distance { (nearest, distance) = (other.nearest, other.distance) }
      least = zip(least, other.least).map { min($0, $1) }
      for (key, draft) in other.cells { add(draft, to: key) }
    }

    mutating func add(_ draft: Draft, to key: [Int]) {
      guard var known = cells[key] else {
        // One too many is enough to know.
        if cells.count <= GridSearch.cellLimit { cells[key] = draft }
        return
      }
      known.candidates += draft.candidates
      if (draft.line, draft.index) < (known.line, known.index) {
        (known.line, known.index) = (draft.line, draft.index)
      }
      let isFirst = (draft.bestLine, draft.bestIndex) < (known.bestLine, known.bestIndex)
      if draft.distance < known.distance || (draft.distance == known.distance && isFirst) {
        (known.bestLine, known.bestIndex) = (draft.bestLine, draft.bestIndex)
        known.distance = draft.distance
      }
      cells[key] = known
    }
  }

  private func scan(_ lines: Range<Int>) -> Found {
    var scanner = LineScanner(grid)
    var found = Found()
    let (low, high, target) = band()
    let limits = budgets.map { budget in
      (1 + (Metric.allCases.firstIndex(of: budget.metric) ?? 0), budget.least, budget.most)
    }
    let length = grid.lineLength
    for line in lines {
      scanner.move(to: line)
      if constraint != nil { scanner.fillNumerators(0) }
      for (formula, _, _) in limits {
        scanner.fill(formula)
        let totals = scanner.totals[formula * length..<(formula + 1) * length]
        found.least[formula - 1] = min(found.least[formula - 1], totals.min() ?? .infinity)
      }
      let outer = scanner.outerPoints(of: line)
      points: for index in 0..<length {
        let ideal = scanner.totals[index]
        if constraint != nil {
          let distance = abs(ideal - target)
          if distance < found.distance { (found.nearest, found.distance) = (ideal, distance) }
          if ideal < low || ideal > high { continue }
        }
        for (formula, least, most) in limits {
          let cost = scanner.totals[formula * length + index]
          if cost < least || cost > most { continue points }
        }
        if let condition,
          (try? condition.holds(at: grid.bindings(line: line, index: index))) != true
        {
          continue
        }
        found.feasible += 1
        found.add(
          Draft(
            line: line, index: index, bestLine: line, bestIndex: index,
            distance: abs(ideal - target), candidates: 1),
          to: grid.classes(outer: outer, index: index))
      }
    }
    return found
  }

  /// The bounds of the constraint over the compiled denominator, and the target itself.
  private func band() -> (low: Double, high: Double, target: Double) {
    guard let constraint, let denominator = grid.plans.first?.denominator,
      let scale = Int128(exactly: denominator).map({ Rational($0) }),
      let low = try? (constraint.target - constraint.tolerance) * scale,
      let high = try? (constraint.target + constraint.tolerance) * scale,
      let target = try? constraint.target * scale
    else { return (-.infinity, .infinity, 0) }
    // Numerators are whole: the bound itself belongs to the band, and so does what rounds to it.
    return (Double(low.ceiling), Double(high.floor), target.doubleValue)
  }

  private func cell(_ draft: Draft) -> Cell {
    let chosen = grid.points(line: draft.bestLine, index: draft.bestIndex)
    let points = chosen.map { coefficients[$0.axis].axis.points[$0.point] }
    let bindings = grid.bindings(line: draft.bestLine, index: draft.bestIndex)
    var scanner = LineScanner(grid)
    scanner.move(to: draft.bestLine)
    let costs = Metric.allCases.indices.map { index in
      scanner.fill(index + 1)
      return Int128(scanner.totals[(index + 1) * grid.lineLength + draft.bestIndex])
    }
    let ideal = constraint.flatMap { constraint in
      try? constraint.expression.formula(of: coefficients.map(\.name)).value(at: bindings)
    }
    return Cell(
      coefficients: points, candidates: draft.candidates, ideal: ideal,
      parameters: coefficients.compactMap { coefficient in
        bindings[coefficient.parameter].map { (coefficient.parameter, $0) }
      }, costs: costs)
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
