import CostModel

/// Walks over a grid line by line: the innermost group's points for one point of the other groups.
///
/// Each thread has its own scanner, which keeps its buffers from line to line, and recomputes a
/// level of the sums only if its point has changed.
package struct LineScanner {
  private let grid: CompiledGrid
  /// For each formula and level, the coefficients left over from the levels before.
  private var coefficients: [[[Double]]]
  /// The point of each outer group whose line was summed last; -1 before the first.
  private var position: [Int]
  /// The totals of each formula along the line, formula by formula.
  package private(set) var totals: [Double]

  package init(_ grid: CompiledGrid) {
    self.grid = grid
    coefficients = grid.plans.map { plan in
      plan.counts.map { [Double](repeating: 0, count: $0) }
    }
    for (index, plan) in grid.plans.enumerated() { coefficients[index][0] = plan.coefficients }
    position = [Int](repeating: -1, count: max(0, grid.groups.count - 1))
    totals = [Double](repeating: 0, count: grid.plans.count * grid.lineLength)
  }

  /// Prepares the coefficients of the innermost level for a line.
  package mutating func move(to line: Int) {
    let points = grid.members(of: line)
    guard let first = points.indices.first(where: { points[$0] != position[$0] }) else { return }
    for (formula, plan) in grid.plans.enumerated() {
      for level in first..<points.count {
        let tables = grid.groups[level].tables
        for entry in coefficients[formula][level + 1].indices {
          coefficients[formula][level + 1][entry] = 0
        }
        for entry in plan.targets[level].indices {
          let factor = plan.factors[level][entry].map { tables[$0][points[level]] } ?? 1
          coefficients[formula][level + 1][plan.targets[level][entry]] +=
            coefficients[formula][level][entry] * factor
        }
      }
    }
    position = points
  }

  /// Computes the totals of one formula along the current line.
  package mutating func fill(_ formula: Int) {
    fillNumerators(formula)
    let count = grid.lineLength
    let denominator = grid.plans[formula].denominator
    if denominator != 1 {
      for index in formula * count..<(formula + 1) * count { totals[index] /= denominator }
    }
  }

  /// The same before division by the plan's denominator: whole numbers.
  mutating func fillNumerators(_ formula: Int) {
    let count = grid.lineLength
    let (constant, terms) = inner(formula)
    totals.withUnsafeMutableBufferPointer { buffer in
      let line = UnsafeMutableBufferPointer(
        rebasing: buffer[formula * count..<(formula + 1) * count])
      Kernel.sum(constant, terms, over: line)
    }
  }

  /// The totals of one formula at some points of the current line, without computing the others.
  func totals(_ formula: Int, at indices: [Int]) -> [Double] {
    let (constant, terms) = inner(formula)
    let denominator = grid.plans[formula].denominator
    return indices.map { index in
      terms.reduce(constant) { $0 + $1.0 * $1.1[index] } / denominator
    }
  }

  /// The bounds for a formula's numerators, inclusive.
  struct Window {
    let formula: Int
    let low, high: Double

    /// A window; a bound that is nil, or beyond any numerator, excludes nothing.
    init(_ formula: Int, low: Int128?, high: Int128?) {
      self.formula = formula
      // Numerators are whole and below 2^53, so these bounds are exact.
      self.low = low.map { $0 > -(1 << 53) ? Double($0) : -.infinity } ?? -.infinity
      self.high = high.map { $0 < 1 << 53 ? Double($0) : .infinity } ?? .infinity
    }
  }

  /// The points of the current line that are in all windows, in order.
  func points(in windows: [Window]) -> [Int] {
    guard let first = windows.first else { return Array(0..<grid.lineLength) }
    let (constant, terms) = inner(first.formula)
    var hits = Kernel.hits(
      constant, terms, over: grid.lineLength, low: first.low, high: first.high)
    for window in windows.dropFirst() where !hits.isEmpty {
      let (constant, terms) = inner(window.formula)
      Kernel.narrow(
        &hits, constant, terms, over: grid.lineLength, low: window.low, high: window.high)
    }
    return hits.flatMap { hit in
      (0..<Kernel.Block.scalarCount).filter { hit.lanes & (1 << $0) != 0 }
        .map { hit.start + $0 }
    }
  }

  /// The sum of all totals of one formula over some lines, each of them computed.
  mutating func sum(_ formula: Int, over lines: Range<Int>) -> Int128 {
    let plan = grid.plans[formula]
    // As many points at a time as a `Double` can sum exactly and the nearest cache can hold.
    let exact = Int(min(0x1p53 / max(plan.bound, 1), 0x1p40)) / 2
    let tile = max(Kernel.Block.scalarCount, min(exact, 768))
    var sum: Int128 = 0
    var batch: [(constant: Double, terms: [(Double, [Double])])] = []
    for line in lines {
      move(to: line)
      batch.append(inner(formula))
      if batch.count == 64 || line == lines.upperBound - 1 {
        sum += Kernel.total(batch, count: grid.lineLength, tile: tile)
        batch.removeAll(keepingCapacity: true)
      }
    }
    return sum / Int128(plan.denominator)
  }

  /// The constant, and the tables with their coefficients, of the innermost level.
  private func inner(_ formula: Int) -> (Double, [(Double, [Double])]) {
    let level = grid.groups.count - 1
    let plan = grid.plans[formula]
    guard level >= 0 else { return (plan.coefficients.reduce(0, +), []) }
    var constant = 0.0
    var terms: [(Double, [Double])] = []
    for (entry, factor) in plan.factors[level].enumerated() {
      let coefficient = coefficients[formula][level][entry]
      if let factor {
        terms.append((coefficient, grid.groups[level].tables[factor]))
      } else {
        constant += coefficient
      }
    }
    return (constant, terms)
  }
}
