import CostModel

/// Walks over a grid line by line: the points of the innermost group under one point of the others.
///
/// One scanner serves one thread; it keeps its buffers from line to line, and works a level of the
/// sums out again only when its point has changed.
struct LineScanner {
  private let grid: CompiledGrid
  /// For each formula and level the coefficients that the levels before have left.
  private var coefficients: [[[Double]]]
  /// The point of each outer group, whose line was summed last; -1 before the first.
  private var position: [Int]
  /// The totals of each formula along the line, one after the other.
  private(set) var totals: [Double]

  init(_ grid: CompiledGrid) {
    self.grid = grid
    coefficients = grid.plans.map { plan in
      plan.counts.map { [Double](repeating: 0, count: $0) }
    }
    for (index, plan) in grid.plans.enumerated() { coefficients[index][0] = plan.coefficients }
    position = [Int](repeating: -1, count: max(0, grid.groups.count - 1))
    totals = [Double](repeating: 0, count: grid.plans.count * grid.lineLength)
  }

  /// The valid point of each outer group on a line.
  func outerPoints(of line: Int) -> [Int] {
    var rest = line
    var points: [Int] = []
    for group in grid.groups.dropLast().reversed() {
      points.append(rest % group.points.count)
      rest /= group.points.count
    }
    return points.reversed()
  }

  /// Prepares the coefficients of the innermost level for a line.
  mutating func move(to line: Int) {
    let points = outerPoints(of: line)
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

  /// Computes the totals of one formula along the line moved to.
  mutating func fill(_ formula: Int) {
    fillNumerators(formula)
    let count = grid.lineLength
    let denominator = grid.plans[formula].denominator
    if denominator != 1 {
      for index in formula * count..<(formula + 1) * count { totals[index] /= denominator }
    }
  }

  /// The same before the division by the plan's denominator: whole numbers.
  mutating func fillNumerators(_ formula: Int) {
    let count = grid.lineLength
    let (constant, terms) = inner(formula)
    totals.withUnsafeMutableBufferPointer { buffer in
      let line = UnsafeMutableBufferPointer(
        rebasing: buffer[formula * count..<(formula + 1) * count])
      Kernel.sum(constant, terms, over: line)
    }
  }

  /// The sum of all totals of one formula over some lines, every one of them computed.
  mutating func sum(_ formula: Int, over lines: Range<Int>) -> Int128 {
    let plan = grid.plans[formula]
    // As many points at a time as a `Double` can sum exactly, and as stay in the nearest cache.
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

/// The innermost loops: blocks of eight points, a multiply-add for each term.
enum Kernel {
  typealias Block = SIMD8<Double>

  /// Stores `constant + Σ coefficient · table[k]` for every k.
  static func sum(
    _ constant: Double, _ terms: [(Double, [Double])],
    over line: UnsafeMutableBufferPointer<Double>
  ) {
    withTables(terms) { coefficients, tables in
      blocks(constant, coefficients, tables, over: 0..<line.count) { start, block, length in
        for lane in 0..<length { line[start + lane] = block[lane] }
      }
    }
  }

  /// The sum of `constant + Σ coefficient · table[k]` over all k of several lines, whose tables are
  /// the same: tile by tile, so that a tile's tables are read from far away once.
  static func total(
    _ lines: [(constant: Double, terms: [(Double, [Double])])], count: Int, tile: Int
  ) -> Int128 {
    guard let first = lines.first else { return 0 }
    let coefficients = lines.flatMap { $0.terms.map(\.0) }
    var sum: Int128 = 0
    withTables(first.terms) { _, tables in
      coefficients.withUnsafeBufferPointer { coefficients in
        for start in stride(from: 0, to: count, by: tile) {
          let range = start..<min(start + tile, count)
          for (index, line) in lines.enumerated() {
            let own = UnsafeBufferPointer(
              rebasing: coefficients[index * tables.count..<(index + 1) * tables.count])
            var (lanes, rest) = (Block.zero, 0.0)
            blocks(line.constant, own, tables, over: range) { _, block, length in
              if length == Block.scalarCount {
                lanes += block
              } else {
                for lane in 0..<length { rest += block[lane] }
              }
            }
            // Converting 128 bits takes a hundred times as long as converting 64.
            sum += Int128(Int(lanes.sum() + rest))
          }
        }
      }
    }
    return sum
  }

  private static func withTables(
    _ terms: [(Double, [Double])],
    _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<UnsafePointer<Double>>) -> Void
  ) {
    // The arrays outlive the pointers: the grid keeps its tables.
    func collect(_ index: Int, _ pointers: inout [UnsafePointer<Double>]) {
      guard index < terms.count else {
        let coefficients = terms.map(\.0)
        coefficients.withUnsafeBufferPointer { a in
          pointers.withUnsafeBufferPointer { b in body(a, b) }
        }
        return
      }
      terms[index].1.withUnsafeBufferPointer { table in
        if let base = table.baseAddress { pointers.append(base) }
        collect(index + 1, &pointers)
      }
    }
    var pointers: [UnsafePointer<Double>] = []
    collect(0, &pointers)
  }

  @inline(__always)
  private static func blocks(
    _ constant: Double, _ coefficients: UnsafeBufferPointer<Double>,
    _ tables: UnsafeBufferPointer<UnsafePointer<Double>>, over range: Range<Int>,
    _ use: (Int, Block, Int) -> Void
  ) {
    var start = range.lowerBound
    while start + Block.scalarCount <= range.upperBound {
      var block = Block(repeating: constant)
      for term in 0..<tables.count {
        let values = UnsafeRawPointer(tables[term] + start).loadUnaligned(as: Block.self)
        block += Block(repeating: coefficients[term]) * values
      }
      use(start, block, Block.scalarCount)
      start += Block.scalarCount
    }
    guard start < range.upperBound else { return }
    var block = Block(repeating: constant)
    for term in 0..<tables.count {
      var values = Block.zero
      for lane in 0..<range.upperBound - start { values[lane] = tables[term][start + lane] }
      block += Block(repeating: coefficients[term]) * values
    }
    use(start, block, range.upperBound - start)
  }
}
