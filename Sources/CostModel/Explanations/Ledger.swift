import Symbolic

/// What a convention counts in a network, by term and group of layers, with every partial sum.
struct Ledger {
  private let convention: Convention?
  private let quantity: Convention.Quantity
  private let terms: [(name: String, amounts: [LayerGroup: Int])]

  /// With more terms than this, not all combinations are tried.
  private static let termLimit = 12
  /// At most this many groups are left out at once.
  private static let omissionLimit = 2

  /// The trainable parameters.
  init(parametersOf report: Report) throws(Diagnostic) {
    convention = nil
    quantity = .parameters
    terms = [("parameters", [.others: try report.totals.parameters.whole("the parameters")])]
  }

  /// A convention's count of a network. - Throws: a diagnostic if a count has no value.
  init(
    _ convention: Convention, _ quantity: Convention.Quantity, of report: Report,
    by groups: [LayerGroup]
  ) throws(Diagnostic) {
    self.convention = convention
    self.quantity = quantity
    var terms: [(name: String, amounts: [LayerGroup: Int])] = []
    for (name, formulas) in try convention.sums(of: quantity, in: report, by: { groups[$0] }) {
      var amounts: [LayerGroup: Int] = [:]
      for (group, formula) in formulas {
        let amount = try formula.whole("\(name) of \(convention.name)")
        if amount != 0 { amounts[group] = amount }
      }
      if !amounts.isEmpty { terms.append((name, amounts)) }
    }
    self.terms = terms
  }

  /// Everything that the convention counts, times a factor.
  func whole(times factor: Rational) -> Explanation {
    explanation(of: totals(without: []), isWhole: true, omitted: [], times: factor)
  }

  /// Counts the sums of some of the terms, and of all terms without some groups of layers.
  func countParts(times factor: Rational, _ tally: inout Tally) {
    guard terms.count <= Ledger.termLimit else { return }
    let scale = factor.doubleValue
    for omitted in omissions {
      let totals = totals(without: omitted).filter { $0.amount != 0 }
      var sums = [0]
      for mask in 1..<max(1 << totals.count, 1) {
        let lowest = mask.trailingZeroBitCount
        let sum = sums[mask & (mask - 1)] + totals[lowest].amount
        sums.append(sum)
        let isAll = mask == (1 << totals.count) - 1
        guard !(isAll && omitted.isEmpty), tally.isNear(Double(sum) * scale),
          let count = try? Rational(sum) * factor
        else { continue }
        let kept = totals.indices.filter { mask & (1 << $0) != 0 }.map { totals[$0] }
        tally.count(
          explanation(of: kept, isWhole: false, omitted: omitted, times: factor), of: count)
      }
    }
  }

  /// The sets of groups that may be left out: none, or up to the limit.
  private var omissions: [[LayerGroup]] {
    let present = Set(terms.flatMap(\.amounts.keys)).subtracting([.others])
    let groups = LayerGroup.allCases.filter(present.contains)
    var omissions: [[LayerGroup]] = [[]]
    for group in groups {
      omissions += omissions.filter { $0.count < Ledger.omissionLimit }.map { $0 + [group] }
    }
    return omissions
  }

  private func totals(without omitted: [LayerGroup]) -> [(name: String, amount: Int)] {
    terms.map { name, amounts in
      (name, amounts.reduce(0) { omitted.contains($1.key) ? $0 : $0 + $1.value })
    }
  }

  private func explanation(
    of kept: [(name: String, amount: Int)], isWhole: Bool, omitted: [LayerGroup],
    times factor: Rational
  ) -> Explanation {
    let sum = Rational(kept.reduce(0) { $0 + $1.amount })
    return Explanation(
      convention: convention, quantity: quantity, factor: factor, terms: kept,
      omitted: omitted.map(\.rawValue), isWhole: isWhole,
      count: (try? sum * factor) ?? sum,
      departure: isWhole ? 0 : min(kept.count, terms.count - kept.count) + omitted.count)
  }
}

extension Formula {
  /// The value of a count, which must be a whole number small enough to add to others.
  fileprivate func whole(_ what: String) throws(Diagnostic) -> Int {
    guard let value = constantValue, let number = try? value.integer(),
      number.magnitude < Ledger.limit
    else { throw Diagnostic("\(what) is not a whole number below 2^56: \(text)") }
    return number
  }
}

extension Ledger {
  /// A hundred counts of this size can be added without overflow.
  fileprivate static let limit = UInt(1) << 56
}
