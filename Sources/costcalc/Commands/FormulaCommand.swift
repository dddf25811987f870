import CostModel
import JSON
import Specs
import Symbolic

extension Command {
  package static let formula = Command(
    name: "formula", summary: "Print costs as formulas in free parameters",
    usage: "costcalc formula MODEL [--free width,resolution] [--relax] [--latex]",
    operands: [.model],
    options: [
      .free, Option(name: "relax", summary: "Drop rounding, as papers do"),
      Option(name: "latex", summary: "Print LaTeX"), .breakpoints,
    ] + Option.counting + [.format],
    takesParameters: true,
    discussion: """
      The free parameters are those with ranges in the spec, unless --free names others; 'all' \
      frees every number of the spec, and 'batch' is the batch. An elasticity is the percentage \
      by which a cost grows when a parameter grows by one percent, at the values given or the \
      defaults. --breakpoints lists the values at which rounding makes the MACs jump.
      """,
    examples: [
      ("costcalc formula mobilenet_v1 --relax", "a polynomial in width and resolution"),
      ("costcalc formula separable --free in,out,kernel,size --latex", "for a paper of your own"),
      (
        "costcalc formula mobilenet_v2 --free width --breakpoints width=0.9:1",
        "where a slightly wider network costs more"
      ),
    ], run: FormulaRun.run)
}

extension Option {
  static let free = Option(
    name: "free", value: Value("NAMES", offers: .parameters),
    summary: "Parameters to leave free, separated by commas; also batch")

  static let breakpoints = Option(
    name: "breakpoints", value: Value("NAME=FROM:TO"),
    summary: "List where rounding makes the MACs jump between two values of a free parameter")
}

/// The command `formula`.
private struct FormulaRun {
  let invocation: Invocation
  let network: Network
  let options: CountOptions
  let totals: Cost
  /// The free parameters of the network, and the batch if it is free.
  let symbols: [Symbol]
  /// The point for elasticities.
  let point: Bindings

