import Charts
import CostModel
import JSON
import Specs
import Symbolic

extension ExplainRun {
  /// Shows every convention's count of MACs and of parameters.
  func overview() throws {
    let conventions = try hypotheses().conventions.sorted {
      ($0.quantity.rawValue, $0.count.doubleValue) < ($1.quantity.rawValue, $1.count.doubleValue)
    }
    try invocation.show(
      Grid(
        ExplainRun.columns,
        // A convention's count is a whole number.
        conventions.map { row($0, .count($0.count.numerator)) }),
      report.head("explain-conventions"), notes: report.network.remarks)
  }

  /// Shows what gives a printed number, or the nearest counts if nothing does.
  func search(for text: String) throws {
    guard let figure = Figure(text), figure.meaning == .count, figure.value > 0 else {
      throw invocation.usageError(
        "--value takes a count as it was printed, such as 0.41G, 4.1 B, 5,288,548 or 4.1e9, "
          + "not \(quoted(text))")
    }
    guard !figure.isSize else {
      throw invocation.usageError(
        "--value takes a count, not a size in bytes such as \(quoted(text))",
        remedy: "a prefix alone is a count: 25.6M")
    }
    let hypotheses = try hypotheses()
    let rounds = hypotheses.rounds(for: figure)
    // Matches that chance alone would produce are counted, not shown.
    let matches = rounds.filter { $0.chanceSoFar < 1 || !$0.isOfParts }.flatMap { round in
      round.matches.prefix(round.isOfParts ? ExplainRun.limit : .max).map {
        Match(explanation: $0, figure: figure, round: round)
      }
    }
    let nearest = hypotheses.nearest(to: figure)
    let found =
      matches.isEmpty
      ? nearest.map { Match(explanation: $0, figure: figure, round: nil) } : matches
    let grid = Grid(
      ExplainRun.columns.map { $0.of(\.row) } + ExplainRun.standing,
      found.map { match in
        let count = Cell.counted(match.explanation.count, like: match.figure)
        return (row: row(match.explanation, count), match: match)
      })
    let printed = try printings(of: figure)
    try invocation.show(
      grid,
      report.head(
        "explain-value", [("printed", .string(text)), ("value", .number(figure.value))]),
      json: invocation.selection(from: grid).json + [
        ("explanations", .array(found.map(\.json))), ("rounds", .array(rounds.map(\.json))),
        ("published", .array(printed.map { $0.finding.json(paper: $0.file) })),
      ],
      notes: notes(on: printed) + sums(found) + ambiguity(matches, text)
        + rounds.filter { $0.near > 0 }.map { note(on: $0, figure) } + report.network.remarks)
    if matches.isEmpty {
      let nothing = "nothing gives \(text) for this network"
      let hint =
        try prefixed(figure).map { "did you mean \($0)?" }
        ?? "the nearest convention is shown above"
      throw CheckFailed(message: "\(nothing); \(hint)")
    }
  }

  /// The number with a prefix, if it has neither prefix nor exponent and a convention then gives
  /// about that; nil otherwise.
  private func prefixed(_ figure: Figure) throws -> String? {
    guard figure.unitWorth == .one else { return nil }
    let counts = try hypotheses().conventions.map(\.count.doubleValue)
    return ["G", "M", "k"].lazy.map { figure.text + $0 }.first { text in
      Figure(text).map { figure in
        counts.contains(where: ExplanationSearch.neighbourhood(of: figure).contains)
      } ?? false
    }
  }

  /// Further sums of terms are counted, not shown; what a convention gives always is.
  private static let limit = 10

  private func hypotheses() throws -> ExplanationSearch {
    try ExplanationSearch(
      report, by: arguments.catalog.conventionNames.map { try arguments.convention($0) })
  }

  // MARK: Notes

  /// The sums that take only some of the terms.
  private func sums(_ matches: [Match]) -> [String] {
    matches.map(\.explanation).filter { !$0.isWhole }.map { "\($0.name): \($0.sum)" }
  }

  /// A note that a number could be one of several counts.
  private func ambiguity(_ matches: [Match], _ text: String) -> [String] {
    let counts = Set(matches.map(\.explanation.count))
    return counts.count < 2
      ? [] : ["\(counts.count) counts print as \(text): more digits would tell them apart"]
  }

