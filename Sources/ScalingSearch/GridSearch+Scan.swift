import CostModel

extension GridSearch {
  func scan(_ lines: Range<Int>) -> Found {
    var scanner = LineScanner(grid)
    var found = Found()
    let (low, high, target) = band()
    let limits = budgets.map { budget in
      (1 + (SearchMetric.allCases.firstIndex(of: budget.metric) ?? 0), budget.least, budget.most)
    }
    let length = grid.lineLength
    found.lines = lines.count
    for line in lines {
      scanner.move(to: line)
      if constraint != nil { scanner.fillNumerators(0) }
      for (formula, _, _) in limits {
        scanner.fill(formula)
        let totals = scanner.totals[formula * length..<(formula + 1) * length]
        found.least[formula - 1] = min(found.least[formula - 1], totals.min() ?? .infinity)
      }
      let outer = scanner.outerPoints(of: line)
      points: for index in 0..<length {
        let ideal = scanner.totals[index]
        if constraint != nil {
          let distance = abs(ideal - target)
          if distance < found.distance { (found.nearest, found.distance) = (ideal, distance) }
          if ideal < low || ideal > high { continue }
        }
        for (formula, least, most) in limits {
          let cost = scanner.totals[formula * length + index]
          if cost < least || cost > most { continue points }
        }
        if let condition,
          (try? condition.holds(at: grid.bindings(line: line, index: index))) != true
        {
          continue
        }
        found.feasible += 1
        found.add(
          Found.Draft(
            line: line, index: index, bestLine: line, bestIndex: index,
            distance: abs(ideal - target), candidates: 1),
          to: grid.classes(outer: outer, index: index))
      }
    }
    return found
  }

  /// The bounds of the constraint over the compiled denominator, and the target itself.
  private func band() -> (low: Double, high: Double, target: Double) {
    guard let constraint, let denominator = grid.plans.first?.denominator,
      let scale = Int128(exactly: denominator).map({ Rational($0) }),
      let low = try? (constraint.target - constraint.tolerance) * scale,
      let high = try? (constraint.target + constraint.tolerance) * scale,
      let target = try? constraint.target * scale
    else { return (-.infinity, .infinity, 0) }
    // Numerators are whole: the bound itself belongs to the band, and so does what rounds to it.
    return (Double(low.ceiling), Double(high.floor), target.doubleValue)
  }

}
