import CostModel
import Symbolic

/// A group of axes while its tables are being built: exact, with denominators.
struct GroupBuilder {
  let group: CompiledGrid.Group
  let separationIndex: Int
  /// The factor that made each factor's table whole.
  let scales: [Int128]
  /// The largest magnitude in each table.
  let magnitudes: [Double]

  var points: [[Int]] { group.points }

  /// - Parameters:
  ///   - members: the axes of the group, by index.
  ///   - telling: the factors that tell networks apart, and those that tell outlines apart.
  ///   - conditions: the conditions on a point.
  ///   - selection: the only valid points of some of the axes; nil for all.
  init(
    _ members: [Int], _ inputs: [CompiledGrid.Input], factors: [Formula],
    telling: (networks: Set<Int>, outlines: Set<Int>), conditions: [Condition],
    selection: CompiledGrid.Selection?, separationIndex: Int
  ) throws(Diagnostic) {
    let sizes = members.map { inputs[$0].axis.points.count }
    let size = sizes.reduce(1.0) { $0 * Double($1) }
    guard size <= Double(CompiledGrid.tableLimit) else {
      let names = members.map { inputs[$0].axis.name }.joined(separator: ", ")
      throw Diagnostic(
        "\(names) \(members.count > 1 ? "act together and " : "")would need a table of more than "
          + "\(CompiledGrid.tableLimit) values")
    }
    let tables = PartialTable.all(factors, conditions, over: members.map { inputs[$0] })
    let points = GroupBuilder.points(members, sizes, selection).filter { point in
      tables.allSatisfy { $0.isValid(at: point) }
    }
    var scales = [Int128](repeating: 1, count: factors.count)
    var magnitudes = [Double](repeating: 0, count: factors.count)
    var values = [[Double]](repeating: [], count: factors.count)
    var kinds = [[Int]](repeating: [], count: factors.count)
    for table in tables {
      let own = points.map(table.index(of:))
      let used = Set(own).sorted()
      for (factor, column) in table.columns {
        for index in used {
          scales[factor] = try GroupBuilder.multiple(scales[factor], column[index].denominator)
        }
        let scale = scales[factor]
        let whole = column.map { Double($0.numerator) * Double(scale / $0.denominator) }
        magnitudes[factor] = used.reduce(0) { max($0, abs(whole[$1])) }
        values[factor] = own.map { whole[$0] }
        if telling.networks.contains(factor) || telling.outlines.contains(factor) {
          kinds[factor] = GroupBuilder.kinds(own, column)
        }
      }
    }
    self.scales = scales
    self.magnitudes = magnitudes
    self.separationIndex = separationIndex
    func classes(_ telling: Set<Int>) -> [Int] {
      let keys = telling.sorted().map { kinds[$0] }
      let all = Array(points.indices)
      return GroupBuilder.kinds(all, all.map { point in keys.map { $0[point] } })
    }
    group = CompiledGrid.Group(
      axes: members, points: points, size: Int(size), tables: values,
      classes: classes(telling.networks), outlines: classes(telling.outlines))
  }

  /// The indices of the values on each axis, the last axis changing fastest.
  private static func points(
    _ members: [Int], _ sizes: [Int], _ selection: CompiledGrid.Selection?
  ) -> [[Int]] {
    let all = sizes.reduce([[]]) { points, size in
      points.flatMap { point in (0..<size).map { point + [$0] } }
    }
    guard let selection else { return all }
    let wanted = Set(selection.points)
    let positions = selection.axes.compactMap { members.firstIndex(of: $0) }
    return all.filter { point in wanted.contains(positions.map { point[$0] }) }
  }

  /// Numbers that are equal where the values are, counting up from the first.
  private static func kinds<Value: Hashable>(_ indices: [Int], _ values: [Value]) -> [Int] {
    var seen: [Value: Int] = [:]
    var known = [Int?](repeating: nil, count: values.count)
    return indices.map { index in
      if let kind = known[index] { return kind }
      let kind = seen[values[index]] ?? seen.count
      seen[values[index]] = kind
      known[index] = kind
      return kind
    }
  }

  /// The least common multiple.
  static func multiple(_ a: Int128, _ b: Int128) throws(Diagnostic) -> Int128 {
    if a == b || b == 1 { return a }
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

/// Factors and conditions that depend on the same axes of a group, evaluated over only those: once
/// for each combination of their values, however many points the other axes have.
private struct PartialTable {
  /// The values of each factor, with its index.
  private(set) var columns: [(factor: Int, values: [Rational])]
  /// Positions within the group.
  private let axes: [Int]
  private let strides: [Int]
  private var valid: [Bool]

  /// The tables of all factors and conditions.
  static func all(
    _ factors: [Formula], _ conditions: [Condition], over inputs: [CompiledGrid.Input]
  ) -> [PartialTable] {
    func axes(_ symbols: Set<String>) -> [Int] {
      inputs.indices.filter { !symbols.isDisjoint(with: inputs[$0].symbols) }
    }
    let factorAxes = factors.map { axes($0.symbols) }
    let conditionAxes = conditions.map { axes($0.symbols) }
    var seen: Set<[Int]> = []
    return (factorAxes + conditionAxes).filter { seen.insert($0).inserted }.map { own in
      PartialTable(
        factors.enumerated().filter { factorAxes[$0.offset] == own }.map {
          ($0.offset, $0.element)
        },
        conditions.enumerated().filter { conditionAxes[$0.offset] == own }.map(\.element),
        axes: own, inputs)
    }
  }

  private init(
    _ factors: [(Int, Formula)], _ conditions: [Condition], axes: [Int],
    _ inputs: [CompiledGrid.Input]
  ) {
    self.axes = axes
    let counts = axes.map { inputs[$0].axis.points.count }
    strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
    columns = factors.map { ($0.0, []) }
    valid = []
    for index in 0..<counts.reduce(1, *) {
      var bindings: Bindings = [:]
      for (axis, (stride, count)) in zip(axes, zip(strides, counts)) {
        bindings.merge(inputs[axis].bindings(index / stride % count)) { $1 }
      }
      let values = PartialTable.values(factors, conditions, at: bindings)
      valid.append(values != nil)
      for column in columns.indices { columns[column].values.append(values?[column] ?? .zero) }
    }
  }

  /// The factors' values at a point; nil if a condition fails or a factor has no value.
  private static func values(
    _ factors: [(Int, Formula)], _ conditions: [Condition], at bindings: Bindings
  ) -> [Rational]? {
    do throws(ArithmeticFault) {
      for condition in conditions where try !condition.holds(at: bindings) { return nil }
      var values: [Rational] = []
      for (_, factor) in factors { values.append(try factor.value(at: bindings)) }
      return values
    } catch {
      return nil
    }
  }

  /// The index of the values for a point of the group.
  func index(of point: [Int]) -> Int {
    zip(axes, strides).reduce(0) { $0 + point[$1.0] * $1.1 }
  }

  func isValid(at point: [Int]) -> Bool { valid[index(of: point)] }
}