  /// How much a match of a round proves.
  private func note(on round: ExplanationSearch.Round, _ figure: Figure) -> String {
    let agreeing = round.agreeing
    let number = agreeing == 0 ? "none" : Int128(agreeing).grouped
    let agree = agreeing == 1 ? "1 agrees" : "\(number) agree"
    let chance = round.chance < 0.001 ? "none" : round.chance.significant(2)
    let standing =
      agreeing == 0 || !round.mayBeChance
      ? "" : agreeing == round.near ? ": too few digits to tell" : ": a match may be a coincidence"
    return "\(round.title): \(counted(round.near, "count")) \(neighbourhood(of: figure)), "
      + "\(agree), \(chance) expected by chance\(standing)"
  }

  /// `within 10 % of 314M`, or the bounds if so few digits admit more.
  private func neighbourhood(of figure: Figure) -> String {
    let near = ExplanationSearch.neighbourhood(of: figure)
    let tenth = ExplanationSearch.leastNeighbourhood * figure.value
    guard near.lowerBound < figure.value - tenth || near.upperBound > figure.value + tenth else {
      return "within \(Int(ExplanationSearch.leastNeighbourhood * 100)) % of \(figure.text)"
    }
    func rounded(_ bound: Double) -> String { Int128(bound.rounded()).scaled() }
    return "between \(rounded(near.lowerBound)) and \(rounded(near.upperBound))"
  }

  // MARK: Tables

  /// An explanation, with the round that found it; nil for the nearest.
  private struct Match {
    let explanation: Explanation
    let figure: Figure
    let round: ExplanationSearch.Round?

    /// The number of matches expected by chance.
    var chance: Double? { round?.chanceSoFar }

    var standing: String {
      guard let round else { return "nearest" }
      guard round.mayBeChance else { return "explains it" }
      return round.agreeing == round.near ? "too few digits to tell" : "may be chance"
    }

    var json: JSONOutput {
      .object([
        ("convention", .string(explanation.name)), ("quantity", .string(explanation.quantityName)),
        ("count", Cell.counted(explanation.count, like: figure).json),
        ("factor", .number(explanation.factor.doubleValue)),
        ("terms", .object(explanation.terms.map { ($0.name, .integer(Int128($0.amount))) })),
        ("without", .array(explanation.omitted.map { .string($0) })),
        ("isWhole", .bool(explanation.isWhole)), ("isCut", .bool(explanation.isCut)),
        ("byChance", chance.map { .number($0) } ?? .null), ("standing", .string(standing)),
      ])
    }
  }

  /// An explanation with its count as shown.
  private struct Row {
    let explanation: Explanation
    let count, ratio: Cell
  }

  static let headings = columns.headings() + standing.headings()

  private static let columns: [Column<Row>] = [
    Column("convention", "Convention", alignment: .left, priority: 9) {
      .text($0.explanation.name)
    },
    Column(
      "quantity", "Of", alignment: .left, priority: 8,
      meaning: "what is counted: MACs or parameters"
    ) { .text($0.explanation.quantityName) },
    Column("count", "Prints", priority: 9) { $0.count },
    Column(
      "ratio", "to ours", priority: 3, meaning: "the number relative to our count"
    ) { $0.ratio },
    Column(
      "title", "What it is", alignment: .left, flexibility: .keepsStart, priority: 4
    ) { .text($0.explanation.summary) },
  ]

  private static let standing: [Column<(row: Row, match: Match)>] = [
    Column(
      "standing", "Standing", alignment: .left, priority: 8,
      meaning: "with --value: whether it explains the number or may be chance"
    ) { .text($0.match.standing) },
    Column(
      "byChance", "By chance", isExtra: true,
      meaning: "matches as simple to expect by chance, for as many digits"
    ) { $0.match.chance.map { .number($0, digits: 2) } ?? .missing },
  ]

  private func row(_ explanation: Explanation, _ count: Cell) -> Row {
    Row(explanation: explanation, count: count, ratio: ratio(explanation))
  }

  /// The count relative to our own of the same quantity.
  private func ratio(_ explanation: Explanation) -> Cell {
    let totals = report.totals
    let own = explanation.quantity == .macs ? totals.macs : totals.parameters
    guard let own = own.constantValue, own != .zero else { return .missing }
    return .ratio(explanation.count.doubleValue / own.doubleValue)
  }
}

extension ExplanationSearch.Round {
  fileprivate var json: JSONOutput {
    .object([
      ("tried", .string(title)), ("near", .integer(Int128(near))),
      ("agreeing", .integer(Int128(agreeing))), ("matches", .integer(Int128(matches.count))),
      ("byChance", .number(chance)), ("byChanceSoFar", .number(chanceSoFar)),
    ])
  }
}
