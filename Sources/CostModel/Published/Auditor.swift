import Symbolic

/// Counts networks and compares figures with them; each network is counted once.
public final class Auditor {
  private let catalog: Catalog
  private var reports: [Key: Report] = [:]

  private struct Key: Hashable {
    let model: String
    let values: [String]
    let replacements: [String: String]
    let convention: String?
  }

  /// An auditor that finds networks and conventions in a catalog.
  public init(_ catalog: Catalog) { self.catalog = catalog }

  /// The findings for every figure of a table that a spec determines, in the order of the rows.
  ///
  /// - Throws: a diagnostic if a row names an unknown network, or a convention is unknown.
  public func findings(of table: Published.Table) throws(Diagnostic) -> [Finding] {
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
  public func findings(
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
    let count = try count(figure, metric, in: row, of: table)
    let words = table.words(metric)
    let agreement = count.flatMap { figure.agreement(with: $0) }
    // Truncating and rounding up may give the same as rounding, which needs no convention.
    let habit = agreement.flatMap(\.habit)
    if agreement != nil, habit.map(words.contains) ?? true {
      let needed = words.filter { !Figure.Agreement.habits.contains($0) || $0 == habit }
      return finding(
        count, needed.isEmpty ? .asPrinted : .underConvention,
        needed.map { Published.habits.contains($0) ? $0 : $0.typed }.joined(separator: ", "))
    }
    return finding(count, exception?.verdict ?? .unexplained, exception?.reason ?? "")
  }

  /// Our count of the figure's quantity.
  private func count(
    _ figure: Figure, _ metric: String, in row: Published.Row, of table: Published.Table
  ) throws(Diagnostic) -> Rational? {
    guard let own = try quantity(metric, of: row, in: table) else { return nil }
    let whole: Rational?
    switch figure.meaning {
    case .count: return table.words(metric).contains("halved") ? try? own / 2 : own
    case .share: whole = try quantity(metric, of: row.wholeNetwork, in: table)
    case .ratio:
      whole = try table.rows.first.flatMap { row throws(Diagnostic) in
        try quantity(metric, of: row, in: table)
      }
    }
    return whole.flatMap { try? own / $0 }
  }

  private func quantity(
    _ metric: String, of row: Published.Row, in table: Published.Table
  ) throws(Diagnostic) -> Rational? {
    let names = table.words(metric).filter { !Published.habits.contains($0) }
      .map(\.typed)
    guard names.count <= 1 else {
      throw Diagnostic("\(table.name) has more than one convention for \(metric)")
    }
    guard let report = try report(of: row, convention: names.first) else { return nil }
    if metric == "memory" {
      return try report.peakMemory().map { Rational($0.bytes) }
    }
    let costs = report.rows.filter { counted in
      (row.kind == nil || counted.layer.operation.kind == row.kind)
        && (row.parts.isEmpty || counted.layer.path.first.map(row.parts.contains) == true)
    }.map(\.cost)
    do throws(ArithmeticFault) {
      let cost = try Cost.sum(costs)
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

  private func report(
    of row: Published.Row, convention: String?
  ) throws(Diagnostic) -> Report? {
    guard let name = row.model else { return nil }
    let key = Key(
      model: name, values: row.values.flatMap { [$0.name, $0.text] },
      replacements: row.replacements, convention: convention)
    if let known = reports[key] { return known }
    var settings = Settings(row.values.map { ($0.name, $0.text) })
    settings.replacements = row.replacements
    let network = try Network.expand(try catalog.model(named: name), settings, in: catalog)
    let options = CountOptions(
      convention: try convention.map { name throws(Diagnostic) in
        try catalog.convention(named: name)
      })
    let report = try Report(network, options)
    reports[key] = report
    return report
  }
}

extension Published.Row {
  /// The row with the whole network, without omissions.
  fileprivate var wholeNetwork: Published.Row {
    Published.Row(
      label: label, model: model, replacements: replacements, kind: nil, parts: [],
      values: values, figures: figures)
  }
}

extension String {
  /// The name of a convention as it is typed: `without-classifier`.
  fileprivate var typed: String { String(map { $0 == " " ? "-" : $0 }) }
}

extension Figure.Agreement {
  /// The word that a table uses for it; nil for plain rounding.
  fileprivate var habit: String? {
    switch self {
    case .rounded: nil
    case .truncated: "truncated"
    case .roundedUp: "rounded up"
    }
  }

  fileprivate static let habits = ["truncated", "rounded up"]
}
