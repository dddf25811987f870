import CostModel
import Symbolic

/// Compiled formulas over a product grid: every total exact, for a few multiply-adds each.
///
/// A cost is a sum of products of factors that each depend on one group of axes (`Separation`).
/// Each factor is evaluated once for every point of its group and kept in a table; a point of the
/// grid is then a sum over the products. Everything that is the same for all points of the
/// innermost group is summed first, so that its loop has one term for each distinct factor of that
/// group.
///
/// Points where a requirement fails, or a factor has no value, are left out of the tables: they are
/// counted as invalid and never priced. So are points outside a `Selection`.
package struct CompiledGrid: Sendable {
  /// Axes that share factors, and the tables over their points.
  struct Group: Sendable {
    /// Indices of the axes, in the order of the grid.
    let axes: [Int]
    /// For each valid point, the index of its value on each of those axes.
    let points: [[Int]]
    /// The number of points, including invalid ones.
    let size: Int
    /// For each factor, its value at each valid point.
    let tables: [[Double]]
    /// For each valid point, a number that is equal for points of the same network.
    let classes: [Int]
    /// The same for networks with the same outline.
    let outlines: [Int]
  }

  /// An axis of a grid and the symbols that its values set: `alpha`, and the resulting depth.
  package struct Input: Sendable {
    /// The values.
    package let axis: Axis
    /// The symbols that they set.
    package let symbols: [String]
    /// The value of each symbol at a point.
    package let numbers: @Sendable (Axis.Point) -> [Number]

    /// An axis, the symbols that it sets, and their values at a point.
    package init(
      _ axis: Axis, symbols: [String], numbers: @escaping @Sendable (Axis.Point) -> [Number]
    ) {
      self.axis = axis
      self.symbols = symbols
      self.numbers = numbers
    }

    /// The bindings of a point.
    package func bindings(_ point: Int) -> Bindings {
      Dictionary(
        zip(symbols, numbers(axis.points[point])), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The only points of some axes for which the formulas are valid.
  struct Selection: Sendable {
    /// Indices of the axes.
    let axes: [Int]
    /// For each point, the index of its value on each of those axes, in the order of the grid.
    let points: [[Int]]
  }

  /// A formula's products, in terms of the tables.
  struct Plan: Sendable {
    /// Coefficients over the common denominator.
    let coefficients: [Double]
    /// For each level, the index of each entry's factor there, or nil for 1.
    let factors: [[Int?]]
    /// For each level, the target of each entry on the next: entries with equal rests join.
    let targets: [[Int]]
    /// The number of entries of each level.
    let counts: [Int]
    /// The divisor of the sum.
    let denominator: Double
    /// An upper bound on the magnitude of any sum of terms, before or after division.
    let bound: Double
  }

  /// A group with more points than this is an error.
  package static let tableLimit = 4_000_000

  /// The axes of the grid.
  package let inputs: [Input]
  /// The groups, from outermost to innermost.
  let groups: [Group]
  let plans: [Plan]

  /// The number of points, including invalid ones.
  package var pointCount: Int { groups.reduce(1) { $0 * $1.size } }
  /// The number of points that have a network.
  package var validCount: Int { groups.reduce(1) { $0 * $1.points.count } }
  /// The number of lines of the innermost group, each with ``lineLength`` points.
  package var lineCount: Int { groups.dropLast().reduce(1) { $0 * $1.points.count } }
  /// The number of valid points of the innermost group.
  package var lineLength: Int { groups.last?.points.count ?? 1 }

  /// Compiles formulas for a grid.
  ///
  /// - Parameters:
  ///   - formulas: the formulas to evaluate, such as a network's MACs and parameters.
  ///   - requirements: the conditions for a point to have a network.
  ///   - identity: formulas that are equal at two points exactly if both have the same network.
  ///   - inputs: the axes, and the symbols that they set; there are no other symbols.
  /// - Throws: a diagnostic if the grid has more than 2^53 points, a group of mixed axes has more
  ///   than ``tableLimit``, or totals may exceed 2^53, up to which a `Double` is exact.
  package init(
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
      throw Diagnostic(
        "the grid is too fine: it has \(size) points, and at most 2^53 can be counted")
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
    // The longest loop goes innermost, where a point is cheapest.
    builders.sort { $0.points.count < $1.points.count }
    groups = builders.map(\.group)
    var plans: [Plan] = []
    for products in separation.sums.prefix(formulas.count) {
      plans.append(try Plan(products, builders))
    }
    self.plans = plans
  }
}
