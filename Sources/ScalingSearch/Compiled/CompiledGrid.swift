import CostModel

/// Formulas over a product grid, compiled: every total exact, a few multiply-adds each.
///
/// A cost is a sum of products of factors that each depend on one group of axes
/// (``Separation``). Each factor is worked out once for every point of its group and kept in a
/// table; a point of the grid then takes a sum over the products. What is the same for all points
/// of the innermost group is summed before, so that its loop has one term for each distinct
/// factor of that group.
///
/// Points at which a requirement fails, or a factor has no value, are left out of the tables: they
/// are counted as invalid and never priced. So are those outside a ``Selection``.
public struct CompiledGrid: Sendable {
  /// The axes that factors depend on together, and the tables over their points.
  struct Group: Sendable {
    /// Indices of the axes, in the order of the grid.
    let axes: [Int]
    /// For each valid point, the index of the value on each of those axes.
    let points: [[Int]]
    /// All points, the invalid ones included.
    let size: Int
    /// For each factor its value at each valid point.
    let tables: [[Double]]
    /// For each valid point a number that is the same for points of the same network.
    let classes: [Int]
    /// The same for networks of the same outline.
    let outlines: [Int]
  }

  /// An axis of a grid and the symbols that its values give: `alpha`, and the depth that follows.
  public struct Input: Sendable {
    /// The values.
    public let axis: Axis
    /// What they are values of.
    public let symbols: [String]
    /// The value of each symbol at a point.
    public let numbers: @Sendable (Axis.Point) -> [Number]

    /// An axis, the symbols that it drives, and their values at a point.
    public init(
      _ axis: Axis, symbols: [String], numbers: @escaping @Sendable (Axis.Point) -> [Number]
    ) {
      self.axis = axis
      self.symbols = symbols
      self.numbers = numbers
    }

    /// What a point binds.
    func bindings(_ point: Int) -> Bindings {
      Dictionary(
        zip(symbols, numbers(axis.points[point])), uniquingKeysWith: { first, _ in first })
    }
  }

  /// Some points of some axes, which the formulas are about; the grid has no others.
  struct Selection: Sendable {
    /// Indices of the axes.
    let axes: [Int]
    /// For each point the index of the value on each of those axes, in the order of the grid.
    let points: [[Int]]
  }

  /// A formula's products under the tables.
  struct Plan: Sendable {
    /// Coefficients over the common denominator.
    let coefficients: [Double]
    /// For each level the index of each entry's factor there, or nil for 1.
    let factors: [[Int?]]
    /// For each level where each entry goes on the next: entries with equal rests join.
    let targets: [[Int]]
    /// How many entries each level has.
    let counts: [Int]
    /// What the sum is to be divided by.
    let denominator: Double
    /// No sum of terms, divided or not, is larger in magnitude.
    let bound: Double
  }

  /// A group may have so many points; more are an error.
  public static let tableLimit = 4_000_000

  /// The axes of the grid.
  public let inputs: [Input]
  /// Outermost first; the last one is the innermost.
  let groups: [Group]
  let plans: [Plan]

  /// The number of points, the invalid ones included.
  public var pointCount: Int { groups.reduce(1) { $0 * $1.size } }
  /// The number of points that have a network.
  public var validCount: Int { groups.reduce(1) { $0 * $1.points.count } }
  /// Lines of the innermost group, each of ``lineLength`` points.
  public var lineCount: Int { groups.dropLast().reduce(1) { $0 * $1.points.count } }
  /// Valid points of the innermost group.
  public var lineLength: Int { groups.last?.points.count ?? 1 }

  /// Compiles formulas for a grid.
  ///
  /// - Parameters:
  ///   - formulas: what is to be evaluated, such as a network's MACs and parameters.
  ///   - requirements: what must hold for them to mean a network.
  ///   - identity: formulas that are equal at two points exactly where both have one network.
  ///   - inputs: the axes, and what they bind; every symbol is one of theirs.
  /// - Throws: a diagnostic where the grid has more than 2^53 points, a group of axes that mix has
  ///   more than ``tableLimit``, or totals may pass 2^53, up to which a `Double` is exact.
  public init(
    _ formulas: [Formula], requirements: [Requirement], identity: [Formula] = [],
    over inputs: [Input]
  ) throws(Diagnostic) {
    try self.init(
      formulas, requirements: requirements, identity: identity, outline: [], over: inputs,
      selection: nil)
  }

  /// - Parameter outline: formulas that tell outlines apart.
  init(
    _ formulas: [Formula], requirements: [Requirement], identity: [Formula], outline: [Formula],
    over inputs: [Input], selection: Selection?
  ) throws(Diagnostic) {
    self.inputs = inputs
    let conditions = requirements.map(\.condition)
    let selected = Set((selection?.axes ?? []).flatMap { inputs[$0].symbols })
    let separation = Separation(
      formulas + identity + outline, conditions: conditions, axes: inputs.map(\.symbols),
      joining: selected)
    let size = inputs.reduce(1.0) { $0 * Double($1.axis.points.count) }
    guard size <= 0x1p53 else {
      throw Diagnostic("the grid has \(size) points; at most 2^53 can be counted")
    }
    var builders: [GroupBuilder] = []
    for (index, names) in separation.groups.enumerated() {
      let own = conditions.filter { condition in
        condition.symbols.first.map(names.contains) ?? false
      }
      func telling(_ sums: ArraySlice<[Separation.Product]>) -> Set<Int> {
        Set(sums.joined().compactMap { $0.factors[index] })
      }
      let told = separation.sums[formulas.count...]
      builders.append(
        try GroupBuilder(
          inputs.indices.filter { names.contains(inputs[$0].symbols[0]) }, inputs,
          factors: separation.factors[index],
          telling: (telling(told.prefix(identity.count)), telling(told.dropFirst(identity.count))),
          conditions: own,
          selection: selected.isDisjoint(with: names) ? nil : selection, separationIndex: index))
    }
    // The longest loop stands innermost, where a point is cheapest.
    builders.sort { $0.points.count < $1.points.count }
    groups = builders.map(\.group)
    var plans: [Plan] = []
    for products in separation.sums.prefix(formulas.count) {
      plans.append(try Plan(products, builders))
    }
    self.plans = plans
  }
}
