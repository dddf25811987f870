import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic

/// The figures that papers and projects print for the networks of a spec, to compare with our
/// counts.
///
/// Of several rows for a network, the first is from its own paper, or else from the file named like
/// the spec, or else from others; among these, the one with the most figures, and then from the
/// table with the most rows for the spec.
struct PublishedFigures {
  /// Where something is printed.
  struct Citation: Hashable {
    /// The paper or the project.
    let source: String
    let table: String?

    var text: String { [source, table].compactMap(\.self).joined(separator: ", ") }
  }

  /// The figures for one network.
  struct Entry {
    /// The table of `findings`; nil if only an accuracy is known.
    let table: Published.Table?
    /// The verdicts on the figures of MACs and parameters.
    let findings: [Finding]
    /// Top-1 or AP, in percent, by metric.
    let accuracies: [String: Double]
    let accuracyCitation: Citation?

    var citation: Citation? { table.map { Citation(source: $0.source, table: $0.name) } }

    func finding(_ metric: String) -> Finding? { findings.first { $0.metric == metric } }
  }

  /// A row of a table for a network of the spec.
  private struct Row {
    let table: Published.Table
    let index: Int
    /// Whether neither the spec's paper nor a release of its own prints it.
    let isForeign: Bool
    let parameters: [String: Value]

    var published: Published.Row { table.rows[index] }

    var figureCount: Int {
      Self.metrics.count { published.figure($0) != nil }
    }

    private static let metrics = ["macs", "parameters"] + PublishedFigures.accuracies
  }

  /// The accuracy metrics that a network may have.
  static let accuracies = ["top1", "ap"]

  private let rows: [Row]
  private let measured: [(parameters: [String: Value], top1: Double)]
  private let measuredCitation: Citation?
  private let auditor: Auditor

  /// The requested figures for the networks of a spec; none for a file of the user's own, unless it
  /// is a copy.
  ///
  /// - Throws: the first fault of a file.
  init(_ spec: Spec?, _ benchmark: BenchmarkArguments, in catalog: Catalog) throws(Diagnostic) {
    auditor = Auditor(catalog)
    guard let spec, let name = spec.name, try catalog.original(of: spec) != nil else {
      (rows, measured, measuredCitation) = ([], [], nil)
      return
    }
    let tables = try catalog.published(about: Set(spec.definedNames))
    rows = PublishedFigures.rows(tables.filter { benchmark.shows($0.table) }, spec)
    let isImageNet = benchmark.includes(.classification, "ImageNet")
    guard isImageNet, let file = catalog.accuracies(of: name) else {
      (measured, measuredCitation) = ([], nil)
      return
    }
    let accuracies = try Measurements(
      file.text, file: "specs/\(file.path)", known: spec.parameters.map(\.name))
    measured = accuracies.rows.compactMap { row in
      let model = row.variant.map { spec.model(named: $0) } ?? Model(spec)
      return (try? model?.parameters(Settings(row.values.map { ($0.name, $0.text) })))
        .map { ($0, row.accuracy) }
    }
    measuredCitation = accuracies.citation
  }

  /// The rows of tables for a spec, the best for each network first.
  private static func rows(
    _ tables: [(file: String, table: Published.Table)], _ spec: Spec
  ) -> [Row] {
    let ranked = tables.map { file, table in
      let isPaper = spec.arXivNumber.map { table.source.contains("arXiv:\($0)") } ?? false
      let isOwn = spec.name?.hasPrefix(file) ?? false
      let rank = isPaper ? 0 : isOwn ? 1 : 2
      let rows = table.rows.indices.compactMap { index -> Row? in
        let row = table.rows[index]
        guard row.isWholeNetwork, let model = row.model.flatMap(spec.model),
          let values = try? model.parameters(Settings(row.values.map { ($0.name, $0.text) }))
        else { return nil }
        return Row(table: table, index: index, isForeign: rank == 2, parameters: values)
      }.filter { $0.figureCount > 0 }
      return (rank: rank, rows: rows)
    }
    let keyed = ranked.flatMap { rank, rows in
      rows.map { (key: (rank, -$0.figureCount, -rows.count), row: $0) }
    }.enumerated()
    return keyed.sorted { a, b in
      a.element.key == b.element.key ? a.offset < b.offset : a.element.key < b.element.key
    }.map(\.element.row)
  }

  /// The figures for a network; nil if there are none.
  ///
  /// - Throws: a diagnostic if a convention can't be applied.
  func entry(of network: Network) throws(Diagnostic) -> Entry? {
    let parameters = Dictionary(
      network.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let rows = rows.filter { $0.parameters == parameters }
    var (own, findings) = (Row?.none, [Finding]())
    for row in rows where own == nil {
      findings = try auditor.findings(ofRow: row.index, in: row.table).filter {
        // A foreign figure that no spec models is for a network other than ours.
        !row.isForeign || $0.verdict != .notModelled
      }
      if !findings.isEmpty { own = row }
    }
    var accuracies: [String: Double] = [:]
    var citation: Citation?
    func take(_ row: Row) {
      for metric in PublishedFigures.accuracies where accuracies.isEmpty {
        guard let figure = row.published.figure(metric) else { continue }
        accuracies[metric] = figure.value
        citation = Citation(source: row.table.source, table: row.table.name)
      }
    }
    own.map(take)
    if accuracies.isEmpty, let row = measured.first(where: { $0.parameters == parameters }) {
      accuracies["top1"] = row.top1
      citation = measuredCitation
    }
    rows.forEach(take)
    guard own != nil || !accuracies.isEmpty else { return nil }
    return Entry(
      table: own?.table, findings: findings, accuracies: accuracies,
      accuracyCitation: citation)
  }
}

extension PublishedFigures {
  /// The accuracies of a network for JSON; null if unknown.
  static func json(_ entry: Entry?) -> [(String, JSONOutput)] {
    accuracies.map { ($0, entry?.accuracies[$0].map { .number($0) } ?? .null) }
      + [
        ("accuracySource", entry?.accuracyCitation.map { .string($0.text) } ?? .null),
        ("task", entry?.table.map { .string($0.task.rawValue) } ?? .null),
        ("dataset", entry?.table?.dataset.map { .string($0) } ?? .null),
      ]
  }
}

extension Spec {
  /// The arXiv number of the spec's paper, the first in its source.
  fileprivate var arXivNumber: String? {
    guard let source, let range = source.firstRange(of: "arXiv:") else { return nil }
    return String(source[range.upperBound...].prefix { $0.isNumber || $0 == "." })
  }
}

extension Measurements {
  /// The paper and table, or the project, that the file names.
  fileprivate var citation: PublishedFigures.Citation? {
    let prefix = "Source: "
    guard let source = comments.first(where: { $0.hasPrefix(prefix) })?.dropFirst(prefix.count)
    else { return nil }
    // "…, arXiv:1905.02244 (2019), Table 3"
    guard let end = source.firstRange(of: "), ") else {
      return PublishedFigures.Citation(source: String(source), table: nil)
    }
    return PublishedFigures.Citation(
      source: source[..<end.lowerBound] + ")", table: String(source[end.upperBound...]))
  }
}
