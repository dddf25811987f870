import CostModel

extension GridSearch {
  /// Looks at some lines of the grid: what is outside the first window is not priced further.
  func scan(_ lines: Range<Int>) -> Found {
    var scanner = LineScanner(grid)
    var found = Found()
    found.lines = lines.count
    let (windows, target) = (windows(), target)
    for line in lines {
      scanner.move(to: line)
      let outer = scanner.outerPoints(of: line)
      for (index, first) in scanner.points(in: windows) {
        if let condition,
          (try? condition.holds(at: grid.bindings(line: line, index: index))) != true
        {
          continue
        }
        found.feasible += 1
        found.add(
          Found.Draft(
            line: line, index: index, bestLine: line, bestIndex: index,
            distance: constraint == nil ? 0 : abs(first - target), candidates: 1),
          to: grid.classes(outer: outer, index: index))
      }
    }
    return found
  }

  /// How near some lines come to the target, and the least costs on them.
  func nearest(_ lines: Range<Int>) -> Found {
    var scanner = LineScanner(grid)
    var found = Found()
    found.lines = lines.count
    let length = grid.lineLength
    let target = target
    for line in lines {
      scanner.move(to: line)
      if constraint != nil {
        scanner.fillNumerators(0)
        for ideal in scanner.totals[..<length] where abs(ideal - target) < found.distance {
          (found.nearest, found.distance) = (ideal, abs(ideal - target))
        }
      }
      for (index, metric) in SearchMetric.allCases.enumerated()
      where budgets.contains(where: { $0.metric == metric }) {
        scanner.fill(index + 1)
        let totals = scanner.totals[(index + 1) * length..<(index + 2) * length]
        found.least[index] = totals.reduce(found.least[index]) { min($0, $1) }
      }
    }
    return found
  }

  /// What totals must lie in, the constraint first.
  private func windows() -> [LineScanner.Window] {
    var windows: [LineScanner.Window] = []
    if let constraint {
      let (low, high) = (
        try? constraint.target - constraint.tolerance, try? constraint.target + constraint.tolerance
      )
      windows.append(
        LineScanner.Window(
          0, low: low.flatMap(scaled)?.ceiling, high: high.flatMap(scaled)?.floor))
    }
    for budget in budgets {
      let formula = 1 + (SearchMetric.allCases.firstIndex(of: budget.metric) ?? 0)
      let denominator = Int128(grid.plans[formula].denominator)
      func bound(_ cost: Double) -> Int128? {
        guard abs(cost) <= 0x1p53 else { return nil }
        let (product, overflow) = Int128(cost).multipliedReportingOverflow(by: denominator)
        return overflow ? nil : product
      }
      windows.append(
        LineScanner.Window(
          formula, low: bound(budget.least.rounded(.up)), high: bound(budget.most.rounded(.down))))
    }
    return windows
  }

  /// The target over the denominator of the compiled constraint.
  private var target: Double {
    constraint.flatMap { scaled($0.target) }?.doubleValue ?? 0
  }

  private func scaled(_ ideal: Rational) -> Rational? {
    guard let denominator = grid.plans.first?.denominator,
      let scale = Int128(exactly: denominator)
    else { return nil }
    return try? ideal * Rational(scale)
  }
}