  static func run(_ invocation: Invocation) throws {
    do {
      try FormulaRun(invocation).show()
    } catch let fault as ArithmeticFault {
      throw Diagnostic(
        "the formulas of \(invocation.operands[0]): \(fault)", help: "free fewer parameters")
    }
  }

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let arguments = ModelArguments(invocation)
    let subject = try arguments.subject(invocation.operands[0])
    let given = try arguments.settings(for: subject, among: [subject])
    var settings = given
    settings.free = try FormulaRun.free(subject, invocation, given)
    settings.values.removeAll { settings.free.contains($0.name) }
    settings.unfoldLimit = 0
    let report = try arguments.report(subject, settings, try arguments.options())
    options = report.options
    network = report.network
    totals = report.totals
    symbols = network.symbols
    let values = try subject.values(given)
    point = symbols.reduce(into: [:]) { point, symbol in
      point[symbol.name] =
        symbol == Network.freeBatch
        ? Value.integer(given.batch).number : values[symbol.name]?.number
    }
  }

  private static func free(
    _ subject: Subject, _ invocation: Invocation, _ settings: Settings
  ) throws -> Set<String> {
    guard let list = invocation.value(of: .free) else { return subject.usuallyFree(settings) }
    var names = Set(
      list.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    guard !names.contains("") else {
      throw invocation.usageError("--free takes names separated by commas, not \(quoted(list))")
    }
    if names.remove("all") != nil {
      names.formUnion(subject.everyFree(settings))
    }
    return names
  }

  /// The metrics with closed forms, by their names in full.
  private static let quantities: [(metric: Metric, title: String)] = [
    (.macs, "MACs"), (.parameters, "Parameters"), (.activations, "Activations"),
  ]

  /// The metrics' formulas.
  private var formulas: [(key: String, title: String, formula: Formula)] {
    get throws {
      try FormulaRun.quantities.map { metric, title in
        (metric.rawValue, title, try metric.formula(of: totals) ?? .zero)
      }
    }
  }

  private func show() throws {
    let formulas = try self.formulas.map { key, title, exact in
      let formula = invocation.options["relax"] != nil ? try exact.relaxed() : exact
      let text = invocation.options["latex"] != nil ? formula.latex : formula.text
      return (key: key, title: title, text: text)
    }
    let elasticities = try self.elasticities()
    let breakpoints = try self.breakpoints()
    guard invocation.choice(of: .format) ?? Format.text != .text else {
      var text =
        network.name + free + "\n" + options.notes(on: [network]).map { $0 + "\n" }.joined()
      for (key, title, formula) in formulas {
        text += "\n\(key == "macs" ? options.macsTitle : title) =\n" + lines(formula)
      }
      text += requirements()
      if let elasticities {
        text +=
          "\n" + wrapped(heading, to: display.width ?? 100).joined(separator: "\n") + "\n"
          + render(elasticities, as: .text, on: display)
      }
      if let breakpoints { text += "\n" + render(breakpoints, as: .text, on: display) }
      return try Terminal.writeStandardOutput(text)
    }
    let grid = Grid(
      [
        Column("quantity", "Quantity", alignment: .left) { .text($0.key) },
        Column("formula", "Formula", alignment: .left) { .text($0.text) },
      ], formulas)
    try invocation.show(
      grid, JSONHead("formula", of: network, options),
      json: json(formulas, elasticities, breakpoints), notes: options.notes(on: [network]))
  }

  private var display: Display { .standardOutput }

  private var free: String {
    let names = symbols.map { "\($0.name)" }
    return names.isEmpty ? ", nothing free" : ", free: \(names.joined(separator: ", "))"
  }

  private var heading: String {
    let place = symbols.compactMap { symbol in
      point[symbol.name].map { "\(symbol.name) = \($0.text)" }
    }
    return "d log(cost) / d log(parameter) at \(place.joined(separator: ", ")), without rounding:"
  }

  /// The formula, with one term per line if it is long.
  private func lines(_ formula: String) -> String {
    guard invocation.options["latex"] == nil, displayWidth(formula) > (display.width ?? 100) - 2
    else { return "  \(formula)\n" }
    return terms(of: formula).map { "  \($0)\n" }.joined()
  }

  /// Splits a sum before each sign outside brackets.
  private func terms(of formula: String) -> [String] {
    var terms: [String] = []
    var (term, depth) = ("", 0)
    for word in formula.split(separator: " ") {
      if depth == 0, word == "+" || word == "-", !term.isEmpty {
        terms.append(term)
        term = ""
      }
      term += (term.isEmpty ? "" : " ") + word
      for character in word {
        if "([".contains(character) { depth += 1 }
        if ")]".contains(character) { depth -= 1 }
      }
    }
    return terms + [term]
  }

  /// The requirements, without duplicates.
  private var conditions: [Condition] {
    var seen: Set<Condition> = []
    return network.requirements.map(\.condition).filter { seen.insert($0).inserted }
  }

  private func requirements() -> String {
    guard !conditions.isEmpty else { return "" }
    let count = conditions.count
    let shown = conditions.prefix(10).map { "  \($0.text)\n" }.joined()
    let rest = count > 10 ? "  and \(count - 10) more\n" : ""
    return "\nas long as\n" + shown + rest
  }

  // MARK: Sensitivity

  private func elasticities() throws -> Grid? {
    guard !symbols.isEmpty, symbols.allSatisfy({ point[$0.name] != nil }) else { return nil }
    let rows = try formulas.map { key, _, formula in
      (
        key: key,
        elasticities: try symbols.map { symbol in
          try Sensitivity.elasticity(of: formula, by: symbol.name, at: point)
        }
      )
    }
    return Grid(
      [Column("quantity", "", alignment: .left) { .text($0.key) }]
        + symbols.enumerated().map { index, symbol in
          Column(symbol.name, symbol.name) { .number($0.elasticities[index], digits: 3) }
        }, rows)
  }

  private func breakpoints() throws -> Grid? {
    guard let text = invocation.value(of: .breakpoints) else { return nil }
    let parts = text.split(separator: "=").map(String.init)
    let ends = parts.last?.split(separator: ":").map(String.init) ?? []
    guard parts.count == 2, ends.count == 2, let first = Double(plain: ends[0]),
      let last = Double(plain: ends[1]), 0 < first, first <= last, last < 1e12
    else {
      throw invocation.usageError(
        "--breakpoints takes NAME=FROM:TO, two positive numbers in order, not \(quoted(text))")
    }
    guard let symbol = symbols.first(where: { $0.name == parts[0] }) else {
      throw invocation.unknown(
        "free parameter", parts[0], in: symbols.map(\.name), of: " for --breakpoints")
    }
    let points: [Sensitivity.Breakpoint]
    do throws(ArithmeticFault) {
      points = try Sensitivity.breakpoints(
        of: totals.macs, by: symbol, over: first...last, at: point)
    } catch {
      throw Diagnostic("--breakpoints: \(error)")
    }
    return Grid(
      [
        Column(symbol.name, "\(symbol.name) from") { .typed($0.decimal.text) },
        Column("before", "\(options.macsTitle) before") { .count($0.before.numerator) },
        Column("after", "\(options.macsTitle) after") { .count($0.after.numerator) },
        Column("jump", "jump") {
          $0.before == .zero
            ? .missing : .share($0.after.doubleValue / $0.before.doubleValue - 1)
        },
      ], points)
  }

  private func json(
    _ formulas: [(key: String, title: String, text: String)], _ elasticities: Grid?,
    _ breakpoints: Grid?
  ) -> [(String, JSONOutput)] {
    [
      ("free", .array(symbols.map { .string($0.name) })),
      ("formulas", .object(formulas.map { ($0.key, .string($0.text)) })),
      ("requirements", .array(conditions.map { .string($0.text) })),
      ("elasticities", elasticities.map { .array($0.rows.map($0.object)) } ?? .null),
      ("breakpoints", breakpoints.map { .array($0.rows.map($0.object)) } ?? .null),
    ]
  }
}
