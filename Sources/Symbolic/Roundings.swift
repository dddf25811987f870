extension Formula {
  /// The rounding calls over a symbol, including nested ones.
  package func roundings(over name: String) -> Set<Atom> {
    terms.reduce(into: []) { found, term in
      for factor in term.monomial.factors where factor.atom.symbols.contains(name) {
        factor.atom.collectRoundings(over: name, into: &found)
      }
    }
  }
}

extension Atom {
  fileprivate func collectRoundings(over name: String, into found: inout Set<Atom>) {
    switch kind {
    case .symbol: return
    case .call(let function, let arguments):
      for argument in arguments { argument.collectRoundings(over: name, into: &found) }
      if function.isRounding, symbols.contains(name) { found.insert(self) }
    case .indicator(let condition): condition.collectRoundings(over: name, into: &found)
    case .choice(let condition, let first, let second):
      condition.collectRoundings(over: name, into: &found)
      found.formUnion(first.roundings(over: name))
      found.formUnion(second.roundings(over: name))
    case .reciprocal(let formula): found.formUnion(formula.roundings(over: name))
    }
  }
}

extension Scalar {
  fileprivate func collectRoundings(over name: String, into found: inout Set<Atom>) {
    switch self {
    case .exact(let formula): found.formUnion(formula.roundings(over: name))
    case .inexact(let tree): tree.collectRoundings(over: name, into: &found)
    }
  }
}

extension Inexact {
  fileprivate func collectRoundings(over name: String, into found: inout Set<Atom>) {
    switch self {
    case .symbol, .literal: return
    case .exact(let formula): found.formUnion(formula.roundings(over: name))
    case .binary(_, let left, let right):
      left.collectRoundings(over: name, into: &found)
      right.collectRoundings(over: name, into: &found)
    case .call(_, let arguments):
      for argument in arguments { argument.collectRoundings(over: name, into: &found) }
    case .choice(let condition, let first, let second):
      condition.collectRoundings(over: name, into: &found)
      first.collectRoundings(over: name, into: &found)
      second.collectRoundings(over: name, into: &found)
    }
  }
}

extension Condition {
  fileprivate func collectRoundings(over name: String, into found: inout Set<Atom>) {
    switch self {
    case .constant: return
    case .comparison(_, let left, let right):
      var inner: Set<Atom> = []
      left.collectRoundings(over: name, into: &inner)
      right.collectRoundings(over: name, into: &inner)
      // A comparison of the parameter itself jumps where its outcome changes.
      if inner.isEmpty, symbols.contains(name) { inner = [Atom(.indicator(self))] }
      found.formUnion(inner)
    case .integral(let scalar): scalar.collectRoundings(over: name, into: &found)
    case .not(let inner): inner.collectRoundings(over: name, into: &found)
    case .and(let left, let right), .or(let left, let right):
      left.collectRoundings(over: name, into: &found)
      right.collectRoundings(over: name, into: &found)
    }
  }
}
