/// What is made of symbols: formulas, and what stands in them.
package protocol SymbolContainer {
  /// Visits every symbol, inside functions and conditions, too, as often as it occurs.
  func forEachSymbol(_ visit: (Symbol) -> Void)
}

extension SymbolContainer {
  /// The names of all symbols.
  package var symbols: Set<String> {
    var names: Set<String> = []
    forEachSymbol { names.insert($0.name) }
    return names
  }
}

extension Formula: SymbolContainer {
  package func forEachSymbol(_ visit: (Symbol) -> Void) {
    for term in terms { for factor in term.monomial.factors { factor.atom.forEachSymbol(visit) } }
  }
}

extension Atom: SymbolContainer {
  package func forEachSymbol(_ visit: (Symbol) -> Void) {
    switch kind {
    case .symbol(let symbol): visit(symbol)
    case .call(_, let arguments): for argument in arguments { argument.forEachSymbol(visit) }
    case .indicator(let condition): condition.forEachSymbol(visit)
    case .choice(let condition, let first, let second):
      condition.forEachSymbol(visit)
      first.forEachSymbol(visit)
      second.forEachSymbol(visit)
    case .reciprocal(let formula): formula.forEachSymbol(visit)
    }
  }
}

extension Scalar: SymbolContainer {
  package func forEachSymbol(_ visit: (Symbol) -> Void) {
    switch self {
    case .exact(let formula): formula.forEachSymbol(visit)
    case .inexact(let tree): tree.forEachSymbol(visit)
    }
  }
}

extension Inexact: SymbolContainer {
  package func forEachSymbol(_ visit: (Symbol) -> Void) {
    switch self {
    case .symbol(let symbol): visit(symbol)
    case .literal: return
    case .exact(let formula): formula.forEachSymbol(visit)
    case .binary(_, let left, let right):
      left.forEachSymbol(visit)
      right.forEachSymbol(visit)
    case .call(_, let arguments): for argument in arguments { argument.forEachSymbol(visit) }
    case .choice(let condition, let first, let second):
      condition.forEachSymbol(visit)
      first.forEachSymbol(visit)
      second.forEachSymbol(visit)
    }
  }
}

extension Condition: SymbolContainer {
  package func forEachSymbol(_ visit: (Symbol) -> Void) {
    switch self {
    case .constant: return
    case .integral(let scalar): scalar.forEachSymbol(visit)
    case .not(let inner): inner.forEachSymbol(visit)
    case .comparison(_, let left, let right):
      left.forEachSymbol(visit)
      right.forEachSymbol(visit)
    case .and(let left, let right), .or(let left, let right):
      left.forEachSymbol(visit)
      right.forEachSymbol(visit)
    }
  }
}
