import CostModel
import Specs
import Symbolic

/// What is done with a spec or an expression, and what must be true of it.
struct SpecTrial: Trial {
  /// The specs that come with the library are parsed once for all inputs.
  private let catalog = Catalog.embedded
  private var options = CountOptions()
  private var batch = 1

  /// Tries a spec, or an expression behind a `=`.
  func run(_ input: [UInt8]) {
    var trial = self
    // Half bytes round up.
    if input.count.isMultiple(of: 2) {
      trial.options = CountOptions(weights: .int4, activations: .int4)
      trial.batch = 3
    }
    trial.examine(input)
  }

  private func examine(_ input: [UInt8]) {
    if input.first == UInt8(ascii: "=") {
      expression(String(decoding: input.dropFirst(), as: UTF8.self))
    } else {
      spec(input)
    }
  }

  /// Reads, checks, expands and counts a spec: with all parameters bound, and with all free.
  private func spec(_ bytes: [UInt8]) {
    let spec: Spec
    do throws(Diagnostics) {
      spec = try Spec.read(bytes, file: "fuzz.json")
    } catch {
      _ = error.description
      _ = try? Published.read(bytes, file: "fuzz.json")
      _ = try? Convention.read(bytes, file: "fuzz.json")
      return
    }
    guard let folded = report(spec, unfoldLimit: 0) else {
      _ = spec.findings(in: catalog, reserved: []).faults
      return
    }
    // What `faults` does beyond this was done just now, unless there are members.
    _ =
      spec.variants.isEmpty
      ? spec.tableFaults(in: catalog) : spec.findings(in: catalog, reserved: []).faults
    _ = try? folded.peakMemory()
    if let unfolded = report(spec, unfoldLimit: 50) {
      expect(
        folded.totals == unfolded.totals,
        "folded: \(folded.totals)\nunfolded: \(unfolded.totals)")
    }
    let free = Set(spec.parameters.filter(\.canBeFree).map(\.name))
    guard !free.isEmpty, let symbolic = report(spec, free: free, unfoldLimit: 0) else { return }
    compare(symbolic, with: folded, free: free)
  }

  /// Formulas at the default values must give what the defaults give at once.
  private func compare(_ symbolic: Report, with bound: Report, free: Set<String>) {
    let defaults = bindings(bound.network)
    for requirement in symbolic.network.requirements {
      guard let holds = try? requirement.condition.holds(at: defaults) else { continue }
      expect(holds, "the defaults violate '\(requirement.condition)': \(requirement.message)")
    }
    for quantity in quantities {
      let (formula, number) = (symbolic.totals[keyPath: quantity], bound.totals[keyPath: quantity])
      guard let value = try? formula.value(at: defaults) else { continue }
      expect(number == Formula(value), "bound: \(number)\nfree: \(value) by \(formula)")
    }
    let scalars = scalars(bound.network)
    for formula in [symbolic.totals.effectiveMACs, symbolic.totals.fused.input] {
      examine(formula, over: free)
      guard let value = try? formula.value(at: defaults),
        let substituted = try? formula.substituting(scalars)
      else { continue }
      expect(
        substituted == Formula(value),
        "substituted: \(substituted)\nfree: \(value) by \(formula)")
    }
    _ = try? symbolic.totals.intensity()?.text
    for name in free.sorted().prefix(2) {
      _ = try? Sensitivity.elasticity(of: symbolic.totals.macs, by: name, at: defaults)
    }
    if let symbol = symbolic.network.symbols.first { jumps(symbolic.totals.macs, symbol, defaults) }
  }

  /// The breakpoints just above the default value must be where the formula jumps.
  private func jumps(_ formula: Formula, _ symbol: Symbol, _ defaults: Bindings) {
    guard let start = defaults[symbol.name]?.doubleValue else { return }
    let range = start...(symbol.isInteger ? start + 8 : start * 1.02)
    let breakpoints = try? Sensitivity.breakpoints(
      of: formula, by: symbol, over: range, at: defaults)
    for breakpoint in breakpoints ?? [] {
      let point = defaults.merging([symbol.name: breakpoint.value]) { $1 }
      guard let value = try? formula.value(at: point) else { continue }
      expect(
        value == breakpoint.after && value != breakpoint.before,
        "\(symbol) = \(breakpoint.value): \(breakpoint)\nbut \(value) by \(formula)")
    }
  }

