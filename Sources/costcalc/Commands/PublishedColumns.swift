import Charts
import CostModel
import Specs

/// The columns of published figures beside our counts: abbreviated with numbered sources for a
/// terminal, in full for Markdown and for programs.
struct PublishedColumns {
  /// A network that was counted, and what is printed about it.
  struct Row {
    let entry: PublishedFigures.Entry?
    let totals: Cost
  }

  private let format: Format
  private let entries: [PublishedFigures.Entry]
  /// The sources of the entries in a text, in the order of their numbers.
  private let sources: [String]

  init(_ format: Format, _ rows: [Row]) {
    self.format = format
    entries = rows.compactMap(\.entry)
    sources = format == .text ? PublishedColumns.sources(of: entries) : []
  }

  /// Whether anything is printed for any of the networks.
  var hasEntries: Bool { !entries.isEmpty }

  private var isForPeople: Bool { format == .text || format == .markdown }

  // MARK: Columns

  /// The metrics, some of them shown in text, each followed by the figures printed for it.
  func columns(showing shown: [Metric]) -> [Column<Row>] {
    Metric.allCases.flatMap { metric -> [Column<Row>] in
      let own = Column<Row>(metric) { $0.totals }.shown(if: shown.contains(metric))
      return [own] + (PublishedColumns.figures.first { $0.metric == metric }.map(columns) ?? [])
    } + accuracyColumns
  }

  /// The metrics that have columns of printed figures, and the keys of these.
  private static let figures: [Figures] = [
    Figures(metric: .macs, figure: "publishedMacs", difference: "difference", priority: 8),
    Figures(
      metric: .parameters, figure: "publishedParameters", difference: "parametersDifference",
      priority: 4),
  ]

  private struct Figures {
    let metric: Metric
    /// The key of the figure, and of how far our count exceeds it.
    let figure, difference: String
    let priority: Int
  }

  /// A figure as a number, and its verdict, which is dropped together with it.
  private func columns(_ figures: Figures) -> [Column<Row>] {
    let metric = figures.metric
    func column(
      _ key: String, _ title: String, alignment: Heading.Alignment = .right,
      flexibility: Heading.Flexibility = .rigid, priority: Int = 0, goesWith: String? = nil,
      isExtra: Bool = false, meaning: String, _ cell: @escaping @Sendable (Printed) -> Cell
    ) -> Column<Row> {
      Column(
        key, title, alignment: alignment, flexibility: flexibility, priority: priority,
        goesWith: goesWith, isExtra: isExtra, meaning: meaning
      ) { row in Printed(row, metric).map(cell) ?? .missing }
    }
    return [
      column(
        figures.figure, "printed", priority: figures.priority,
        meaning: "as published, in the unit of our count", \.cell),
      column(
        "\(metric.rawValue)Verdict", "verdict", alignment: .left, flexibility: .keepsStart,
        priority: figures.priority + 1, goesWith: figures.figure,
        meaning: "how it compares with our count"
      ) { [isForPeople] printed in
        .text(
          isForPeople
            ? printed.finding.words(printed.difference) : printed.finding.verdict.rawValue)
      },
      column(
        "\(figures.figure)Text", "as printed", isExtra: true, meaning: "in the paper's unit"
      ) { .text($0.finding.figure.text) },
      column(
        "\(metric.rawValue)Reason", "why", alignment: .left, isExtra: true,
        meaning: "the convention, or what is wrong with the figure"
      ) { .text($0.finding.reason) },
      column(
        figures.difference, "off by", isExtra: true,
        meaning: "how far our count exceeds it, if nothing explains the difference"
      ) { $0.difference.map { .share($0) } ?? .missing },
    ]
  }

  static let source = Name("source", "Source", "the paper and the table of the figures")

  /// The accuracies and the sources of the figures.
  var accuracyColumns: [Column<Row>] {
    zip([.top1, .averagePrecision] as [Name], PublishedFigures.accuracies).map { name, key in
      Column(name, priority: 7) { row in
        row.entry?.accuracies[key].map { .number($0, digits: 1) } ?? .missing
      }
    } + [
      Column(PublishedColumns.source, alignment: .left, flexibility: .keepsStart, priority: 6) {
        $0.entry.map(sourceCell) ?? .missing
      },
      Column(
        "accuracySource", "Source of accuracy", alignment: .left, isExtra: true,
        meaning: "the paper and the table of the accuracy"
      ) { .text($0.entry?.accuracyCitation?.text, else: .missing) },
      Column(
        "task", "Task", alignment: .left, isExtra: true,
        meaning: "the task, such as classification"
      ) { .text($0.entry?.table?.task.rawValue, else: .missing) },
      Column(
        "dataset", "Dataset", alignment: .left, isExtra: true,
        meaning: "the dataset, such as ImageNet"
      ) { .text($0.entry?.table?.dataset, else: .missing) },
    ]
  }

  /// The columns that text omits if nothing was published.
  static let optional: Set<String> = [
    "publishedMacs", "macsVerdict", "publishedParameters", "parametersVerdict", "top1", "ap",
    "source",
  ]

