import CostModel

extension Command {
  static let explain = Command(
    name: "explain", summary: "Say why two tools print different MACs",
    usage: "costcalc explain MODEL [--from TOOL] [--to TOOL] [--value 0.41G]",
    operands: [Operand(name: "MODEL", summary: "An architecture, a variant, or a spec file")],
    options: [.from, .to, .number] + Option.counting.filter { $0.name != Option.convention.name }
      + [.format, .columns, .exact],
    takesParameters: true,
    discussion: """
      With --to, the difference between two conventions term by term: biases, batch normalization, \
      activation, pooling, the factor two. With --value, the conventions that give a number as it \
      was printed, or the nearest where none does (exit code 1). With neither, what every \
      convention gives.

      'costcalc count MODEL --convention TOOL' shows the same layer by layer; \
      docs/conventions.md says what each tool counts.
      """,
    examples: [
      ("costcalc explain efficientnet_b0 --from fvcore --to thop", "one difference, term by term"),
      ("costcalc explain efficientnet_b0 --value 0.41G", "who printed that?"),
      ("costcalc explain mobilenet_v2", "what every tool would print"),
    ], run: ExplainRun.run)
}

extension Option {
  static let from = Option(
    name: "from", value: Value("TOOL", choices: Catalog.conventions),
    summary: "The convention to start from (default paper)")

  static let to = Option(
    name: "to", value: Value("TOOL", choices: Catalog.conventions),
    summary: "The convention to arrive at")

  static let number = Option(
    name: "value", value: Value("NUMBER"),
    summary: "A number as somebody printed it, such as 0.41G or 4089184256")
}

extension Catalog {
  /// The names of the conventions that come with costcalc.
  static let conventions = embedded().conventionNames
}

/// The command `explain`.
private struct ExplainRun {
  let invocation: Invocation
  let catalog: Catalog
  let report: Report

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands[0])
    let settings = try arguments.settings(for: model, among: [model])
    let report = try arguments.report(model, settings, arguments.options())
    let run = ExplainRun(invocation: invocation, catalog: arguments.catalog, report: report)
    let isDifference = invocation.isGiven(.from) || invocation.isGiven(.to)
    if let text = invocation.value(of: .number) {
      if isDifference {
        throw invocation.usageError("--value looks for conventions, and takes no --from or --to")
      }
      try run.search(for: text)
    } else if isDifference {
      try run.difference()
    } else {
      try run.overview(run.conventions())
    }
  }

  // MARK: Two conventions

  private func difference() throws {
    let names = [Option.from, .to].map { invocation.value(of: $0) ?? "paper" }
    var terms: [String] = []
    var amounts: [[String: Int128]] = []
    for name in names {
      let convention = try catalog.convention(named: name)
      guard convention.countsMACs else {
        throw invocation.usageError("\(quoted(name)) is about parameters, not about MACs")
      }
      var found: [String: Int128] = [:]
      for (term, amount) in try convention.terms(of: report) {
        found[term] = amount.constantValue?.numerator
        if !terms.contains(term) { terms.append(term) }
      }
      amounts.append(found)
    }
    func row(_ label: String, _ from: Int128, _ to: Int128) -> [Cell] {
      [.text(label), .count(from), .count(to), .count(to - from)]
    }
    // A rule that finds nothing in this network says nothing about it.
    let found = terms.filter { term in amounts.contains { $0[term] ?? 0 != 0 } }
    let rows = found.map { row($0, amounts[0][$0] ?? 0, amounts[1][$0] ?? 0) }
    let sums = amounts.map { $0.values.reduce(0, +) }
    try invocation.show(
      Grid(
        columns: [
          Column(key: "term", title: "Term", alignment: .left, priority: 9),
          Column(key: "from", title: names[0], priority: 8),
          Column(key: "to", title: names[1], priority: 8),
          Column(key: "difference", title: "Difference", priority: 9),
        ], rows: rows, totals: [row("total", sums[0], sums[1])]))
  }

  // MARK: All conventions

  /// What a convention gives.
  private struct Candidate {
    let convention: Convention
    let count: Int128
  }

  private func conventions() throws -> [Candidate] {
    try catalog.conventionNames.compactMap { name in
      let convention = try catalog.convention(named: name)
      guard convention.countsMACs else { return nil }
      let sum = try convention.terms(of: report).reduce(Formula.zero) { try $0 + $1.amount }
      return sum.constantValue.map { Candidate(convention: convention, count: $0.numerator) }
    }
  }

  private func overview(_ candidates: [Candidate], footer: String = "") throws {
    let own = Double(report.totals.macs.constantValue?.numerator ?? 0)
    try invocation.show(
      Grid(
        columns: [
          Column(key: "convention", title: "Convention", alignment: .left, priority: 9),
          Column(key: "macs", title: "MACs", priority: 9),
          Column(key: "ratio", title: "to ours", priority: 5),
          Column(
            key: "title", title: "What it is", alignment: .left, flexibility: .keepsStart,
            priority: 4),
        ],
        rows: candidates.sorted { $0.count < $1.count }.map { candidate in
          [
            .text(candidate.convention.name), .count(candidate.count),
            own > 0 ? .ratio(Double(candidate.count) / own) : .missing,
            .text(candidate.convention.title),
          ]
        }), footer: footer)
  }

  /// Shows the conventions that print as a number does; the nearest where there is none.
  private func search(for text: String) throws {
    guard let figure = Figure(text), figure.value > 0 else {
      throw invocation.usageError(
        "--value takes a positive number, such as 0.41G or 4.1 B, not \(quoted(text))")
    }
    let candidates = try conventions()
    let matching = candidates.filter { figure.agreement(with: Rational($0.count)) != nil }
    guard matching.isEmpty else { return try overview(matching) }
    let nearest = candidates.min {
      abs(Double($0.count) - figure.value) < abs(Double($1.count) - figure.value)
    }
    try overview(candidates.filter { $0.count == nearest?.count })
    throw CheckFailed(message: "no convention gives \(text); the nearest stands above")
  }
}
