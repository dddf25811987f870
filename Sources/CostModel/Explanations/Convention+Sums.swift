import Symbolic

extension Convention {
  /// The MACs of a network by term, in the order of the rules, each term once.
  ///
  /// - Throws: a diagnostic at the layer whose count has no value, or at the first rule of a term
  ///   beyond the integers, or of all if their sum is.
  package func terms(of report: Report) throws(Diagnostic) -> [(name: String, amount: Formula)] {
    let terms = try sums(of: .macs, in: report) { _ in 0 }.map {
      (name: $0.name, amount: $0.amounts[0] ?? .zero)
    }
    var total = Formula.zero
    for term in terms {
      try exactly(term.name, of: .macs, in: report) { () throws(ArithmeticFault) in
        // Terms may cancel each other, yet each is printed, as is its difference to another's.
        _ = try term.amount.constantValue?.integer()
        total = try total + term.amount
      }
    }
    try exactly(nil, of: .macs, in: report) { () throws(ArithmeticFault) in
      _ = try total.constantValue?.integer()
    }
    return terms
  }

  /// A quantity by term, in the order of the rules, each term once, and by group of layers.
  ///
  /// - Parameter group: the group of the row with that index.
  /// - Throws: a diagnostic at the layer whose count has no value.
  package func sums<Group: Hashable>(
    of quantity: Quantity, in report: Report, by group: (Int) -> Group
  ) throws(Diagnostic) -> [(name: String, amounts: [Group: Formula])] {
    let rules = rules(about: quantity)
    var order: [String] = []
    for rule in rules where !order.contains(rule.name) { order.append(rule.name) }
    var sums: [String: [Group: FormulaSum]] = [:]
    let graded = report.network.gradedTensors()
    for (index, row) in report.rows.enumerated() {
      let components = Component.all(
        of: row.layer, row.counts, in: report.network, graded: graded)
      for component in components where quantity == .macs || !component.isShared {
        for (rule, amount) in try component.amounts(of: rules) {
          try row.layer.exactly { () throws(ArithmeticFault) in
            try sums[rule.name, default: [:]][group(index), default: FormulaSum()]
              .add(amount * row.layer.times())
          }
        }
      }
    }
    var totals: [(name: String, amounts: [Group: Formula])] = []
    for name in order {
      var amounts: [Group: Formula] = [:]
      try exactly(name, of: quantity, in: report) { () throws(ArithmeticFault) in
        for (group, sum) in sums[name] ?? [:] { amounts[group] = try sum.total() }
      }
      totals.append((name, amounts))
    }
    return totals
  }

  /// Sums up a term, or all for nil; a fault is at its first rule.
  private func exactly(
    _ term: String?, of quantity: Quantity, in report: Report,
    _ body: () throws(ArithmeticFault) -> Void
  ) throws(Diagnostic) {
    do throws(ArithmeticFault) {
      try body()
    } catch {
      let rule = rules(about: quantity).first { term == nil || $0.name == term }
      throw Diagnostic(
        "\(term ?? name) of \(report.network.name): \(error)", at: rule?.count.origin)
    }
  }
}
