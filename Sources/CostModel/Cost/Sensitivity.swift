import Symbolic

/// How a cost responds to a parameter.
package enum Sensitivity {
  /// The elasticity d log(cost) / d log(parameter): by how many percent the cost grows when the
  /// parameter grows by one percent.
  ///
  /// It is computed from the relaxed formula, because rounding has no useful derivative. For a
  /// polynomial it is the exponent, averaged over the terms by their share.
  ///
  /// - Parameters:
  ///   - formula: the cost.
  ///   - name: the parameter.
  ///   - bindings: the point.
  /// - Throws: `unbound`, or `ArithmeticFault` from the evaluation.
  package static func elasticity(
    of formula: Formula, by name: String, at bindings: Bindings
  ) throws(ArithmeticFault) -> Double {
    let relaxed = try formula.relaxed()
    let value = try relaxed.value(at: bindings).doubleValue
    guard let point = bindings[name]?.doubleValue else { throw .unbound(name) }
    let slope = try relaxed.derivative(by: name).value(at: bindings).doubleValue
    return value == 0 ? 0 : slope * point / value
  }

  /// A value of a parameter at which rounding makes the cost jump.
  package struct Breakpoint: Hashable, Sendable {
    /// The first value with the new cost.
    package let value: Number
    /// The same as a person would write it: to fifteen digits, if that has the new cost, too. At
    /// 0.9625 the first double is 0.9624999999999999.
    package let decimal: Number
    /// The cost just below.
    package let before: Rational
    /// The cost from that value on.
    package let after: Rational
  }

  /// More breakpoints than this are an error.
  package static let breakpointLimit = 10_000

  /// The values in a range at which rounding makes the cost jump.
  ///
  /// For a real parameter, every rounding function over it is bisected down to neighboring
  /// `Double`s. No jump is missed as long as the function's argument only rises or only falls in
  /// the range, as the widths of every architecture do. For an integer parameter, every value is
  /// tried, and each change of the cost is a breakpoint.
  ///
  /// - Parameters:
  ///   - formula: the cost.
  ///   - symbol: the parameter.
  ///   - range: the first and the last value.
  ///   - bindings: values for the other parameters.
  /// - Throws: `outsideDomain` if there are more than ``breakpointLimit``.
  package static func breakpoints(
    of formula: Formula, by symbol: Symbol, over range: ClosedRange<Double>, at bindings: Bindings
  ) throws(ArithmeticFault) -> [Breakpoint] {
    var others: [String: Scalar] = [:]
    for (name, number) in bindings where name != symbol.name { others[name] = number.scalar }
    let bound = try formula.substituting(others)
    let points =
      symbol.isInteger
      ? try integers(in: range) : try jumps(of: bound, by: symbol.name, over: range)
    var result: [Breakpoint] = []
    for point in points {
      let below: Number
      switch point {
      case .exact(let value): below = .exact(try value - 1)
      case .real(let value): below = .real(value.nextDown)
      }
      let before = try bound.value(at: [symbol.name: below])
      let after = try bound.value(at: [symbol.name: point])
      if before != after {
        var decimal = point
        if case .real(let value) = point, let rounded = value.roundedToFifteenDigits,
          try bound.value(at: [symbol.name: .real(rounded)]) == after
        {
          decimal = .real(rounded)
        }
        result.append(Breakpoint(value: point, decimal: decimal, before: before, after: after))
      }
    }
    return result
  }

  private static func integers(
    in range: ClosedRange<Double>
  ) throws(ArithmeticFault) -> [Number] {
    let (first, last) = (range.lowerBound.rounded(.up), range.upperBound.rounded(.down))
    guard last - first <= Double(breakpointLimit), let low = Int(exactly: first),
      let high = Int(exactly: last)
    else { throw tooMany }
    guard high > low else { return [] }
    return (low + 1...high).map { .exact(Rational($0)) }
  }

  private static var tooMany: ArithmeticFault {
    .outsideDomain("more than \(breakpointLimit) breakpoints; narrow the range")
  }

  /// The points where any rounding function over the parameter jumps.
  private static func jumps(
    of formula: Formula, by name: String, over range: ClosedRange<Double>
  ) throws(ArithmeticFault) -> [Number] {
    var points: Set<Double> = []
    for atom in formula.roundings(over: name) {
      try bisect(atom, name, range.lowerBound, range.upperBound, into: &points)
    }
    return points.sorted().map { .real($0) }
  }

  private static func bisect(
    _ atom: Atom, _ name: String, _ low: Double, _ high: Double, into points: inout Set<Double>
  ) throws(ArithmeticFault) {
    func value(_ x: Double) throws(ArithmeticFault) -> Rational {
      try atom.value(at: [name: .real(x)])
    }
    var open = [(low, high)]
    while let (low, high) = open.popLast() {
      if try value(low) == value(high) { continue }
      if low.nextUp >= high {
        points.insert(high)
        guard points.count <= breakpointLimit else { throw tooMany }
        continue
      }
      let middle = min(max(low + (high - low) / 2, low.nextUp), high.nextDown)
      open.append((low, middle))
      open.append((middle, high))
    }
  }
}

extension Double {
  /// The double nearest to the first fifteen digits, which no other decimal that short shares; nil
  /// if it can't be computed exactly.
  fileprivate var roundedToFifteenDigits: Double? {
    guard self > 0, let exact = Rational(decimal: description) else { return nil }
    var places = 15
    var limit = 1.0
    while limit <= self { (limit, places) = (limit * 10, places - 1) }
    guard let unit = try? Rational(10).power(-places),
      let rounded = try? Rational((exact / unit).rounded()) * unit
    else { return nil }
    return Double(rounded.text)
  }
}
