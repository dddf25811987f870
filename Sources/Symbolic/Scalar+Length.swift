extension Scalar {
  /// Whether the scalar prints longer than a limit, without printing it.
  package func isLonger(than limit: Int) -> Bool {
    switch self {
    case .exact(let formula): formula.length > limit
    case .inexact(let tree):
      {
        var left = limit
        return !tree.fits(in: &left)
      }()
    }
  }
}

extension Formula {
  /// Approximately the number of characters of ``text``.
  package var length: Int {
    terms.reduce(8) { sum, term in
      term.monomial.factors.reduce(sum + 4) { $0 + $1.atom.text.utf8.count }
    }
  }
}

extension Inexact {
  /// Whether the tree prints within the characters left; stops once it does not.
  fileprivate func fits(in left: inout Int) -> Bool {
    // More than a node prints as, so that no tree gets too deep to walk.
    left -= 16
    guard left > 0 else { return false }
    switch self {
    case .symbol, .literal: return true
    case .exact(let formula):
      left -= formula.length
      return left > 0
    case .binary(_, let first, let second), .choice(_, let first, let second):
      return first.fits(in: &left) && second.fits(in: &left)
    case .call(_, let arguments):
      return arguments.allSatisfy { $0.fits(in: &left) }
    }
  }
}
