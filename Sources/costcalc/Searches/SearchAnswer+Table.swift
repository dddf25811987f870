import CostModel
import ScalingSearch

extension SearchAnswer {
  /// A network with everything that its row shows.
  struct Row {
    let candidate: Candidate
    /// The rank from 1; nil for a network that was not found.
    let rank: Int?
    /// Why it was not found.
    var exclusion: String?
    var details: CandidateNetworks.Details?
  }

  /// The rows with details that only expanded networks have.
  func described(_ rows: [Row]) throws -> [Row] {
    let details = try session.networks.details(
      of: rows.map(\.candidate), threads: session.threads)
    return zip(rows, details).map { row, details in
      var row = row
      row.details = details
      return row
    }
  }

  /// The table: the rows, and a network set apart, which programs get as one more row.
  func grid(_ rows: [Row], _ apart: Row?) -> Grid {
    let last = [apart].compactMap(\.self)
    let isCSV = invocation.choice(of: .format) == Format.csv
    return Grid(
      columns: columns(rows, apart), rows: (isCSV ? rows + last : rows).map(cells),
      totals: isCSV ? [] : last.map(cells))
  }

  /// The columns of every search after the choices and what follows from them.
  private static let costs = [
    Column(.ideal, priority: 8), Column(.real, priority: 9), Column(.accuracy, priority: 10),
    Column(.macs, priority: 9), Column(.parameters, priority: 7), Column(.activations, priority: 6),
    Column(.memory, priority: 4),
  ]

  /// The columns of every search that come last.
  private static let others = [
    Column(
      key: "used", title: "Used", priority: 8,
      meaning: "the share of the tightest budget, 1 if it is used up"),
    Column(
      key: "points", title: "Points", priority: 3,
      meaning: "how many points of the search give this network"),
    Column(
      key: "choices", title: "Choices", alignment: .left, flexibility: .keepsStart, priority: 10,
      meaning: "all choices of the network, as one text"),
    Column(
      key: "network", title: "Network", alignment: .left, isExtra: true,
      meaning: "each row of the body, its output and how many times it is applied"),
    Column(
      key: "rank", title: "Rank", priority: 8,
      meaning: "from 1; empty for a network that was not found"),
    Column(
      key: "known", title: "Known", alignment: .left, flexibility: .keepsStart, priority: 9,
      meaning: "the released member, or the paper's coefficients"),
  ]

  static let columns = [.parameter] + costs + others

  private func columns(_ rows: [Row], _ apart: Row?) -> [Column] {
    let isNamed = (rows + [apart].compactMap(\.self)).contains { !$0.candidate.names.isEmpty }
    // A network with many choices gets one word for each.
    let isLong = choices.count > 6
    let hasReal = baseline != nil && used == nil
    let isShown: [String: Bool] = [
      Name.ideal.key: hasIdeal, Name.real.key: hasReal, Name.accuracy.key: hasAccuracy,
      "used": used != nil, "points": hasPoints, "choices": isLong, "rank": apart != nil,
      "known": isNamed,
    ]
    func fitted(_ columns: [Column]) -> [Column] {
      columns.map { column in
        var column = column
        column.isExtra = isShown[column.key].map { !$0 } ?? column.isExtra
        column.isLabel = column.key == "known" && apart != nil
        return column
      }
    }
    return choices.map { Column(key: $0, title: $0, priority: 10, isExtra: isLong) }
      + fitted(SearchAnswer.costs)
      + parameters.map { Column(key: $0.name, title: $0.name, priority: 5, isExtra: !$0.isShown) }
      + fitted(SearchAnswer.others)
  }

  private func cells(_ row: Row) -> [Cell] {
    let candidate = row.candidate
    let names = (candidate.names + [row.exclusion].compactMap(\.self)).joined(separator: ", ")
    let stages = row.details?.stages ?? []
    func text(_ values: [(name: String, text: String)], _ name: String) -> Cell {
      values.first { $0.name == name }.map { .typed($0.text) } ?? .blank
    }
    var cells = choices.map { text(candidate.choices, $0) }
    cells += [
      candidate.ideal.map { .decimal($0, digits: 4) } ?? .missing,
      real(candidate).map { .ratio($0) } ?? .missing,
      candidate.accuracy.map { .text("\($0)") } ?? .missing,
    ]
    cells += SearchMetric.allCases.map { .count(candidate.cost($0)) }
    cells.append((row.details?.memory).map { .bytes($0) } ?? .missing)
    cells += parameters.map { text(candidate.parameters, $0.name) }
    return cells + [
      used.map { .share($0(candidate)) } ?? .missing, .integer(Int128(candidate.points)),
      .text(candidate.choices.map(\.text).joined(separator: " ")),
      .text(stages.map(\.text).joined(separator: " ")),
      row.rank.map { .integer(Int128($0)) } ?? .missing, names.isEmpty ? .missing : .text(names),
    ]
  }
}

extension Stage {
  /// `mbconv3 40x28x28 ×2`
  fileprivate var text: String {
    let sizes = shape.map { String($0) }.joined(separator: "x")
    return "\(name) \(sizes)" + (repeats > 1 ? " ×\(repeats)" : "")
  }
}
