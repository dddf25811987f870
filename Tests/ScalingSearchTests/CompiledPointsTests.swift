import Foundation
import Symbolic
import Testing

@testable import CostModel
@testable import ScalingSearch
@testable import Specs

/// Compiled points against the plain evaluation, to the integer.
///
/// `POINTS=10000 SEED=1 swift test -c release --filter CompiledPointsTests` compares more.
struct CompiledPointsTests {
  private static func setting(_ name: String, _ fallback: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? fallback
  }
  private let count = setting("POINTS", 150)
  private let seed = setting("SEED", 20_261_121)

  // MARK: The zoo

  @Test func everyArchitectureIsCompiledExactly() throws {
    let catalog = Catalog.embedded
    var seen: [CompiledPoints.State: Int] = [:]
    for spec in try catalog.architectures() {
      var generator = SplitMix64(seed: UInt64(seed))
      let name = try #require(spec.name)
      let wanted = ["depth", "width", "resolution", "in", "out", "kernel", "size", "stride"]
      let parameters = spec.parameters.filter { wanted.contains($0.name) }
      let settings = Settings([], free: Set(parameters.map(\.name)), unfoldLimit: 0)
      let network = try Network.expand(try catalog.model(named: name), settings, in: catalog)
      let totals = try Report(network).totals
      let question = Question(
        formulas: [totals.macs, totals.parameters, totals.activations],
        requirements: network.requirements, symbols: network.symbols)
      let defaults = network.symbols.map { symbol in
        parameters.first { $0.name == symbol.name }.flatMap { Double($0.defaultText) } ?? 1
      }
      let values = zip(network.symbols, defaults).map { symbol, base in
        (0..<count).map { _ in CompiledPointsTests.value(symbol, near: base, &generator) }
      }
      let compiled = try question.compare(at: values, "\(name), seed \(seed)")
      #expect(compiled.program != nil, "\(name)")
      for state in compiled.evaluate(values).states { seen[state, default: 0] += 1 }
    }
    for state in [CompiledPoints.State.valid, .invalid, .beyond] {
      #expect(seen[state, default: 0] > 0, "no point is \(state), seed \(seed)")
    }
  }

