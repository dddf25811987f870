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
      was printed, be it of MACs or of parameters, or the nearest where none does (exit code 1). With \
      neither, what every convention gives.

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
        ], rows: rows, totals: [row("total", sums[0], sums[1])]),
      report.head("explain"),
      json: [
        ("from", .string(names[0])), ("to", .string(names[1])),
        (
          "terms",
          .array(
            found.map { term in
              let (from, to) = (amounts[0][term] ?? 0, amounts[1][term] ?? 0)
              return .object([
                ("term", .string(term)), ("from", .integer(from)), ("to", .integer(to)),
                ("difference", .integer(to - from)),
              ])
            })
        ), ("total", .object([("from", .integer(sums[0])), ("to", .integer(sums[1]))])),
      ])
  }

  // MARK: All conventions

  /// What a convention gives.
  private struct Candidate {
    let convention, quantity, title: String
    let count: Int128
    /// Our own count of the same.
    let own: Int128
  }

  /// What every convention makes of MACs, and of parameters.
  private func conventions() throws -> [Candidate] {
    let (macs, parameters) = (report.totals.macs.whole, report.totals.parameters.whole)
    var candidates = [
      Candidate(
        convention: "costcalc", quantity: "parameters", title: "What trains", count: parameters,
        own: parameters)
    ]
    for name in catalog.conventionNames {
      let convention = try catalog.convention(named: name)
      var options = report.options
      options.convention = convention
      let totals = try Report(report.network, options).totals
      if convention.countsMACs {
        candidates.append(
          Candidate(
            convention: name, quantity: "MACs", title: convention.title, count: totals.macs.whole,
            own: macs))
      }
      if convention.countsParameters {
        candidates.append(
          Candidate(
            convention: name, quantity: "parameters", title: convention.title,
            count: totals.parameters.whole, own: parameters))
      }
    }
    return candidates
  }

  private func overview(_ candidates: [Candidate]) throws {
    try invocation.show(
      Grid(
        columns: [
          Column(key: "convention", title: "Convention", alignment: .left, priority: 9),
          Column(key: "quantity", title: "Of", alignment: .left, priority: 8),
          Column(key: "count", title: "Prints", priority: 9),
          Column(key: "ratio", title: "to ours", priority: 5),
          Column(
            key: "title", title: "What it is", alignment: .left, flexibility: .keepsStart,
            priority: 4),
        ],
        rows: candidates.sorted { ($0.quantity, $0.count) < ($1.quantity, $1.count) }.map {
          candidate in
          [
            .text(candidate.convention), .text(candidate.quantity), .count(candidate.count),
            candidate.own > 0
              ? .ratio(Double(candidate.count) / Double(candidate.own)) : .missing,
            .text(candidate.title),
          ]
        }), report.head("explain-conventions"))
  }

  /// Shows the conventions that print as a number does; the nearest where there is none.
  private func search(for text: String) throws {
    guard let figure = Figure(text), figure.meaning == .count, figure.value > 0 else {
      throw invocation.usageError(
        "--value takes a positive number, such as 0.41G or 4.1 B, not \(quoted(text))")
    }
    let candidates = try conventions()
    let matching = candidates.filter { candidate in
      let agreement = figure.agreement(with: Rational(candidate.count))
      return agreement == .rounded || agreement == .truncated
    }
    guard matching.isEmpty else { return try overview(matching) }
    let nearest = candidates.min {
      abs(Double($0.count) - figure.value) < abs(Double($1.count) - figure.value)
    }
    try overview(candidates.filter { $0.count == nearest?.count })
    throw CheckFailed(
      message: "no convention gives \(text) of this network; the nearest stands above")
  }
}

extension Formula {
  /// The value of a bound total.
  fileprivate var whole: Int128 { constantValue?.numerator ?? 0 }
}
