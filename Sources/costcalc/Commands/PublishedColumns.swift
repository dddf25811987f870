import CostModel
import Specs

/// The columns of published figures and their cells: abbreviated with numbered sources for a
/// terminal, in full for Markdown and for programs.
struct PublishedColumns {
  private let format: Format
  /// The sources of the entries so far, in the order of their numbers.
  private var sources: [String] = []
  private var entries: [PublishedFigures.Entry] = []
  /// The columns with a figure that has fewer digits than the unit of our count shows.
  private var coarse: Set<String> = []
  /// The columns with an unexplained figure.
  private var unexplained: Set<String> = []

  init(_ format: Format) { self.format = format }

  /// Whether anything is printed for any of the networks.
  var hasEntries: Bool { !entries.isEmpty }

  private var isForPeople: Bool { format == .text || format == .markdown }

  // MARK: Columns

  /// The metrics, some of them shown in text, each followed by the figures printed for it.
  static func columns(showing shown: [Name]) -> [Column] {
    Metric.all.flatMap { metric -> [Column] in
      let column = metric.column(showing: shown)
      return switch metric.name {
      case .macs: [column] + figureColumns(macs, "difference", priority: 8)
      case .parameters:
        [column] + figureColumns(parameters, "parametersDifference", priority: 4)
      default: [column]
      }
    } + accuracyColumns
  }

  static let source = Name("source", "Source", "the paper and the table of the figures")

  /// The accuracies and the sources of the figures.
  static let accuracyColumns: [Column] = [
    Column(.top1, priority: 7), Column(.averagePrecision, priority: 7),
    Column(
      source, alignment: .left, flexibility: .keepsStart, priority: 6),
    Column(
      key: "accuracySource", title: "Source of accuracy", alignment: .left, isExtra: true,
      meaning: "the paper and the table of the accuracy"),
    Column(
      key: "task", title: "Task", alignment: .left, isExtra: true,
      meaning: "the task, such as classification"),
    Column(
      key: "dataset", title: "Dataset", alignment: .left, isExtra: true,
      meaning: "the dataset, such as ImageNet"),
  ]

  /// The columns of printed figures, each with a verdict: `macsVerdict`.
  private static let (macs, parameters) = ("publishedMacs", "publishedParameters")

  /// A figure as a number, and its verdict, which is dropped together with it.
  private static func figureColumns(
    _ figure: String, _ difference: String, priority: Int
  ) -> [Column] {
    let metric = figure.dropFirst("published".count)
    let verdict = metric.prefix(1).lowercased() + metric.dropFirst()
    return [
      Column(
        key: figure, title: "printed", priority: priority,
        meaning: "as published, in the unit of our count"),
      Column(
        key: "\(verdict)Verdict", title: "verdict", alignment: .left, flexibility: .keepsStart,
        priority: priority + 1, goesWith: figure, meaning: "how it compares with our count"),
      Column(
        key: "\(figure)Text", title: "as printed", isExtra: true, meaning: "in the paper's unit"),
      Column(
        key: "\(verdict)Reason", title: "why", alignment: .left, isExtra: true,
        meaning: "the convention, or what is wrong with the figure"),
      Column(
        key: difference, title: "off by", isExtra: true,
        meaning: "how far our count exceeds it, if nothing explains the difference"),
    ]
  }

  /// The columns that text omits if nothing was published.
  static let optional: Set<String> = [
    "publishedMacs", "macsVerdict", "publishedParameters", "parametersVerdict", "top1", "ap",
    "source",
  ]

  // MARK: Cells

  /// Our metrics, and the figures printed for a network with these costs.
  mutating func cells(_ entry: PublishedFigures.Entry?, _ totals: Cost) -> [Cell] {
    let figures = Metric.all.flatMap { metric -> [Cell] in
      let own = metric.cell(totals)
      let finding = entry?.finding(metric.name.key)
      return switch metric.name {
      case .macs: [own] + figureCells(finding, own, in: PublishedColumns.macs)
      case .parameters: [own] + figureCells(finding, own, in: PublishedColumns.parameters)
      default: [own]
      }
    }
    return figures + accuracyCells(entry)
  }

  /// The accuracies and the sources of the figures.
  mutating func accuracyCells(_ entry: PublishedFigures.Entry?) -> [Cell] {
    guard let entry else { return PublishedColumns.accuracyColumns.map { _ in .missing } }
    entries.append(entry)
    return PublishedFigures.accuracies.map { key in
      entry.accuracies[key].map { .number($0, digits: 1) } ?? .missing
    } + [
      sourceCell(entry), entry.accuracyCitation.map { .text($0.text) } ?? .missing,
      entry.table.map { .text($0.task.rawValue) } ?? .missing,
      entry.table?.dataset.map { .text($0) } ?? .missing,
    ]
  }

  private mutating func figureCells(
    _ finding: Finding?, _ own: Cell, in column: String
  ) -> [Cell] {
    guard let finding, case .count(let ours) = own else {
      return Array(repeating: .missing, count: 5)
    }
    let difference = finding.difference(to: ours)
    let figure = Cell.printed(finding.figure, beside: ours)
    if figure.text(.scaled).hasPrefix("~") { coarse.insert(column) }
    if finding.verdict == .unexplained { unexplained.insert(column) }
    return [
      figure,
      .text(isForPeople ? finding.words(difference) : finding.verdict.rawValue),
      .text(finding.figure.text), .text(finding.reason), difference.map { .share($0) } ?? .missing,
    ]
  }

  /// `[1] Table 6; Top-1 [2]`, or the paper and the table in full.
  private mutating func sourceCell(_ entry: PublishedFigures.Entry) -> Cell {
    let figures = entry.citation
    let accuracy = entry.accuracyCitation.flatMap { $0 == figures ? nil : $0 }
    guard format == .text else {
      return (figures ?? accuracy).map { .text($0.text) } ?? .missing
    }
    let words = [figures.map { cited($0) }, accuracy.map { "Top-1 " + cited($0) }]
    return .text(words.compactMap(\.self).joined(separator: "; "))
  }

  /// `[1] Table 6`; a new source gets the next number.
  private mutating func cited(_ citation: PublishedFigures.Citation) -> String {
    let index = sources.firstIndex(of: citation.source) ?? sources.count
    if index == sources.count { sources.append(citation.source) }
    return ["[\(index + 1)]", citation.table].compactMap(\.self).joined(separator: " ")
  }

  // MARK: Legend

  /// The sources, by the numbers that text uses for them.
  var sourceNotes: [String] {
    sources.isEmpty ? [] : [""] + sources.enumerated().map { "[\($0 + 1)] \($1)" }
  }

  /// What the printed figures are for, and how they are shown.
  var legend: [(text: String, columns: Set<String>)] {
    let about = Set(entries.compactMap(\.table).map(\.benchmark)).sorted()
    return [
      (
        "printed: \(about.joined(separator: ", ")), in the unit of our count",
        about.isEmpty ? [] : [PublishedColumns.macs, PublishedColumns.parameters]
      ), ("~: printed with fewer digits", coarse),
      ("+1.0%: our count is 1.0% higher", unexplained),
    ]
  }

  /// Where to find more about the printed figures.
  func notes(about model: String) -> [String] {
    guard format == .text, entries.contains(where: { !$0.findings.isEmpty }) else { return [] }
    return ["'costcalc published \(model)' says more about each figure"]
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
