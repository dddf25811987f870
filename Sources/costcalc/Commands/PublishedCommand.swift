import Charts
import CostModel
import JSON
import Specs
import Symbolic

extension Command {
  static let published = Command(
    name: "published", summary: "Compare published figures with our counts",
    usage: "costcalc published [MODEL|PAPER]",
    operands: [
      Operand(
        name: "MODEL|PAPER", summary: "A model, a project such as timm, or an arXiv number",
        isOptional: true, offers: .papers)
    ],
    options: [.verdict, .task, .dataset, .format, .columns, .exact],
    columns: PublishedRun.columns.headings(),
    discussion: """
      Prints, table by table, a row for each figure of MACs, FLOPs, parameters, activations or \
      memory that a paper or project has printed: the figure, our count with one more digit, and a \
      verdict, the simplest that gives the figure. 'as printed': our count rounds to the figure. \
      'truncated': the figure cuts off digits of our count. 'under convention': it is our count \
      under the convention named for its column. The same figure for the same network has the same \
      verdict wherever it is printed. 'misprint': the figure is shown to be wrong. 'not modelled': it \
      describes a system, or work, that no spec covers. 'unexplained': docs/errata.md says what \
      was tried.

      In text, reasons are cut at the width of the terminal, or at 159 columns; CSV and JSON have \
      them in full.
      """,
    examples: [
      ("costcalc published mobilenet_v2", "everything printed about MobileNet V2"),
      ("costcalc published 1905.02244 --verdict misprint", "the misprints of one paper"),
      ("costcalc published --format json", "all figures, for other programs"),
    ], run: PublishedRun.run)
}

extension Option {
  static let verdict = Option(
    name: "verdict", value: Value("VERDICT", choices: Verdict.allCases.map(\.word)),
    summary: "Show only figures with one verdict")
}

/// The command `published`.
private enum PublishedRun {
  static func run(_ invocation: Invocation) throws {
    let catalog = Catalog.embedded
    let auditor = Auditor(catalog)
    let all = try catalog.published()
    let benchmark = try BenchmarkArguments(invocation, catalog)
    let isWanted = try filter(invocation, all.map(\.file), catalog)
    let verdict = invocation.value(of: .verdict)
    if invocation.choice(of: .format) == Format.json, invocation.isGiven(.columns) {
      throw invocation.usageError(
        "--columns applies to tables; JSON holds the whole answer", remedy: "use --format csv")
    }
    // A wrong name is told before a second of counting.
    _ = try invocation.selection(from: Grid(columns, [Row]()))
    var findings: [Row] = []
    for (file, table) in all
    where benchmark.includes(table.task, table.dataset)
      && table.rows.contains(where: { isWanted(file, table, $0) })
    {
      do throws(Diagnostic) {
        let found = try auditor.findings(of: table).filter { finding in
          isWanted(file, table, finding.row) && (verdict == nil || finding.verdict.word == verdict)
        }
        findings += found.map { Row(file: file, finding: $0) }
      } catch {
        throw Diagnostic("\(file), \(table.name): \(error.description)")
      }
    }
    guard !findings.isEmpty else {
      let what = Verdict.allCases.first { $0.word == verdict }?.rawValue
      let about = invocation.operands.first ?? "any model"
      throw CheckFailed(
        message: "nothing published about \(about) "
          + (benchmark.isGiven ? "(\(benchmark.text)) " : "")
          + (what.map { "has the verdict '\($0)'" } ?? "is a figure of cost"))
    }
    let found = findings.map(\.finding)
    try invocation.show(
      Grid(columns, findings), JSONHead("published"), json: json(findings), notes: notes(found),
      on: .standardOutput.limited(to: 159))
  }

  private typealias Filter = (_ file: String, Published.Table, Published.Row) -> Bool

  /// The rows for the operand: those of a file, of a source with that identifier, or for a model or
  /// a member of its family.
  private static func filter(
    _ invocation: Invocation, _ files: [String], _ catalog: Catalog
  ) throws -> Filter {
    guard let word = invocation.operands.first else { return { _, _, _ in true } }
    let isModel = catalog.modelNames.contains(word)
    let identifier = arXivNumber(word)
    let isSource = try identifier.map { number in
      try catalog.published().contains { $0.table.source.contains("arXiv:\(number)") }
    }
    guard files.contains(word) || isModel || isSource == true else {
      let papers = Array(Set(files)).sorted()
      throw invocation.usageError(
        "unknown model or paper \(quoted(word))",
        remedy: didYouMean(word, in: papers + catalog.modelNames)
          ?? "papers and projects are \(papers.joined(separator: ", ")); 'costcalc list' shows models"
      )
    }
    let models = isModel ? try catalog.model(named: word).synonyms : []
    return { file, table, row in
      file == word || identifier.map { table.source.contains("arXiv:\($0)") } == true
        || row.model.map(models.contains) == true
    }
  }

  /// `1905.11946` from `arXiv:1905.11946v5` or the address of the abstract.
  private static func arXivNumber(_ word: String) -> String? {
    let tail = word.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? ""
    let number = tail.prefix { $0.isNumber || $0 == "." }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, (4...5).contains(parts[1].count) else {
      return nil
    }
    return String(number)
  }

  /// A figure with its verdict.
  struct Row {
    /// The paper or project, as its file is called.
    let file: String
    let finding: Finding

    var table: Published.Table { finding.table }
    var row: Published.Row { finding.row }
  }

