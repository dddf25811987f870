import CostModel
import Symbolic

/// Counts networks and compares figures with them; each network is expanded once, and counted once
/// by each convention.
package final class Auditor {
  private let catalog: Catalog
  private var networks: [Key: Network] = [:]
  private var reports: [Key: [String: Report]] = [:]
  private var tables: [String: [Published.Table]] = [:]

  fileprivate struct Key: Hashable {
    let model: String?
    let values: [String]
    let replacements: [String: String]
  }

  /// The subject of a row's figures, under whichever of its names.
  private struct Identity: Equatable {
    let spec: String
    let values: [String: Value]
    let replacements: [String: String]
    let kind: LayerKind?
    let parts: [String]
  }

  /// An auditor that finds networks and conventions in a catalog.
  package init(_ catalog: Catalog) { self.catalog = catalog }

  /// The findings for every figure of a table that a spec determines, in the order of the rows.
  ///
  /// - Throws: a diagnostic if a row names an unknown network, or a convention is unknown.
  package func findings(of table: Published.Table) throws(Diagnostic) -> [Finding] {
    var findings: [Finding] = []
    for index in table.rows.indices {
      findings += try self.findings(ofRow: index, in: table)
    }
    return findings
  }

  /// The findings for every figure of a row that a spec determines.
  ///
  /// - Parameter index: the index of the row, from 0.
  /// - Throws: as ``findings(of:)``.
  package func findings(
    ofRow index: Int, in table: Published.Table
  ) throws(Diagnostic) -> [Finding] {
    let row = table.rows[index]
    var findings: [Finding] = []
    for (metric, figure) in row.figures where Published.costs.contains(metric) {
      findings.append(try finding(of: figure, metric, in: row, number: index + 1, of: table))
    }
    return findings
  }

  private func finding(
    of figure: Figure, _ metric: String, in row: Published.Row, number: Int,
    of table: Published.Table
  ) throws(Diagnostic) -> Finding {
    let exception = table.exceptions.first { $0.row == number && $0.metric == metric }
    func finding(_ count: Rational?, _ verdict: Verdict, _ reason: String) -> Finding {
      Finding(
        table: table, row: row, number: number, metric: metric, figure: figure, count: count,
        verdict: verdict, reason: reason)
    }
    guard row.model != nil else {
      return finding(nil, .notModelled, exception?.reason ?? "no spec describes it")
    }
    var reading = try reading(of: figure, metric, in: row, of: table)
    if reading == nil { reading = try readingOfCopies(of: figure, metric, in: row) }
    if let reading {
      let isRemark = exception?.verdict == reading.verdict
      let reason = isRemark ? exception?.reason : nil
      return finding(reading.count, reading.verdict, reason ?? reading.reason)
    }
    return finding(
      try count(figure, metric, in: row, of: table, as: table.words(metric)),
      exception?.verdict ?? .unexplained, exception?.reason ?? "")
  }

  /// The simplest reading of a figure that gives it from our counts; nil for none.
  private func reading(
    of figure: Figure, _ metric: String, in row: Published.Row, of table: Published.Table
  ) throws(Diagnostic) -> Reading? {
    let words = table.words(metric)
    guard let own = try count(figure, metric, in: row, of: table, as: []) else { return nil }
    return try figure.reading(of: own, by: words) { () throws(Diagnostic) in
      try count(figure, metric, in: row, of: table, as: words)
    }
  }

  /// The reading of the same figure where another table prints it for the same network: papers
  /// copy figures without saying how they were counted.
  private func readingOfCopies(
    of figure: Figure, _ metric: String, in row: Published.Row
  ) throws(Diagnostic) -> Reading? {
    guard figure.meaning == .count, let network = try identity(of: row) else { return nil }
    for table in try tables(about: catalog.model(named: network.spec).spec) {
      for other in table.rows where other.figure(metric)?.isSame(as: figure) == true {
        guard try identity(of: other) == network,
          let reading = try reading(of: figure, metric, in: other, of: table)
        else { continue }
        return reading
      }
    }
    return nil
  }

  /// The tables with figures for a network of a spec.
  private func tables(about spec: Spec) throws(Diagnostic) -> [Published.Table] {
    let name = spec.name ?? spec.file
    if let known = tables[name] { return known }
    let found = try catalog.published(about: Set(spec.definedNames)).map(\.table)
    tables[name] = found
    return found
  }

  /// What a row's figures are about; nil if no spec describes it.
  private func identity(of row: Published.Row) throws(Diagnostic) -> Identity? {
    guard let name = row.model else { return nil }
    let model = try catalog.model(named: name)
    return Identity(
      spec: model.spec.name ?? name, values: try model.parameters(row.settings),
      replacements: row.replacements, kind: row.kind, parts: row.parts)
  }

  /// Our count of the figure's quantity, by the words of a column; by no words for our own.
  private func count(
    _ figure: Figure, _ metric: String, in row: Published.Row, of table: Published.Table,
    as words: [String]
  ) throws(Diagnostic) -> Rational? {
    let names = words.filter { !(Published.habits + Published.memories).contains($0) }.map(\.typed)
    guard names.count <= 1 else {
      throw Diagnostic("\(table.name) has more than one convention for \(metric)")
    }
    func quantity(_ row: Published.Row) throws(Diagnostic) -> Rational? {
      metric == "memory"
        ? try peak(of: row, in: words) : try self.quantity(metric, of: row, by: names.first)
    }
    guard let own = try quantity(row) else { return nil }
    let whole: Rational?
    switch figure.meaning {
    case .count: return try? figure.printed(own, by: words)
    case .share: whole = try quantity(row.wholeNetwork)
    case .ratio:
      whole = try table.rows.first.flatMap { row throws(Diagnostic) in try quantity(row) }
    }
    return whole.flatMap { try? own / $0 }
  }

  private func quantity(
    _ metric: String, of row: Published.Row, by convention: String?
  ) throws(Diagnostic) -> Rational? {
    guard let report = try report(of: row, convention: convention) else { return nil }
    do throws(ArithmeticFault) {
      let cost =
        try row.isWhole
        ? report.totals : Cost.sum(report.rows.filter(row.holds).map(\.cost))
      return switch metric {
      case "macs": cost.macs.constantValue
      case "flops": cost.flops.constantValue
      case "parameters": cost.parameters.constantValue
      default: cost.activations.constantValue
      }
    } catch {
      throw Diagnostic("\(metric) of \(row.model ?? ""): \(error)")
    }
  }

  /// The bytes of live tensors at the peak, stored as the words say, or else in fp32; or what an
  /// engine plans.
  private func peak(of row: Published.Row, in words: [String]) throws(Diagnostic) -> Rational? {
    guard let network = try network(of: row) else { return nil }
    if words.contains(Published.engine) { return Rational(try TinyEngine(network).bytes) }
    let type = words.lazy.compactMap { DataType(rawValue: $0) }.first
    return try network.peakMemory(CountOptions(activations: type)).map { Rational($0.bytes) }
  }

  private func network(of row: Published.Row) throws(Diagnostic) -> Network? {
    guard let name = row.model else { return nil }
    let key = row.key
    if let known = networks[key] { return known }
    let network = try Network.expand(try catalog.model(named: name), row.settings, in: catalog)
    networks[key] = network
    return network
  }

  private func report(
    of row: Published.Row, convention: String?
  ) throws(Diagnostic) -> Report? {
    let key = row.key
    if let known = reports[key]?[convention ?? ""] { return known }
    guard let network = try network(of: row) else { return nil }
    let options = CountOptions(
      convention: try convention.map { name throws(Diagnostic) in
        try catalog.convention(named: name)
      })
    let report = try Report(network, options)
    reports[key, default: [:]][convention ?? ""] = report
    return report
  }
}

extension Published.Row {
  /// What its network is made of.
  fileprivate var key: Auditor.Key {
    Auditor.Key(
      model: model, values: values.flatMap { [$0.name, $0.text] }, replacements: replacements)
  }

  /// The settings that make its network.
  fileprivate var settings: Settings {
    var settings = Settings(values.map { ($0.name, $0.text) })
    settings.replacements = replacements
    return settings
  }

  /// Whether its figures are about all layers.
  fileprivate var isWhole: Bool { kind == nil && parts.isEmpty }

  /// Whether its figures are about a layer of its network.
  fileprivate func holds(_ counted: Report.Row) -> Bool {
    (kind == nil || counted.layer.kind == kind)
      && (parts.isEmpty || counted.layer.path.first.map(parts.contains) == true)
  }

  /// The row with the whole network, without omissions.
  fileprivate var wholeNetwork: Published.Row {
    Published.Row(
      label: label, model: model, replacements: replacements, kind: nil, parts: [],
      values: values, figures: figures)
  }
}

extension String {
  /// The name of a convention as it is typed: `without-classifier`.
  var typed: String { String(map { $0 == " " ? "-" : $0 }) }
}
