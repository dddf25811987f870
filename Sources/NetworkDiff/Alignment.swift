/// Which layers of two networks correspond, by the least sum of distances and gaps.
///
/// Needleman and Wunsch's alignment (1970) in linear memory, by Hirschberg's division (1975). What
/// both begin and end with is set aside, and of very long networks only a band around the diagonal
/// is looked at, so that the time is bounded.
package struct Alignment {
  /// How much is looked at. Tests have lower limits.
  package struct Limits: Sendable {
    /// Tables of up to this many cells are kept whole: a byte each.
    package var wholeTable = 1 << 22
    /// About how many cells are looked at each time that the networks are divided.
    package var mostCells = 200_000_000
    /// The least that a band reaches to either side.
    package var leastBand = 1 << 8

    package init() {}

    /// How far from the diagonal layers may be aligned, if the first network has so many. The
    /// alignment is the best of all if the second one has no more layers than that.
    package func band(of rows: Int) -> Int { max(leastBand, mostCells / max(1, rows)) }
  }

  /// The counterpart of each layer of the first network; nil for none.
  package private(set) var partners: [Int?]

  private let first: [LayerKeys]
  private let second: [LayerKeys]
  private let limits: Limits

  package init(_ first: [LayerKeys], _ second: [LayerKeys], _ limits: Limits = Limits()) {
    self.first = first
    self.second = second
    self.limits = limits
    partners = [Int?](repeating: nil, count: first.count)
    // Where some names are in both, equal layers of different names are not set aside: another layer
    // may be the one with that name.
    let names = Set(first.map(\.name))
    let most: Int32 = second.contains { names.contains($0.name) } ? 0 : 1
    func areAlike(_ row: Int, _ column: Int) -> Bool {
      LayerKeys.distance(first[row], second[column]) <= most
    }
    var (start, end, otherEnd) = (0, first.count, second.count)
    while start < min(end, otherEnd), areAlike(start, start) {
      partners[start] = start
      start += 1
    }
    while end > start, otherEnd > start, areAlike(end - 1, otherEnd - 1) {
      end -= 1
      otherEnd -= 1
      partners[end] = otherEnd
    }
    align(start..<end, start..<otherEnd)
  }

  private mutating func align(_ rows: Range<Int>, _ columns: Range<Int>) {
    let band = limits.band(of: rows.count)
    // Pieces yet to be aligned; a list, so that no network is too long for the stack.
    var pieces = [(rows, columns)]
    while let (rows, columns) = pieces.popLast() {
      guard !rows.isEmpty, !columns.isEmpty else { continue }
      if rows.count == 1 || (rows.count + 1) * (columns.count + 1) <= limits.wholeTable {
        alignWhole(rows, columns)
        continue
      }
      let middle = rows.lowerBound + rows.count / 2
      let whole = rows.count
      let above = costs(rows.lowerBound..<middle, columns, of: whole, band, isReversed: false)
      let below = costs(middle..<rows.upperBound, columns, of: whole, band, isReversed: true)
      let split = (0...columns.count).min {
        above[$0] &+ below[columns.count - $0] < above[$1] &+ below[columns.count - $1]
      }
      let place = columns.lowerBound + (split ?? 0)
      pieces.append((rows.lowerBound..<middle, columns.lowerBound..<place))
      pieces.append((middle..<rows.upperBound, place..<columns.upperBound))
    }
  }

  /// The least costs of aligning all of the rows with each beginning of the columns, or, reversed,
  /// with each end of them.
  ///
  /// - Parameters:
  ///   - whole: how many rows the piece has, for the diagonal.
  ///   - band: how far from the diagonal is looked.
  private func costs(
    _ rows: Range<Int>, _ columns: Range<Int>, of whole: Int, _ band: Int, isReversed: Bool
  ) -> [Int32] {
    let far = Int32.max / 4
    var costs = (0...columns.count).map { $0 <= band ? Int32($0) &* LayerKeys.gap : far }
    var low = 1
    for step in 1...rows.count {
      let row = first[isReversed ? rows.upperBound - step : rows.lowerBound + step - 1]
      let center = step * columns.count / whole
      low = max(1, center - band)
      let high = min(columns.count, center + band)
      var diagonal = costs[low - 1]
      costs[low - 1] = low == 1 ? Int32(step) &* LayerKeys.gap : far
      for place in low...high {
        let column =
          second[isReversed ? columns.upperBound - place : columns.lowerBound + place - 1]
        let changed = diagonal &+ LayerKeys.distance(row, column)
        diagonal = costs[place]
        costs[place] = min(changed, min(costs[place], costs[place - 1]) &+ LayerKeys.gap, far)
      }
    }
    for place in 0..<low - 1 { costs[place] = far }
    return costs
  }

  /// The same with every step kept, walked back from the end.
  private mutating func alignWhole(_ rows: Range<Int>, _ columns: Range<Int>) {
    let width = columns.count + 1
    // 0: both; 1: the row alone; 2: the column alone.
    var steps = [UInt8](repeating: 2, count: (rows.count + 1) * width)
    var costs = (0..<width).map { Int32($0) &* LayerKeys.gap }
    for (step, index) in rows.enumerated() {
      let row = first[index]
      var diagonal = costs[0]
      costs[0] = costs[0] &+ LayerKeys.gap
      steps[(step + 1) * width] = 1
      for place in 1..<width {
        let changed =
          diagonal &+ LayerKeys.distance(row, second[columns.lowerBound + place - 1])
        diagonal = costs[place]
        let (alone, other) = (
          costs[place] &+ LayerKeys.gap, costs[place - 1] &+ LayerKeys.gap
        )
        costs[place] = min(changed, alone, other)
        steps[(step + 1) * width + place] =
          costs[place] == changed ? 0 : costs[place] == alone ? 1 : 2
      }
    }
    var (row, column) = (rows.count, columns.count)
    while row > 0 || column > 0 {
      switch steps[row * width + column] {
      case 0:
        partners[rows.lowerBound + row - 1] = columns.lowerBound + column - 1
        (row, column) = (row - 1, column - 1)
      case 1: row -= 1
      default: column -= 1
      }
    }
  }
}
