extension Program {
  /// What has been proved for symbols within given ranges.
  package enum Proof: Sendable {
    case nothing
    /// The program computes the same as the plain evaluation, without a fault.
    case exact
    /// In addition, all conditions hold.
    case exactAndValid
  }

  /// Tries to prove that the program computes the same as the plain evaluation, without a fault.
  ///
  /// Every result that represents a whole number must stay, with all its parts, below 2^53, up to
  /// which `Double` is exact; a rounded value must be small enough for the rounding; no real may
  /// become infinite; nothing may be divided by 0. Point-by-point operations report failures
  /// themselves.
  ///
  /// - Parameter ranges: for each symbol its smallest and largest value.
  package func proof(over ranges: [Interval]) -> Proof {
    let named = Dictionary(
      zip(symbols.map(\.name), ranges), uniquingKeysWith: { first, _ in first })
    var bounds: [Interval] = []
    bounds.reserveCapacity(instructions.count)
    for instruction in instructions {
      guard let own = instruction.bounds(bounds, ranges, named) else { return .nothing }
      bounds.append(own)
    }
    guard totals.allSatisfy({ bounds[$0.register].magnitude < 0x1p52 }) else { return .nothing }
    return validity.map { bounds[$0].lower == 1 } ?? true ? .exactAndValid : .exact
  }
}

extension Program.Instruction {
  /// Bounds of the result; nil if nothing is proved.
  fileprivate func bounds(
    _ known: [Interval], _ ranges: [Interval], _ named: [String: Interval]
  ) -> Interval? {
    switch self {
    case .symbol(let index): return ranges[index]
    case .constant(let value): return Interval(value, value)
    case .binary(let operation, let a, let b):
      // A division whose divisor may be 0 has no bounds.
      let result = operation.bounds(known[a], known[b])
      return result.magnitude < .infinity ? result : nil
    case .minimum(let a, let b):
      return Interval(min(known[a].lower, known[b].lower), min(known[a].upper, known[b].upper))
    case .maximum(let a, let b):
      return Interval(max(known[a].lower, known[b].lower), max(known[a].upper, known[b].upper))
    case .floor(let x, let scale): return rounded(known[x], scale, .down)
    case .ceiling(let x, let scale): return rounded(known[x], scale, .up)
    case .nearest(let x, let scale, let offset):
      return rounded(known[x], scale, offset: offset, .toNearestOrEven)
    case .multiple(let x, let scale, let d, _):
      guard let argument = rounded(known[x], scale, .up) else { return nil }
      return Interval(d, max(d, argument.upper + d))
    case .sum(let sum): return sum.bounds(known)
    case .comparison(let relation, let a, let b):
      return relation.decide(known[a] - known[b]).map { $0 ? Interval(1, 1) : Interval(0, 0) }
        ?? Interval(0, 1)
    case .choice(_, let a, let b): return known[a].union(known[b])
    case .exactCall(let function, let arguments):
      return function.bounds(
        function,
        arguments.map { known[$0.register] / Interval($0.denominator, $0.denominator) })
    case .roundingCall(let function, let arguments):
      return function.bounds(function, arguments.map { known[$0] })
    case .plain(let formula): return formula.bounds(over: named)
    }
  }

  /// Below 2^49 the error of a quotient by a whole number is less than its distance from the next
  /// half; the limit of adding and subtracting 1.5 · 2^52 is farther away.
  private func rounded(
    _ x: Interval, _ scale: Double, offset: Double = 0, _ rule: FloatingPointRoundingRule
  ) -> Interval? {
    let product = x * Interval(scale, scale)
    guard max(x.magnitude, product.magnitude) < 0x1p49 else { return nil }
    return Interval((product.lower + offset).rounded(rule), (product.upper + offset).rounded(rule))
  }
}

extension Program.Sum {
  /// Bounds of the sum; nil if its parts may exceed 2^53.
  fileprivate func bounds(_ known: [Interval]) -> Interval? {
    var result = Interval(constant, constant)
    var size = abs(constant)
    for term in terms {
      let part = term.registers.reduce(Interval(term.coefficient, term.coefficient)) {
        $0 * known[$1]
      }
      size += part.magnitude
      result = result + part
    }
    // Half of the limit, because the size itself is rounded.
    return size < 0x1p52 ? result : nil
  }
}

extension Interval {
  /// The largest magnitude in the interval.
  fileprivate var magnitude: Double { max(abs(lower), abs(upper)) }
}