  static let columns: [Column<Row>] = [
    Column(
      "source", "Source", alignment: .left, isExtra: true,
      meaning: "the full name of the paper or project"
    ) { .text($0.table.source) },
    Column("paper", "Paper", alignment: .left, priority: 8, isHeading: true) { .text($0.file) },
    Column(
      "table", "Table", alignment: .left, flexibility: .keepsStart, priority: 6, isHeading: true
    ) { .text($0.table.name) },
    Column(
      "task", "Task", alignment: .left, isHeading: true, meaning: "the task, such as classification"
    ) { .text($0.table.task.rawValue) },
    Column(
      "dataset", "Dataset", alignment: .left, isHeading: true,
      meaning: "the dataset, such as ImageNet"
    ) { .text($0.table.dataset, else: .missing) },
    Column(
      "row", "Row", alignment: .left, isExtra: true,
      meaning: "the row of the table, and its network"
    ) { .text($0.row.name) },
    Column(
      "network", "Network", alignment: .left, flexibility: .keepsEnds, priority: 9,
      meaning: "as the table calls it"
    ) { .text($0.row.label ?? $0.row.typed) },
    Column(
      "countedAs", "Counted as", alignment: .left, isExtra: true,
      meaning: "the model and the parameters of our count"
    ) { .text($0.row.typed) },
    Column(
      "metric", "Metric", alignment: .left, priority: 8,
      meaning: "macs, flops, parameters, activations or memory"
    ) { .text($0.finding.metric) },
    Column("printed", "Printed", priority: 9) { .text($0.finding.figure.text) },
    Column(
      "computed", "Ours", priority: 9, meaning: "our count, under the column's convention"
    ) { $0.finding.computed },
    Column("verdict", "Verdict", alignment: .left, priority: 9) {
      .text($0.finding.verdict.rawValue)
    },
    Column(
      "reason", "Why", alignment: .left, flexibility: .keepsStart, priority: 5,
      meaning: "the convention, or what is wrong with the figure"
    ) { .text($0.finding.reason) },
  ]

  /// How many figures have each verdict, with those we do not count apart; if only a few disagree,
  /// the reasons.
  private static func notes(_ findings: [Finding]) -> [String] {
    let counts = counts(findings).filter { $0.verdict != .notModelled && $0.count > 0 }
    let modelled = counts.reduce(0) { $0 + $1.count }
    let verdicts = counts.map { verdict, count in
      verdict == .misprint ? counted(count, "misprint") : "\(count) \(verdict.rawValue)"
    }.joined(separator: ", ")
    let rest = findings.count - modelled
    let summary = [
      modelled > 0 ? "\(counted(modelled, "figure")) compared with our count: \(verdicts)" : nil,
      rest > 0 ? "\(rest)\(modelled > 0 ? " more" : "") not modelled" : nil,
    ].compactMap(\.self).joined(separator: "; ")
    let wrong = findings.filter { $0.verdict == .misprint || $0.verdict == .unexplained }
    guard !wrong.isEmpty, wrong.count <= 30 else { return [summary] }
    return [summary, ""]
      + wrong.map { finding in
        "\(finding.table.name), \(finding.row.name), \(finding.metric) \(finding.figure.text): "
          + "\(finding.verdict.rawValue): \(finding.reason)"
      }
  }

  private static func counts(_ findings: [Finding]) -> [(verdict: Verdict, count: Int)] {
    Verdict.allCases.map { verdict in (verdict, findings.count { $0.verdict == verdict }) }
  }

  private static func json(_ findings: [Row]) -> [(String, JSONOutput)] {
    [
      (
        "totals",
        .object(
          counts(findings.map(\.finding)).map { ($0.verdict.rawValue, .integer(Int128($0.count))) })
      ),
      ("figures", .array(findings.map { $0.finding.json(paper: $0.file) })),
    ]
  }
}

extension Verdict {
  /// The verdict as one word for the command line: `as-printed`.
  fileprivate var word: String { String(rawValue.map { $0 == " " ? "-" : $0 }) }
}

extension Published.Row {
  /// The network as a user would type it; empty if no spec describes it.
  var typed: String {
    let parameters = values.map { "--\($0.name) \($0.text)" }
    return ([model].compactMap(\.self) + parameters).joined(separator: " ")
  }

  /// The network as the source names it, and as a user would type it.
  fileprivate var name: String {
    guard let label else { return typed }
    return typed.isEmpty ? label : "\(label) (\(typed))"
  }
}

extension Finding {
  /// Our count in the unit of the figure.
  fileprivate var computed: Cell { count.map { .counted($0, like: figure) } ?? .missing }

  func json(paper: String) -> JSONOutput {
    .object([
      ("paper", .string(paper)), ("source", .string(table.source)), ("table", .string(table.name)),
      ("task", .string(table.task.rawValue)),
      ("dataset", table.dataset.map { .string($0) } ?? .null),
      ("note", table.note.map { .string($0) } ?? .null),
      ("row", .integer(Int128(number))), ("label", row.label.map { .string($0) } ?? .null),
      ("model", row.model.map { .string($0) } ?? .null),
      ("parameters", .object(row.values.map { ($0.name, .string($0.text)) })),
      ("metric", .string(metric)), ("printed", .string(figure.text)),
      ("value", .number(figure.value)), ("computed", computed.json),
      ("verdict", .string(verdict.rawValue)), ("reason", .string(reason)),
    ])
  }
}