  // MARK: Sources

  /// `[1] Table 6; Top-1 [2]`, or the paper and the table in full.
  private func sourceCell(_ entry: PublishedFigures.Entry) -> Cell {
    let (figures, accuracy) = entry.citations
    guard format == .text else { return .text((figures ?? accuracy)?.text, else: .missing) }
    let words = [figures.map { cited($0) }, accuracy.map { "Top-1 " + cited($0) }]
    return .text(words.compactMap(\.self).joined(separator: "; "))
  }

  /// `[1] Table 6`.
  private func cited(_ citation: PublishedFigures.Citation) -> String {
    let number = sources.firstIndex(of: citation.source).map { "[\($0 + 1)]" }
    return [number, citation.table].compactMap(\.self).joined(separator: " ")
  }

  private static func sources(of entries: [PublishedFigures.Entry]) -> [String] {
    entries.flatMap { [$0.citations.figures, $0.citations.accuracy] }.compactMap(\.self)
      .reduce(into: []) { sources, citation in
        if !sources.contains(citation.source) { sources.append(citation.source) }
      }
  }

  // MARK: Legend

  /// The sources, by the numbers that text uses for them.
  var sourceNotes: [String] {
    sources.isEmpty ? [] : [""] + sources.enumerated().map { "[\($0 + 1)] \($1)" }
  }

  /// What the printed figures are for, and how they are shown.
  func legend(_ rows: [Row]) -> [(text: String, columns: Set<String>)] {
    let about = Set(entries.compactMap(\.table).map(\.benchmark)).sorted()
    /// The columns with such a figure.
    func columns(where holds: (Printed) -> Bool) -> Set<String> {
      Set(
        PublishedColumns.figures.filter { figures in
          rows.contains { Printed($0, figures.metric).map(holds) ?? false }
        }.map(\.figure))
    }
    return [
      (
        "printed: \(about.joined(separator: ", ")), in the unit of our count",
        about.isEmpty ? [] : Set(PublishedColumns.figures.map(\.figure))
      ), ("~: printed with fewer digits", columns(where: \.isCoarse)),
      (
        "+1.0%: our count is 1.0% higher",
        columns { $0.finding.verdict == .unexplained }
      ),
    ]
  }

  /// Where to find more about the printed figures.
  func notes(about model: String) -> [String] {
    guard format == .text, entries.contains(where: { !$0.findings.isEmpty }) else { return [] }
    return ["'costcalc published \(model)' says more about each figure"]
  }
}

/// A figure beside our own whole number.
private struct Printed {
  let finding: Finding
  let ours: Int128

  /// The figure of a metric in a row; nil if there is none.
  init?(_ row: PublishedColumns.Row, _ metric: Metric) {
    guard let finding = row.entry?.finding(metric.rawValue),
      case .count(let ours) = metric.cell(row.totals)
    else { return nil }
    (self.finding, self.ours) = (finding, ours)
  }

  var cell: Cell { .printed(finding.figure, beside: ours) }

  var difference: Double? { finding.difference(to: ours) }

  /// Whether it has fewer digits than the unit of our count shows.
  var isCoarse: Bool { cell.text(.scaled).hasPrefix("~") }
}

extension PublishedFigures.Entry {
  /// Where its figures are printed, and its accuracy if that is elsewhere.
  fileprivate var citations:
    (figures: PublishedFigures.Citation?, accuracy: PublishedFigures.Citation?)
  {
    (citation, accuracyCitation.flatMap { $0 == citation ? nil : $0 })
  }
}

extension Published.Table {
  /// The subject of its figures: `ImageNet classification`.
  fileprivate var benchmark: String {
    [dataset, task.rawValue].compactMap(\.self).joined(separator: " ")
  }
}

extension Finding {
  /// How far our count exceeds the figure, relative to the figure; nil if something explains the
  /// difference.
  fileprivate func difference(to ours: Int128) -> Double? {
    guard verdict == .unexplained, figure.value > 0 else { return nil }
    return (Double(ours) - figure.value) / figure.value
  }

  /// A short verdict: `as printed`, `under pytorchcv, halved`, `+2.1% unexplained`.
  fileprivate func words(_ difference: Double?) -> String {
    switch verdict {
    case .underConvention: return conventionWords
    case .unexplained:
      // The number comes first, because narrow terminals cut the end.
      let sign = (difference ?? 0) > 0 ? "+" : ""
      return [difference.map { sign + $0.percent }, verdict.rawValue].compactMap(\.self)
        .joined(separator: " ")
    case .asPrinted, .truncated, .misprint, .notModelled: return verdict.rawValue
    }
  }

  /// `under pytorchcv, halved`, `rounded up`: what is counted matters more than its name.
  private var conventionWords: String {
    let all = reason.split(separator: ",").map { String($0.drop { $0 == " " }) }
    let counted = all.filter { $0 != Published.habits[0] }
    let words = counted.joined(separator: ", ")
    return counted.allSatisfy(Published.habits.contains) ? words : "under " + words
  }
}
