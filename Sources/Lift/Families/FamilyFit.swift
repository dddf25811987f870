/// Which member the numbers of a table are, and how those of the others follow from them.
struct FamilyFit: Sendable {
  /// The numbers of a cell, by member.
  struct Cell: Sendable {
    let row: Int
    let column: String
    let numbers: [Int]
    /// The widths that the row reads, by member; nil if it reads more than the row above.
    var before: [Int]?

    /// How often each number is the width before it; nil if that is not the same in all members.
    var factor: Int? {
      guard let before, before[0] > 0 else { return nil }
      let factor = numbers[0] / before[0]
      let isMultiple = zip(numbers, before).allSatisfy {
        let (product, overflow) = $1.multipliedReportingOverflow(by: factor)
        return !overflow && product == $0
      }
      return factor > 1 && isMultiple ? factor : nil
    }
  }

  /// The member whose widths and repeats the table shows.
  let base: Int
  let widths: [Cell]
  let repeats: [Cell]
  let width: MultiplierFit
  let depth: MultiplierFit
  /// The rules that explain most of a column, the preferred one first.
  let rules: [String: [ScaleRule]]

  /// - Parameter rounding: the rule that a user asks for.
  init(_ widths: [Cell], _ repeats: [Cell], members: Int, rounding: String?) {
    self.widths = widths
    self.repeats = repeats
    func fit(_ base: Int) -> (width: MultiplierFit, depth: MultiplierFit) {
      let rules =
        rounding.map { [ScaleRule.named($0)] }
        ?? ScaleRule.widths(keeping: widths.map { $0.numbers[base] })
      return (
        MultiplierFit(
          widths.map(\.numbers), members: members, base: base, rules: rules,
          steps: [20, 100, 1000],
          isSmallest: false),
        MultiplierFit(
          repeats.map(\.numbers), members: members, base: base, rules: ScaleRule.repeats,
          steps: [10, 20, 100], isSmallest: true)
      )
    }
    // The base is the member whose widths explain the others best, or else the shallowest one.
    let depths = (0..<members).map { member in repeats.reduce(0) { $0 + $1.numbers[member] } }
    let fits = (0..<max(1, members)).map(fit)
    let isVaried = fits.contains { $0.width.isVaried }
    var base = 0
    for member in fits.indices.dropFirst() {
      let isBetter =
        isVaried
        ? fits[member].width.cost < fits[base].width.cost : depths[member] < depths[base]
      if isBetter { base = member }
    }
    let best = fits[base]
    let multipliers = best.width.multipliers
    self.base = base
    (width, depth) = best
    var rules: [String: [ScaleRule]] = [:]
    for column in Set(widths.map(\.column)) {
      let cells = widths.filter { $0.column == column }.map(\.numbers)
      let candidates =
        rounding.map { [ScaleRule.named($0)] }
        ?? ScaleRule.widths(keeping: cells.map { $0[base] })
      let costs = candidates.map { rule in
        cells.reduce(0) { $0 + MultiplierFit.cost($1, base, rule, multipliers) }
      }
      rules[column] = zip(candidates, costs).filter { $0.1 == costs.min() }.map(\.0)
    }
    let repeatCosts = ScaleRule.repeats.map { rule in
      repeats.reduce(0) {
        $0 + MultiplierFit.cost($1.numbers, base, rule, best.depth.multipliers)
      }
    }
    rules["n"] = zip(ScaleRule.repeats, repeatCosts).filter { $0.1 == repeatCosts.min() }.map(\.0)
    self.rules = rules
  }

  /// The rule of a column.
  func rule(_ column: String) -> ScaleRule {
    rules[column]?.first ?? ScaleRule(function: column == "n" ? "ceil" : "floor")
  }

  /// The readings of a cell that hold for all members, the preferred one first.
  func readings(_ cell: Cell) -> [CellReading] {
    MultiplierFit.readings(
      cell.numbers, base, rule(cell.column),
      cell.column == "n" ? depth.multipliers : width.multipliers)
      + (cell.factor.map { [.multiple($0)] } ?? [])
  }
}
