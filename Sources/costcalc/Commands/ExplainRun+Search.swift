import CostModel

extension ExplainRun {
  /// Shows what every convention makes of MACs, and of parameters.
  func overview() throws {
    let conventions = try hypotheses().conventions.sorted {
      ($0.quantity.rawValue, $0.count.doubleValue) < ($1.quantity.rawValue, $1.count.doubleValue)
    }
    try invocation.show(
      Grid(columns: ExplainRun.columns, rows: conventions.map(cells)),
      report.head("explain-conventions"))
  }

  /// Shows what gives a number as it was printed; the nearest where nothing does.
  func search(for text: String) throws {
    guard let figure = Figure(text), figure.meaning == .count, figure.value > 0 else {
      throw invocation.usageError(
        "--value takes a positive number, such as 0.41G or 4.1 B, not \(quoted(text))")
    }
    let hypotheses = try hypotheses()
    let rounds = hypotheses.rounds(for: figure)
    // What chance alone would fill a list with is counted, not shown.
    let matches = rounds.filter { $0.chance < 1 || !$0.isOfParts }.flatMap { round in
      round.matches.prefix(ExplainRun.limit).map { Match(explanation: $0, chance: round.chance) }
    }
    let found = matches.isEmpty ? hypotheses.nearest(to: figure).map { Match($0) } : matches
    let grid = Grid(columns: ExplainRun.columns + ExplainRun.standing, rows: found.map(cells))
    try invocation.show(
      grid,
      report.head(
        "explain-value", [("printed", .string(text)), ("value", .number(figure.value))]),
      json: invocation.selection(from: grid).json + [
        ("explanations", .array(found.map(\.json))), ("rounds", .array(rounds.map(\.json))),
      ],
      notes: sums(found) + ambiguity(matches, text)
        + rounds.filter { $0.near > 0 }.map { note(on: $0, text) })
    if matches.isEmpty {
      throw CheckFailed(
        message: "nothing gives \(text) for this network; the nearest is shown above")
    }
  }

  /// More matches of one round are counted, not shown.
  private static let limit = 10

  private func hypotheses() throws -> ExplanationSearch {
    try ExplanationSearch(
      report, by: arguments.catalog.conventionNames.map { try arguments.convention($0) })
  }

  // MARK: Notes

  /// The sums of which only some terms are taken.
  private func sums(_ matches: [Match]) -> [String] {
    matches.map(\.explanation).filter { !$0.isWhole }.map { "\($0.name): \($0.sum)" }
  }

  /// That a number does not tell which of several counts it is.
  private func ambiguity(_ matches: [Match], _ text: String) -> [String] {
    let counts = Set(matches.map(\.explanation.count))
    return counts.count < 2
      ? [] : ["\(counts.count) counts print as \(text): more digits would tell them apart"]
  }

  /// How much a match of a round proves.
  private func note(on round: ExplanationSearch.Round, _ text: String) -> String {
    let matches = round.matches.count
    let agree = matches == 1 ? "1 agrees" : "\(matches == 0 ? "none" : "\(matches)") agree"
    let chance = round.chance < 0.001 ? "none" : round.chance.significant(2)
    let standing =
      matches == 0 ? "" : round.mayBeChance ? ": a match may be a coincidence" : ""
    return "\(round.title): \(round.near) within "
      + "\(Int(ExplanationSearch.neighbourhood * 100)) % of \(text), \(agree), "
      + "\(chance) expected by chance\(standing)"
  }

  // MARK: Tables

  /// An explanation, with the number of counts that would agree by chance; nil for the nearest.
  private struct Match {
    let explanation: Explanation
    let chance: Double?

    init(explanation: Explanation, chance: Double) {
      self.explanation = explanation
      self.chance = chance
    }

    init(_ nearest: Explanation) {
      explanation = nearest
      chance = nil
    }

    var standing: String {
      guard let chance else { return "nearest" }
      return chance < ExplanationSearch.threshold ? "explains it" : "may be chance"
    }

    var json: JSONOutput {
      .object([
        ("convention", .string(explanation.name)), ("quantity", .string(explanation.quantityName)),
        ("count", explanation.countCell.json),
        ("factor", .number(explanation.factor.doubleValue)),
        ("terms", .object(explanation.terms.map { ($0.name, .integer(Int128($0.amount))) })),
        ("without", .array(explanation.omitted.map { .string($0) })),
        ("isWhole", .bool(explanation.isWhole)), ("isCut", .bool(explanation.isCut)),
        ("byChance", chance.map { .number($0) } ?? .null), ("standing", .string(standing)),
      ])
    }
  }

  static let columns = [
    Column(key: "convention", title: "Convention", alignment: .left, priority: 9),
    Column(
      key: "quantity", title: "Of", alignment: .left, priority: 8,
      meaning: "what is counted: MACs or parameters"),
    Column(key: "count", title: "Prints", priority: 9),
    Column(
      key: "ratio", title: "to ours", priority: 3, meaning: "the number relative to our count"),
    Column(
      key: "title", title: "What it is", alignment: .left, flexibility: .keepsStart, priority: 4),
  ]

  static let standing = [
    Column(
      key: "standing", title: "Standing", alignment: .left, priority: 8,
      meaning: "with --value: whether it explains the number or may be chance"),
    Column(
      key: "byChance", title: "By chance", isExtra: true,
      meaning: "matches as simple to expect by chance, for as many digits"),
  ]

  private func cells(_ match: Match) -> [Cell] {
    cells(match.explanation) + [
      .text(match.standing), match.chance.map { .number($0, digits: 2) } ?? .missing,
    ]
  }

  private func cells(_ explanation: Explanation) -> [Cell] {
    [
      .text(explanation.name), .text(explanation.quantityName), explanation.countCell,
      ratio(explanation), .text(explanation.summary),
    ]
  }

  /// The count in relation to our own of the same.
  private func ratio(_ explanation: Explanation) -> Cell {
    let totals = report.totals
    let own = explanation.quantity == .macs ? totals.macs : totals.parameters
    guard let own = own.constantValue, own != .zero else { return .missing }
    return .ratio(explanation.count.doubleValue / own.doubleValue)
  }
}

extension Explanation {
  /// Half of an odd count is no whole number.
  fileprivate var countCell: Cell {
    count.isInteger ? .count(count.numerator) : .number(count.doubleValue, digits: 1)
  }
}

extension ExplanationSearch.Round {
  fileprivate var json: JSONOutput {
    .object([
      ("tried", .string(title)), ("near", .integer(Int128(near))),
      ("matches", .integer(Int128(matches.count))), ("byChance", .number(chance)),
    ])
  }
}
