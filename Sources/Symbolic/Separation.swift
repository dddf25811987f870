/// Formulas as sums of products whose factors each depend on one group of symbols only.
///
/// Costs of networks separate well: widths depend on the width multiplier, repeats on the depth,
/// maps on the resolution, and a cost is a sum of products of the three. On a product grid, each
/// factor is then a table over its own axis. Anything that mixes symbols, such as `ceil(w * r)`,
/// joins them into one group.
package struct Separation: Sendable {
  /// A product: a coefficient, and for each group the index of a factor, or nil for 1.
  package struct Product: Sendable {
    /// The number in front.
    package let coefficient: Rational
    /// The factor of each group.
    package let factors: [Int?]
  }

  /// The symbols of each group, in the order given.
  package let groups: [[String]]
  /// The distinct factors of each group.
  package let factors: [[Formula]]
  /// For each formula, the products that sum to it.
  package let sums: [[Product]]

  /// Separates formulas by symbols.
  ///
  /// - Parameters:
  ///   - formulas: the formulas to evaluate.
  ///   - conditions: the conditions to check; the symbols of one condition belong to one group.
  ///   - axes: all symbols of the formulas and conditions, grouped by axis.
  ///   - joined: symbols that belong to one group regardless of the formulas.
  package init(
    _ formulas: [Formula], conditions: [Condition], axes: [[String]],
    joining joined: Set<String> = []
  ) {
    let symbols = axes.flatMap(\.self)
    var groups = axes
    func join(_ names: Set<String>) {
      let (joined, others) = (
        groups.filter { !names.isDisjoint(with: $0) }, groups.filter { names.isDisjoint(with: $0) }
      )
      guard joined.count > 1 else { return }
      let merged = symbols.filter { name in joined.contains { $0.contains(name) } }
      groups = (others + [merged]).sorted { a, b in
        (symbols.firstIndex(of: a[0]) ?? 0) < (symbols.firstIndex(of: b[0]) ?? 0)
      }
    }
    for formula in formulas {
      for term in formula.terms {
        for factor in term.monomial.factors { join(factor.atom.symbols) }
      }
    }
    for condition in conditions { join(condition.symbols) }
    join(joined)

    let groupOf = Dictionary(
      groups.enumerated().flatMap { index, names in names.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    var known = [[Monomial: Int]](repeating: [:], count: groups.count)
    var factors = [[Formula]](repeating: [], count: groups.count)
    sums = formulas.map { formula in
      let constant = Product(
        coefficient: formula.constant, factors: [Int?](repeating: nil, count: groups.count))
      return [constant].filter { $0.coefficient != .zero }
        + formula.terms.map { term in
          var parts = [[Monomial.Factor]](repeating: [], count: groups.count)
          for factor in term.monomial.factors {
            let group = factor.atom.symbols.first.flatMap { groupOf[$0] } ?? 0
            parts[group].append(factor)
          }
          let indices = parts.enumerated().map { group, part -> Int? in
            guard !part.isEmpty else { return nil }
            let monomial = Monomial(part)
            if let index = known[group][monomial] { return index }
            known[group][monomial] = factors[group].count
            factors[group].append(
              Formula(
                constant: .zero, terms: [Formula.Term(monomial: monomial, coefficient: .one)]))
            return factors[group].count - 1
          }
          return Product(coefficient: term.coefficient, factors: indices)
        }
    }
    self.groups = groups
    self.factors = factors
  }
}
