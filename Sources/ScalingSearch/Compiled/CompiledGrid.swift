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
/// are counted as invalid and never priced.
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
    self.inputs = inputs
    let conditions = requirements.map(\.condition)
    let separation = Separation(
      formulas + identity, conditions: conditions, axes: inputs.map(\.symbols))
    let size = inputs.reduce(1.0) { $0 * Double($1.axis.points.count) }
    guard size <= 0x1p53 else {
      throw Diagnostic("the grid has \(size) points; at most 2^53 can be counted")
    }
    var builders: [GroupBuilder] = []
    for (index, names) in separation.groups.enumerated() {
      let own = conditions.filter { condition in
        condition.symbols.first.map(names.contains) ?? false
      }
      let telling = separation.sums[formulas.count...].joined().compactMap { $0.factors[index] }
      builders.append(
        try GroupBuilder(
          inputs.indices.filter { names.contains(inputs[$0].symbols[0]) }, inputs,
          factors: separation.factors[index], telling: Set(telling), conditions: own,
          separationIndex: index))
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

/// A group while its tables are being made: exact, with denominators.
private struct GroupBuilder {
  let group: CompiledGrid.Group
  let separationIndex: Int
  /// What each factor's table was multiplied by to make it whole.
  let scales: [Int128]
  /// The largest magnitude in each table.
  let magnitudes: [Double]

  var points: [[Int]] { group.points }

  init(
    _ members: [Int], _ inputs: [CompiledGrid.Input], factors: [Formula], telling: Set<Int>,
    conditions: [Condition], separationIndex: Int
  ) throws(Diagnostic) {
    let sizes = members.map { inputs[$0].axis.points.count }
    let size = sizes.reduce(1.0) { $0 * Double($1) }
    guard size <= Double(CompiledGrid.tableLimit) else {
      let names = members.map { inputs[$0].axis.name }.joined(separator: ", ")
      throw Diagnostic(
        "\(names) \(members.count > 1 ? "act together and " : "")would take a table of more than "
          + "\(CompiledGrid.tableLimit) values")
    }
    var points: [[Int]] = []
    var rows: [[Rational]] = []
    var classes: [Int] = []
    var seen: [[Rational]: Int] = [:]
    var indices = [Int](repeating: 0, count: members.count)
    for _ in 0..<Int(size) {
      var bindings: Bindings = [:]
      for (member, index) in zip(members, indices) {
        bindings.merge(inputs[member].bindings(index)) { $1 }
      }
      if let row = GroupBuilder.row(factors, conditions, bindings) {
        points.append(indices)
        rows.append(row)
        let key = telling.sorted().map { row[$0] }
        classes.append(seen[key] ?? seen.count)
        seen[key] = classes[classes.count - 1]
      }
      GroupBuilder.advance(&indices, sizes)
    }
    var scales = [Int128](repeating: 1, count: factors.count)
    for row in rows {
      for (index, value) in row.enumerated() {
        scales[index] = try GroupBuilder.multiple(scales[index], value.denominator)
      }
    }
    var tables: [[Double]] = []
    for index in factors.indices {
      tables.append(
        rows.map { row in
          Double(row[index].numerator) * Double(scales[index] / row[index].denominator)
        })
    }
    self.scales = scales
    self.separationIndex = separationIndex
    magnitudes = tables.map { $0.reduce(0) { max($0, abs($1)) } }
    group = CompiledGrid.Group(
      axes: members, points: points, size: Int(size), tables: tables, classes: classes)
  }

  /// The factors' values at a point; nil where a condition fails or a factor has no value.
  private static func row(
    _ factors: [Formula], _ conditions: [Condition], _ bindings: Bindings
  ) -> [Rational]? {
    do throws(ArithmeticFault) {
      for condition in conditions where try !condition.holds(at: bindings) { return nil }
      var row: [Rational] = []
      row.reserveCapacity(factors.count)
      for factor in factors { row.append(try factor.value(at: bindings)) }
      return row
    } catch {
      return nil
    }
  }

  private static func advance(_ indices: inout [Int], _ sizes: [Int]) {
    for position in indices.indices.reversed() {
      indices[position] += 1
      if indices[position] < sizes[position] { return }
      indices[position] = 0
    }
  }

  /// The least common multiple.
  static func multiple(_ a: Int128, _ b: Int128) throws(Diagnostic) -> Int128 {
    do throws(ArithmeticFault) {
      // a / b in lowest terms has b / gcd as its denominator.
      let (product, overflow) = try a.multipliedReportingOverflow(
        by: Rational(a, over: b).denominator)
      guard !overflow, product < 1 << 53 else { throw .overflow }
      return product
    } catch {
      throw Diagnostic("the values of the grid have no common denominator below 2^53")
    }
  }
}

extension CompiledGrid.Plan {
  /// Lays out products level by level, and proves that `Double` holds every sum.
  fileprivate init(
    _ products: [Separation.Product], _ builders: [GroupBuilder]
  ) throws(Diagnostic) {
    var exact: [Rational] = []
    var common: Int128 = 1
    for product in products {
      var coefficient = product.coefficient
      for builder in builders {
        guard let factor = product.factors[builder.separationIndex] else { continue }
        do throws(ArithmeticFault) {
          coefficient = try coefficient / Rational(builder.scales[factor])
        } catch {
          throw Diagnostic("a coefficient of the totals: \(error)")
        }
      }
      exact.append(coefficient)
      common = try GroupBuilder.multiple(common, coefficient.denominator)
    }
    denominator = Double(common)
    coefficients = exact.map { Double($0.numerator) * Double(common / $0.denominator) }
    var bound = 0.0
    for (product, coefficient) in zip(products, coefficients) {
      bound += builders.reduce(abs(coefficient)) { size, builder in
        product.factors[builder.separationIndex].map { size * builder.magnitudes[$0] } ?? size
      }
    }
    guard bound <= 0x1p53 else {
      throw Diagnostic(
        "totals may reach \(bound), beyond 2^53, up to which they are exact here",
        help: "narrow the ranges")
    }
    self.bound = bound
    // A level's entries are told apart by their factors from that level on.
    var keys = products.map { product in builders.map { product.factors[$0.separationIndex] } }
    var (factors, targets, counts) = ([[Int?]](), [[Int]](), [keys.count])
    for level in builders.indices {
      factors.append(keys.map { $0[level] })
      var seen: [[Int?]: Int] = [:]
      var next: [[Int?]] = []
      targets.append(
        keys.map { key in
          var rest = key
          rest[level] = nil
          if let index = seen[rest] { return index }
          seen[rest] = next.count
          next.append(rest)
          return next.count - 1
        })
      keys = next
      counts.append(keys.count)
    }
    self.factors = factors
    self.targets = targets
    self.counts = counts
  }
}

extension CompiledGrid {
  /// What is bound at a valid point: a line, and an index along it.
  func bindings(line: Int, index: Int) -> Bindings {
    points(line: line, index: index).reduce(into: [:]) { bindings, point in
      bindings.merge(inputs[point.axis].bindings(point.point)) { $1 }
    }
  }

  /// Numbers that are the same at points of the same network.
  func classes(outer: [Int], index: Int) -> [Int] {
    zip(groups, outer + [index]).map { $0.classes[$1] }
  }

  /// The index of the value on each axis at a valid point.
  func points(line: Int, index: Int) -> [(axis: Int, point: Int)] {
    var rest = line
    var result: [(axis: Int, point: Int)] = []
    for (level, group) in groups.enumerated().reversed() {
      let own: Int
      if level == groups.count - 1 {
        own = index
      } else {
        own = rest % group.points.count
        rest /= group.points.count
      }
      for (axis, point) in zip(group.axes, group.points[own]) { result.append((axis, point)) }
    }
    return result.sorted { $0.axis < $1.axis }
  }
}
