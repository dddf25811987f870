import CostModel

/// Published figures beside our own counts.
struct PublishedFigures {
  /// A published row about the network that was counted.
  struct Match {
    let table: Published.Table
    let row: Published.Row
  }

  private let rows: [(match: Match, parameters: [String: Value])]

  /// The rows of tables that are about a model, each with the values of all its parameters.
  init(_ tables: [Published.Table], _ model: Model) {
    rows = tables.flatMap { table in
      table.rows.filter { $0.model == model.name && $0.isWholeNetwork }.compactMap { row in
        let settings = Settings(row.values.map { ($0.name, $0.text) })
        guard let values = try? model.parameters(settings) else { return nil }
        return (Match(table: table, row: row), values)
      }
    }
  }

  /// The rows about a network with exactly its parameters, in the order of the files.
  func matches(of network: Network) -> [Match] {
    let parameters = Dictionary(
      network.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    return rows.filter { $0.parameters == parameters }.map(\.match)
  }

  // MARK: Columns

  /// The metrics with what was published about each right behind it.
  static func columns() -> [Column] {
    Metric.all.flatMap { metric -> [Column] in
      let column = metric.column(showing: TableRun.shown)
      return switch metric.key {
      case "macs":
        [
          column, Column(key: "publishedMacs", title: "printed", priority: 9),
          Column(key: "difference", title: "off by", priority: 8),
        ]
      case "parameters":
        [column, Column(key: "publishedParameters", title: "printed", priority: 7)]
      default: [column]
      }
    } + [
      Column(key: "top1", title: "Top-1", priority: 6),
      Column(
        key: "source", title: "Source", alignment: .left, flexibility: .keepsStart, priority: 5),
    ]
  }

  /// Our metrics, the figures of the first source that has each, and how far our MACs are off.
  static func cells(_ matches: [Match], _ totals: Cost) -> [Cell] {
    func first(_ metric: String) -> Figure? {
      matches.lazy.compactMap { $0.row.figure(metric) }.first
    }
    func printed(_ metric: String) -> Cell { first(metric).map { .text($0.text) } ?? .missing }
    return Metric.all.flatMap { metric -> [Cell] in
      switch metric.key {
      case "macs": [metric.cell(totals), printed("macs"), off(first("macs"), totals.macs)]
      case "parameters": [metric.cell(totals), printed("parameters")]
      default: [metric.cell(totals)]
      }
    } + [
      first("top1").map { .number($0.value, digits: 1) } ?? .missing,
      .text(matches.first?.table.name ?? ""),
    ]
  }

  /// How far our count lies above what was printed.
  private static func off(_ figure: Figure?, _ count: Formula) -> Cell {
    guard let figure, figure.value > 0, let ours = count.constantValue?.doubleValue else {
      return .missing
    }
    return .share((ours - figure.value) / figure.value)
  }

  /// The sources of the rows shown, with their conventions and notes.
  static func legend(_ matches: [Match]) -> [String] {
    var seen: Set<String> = []
    let tables = matches.map(\.table).filter { seen.insert($0.name + $0.source).inserted }
    let notes = tables.map { table in
      let conventions = table.conventions.map { "\($0.metric) \($0.words.joined(separator: ", "))" }
      return
        (["\(table.name): \(table.source)", conventions.joined(separator: "; ")]
        + [table.note ?? ""]).filter { !$0.isEmpty }.joined(separator: "\n")
    }
    return notes.isEmpty ? [] : [""] + notes
  }
}
