import CostModel

extension Command {
  static let published = Command(
    name: "published", summary: "Check every published figure against our count",
    usage: "costcalc published [MODEL|PAPER]",
    operands: [
      Operand(
        name: "PAPER", summary: "A model, a project such as timm, or an arXiv number",
        isOptional: true)
    ],
    options: [.verdict, .format, .columns, .exact],
    discussion: """
      A row for each figure of MACs, FLOPs, parameters, activations or memory that a paper or a \
      project has printed: as printed, our count, and what it turned out to be. A figure agrees \
      'as printed' where our count rounds to it; 'under convention' where it does under the one \
      convention named for its column; a 'misprint' is shown to be one; 'not modelled' is about a \
      system without a spec; what is 'unexplained' stands in docs/errata.md with what was tried.

      --columns takes source, table, row, metric, printed, computed, verdict, reason.
      """,
    examples: [
      ("costcalc published mobilenet_v2", "everything printed about MobileNet V2"),
      ("costcalc published 1905.11946 --verdict misprint", "the misprints of one paper"),
      ("costcalc published --format json", "all figures, for other programs"),
    ], run: PublishedRun.run)
}

extension Option {
  static let verdict = Option(
    name: "verdict", value: Value("VERDICT", choices: Verdict.allCases.map(\.rawValue)),
    summary: "Only figures of one verdict")
}

/// The command `published`.
private enum PublishedRun {
  static func run(_ invocation: Invocation) throws {
    let catalog = Catalog.embedded()
    let auditor = Auditor(catalog)
    let all = try catalog.published()
    let isWanted = try filter(invocation, all.map(\.file), catalog)
    var findings: [Finding] = []
    for (file, table) in all where table.rows.contains(where: { isWanted(file, table, $0) }) {
      do throws(Diagnostic) {
        findings += try auditor.findings(of: table).filter { isWanted(file, table, $0.row) }
      } catch {
        throw Diagnostic("\(file), \(table.name): \(error.description)")
      }
    }
    if let verdict: Verdict = invocation.choice(of: .verdict) {
      findings.removeAll { $0.verdict != verdict }
    }
    try invocation.show(grid(findings), json: json(findings), footer: footer(findings))
  }

  private typealias Filter = (_ file: String, Published.Table, Published.Row) -> Bool

  /// The rows that the operand asks for: of a file, of a source with that identifier, or about a
  /// model or a member of its family.
  private static func filter(
    _ invocation: Invocation, _ files: [String], _ catalog: Catalog
  ) throws -> Filter {
    guard let word = invocation.operands.first else { return { _, _, _ in true } }
    let isModel = catalog.modelNames.contains(word)
    let isSource = try catalog.published().contains { $0.table.source.contains(word) }
    guard files.contains(word) || isModel || isSource else {
      let papers = Array(Set(files)).sorted()
      throw invocation.usageError(
        "unknown model or paper \(quoted(word))",
        remedy: didYouMean(word, in: papers + catalog.modelNames)
          ?? "papers and projects are \(papers.joined(separator: ", ")); 'costcalc list' shows models"
      )
    }
    let family = isModel ? try catalog.model(named: word).spec : nil
    let models = Set(family?.name == word ? family?.definedNames ?? [] : [word])
    return { file, table, row in
      file == word || (isSource && table.source.contains(word))
        || row.model.map(models.contains) == true
    }
  }

  private static func grid(_ findings: [Finding]) -> Grid {
    let starts = findings.indices.dropFirst().filter {
      findings[$0].table.name != findings[$0 - 1].table.name
        || findings[$0].table.source != findings[$0 - 1].table.source
    }
    return Grid(
      columns: [
        Column(key: "source", title: "Source", alignment: .left, isExtra: true),
        Column(
          key: "table", title: "Table", alignment: .left, flexibility: .keepsStart, priority: 6),
        Column(
          key: "row", title: "Network", alignment: .left, flexibility: .keepsStart, priority: 9),
        Column(key: "metric", title: "Metric", alignment: .left, priority: 8),
        Column(key: "printed", title: "Printed", priority: 9),
        Column(key: "computed", title: "Ours", priority: 9),
        Column(key: "verdict", title: "Verdict", alignment: .left, priority: 9),
        Column(
          key: "reason", title: "Why", alignment: .left, flexibility: .keepsStart, priority: 5),
      ],
      rows: findings.map { finding in
        [
          .text(finding.table.source), .text(finding.table.name), .text(finding.row.name),
          .text(finding.metric), .text(finding.figure.text), finding.computed,
          .text(finding.verdict.rawValue), .text(finding.reason),
        ]
      }, groupStarts: Set(starts))
  }

  private static func footer(_ findings: [Finding]) -> String {
    let counts = counts(findings).map { "\($0.count) \($0.verdict.rawValue)" }
    return "\(findings.count) figures: \(counts.joined(separator: ", "))\n"
  }

  private static func counts(_ findings: [Finding]) -> [(verdict: Verdict, count: Int)] {
    Verdict.allCases.map { verdict in (verdict, findings.count { $0.verdict == verdict }) }
  }

  private static func json(_ findings: [Finding]) -> JSONOutput {
    .object([
      ("schema", .string("costcalc.published/1")),
      (
        "totals",
        .object(counts(findings).map { ($0.verdict.rawValue, .integer(Int128($0.count))) })
      ),
      ("figures", .array(findings.map(\.json))),
    ])
  }
}

extension Published.Row {
  /// The network as a user would type it, or as the source calls it.
  fileprivate var name: String {
    let parameters = values.map { "--\($0.name) \($0.text)" }
    let typed = ([model].compactMap(\.self) + parameters).joined(separator: " ")
    guard let label else { return typed }
    return typed.isEmpty ? label : "\(label) (\(typed))"
  }
}

extension Finding {
  /// Our count in the unit of the figure.
  fileprivate var computed: Cell {
    guard let count else { return .missing }
    return switch figure.meaning {
    case .count: count.isInteger ? .count(count.numerator) : .number(count.doubleValue, digits: 2)
    case .share: .share(count.doubleValue)
    case .ratio: .ratio(count.doubleValue)
    }
  }

  fileprivate var json: JSONOutput {
    .object([
      ("source", .string(table.source)), ("table", .string(table.name)),
      ("row", .integer(Int128(number))), ("label", row.label.map { .string($0) } ?? .null),
      ("model", row.model.map { .string($0) } ?? .null),
      ("parameters", .object(row.values.map { ($0.name, .string($0.text)) })),
      ("metric", .string(metric)), ("printed", .string(figure.text)),
      ("value", .number(figure.value)), ("computed", computed.json),
      ("verdict", .string(verdict.rawValue)), ("reason", .string(reason)),
    ])
  }
}