  /// Evaluates an expression over two integers and two reals: bound, and free.
  private func expression(_ text: String) {
    guard (try? Expression(text)) != nil,
      let spec = try? Spec.read(Array(carrier(of: text).utf8), file: "fuzz.json")
    else { return }
    let free: Set = ["a", "b", "x", "y"]
    let bound = report(spec, unfoldLimit: 0)?.network
    guard let symbolic = report(spec, free: free, unfoldLimit: 0)?.network,
      let value = symbolic.parameters.last?.value
    else { return }
    examine(value, over: free)
    guard let bound, let expected = bound.parameters.last?.value else { return }
    let defaults = bindings(bound)
    switch (value, expected) {
    case (.scalar(.exact(let formula)), .scalar(.exact(let number))):
      guard let value = try? formula.value(at: defaults) else { return }
      expect(number == Formula(value), "bound: \(number)\nfree: \(value) by \(formula)")
    case (.condition(let condition), .condition(let known)):
      guard let holds = try? condition.holds(at: defaults) else { return }
      expect(known.constantValue == holds, "bound: \(known)\nfree: \(holds) by \(condition)")
    default: break
    }
  }

  // MARK: Steps

  private func report(_ spec: Spec, free: Set<String> = [], unfoldLimit: Int) -> Report? {
    let settings = Settings(free: free, unfoldLimit: unfoldLimit, batch: batch)
    return try? Report(Network.expand(Model(spec), settings, in: catalog), options)
  }

  private func bindings(_ network: Network) -> Bindings {
    network.parameters.reduce(into: [:]) { $0[$1.name] = $1.value.number }
  }

  private func scalars(_ network: Network) -> [String: Scalar] {
    network.parameters.reduce(into: [:]) { scalars, parameter in
      if case .scalar(let scalar) = parameter.value { scalars[parameter.name] = scalar }
    }
  }

  private func examine(_ value: Value, over symbols: Set<String>) {
    _ = value.text
    switch value {
    case .scalar(let scalar):
      _ = scalar.latex
      if let formula = scalar.formula { examine(formula, over: symbols) }
    case .condition(let condition): _ = condition.latex
    case .word, .perAxis, .list: break
    }
  }

  private func examine(_ formula: Formula, over symbols: Set<String>) {
    guard formula.constantValue == nil else { return }
    _ = (formula.text, formula.latex, formula.bounds())
    guard let relaxed = try? formula.relaxed() else { return }
    for symbol in symbols.sorted() { _ = try? relaxed.derivative(by: symbol).text }
  }

  // MARK: Material

  private let quantities: [any KeyPath<Cost, Formula> & Sendable] = [
    \.macs, \.effectiveMACs, \.parameters, \.activations, \.fused.input, \.fused.weights,
    \.fused.output, \.unfused.input, \.unfused.weights, \.unfused.output, \.modelBytes,
    \.im2colBytes,
  ]

  /// A network that does nothing beside its last parameter, which is the expression.
  private func carrier(of expression: String) -> String {
    let escaped = expression.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\u{0}"..."\u{1F}": " "
      default: String(scalar)
      }
    }
    return """
      { "name": "carrier",
        "let": { "a": 7, "b": 30, "x": 0.75, "y": 2.5, "f(t)": "2 * t + a",
                 "e": "\(escaped.joined())" },
        "input": ["a", "b", 3], "body": [["operator"], ["relu"]] }
      """
  }
}

extension Parameter {
  /// Numbers can be free; flags, words and what is worked out from other parameters can't.
  fileprivate var canBeFree: Bool {
    switch domain {
    case .integer, .real: true
    case .choice(let texts): texts.allSatisfy { Int($0) != nil }
    case .flag, .expression: false
    }
  }
}
