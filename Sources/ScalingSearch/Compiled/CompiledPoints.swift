import CostModel
import Symbolic

/// Compiled formulas over independent points: every total exact, many points at a time.
///
/// This is the companion of ``CompiledGrid`` for coefficients that are drawn or optimized instead
/// of laid out on axes. The distinct operations of all formulas and requirements run one after the
/// other, each on a block of points.
///
/// A proof from the smallest and largest value of each symbol, first for all points at once, shows
/// that the results equal those of the plain evaluation. If the proof fails for some points, it is
/// tried for each half of them; single points for which it fails are evaluated plainly. So one wild
/// point costs only itself and a few proofs, and no total is ever rounded.
///
/// A function without a block form (`taps`, `touched`, rounding to multiples of a symbol), or
/// rounding of a quotient by a symbol, is evaluated point by point, at that speed. A formula that
/// is not a sum of products of whole numbers, such as the reciprocal of a symbol, makes all points
/// plain.
public struct CompiledPoints: Sendable {
  /// The state of a point.
  public enum State: UInt8, Sendable {
    /// The totals are exact; a total that is not a whole number is the nearest `Double`.
    case valid
    /// A symbol is outside its domain, a requirement fails, or a formula has no value.
    case invalid
    /// A total's numerator or denominator is above 2^53, up to which `Double` is exact.
    case beyond
  }

  /// The totals at a number of points.
  public struct Outcome: Sendable {
    /// For each formula, its total at each point; NaN if it has none or is beyond.
    public fileprivate(set) var totals: [[Double]]
    /// The state of each point.
    public fileprivate(set) var states: [State]
  }

  /// The symbols that the points bind.
  public let symbols: [Symbol]
  private let formulas: [Formula]
  private let conditions: [Condition]
  let program: Program?
  private let blocks: BlockProgram?

  /// Compiles formulas.
  ///
  /// - Parameters:
  /// - formulas: the formulas to evaluate, such as a network's MACs and parameters.
  /// - requirements: the conditions for a point to have a network.
  /// - symbols: the symbols that the points bind: positive integers or positive reals.
  /// - Throws: a diagnostic if any other symbol is free.
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
  /// - Parameter values: for each symbol, its value at each point; all of the same length.
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

  /// The smallest and largest value of each symbol; nil if one is outside its domain.
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

  /// Runs the blocks of a range for which they are proved exact.
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

  /// Evaluates one point plainly.
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