  /// A value in reach, sometimes on a boundary of roundings, rarely huge or out of the domain.
  private static func value(
    _ symbol: Symbol, near base: Double, _ random: inout SplitMix64
  ) -> Double {
    switch Int.random(in: 0..<200, using: &random) {
    case 0: return [0, -1, .nan, .infinity, 2.5, 1e-300].randomElement(using: &random) ?? 0
    case 1: return [0x1p21, 0x1p23, 1e9, 0x1p40, 1e18, 1e300].randomElement(using: &random) ?? 1
    default: break
    }
    if symbol.isInteger {
      return max(1, (base * Double.random(in: 0.2...1.6, using: &random)).rounded())
    }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return Double(Int.random(in: 1...96, using: &random)) / 32
    case 1: return Double(Int.random(in: 5...240, using: &random)) / 100
    default: return Double.random(in: 0.05...3, using: &random)
    }
  }

  /// What is drawn in practice takes no detour: all points are proved at once.
  @Test func ordinaryPointsAreProvedTogether() throws {
    let network = try efficientNet()
    let compiled = try CompiledPoints(
      [try Report(network).totals.macs], requirements: network.requirements,
      symbols: network.symbols)
    let program = try #require(compiled.program)
    let ranges = network.symbols.map { $0.isInteger ? Interval(128, 1024) : Interval(0.25, 4) }
    #expect(program.proof(over: ranges) == .exactAndValid)
    for instruction in program.instructions {
      switch instruction {
      case .exactCall, .roundingCall, .plain: Issue.record("\(instruction) is plain")
      default: break
      }
    }
  }

  private func efficientNet() throws -> Network {
    let catalog = Catalog.embedded
    let settings = Settings([], free: ["depth", "width", "resolution"], unfoldLimit: 0)
    return try Network.expand(catalog.model(named: "efficientnet_b0"), settings, in: catalog)
  }

  /// Totals above 2^53 are said to be, and cost only themselves.
  @Test func totalsBeyondADoubleAreReported() throws {
    let network = try efficientNet()
    let totals = try Report(network).totals
    let question = Question(
      formulas: [totals.macs, totals.parameters], requirements: network.requirements,
      symbols: network.symbols)
    // The width at which a map of 2^21 has more MACs than 2^53, approached from both sides.
    let widths = (0..<500).map { 0.05 + Double($0) / 1000 }
    let values = network.symbols.map { symbol in
      switch symbol.name {
      case "width": widths
      case "resolution": widths.map { _ in 0x1p21 }
      default: widths.map { _ in 1.0 }
      }
    }
    let outcome = try question.compare(at: values, "at 2^21").evaluate(values)
    let beyond = outcome.states.count { $0 == .beyond }
    #expect(beyond > 0 && beyond < widths.count)
    for (point, state) in outcome.states.enumerated() where state == .beyond {
      #expect(outcome.totals[0][point].isNaN && outcome.totals[1][point] > 0)
    }
  }

  @Test func blocksOfAnyLengthAreFilled() throws {
    let network = try efficientNet()
    let question = Question(
      formulas: [try Report(network).totals.macs], requirements: network.requirements,
      symbols: network.symbols)
    for count in [0, 1, 7, 8, 127, 128, 129, 300] {
      var generator = SplitMix64(seed: UInt64(count))
      let values = network.symbols.map { symbol in
        (0..<count).map { _ in
          symbol.isInteger
            ? Double(Int.random(in: 32...512, using: &generator))
            : Double.random(in: 0.1...3, using: &generator)
        }
      }
      try question.compare(at: values, "\(count) points")
    }
  }

  @Test func whatHasNoValueIsSaid() throws {
    let formula = try Expression("a * b + c").formula(of: ["a", "b", "c"])
    do throws(Diagnostic) {
      _ = try CompiledPoints([formula], requirements: [], symbols: [Symbol("b", isInteger: true)])
      Issue.record("compiled")
    } catch {
      #expect(error.description == "'a', 'c' have no values")
    }
  }

  // MARK: Random formulas

  private static let symbols = [
    Symbol("a", isInteger: true), Symbol("b", isInteger: true), Symbol("c", isInteger: true),
    Symbol("x", isInteger: false), Symbol("y", isInteger: false),
  ]

  /// Formulas at the limits of what blocks can compute: small differences of large products, faults
  /// of single points, halves.
  @Test func limitsAreKept() throws {
    let near = (0..<200).map { Double($0) }
    let root = near.map { 0x1p27 + $0 }
    let (below, above) = (root.map { $0 - 1 }, root.map { $0 + 1 })
    let small = near.map { $0 + 1 }
    let middle = near.map { _ in 100.0 }
    let reals = near.map { 0.5 + $0 / 200 }
    for (text, values) in [
      ("a * b - c * c", [below, above, root]),
      ("[a * b < c * c]", [below, above, root]),
      ("taps(a, b, c, 1, 1, 1)", [small, small, near.map { 900 + $0 }]),
      ("[a / (b - c) <= 1] * a", [small, small, middle]),
      ("round(a / 6) + 10 * round(a / 10) + 100 * round(a / 14)", [small, small, small]),
      ("round(a / 6) + round(b / 4)", [root, root, root]),
      ("floor(1 / (x - 1)) + ceil(y / (x * x - x))", [small, small, small]),
    ] {
      var names = SymbolTable(symbols: CompiledPointsTests.symbols)
      let formula = try #require(try Expression(text).scalar(in: &names).formula)
      let question = Question(
        formulas: [formula], requirements: [], symbols: CompiledPointsTests.symbols)
      try question.compare(at: values + [reals, reals], text)
    }
  }

  /// Whatever the language can say, with conditions as requirements.
  @Test func randomFormulasAreCompiledExactly() throws {
    var (formulas, pointwise, plain, proved) = (0, 0, 0, 0)
    for round in 0..<4 * count {
      var random = RandomText(random: SplitMix64(seed: UInt64(seed &+ round)))
      let text = random.exact(depth: 4)
      let condition = random.condition(depth: 2)
      var names = SymbolTable(symbols: CompiledPointsTests.symbols)
      guard let formula = try? Expression(text).scalar(in: &names).formula,
        let held = try? Expression(condition).condition(in: &names)
      else { continue }
      formulas += 1
      let requirement = Requirement(condition: held, message: condition, position: nil)
      let question = Question(
        formulas: [formula], requirements: round.isMultiple(of: 2) ? [requirement] : [],
        symbols: CompiledPointsTests.symbols)
      let values = CompiledPointsTests.symbols.map { symbol in
        (0..<40).map { _ in
          symbol.isInteger
            ? Double(Int.random(in: 1...([3, 12, 300][round % 3]), using: &random.random))
            : Double(Int.random(in: 5...400, using: &random.random)) / [100, 32, 97][round / 3 % 3]
        }
      }
      let compiled = try question.compare(at: values, "\(text); \(condition); round \(round)")
      guard let program = compiled.program else {
        plain += 1
        continue
      }
      let isPointwise = program.instructions.contains { instruction in
        switch instruction {
        case .exactCall, .roundingCall, .plain: true
        default: false
        }
      }
      pointwise += isPointwise ? 1 : 0
      let ranges = values.map { Interval($0.min() ?? 0, $0.max() ?? 0) }
      proved += program.proof(over: ranges) == .nothing ? 0 : 1
    }
    // Every way is taken, the one in blocks most often.
    #expect(pointwise > 0 && plain > 0 && proved > formulas / 2)
    #expect(formulas > 2 * (plain + pointwise), "seed \(seed)")
  }
}

/// Formulas, and what the plain evaluation says of them.
private struct Question {
  let formulas: [Formula]
  let requirements: [Requirement]
  let symbols: [Symbol]

