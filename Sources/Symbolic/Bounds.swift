extension Formula {
  /// An interval that contains every value of the formula for symbols within their ranges.
  ///
  /// A symbol without a range may be any positive integer, or any positive real.
  package func bounds(over ranges: [String: Interval] = [:]) -> Interval {
    var sum = Interval(constant)
    for term in terms {
      var product = Interval(term.coefficient)
      for factor in term.monomial.factors {
        product = product * factor.atom.bounds(over: ranges).power(factor.exponent)
      }
      sum = sum + product
    }
    return sum
  }
}

extension Atom {
  func bounds(over ranges: [String: Interval]) -> Interval {
    switch kind {
    case .symbol(let symbol): symbol.bounds(over: ranges)
    case .call(let function, let arguments):
      function.bounds(function, arguments.map { $0.bounds(over: ranges) })
    case .indicator: Interval(0, 1)
    case .choice(_, let first, let second):
      first.bounds(over: ranges).union(second.bounds(over: ranges))
    case .reciprocal(let formula): Interval(1, 1) / formula.bounds(over: ranges)
    }
  }
}

extension Scalar {
  package func bounds(over ranges: [String: Interval]) -> Interval {
    switch self {
    case .exact(let formula): formula.bounds(over: ranges)
    case .inexact(let tree): tree.bounds(over: ranges)
    }
  }
}

extension Inexact {
  func bounds(over ranges: [String: Interval]) -> Interval {
    switch self {
    case .symbol(let symbol): return symbol.bounds(over: ranges)
    case .literal(let value): return Interval(value, value)
    case .exact(let formula): return formula.bounds(over: ranges)
    case .binary(let operation, let left, let right):
      return operation.bounds(left.bounds(over: ranges), right.bounds(over: ranges))
    case .call(let function, let arguments):
      return function.bounds(function, arguments.map { $0.bounds(over: ranges) })
    case .choice(_, let first, let second):
      return first.bounds(over: ranges).union(second.bounds(over: ranges))
    }
  }
}

extension Inexact.Operation {
  /// Bounds of the result for operands within the given bounds.
  func bounds(_ a: Interval, _ b: Interval) -> Interval {
    switch self {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .power:
      guard a.lower > 0 else { return .everything }
      let ends = [a.lower, a.upper].flatMap { x in [b.lower, b.upper].map { apply(x, $0) } }
      guard !ends.contains(where: \.isNaN), let low = ends.min(), let high = ends.max() else {
        return .everything
      }
      // pow is not proved monotone, so allow more than one step.
      return Interval(low * (1 - 0x1p-48), high * (1 + 0x1p-48))
    }
  }
}

extension Symbol {
  fileprivate func bounds(over ranges: [String: Interval]) -> Interval {
    ranges[name] ?? (isInteger ? .positiveIntegers : .positiveReals)
  }
}
