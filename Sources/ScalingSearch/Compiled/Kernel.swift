/// The innermost loops: blocks of eight points, one multiply-add per term.
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

  /// The sum of `constant + Σ coefficient · table[k]` over all k of several lines with the same
  /// tables, tile by tile, so that each tile's tables are fetched from memory only once.
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

  /// A block with points that are in all windows so far.
  struct Hit {
    let start: Int
    /// One bit per point.
    var lanes: UInt8
  }

  /// The blocks of a line that have points in a window.
  static func hits(
    _ constant: Double, _ terms: [(Double, [Double])], over count: Int, low: Double, high: Double
  ) -> [Hit] {
    var hits: [Hit] = []
    withTables(terms) { coefficients, tables in
      blocks(constant, coefficients, tables, over: 0..<count) { start, block, length in
        guard touches(block, low, high) else { return }
        let lanes = lanes(block, length, low, high)
        if lanes != 0 { hits.append(Hit(start: start, lanes: lanes)) }
      }
    }
    return hits
  }

  /// Drops points outside a further window.
  static func narrow(
    _ hits: inout [Hit], _ constant: Double, _ terms: [(Double, [Double])], over count: Int,
    low: Double, high: Double
  ) {
    withTables(terms) { coefficients, tables in
      for index in hits.indices {
        let start = hits[index].start
        let range = start..<min(start + Block.scalarCount, count)
        blocks(constant, coefficients, tables, over: range) { _, block, length in
          hits[index].lanes &= lanes(block, length, low, high)
        }
      }
    }
    hits.removeAll { $0.lanes == 0 }
  }

  /// Whether any number of a block may be in a window, from the sign bits of both distances: not
  /// every machine has a single instruction that compares eight numbers.
  @inline(__always)
  private static func touches(_ block: Block, _ low: Double, _ high: Double) -> Bool {
    let below = unsafeBitCast(block - Block(repeating: low), to: SIMD8<Int64>.self)
    let above = unsafeBitCast(Block(repeating: high) - block, to: SIMD8<Int64>.self)
    let outside = below | above
    let half = outside.lowHalf & outside.highHalf
    let quarter = half.lowHalf & half.highHalf
    return quarter[0] & quarter[1] >= 0
  }

  private static func lanes(
    _ block: Block, _ length: Int, _ low: Double, _ high: Double
  ) -> UInt8 {
    (0..<length).reduce(0) { lanes, lane in
      block[lane] >= low && block[lane] <= high ? lanes | 1 << lane : lanes
    }
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