  /// Compiles the formulas and compares every point.
  @discardableResult
  func compare(at values: [[Double]], _ comment: String) throws -> CompiledPoints {
    let compiled = try CompiledPoints(formulas, requirements: requirements, symbols: symbols)
    let outcome = compiled.evaluate(values)
    let count = values[0].count
    #expect(outcome.states.count == count && outcome.totals.allSatisfy { $0.count == count })
    for point in 0..<count {
      let expected = plain(values.map { $0[point] })
      let totals = outcome.totals.map { $0[point] }
      let isSame = zip(totals, expected.totals).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
      #expect(
        outcome.states[point] == expected.state && isSame,
        """
        \(comment): \(zip(symbols, values).map { "\($0.name) = \($1[point])" }) is \
        \(outcome.states[point]) with \(totals), not \(expected)
        """)
    }
    return compiled
  }

  private func plain(_ values: [Double]) -> (state: CompiledPoints.State, totals: [Double]) {
    let none = (CompiledPoints.State.invalid, formulas.map { _ in Double.nan })
    var bindings: Bindings = [:]
    for (symbol, value) in zip(symbols, values) {
      guard value > 0, value < .infinity else { return none }
      if symbol.isInteger, value != value.rounded() { return none }
      if symbol.isInteger, value >= 0x1p127 { return none }
      bindings[symbol.name] = symbol.isInteger ? .exact(Rational(Int128(value))) : .real(value)
    }
    for requirement in requirements {
      guard (try? requirement.condition.holds(at: bindings)) == true else { return none }
    }
    let exact = formulas.compactMap { try? $0.value(at: bindings) }
    guard exact.count == formulas.count else { return none }
    let totals = exact.map { value in
      max(value.numerator.magnitude, value.denominator.magnitude) <= 1 << 53
        ? value.doubleValue : .nan
    }
    return (totals.contains(where: \.isNaN) ? .beyond : .valid, totals)
  }
}

/// Names that stand for symbols.
private struct SymbolTable: Names {
  let symbols: [Symbol]
  var known: [String] { symbols.map(\.name) }

  func value(named name: String) -> Value? {
    symbols.first { $0.name == name }.map { .scalar(Scalar($0)) }
  }
}

/// Random expressions as text: `a`, `b`, `c` are integers, `x` and `y` reals.
private struct RandomText {
  var random: SplitMix64

  private mutating func pick<Element>(_ elements: Element...) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  mutating func exact(depth: Int) -> String {
    if depth <= 0 { return pick("a", "b", "c", "\(Int.random(in: 1...12, using: &random))") }
    let (left, right) = (exact(depth: depth - 1), exact(depth: depth - 2))
    switch Int.random(in: 0..<16, using: &random) {
    case 0...2: return "(\(left) \(pick("+", "-")) \(right))"
    case 3, 4: return "(\(left) * \(right))"
    case 5: return "(\(left) / \(pick("2", "3", "6", "\(right)")))"
    case 6: return "(\(left))^\(pick("2", "3"))"
    case 7: return "[\(condition(depth: depth - 1))]"
    case 8: return "if(\(condition(depth: depth - 2)), \(left), \(right))"
    case 9: return "\(pick("min", "max", "atLeast"))(\(left), \(right))"
    case 10, 11: return rounding(of: "\(left) / \(pick("1", "2", "3", "8", "7 + \(right)"))")
    case 12:
      return "\(pick("taps", "touched"))(a, b, \(pick("3", "c")), \(pick("1", "2")), 1, 1)"
    default: return rounding(of: real(depth: depth - 1))
    }
  }

  mutating func real(depth: Int) -> String {
    if depth <= 0 { return pick("x", "y", "0.3", "1.25") }
    let (left, right) = (real(depth: depth - 1), exact(depth: depth - 2))
    switch Int.random(in: 0..<8, using: &random) {
    case 0...2: return "(\(pick("24", "40", "7.3", right)) * \(left))"
    case 3: return "(\(left) \(pick("+", "-")) \(right))"
    case 4: return "(\(left) / \(pick(right, "y")))"
    case 5: return "(\(left))^\(pick("2", "0.5", "x"))"
    case 6: return "\(pick("min", "max", "atLeast"))(\(left), \(right))"
    default: return "if(\(condition(depth: depth - 2)), \(left), x)"
    }
  }

  mutating func condition(depth: Int) -> String {
    if depth <= 0 {
      return "\(pick("a", "x", "b / 3")) \(pick("<", "<=", "==", "!=")) \(pick("5", "1.5", "c"))"
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return "not (\(condition(depth: depth - 1)))"
    case 1: return "((\(condition(depth: depth - 1))) and (\(condition(depth: depth - 1))))"
    case 2: return "((\(condition(depth: depth - 1))) or (\(condition(depth: depth - 1))))"
    case 3: return "isInteger(\(pick("a / 2", "(a + b) / 3", "x * 4", "24 * y")))"
    case 4: return "\(exact(depth: depth - 1)) <= \(exact(depth: depth - 1))"
    default: return "\(real(depth: depth - 1)) < \(exact(depth: depth - 1))"
    }
  }

  private mutating func rounding(of argument: String) -> String {
    switch pick("floor", "ceil", "round", "round8", "nearest8", "roundTo") {
    case "roundTo": "roundTo(\(argument), \(pick("4", "10", "16", "7", "c")))"
    case let name: "\(name)(\(argument))"
    }
  }
}
