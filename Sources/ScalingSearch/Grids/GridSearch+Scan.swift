import CostModel
import Symbolic

extension GridSearch {
  /// Scans some lines of the grid; points outside the first window are not priced further.
  func scan(_ lines: Range<Int>) -> Found {
    var found = Found()
    found.lines = lines.count
    for piece in grid.pieces(of: lines) {
      let (slice, distances) = (grid.slices[piece.slice], distances[piece.slice])
      var scanner = LineScanner(slice)
      found.points += piece.lines.count * slice.lineLength
      let windows = windows(in: slice)
      for line in piece.lines {
        scanner.move(to: line)
        let outer = slice.members(of: line)
        let distance = zip(distances, outer).reduce(0) { $0 + $1.0[$1.1] }
        for index in scanner.points(in: windows) {
          guard holds(in: slice, line, index) else { continue }
          found.feasible += 1
          found.add(
            Found.Draft(
              line: piece.first + line, index: index, bestLine: piece.first + line,
              bestIndex: index, distance: distance + (distances.last?[index] ?? 0), candidates: 1),
            to: grid.key(slice: piece.slice, classes: slice.classes(outer: outer, index: index)))
        }
      }
    }
    return found
  }

  /// The point nearest to the target on some lines, and the least costs on them.
  func nearest(_ lines: Range<Int>) -> Found {
    var found = Found()
    found.lines = lines.count
    for piece in grid.pieces(of: lines) {
      let slice = grid.slices[piece.slice]
      var scanner = LineScanner(slice)
      let length = slice.lineLength
      found.points += piece.lines.count * length
      let (multiplier, target) = (multipliers[piece.slice], target)
      for line in piece.lines {
        scanner.move(to: line)
        if constraint != nil {
          scanner.fillNumerators(0)
          for ideal in scanner.totals[..<length] {
            let distance = abs(ideal * multiplier - target)
            guard distance < found.distance else { continue }
            (found.nearest, found.distance) = (ideal * multiplier, distance)
          }
        }
        for (index, metric) in Metric.searched.enumerated()
        where budgets.contains(where: { $0.metric == metric }) {
          scanner.fill(index + 1)
          let totals = scanner.totals[(index + 1) * length..<(index + 2) * length]
          found.least[index] = totals.reduce(found.least[index]) { min($0, $1) }
        }
      }
    }
    return found
  }

  /// Whether the condition on the coefficients holds at a point.
  func holds(in slice: CompiledGrid, _ line: Int, _ index: Int) -> Bool {
    guard let condition else { return true }
    return (try? condition.holds(at: slice.bindings(line: line, index: index))) == true
  }

  /// The windows for totals, that of the constraint first.
  func windows(in slice: CompiledGrid) -> [LineScanner.Window] {
    func bound(_ value: Rational?, _ formula: Int) -> Rational? {
      try? value.map { try $0 * Rational(Int128(slice.plans[formula].denominator)) }
    }
    var windows: [LineScanner.Window] = []
    if let constraint {
      let band = try? constraint.band
      windows.append(
        LineScanner.Window(
          0, low: bound(band?.low, 0)?.ceiling, high: bound(band?.high, 0)?.floor))
    }
    for budget in budgets {
      let formula = 1 + (Metric.searched.firstIndex(of: budget.metric) ?? 0)
      func whole(_ cost: Double) -> Rational? {
        abs(cost) <= 0x1p53 ? Rational(Int128(cost)) : nil
      }
      windows.append(
        LineScanner.Window(
          formula, low: bound(whole(budget.least.rounded(.up)), formula)?.numerator,
          high: bound(whole(budget.most.rounded(.down)), formula)?.numerator))
    }
    return windows
  }

  /// The target in the unit of ``denominator``.
  private var target: Double {
    constraint.flatMap { try? $0.target * Rational(denominator) }?.doubleValue ?? 0
  }
}
