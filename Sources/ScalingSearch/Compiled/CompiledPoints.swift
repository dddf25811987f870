import CostModel

/// Formulas over points that share nothing, compiled: every total exact, many points at a time.
///
/// The companion of ``CompiledGrid`` where coefficients are drawn or optimized instead of laid out
/// on axes. The distinct operations of all formulas and requirements are carried out one after the
/// other, each on a block of points.
///
/// That the results are those of the plain evaluation is proved from the smallest and the largest
/// value of each symbol, at first for all points at once. Where the proof fails for some points, it
/// is tried for each half of them; single points for which it fails are evaluated plainly. So one
/// wild point costs itself and some proofs, and no total is ever rounded.
///
/// A function without a form in blocks (`taps`, `touched`, a rounding to multiples of a symbol), and
/// a rounding of what is divided by a symbol, is worked out point by point by the plain evaluation,
/// at its speed. A formula that is no sum of products of whole numbers, such as one over a symbol,
/// makes all points plain.
public struct CompiledPoints: Sendable {
  /// What is known of a point.
  public enum State: UInt8, Sendable {
    /// The totals are exact; a total that is no whole number is the nearest `Double`.
    case valid
    /// A symbol is out of its domain, a requirement fails, or a formula has no value.
    case invalid
    /// A total's numerator or denominator is above 2^53, up to which `Double` is exact.
    case beyond
  }

  /// The totals at some points.
  public struct Outcome: Sendable {
    /// For each formula its total at each point; NaN where it has none, or is beyond.
    public fileprivate(set) var totals: [[Double]]
    /// For each point what is known of it.
    public fileprivate(set) var states: [State]
  }

  /// What the points give values to.
  public let symbols: [Symbol]
  private let formulas: [Formula]
  private let conditions: [Condition]
  let program: Program?
  private let blocks: BlockProgram?

  /// Compiles formulas.
  ///
  /// - Parameters:
  ///   - formulas: what is to be evaluated, such as a network's MACs and parameters.
  ///   - requirements: what must hold for them to mean a network.
  ///   - symbols: what the points give values to: positive integers, or positive reals.
  /// - Throws: a diagnostic where something else has no value.
  public init(
    _ formulas: [Formula], requirements: [Requirement], symbols: [Symbol]
  ) throws(Diagnostic) {
    self.formulas = formulas
    self.symbols = symbols
    conditions = requirements.map(\.condition)
    let used = formulas.map(\.symbols) + conditions.map(\.symbols)
    let free = used.reduce(into: Set()) { $0.formUnion($1) }.subtracting(symbols.map(\.name))
    guard free.isEmpty else {
      let names = free.sorted().map { "'\($0)'" }.joined(separator: ", ")
      throw Diagnostic("\(names) \(free.count == 1 ? "has no value" : "have no values")")
    }
    program = try? Program(formulas, conditions: conditions, symbols: symbols)
    blocks = program.map { BlockProgram($0) }
  }

  /// Evaluates every formula at every point, on one core.
  ///
  /// - Parameter values: for each symbol its value at each point, all of one length.
  public func evaluate(_ values: [[Double]]) -> Outcome {
    precondition(values.count == symbols.count, "a list of values for each symbol")
    let count = values.first?.count ?? 0
    precondition(values.allSatisfy { $0.count == count }, "a value for each symbol at each point")
    var outcome = Outcome(
      totals: formulas.map { _ in [Double](repeating: .nan, count: count) },
      states: [State](repeating: .valid, count: count))
    guard let program, let blocks else {
      for point in 0..<count { price(point, values, &outcome) }
      return outcome
    }
    var runner = BlockRunner(blocks)
    // A stack of ranges, the next one last.
    var pending = [0..<count]
    while let range = pending.popLast() {
      if range.isEmpty { continue }
      let proof = domain(values, range).map { program.proof(over: $0) } ?? .nothing
      if proof != .nothing {
        run(range, values, &runner, checkingConditions: proof == .exact, &outcome)
      } else if range.count == 1 {
        price(range.lowerBound, values, &outcome)
      } else {
        let middle = range.lowerBound + range.count / 2
        pending.append(middle..<range.upperBound)
        pending.append(range.lowerBound..<middle)
      }
    }
    runner.deallocate()
    return outcome
  }

  /// The smallest and the largest value of each symbol; nil where one is out of its domain.
  private func domain(_ values: [[Double]], _ range: Range<Int>) -> [Interval]? {
    var ranges: [Interval] = []
    for (symbol, numbers) in zip(symbols, values) {
      let own = numbers.withUnsafeBufferPointer { buffer in
        Extent(UnsafeBufferPointer(rebasing: buffer[range]), whole: symbol.isInteger)
      }
      guard own.isWithin else { return nil }
      ranges.append(Interval(own.least, own.most))
    }
    return ranges
  }

  /// Runs the blocks of a range over which they are proved to be exact.
  private func run(
    _ range: Range<Int>, _ values: [[Double]], _ runner: inout BlockRunner,
    checkingConditions: Bool, _ outcome: inout Outcome
  ) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: BlockProgram.points) {
      let points = start..<min(start + BlockProgram.points, range.upperBound)
      for (symbol, numbers) in values.enumerated() {
        numbers.withUnsafeBufferPointer { buffer in
          runner.load(symbol, UnsafeBufferPointer(rebasing: buffer[points]))
        }
      }
      runner.run(checkingConditions: checkingConditions) { point in
        bindings(min(points.lowerBound + point, points.upperBound - 1), values)
      }
      for formula in formulas.indices {
        outcome.totals[formula].withUnsafeMutableBufferPointer { buffer in
          runner.store(formula, UnsafeMutableBufferPointer(rebasing: buffer[points]))
        }
      }
      for point in runner.invalid where point < points.count {
        outcome.states[points.lowerBound + point] = .invalid
        for formula in formulas.indices {
          outcome.totals[formula][points.lowerBound + point] = .nan
        }
      }
      for point in runner.doubtful where point < points.count {
        price(points.lowerBound + point, values, &outcome)
      }
    }
  }

  // MARK: Single points

  private func bindings(_ point: Int, _ values: [[Double]]) -> Bindings? {
    var bindings: Bindings = [:]
    for (symbol, numbers) in zip(symbols, values) {
      let value = numbers[point]
      guard value > 0, value.isFinite else { return nil }
      if symbol.isInteger {
        guard let whole = Int128(exactly: value) else { return nil }
        bindings[symbol.name] = .exact(Rational(whole))
      } else {
        bindings[symbol.name] = .real(value)
      }
    }
    return bindings
  }

  /// The plain evaluation of one point.
  private func price(_ point: Int, _ values: [[Double]], _ outcome: inout Outcome) {
    outcome.states[point] = .invalid
    for formula in formulas.indices { outcome.totals[formula][point] = .nan }
    guard let bindings = bindings(point, values) else { return }
    do throws(ArithmeticFault) {
      for condition in conditions where try !condition.holds(at: bindings) { return }
      var totals: [Double] = []
      var state = State.valid
      for formula in formulas {
        let value = try formula.value(at: bindings)
        let fits = value.numerator.magnitude <= 1 << 53 && value.denominator <= 1 << 53
        totals.append(fits ? value.doubleValue : .nan)
        if !fits { state = .beyond }
      }
      outcome.states[point] = state
      for formula in formulas.indices { outcome.totals[formula][point] = totals[formula] }
    } catch {
      return
    }
  }
}
