/// Published figures about networks: typed from papers and release notes, with their source.
public struct Published: Sendable {
  /// A table as printed.
  public struct Table: Sendable {
    /// Its name in the source: `Table 6`.
    public let name: String
    /// Authors, title, identifier and year.
    public let source: String
    /// What the source calls its unit.
    public let unit: String?
    /// For each metric, how the source counts: a ``Convention`` with spaces for hyphens, such as
    /// `without batch norm`, or one of ``habits``.
    public let conventions: [(metric: String, words: [String])]
    /// What is to be known about it.
    public let note: String?
    /// The rows.
    public let rows: [Row]
    /// The figures that do not follow from the table's conventions, and what is known of them.
    let exceptions: [Exception]

    /// What is said about how a metric is counted.
    func words(_ metric: String) -> [String] {
      conventions.first { $0.metric == metric }?.words ?? []
    }
  }

  /// A figure that does not agree.
  struct Exception: Sendable {
    /// The number of the row, from 1 on.
    let row: Int
    let metric: String
    let verdict: Verdict
    let reason: String
    let position: SourcePosition
  }

  /// A row: a network, the parameters that it sets, and figures.
  public struct Row: Sendable {
    /// The row's name as printed, where its network and parameters do not say it.
    public let label: String?
    /// The network; nil for a system that is not modelled.
    public let model: String?
    /// The blocks that others take the place of.
    let replacements: [String: String]
    /// The kind of layer that the figures are about; nil for all.
    let kind: LayerKind?
    /// The rows of the spec that the figures are about; empty for all.
    let parts: [String]
    /// Values of parameters as a user would type them.
    public let values: [(name: String, text: String)]
    /// The figures by metric.
    public let figures: [(metric: String, figure: Figure)]

    /// Whether its figures are about all of a network as its spec has it.
    public var isWholeNetwork: Bool {
      replacements.isEmpty && kind == nil && parts.isEmpty
        && figures.allSatisfy { $0.figure.meaning == .count }
    }

    /// The figure of a metric, or nil.
    public func figure(_ metric: String) -> Figure? {
      figures.first { $0.metric == metric }?.figure
    }
  }

  /// The tables in the order of the file.
  public let tables: [Table]

  /// The names of the networks, each once, sorted.
  public var modelNames: [String] {
    Set(tables.flatMap { $0.rows.compactMap(\.model) }).sorted()
  }

  /// The metrics that a network's spec decides.
  public static let costs = ["macs", "flops", "parameters", "activations", "memory"]
  /// The metrics that figures may be about.
  public static let metrics = costs + ["top1", "top5", "ap"]
  /// Ways to print a count: under another name, cut instead of rounded, or half of it.
  public static let habits = ["MACs called FLOPs", "truncated", "rounded up", "halved"]

  /// Reads a file of published figures strictly.
  ///
  /// - Throws: up to ``Diagnostics/limit`` faults.
  public static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> Published {
    let json: JSON
    do throws(Diagnostic) {
      json = try JSON.read(bytes, file: file)
    } catch {
      throw Diagnostics([error])
    }
    var reader = PublishedReader(reader: SpecReader(file: file))
    let published = reader.published(json)
    guard let published, reader.reader.faults.isEmpty else {
      throw Diagnostics(reader.reader.faults)
    }
    return published
  }
}

extension Catalog {
  /// All published tables, each with the name of its file, in the order of the files.
  ///
  /// - Throws: the first fault of a file.
  public func published() throws(Diagnostic) -> [(file: String, table: Published.Table)] {
    var tables: [(file: String, table: Published.Table)] = []
    for file in files where file.isPublished {
      tables += try published(in: file).map { (file.publishedName, $0) }
    }
    return tables
  }

  /// The published figures about a network: those of the file that is called like it first, then
  /// in the order of the files.
  ///
  /// - Throws: the first fault of a file.
  public func published(about name: String) throws(Diagnostic) -> [Published.Table] {
    let files = files.filter { $0.isPublished && $0.names.contains(name) }
    let own = files.filter { name.hasPrefix($0.publishedName) }
    let others = files.filter { !name.hasPrefix($0.publishedName) }
    var tables: [Published.Table] = []
    for file in own + others { tables += try published(in: file) }
    return tables
  }

  private func published(in file: File) throws(Diagnostic) -> [Published.Table] {
    do throws(Diagnostics) {
      return try Published.read(Array(file.text.utf8), file: "specs/\(file.path)").tables
    } catch {
      throw error.all.first ?? Diagnostic("\(file.path) can't be read")
    }
  }
}

extension Catalog.File {
  /// The name of a file of published figures: the paper's or the project's.
  fileprivate var publishedName: String {
    String(path.dropFirst("published/".count).dropLast(".json".count))
  }
}

/// Turns JSON into ``Published``, with the means of the spec reader.
private struct PublishedReader {
  var reader: SpecReader

  mutating func published(_ json: JSON) -> Published? {
    let keys = ["source", "tables", "note"]
    guard let members = reader.object(json, keys: keys, in: "a file of published figures"),
      case .array(let tables) = members["tables"]?.value,
      let source = members["source"].flatMap({ reader.string($0) })
    else {
      reader.fault("published figures need a 'source' and 'tables'", at: json.position)
      return nil
    }
    return Published(tables: tables.compactMap { table($0, source: source) })
  }

  private mutating func table(_ json: JSON, source: String) -> Published.Table? {
    let keys = [
      "table", "model", "source", "unit", "convention", "note", "figures", "exceptions",
    ]
    guard let members = reader.object(json, keys: keys, in: "a published table"),
      let name = members["table"].flatMap({ reader.string($0) }),
      case .array(let rows) = members["figures"]?.value, let header = rows.first
    else {
      reader.fault("a published table needs 'table' and 'figures'", at: json.position)
      return nil
    }
    let model = members["model"].flatMap { reader.string($0) }
    let columns = reader.headerNames(header)
    if model == nil, !columns.contains("model") {
      reader.fault("a table names its 'model', or has a column of it", at: json.position)
    }
    let conventions = members["convention"].map { reader.membersInOrder($0, "'convention'") } ?? []
    return Published.Table(
      name: name, source: members["source"].flatMap { reader.string($0) } ?? source,
      unit: members["unit"].flatMap { reader.string($0) },
      conventions: conventions.compactMap { member in
        reader.string(member.value).map { (member.key, words($0)) }
      },
      note: members["note"].flatMap { reader.string($0) },
      rows: rows.dropFirst().compactMap { row($0, columns, model: model) },
      exceptions: members["exceptions"].map { exceptions($0) } ?? [])
  }

  /// `without classifier, truncated` as a list.
  private func words(_ text: String) -> [String] {
    text.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  private mutating func exceptions(_ json: JSON) -> [Published.Exception] {
    guard case .array(let rows) = json.value, let header = rows.first,
      reader.headerNames(header) == ["row", "metric", "verdict", "reason"]
    else {
      reader.fault(
        "exceptions are a table of \"row\", \"metric\", \"verdict\" and \"reason\"",
        at: json.position)
      return []
    }
    return rows.dropFirst().compactMap { json in
      guard case .array(let cells) = json.value, cells.count == 4,
        case .number(let number) = cells[0].value, let row = Int(number),
        let metric = reader.string(cells[1]), let word = reader.string(cells[2]),
        let verdict = Verdict(rawValue: word), !verdict.isAgreement,
        let reason = reader.string(cells[3])
      else {
        reader.fault(
          "an exception is a row's number, a metric, a verdict and a reason", at: json.position,
          help: "the verdict is misprint, not modelled, or unexplained")
        return nil
      }
      return Published.Exception(
        row: row, metric: metric, verdict: verdict, reason: reason, position: json.position)
    }
  }

  private mutating func row(
    _ json: JSON, _ columns: [String], model: String?
  ) -> Published.Row? {
    guard case .array(let cells) = json.value, cells.count <= columns.count else {
      reader.fault("a row has a cell for each column", at: json.position)
      return nil
    }
    var model = model
    var (label, replacements, parts) = (String?.none, [String: String](), [String]())
    var kind: LayerKind?
    var values: [(name: String, text: String)] = []
    var figures: [(metric: String, figure: Figure)] = []
    for (column, cell) in zip(columns, cells) {
      guard let text = text(cell) else {
        if column == "model" { model = nil }
        continue
      }
      switch column {
      case "label": label = text
      case "model": model = text
      case "part": parts = text.split(separator: "+").map { String($0.filter { $0 != " " }) }
      case "kind":
        kind = LayerKind(rawValue: text)
        if kind == nil { reader.fault("\(quoted(text)) is no kind of layer", at: cell.position) }
      case "replace":
        let blocks = text.split(separator: "=").map(String.init)
        if blocks.count == 2 {
          replacements[blocks[0]] = blocks[1]
        } else {
          reader.fault("a replacement is written BLOCK=OTHER", at: cell.position)
        }
      case let metric where Published.metrics.contains(metric):
        if let figure = Figure(text) {
          figures.append((metric, figure))
        } else {
          reader.fault("\(quoted(text)) is no figure", at: cell.position, help: "like \"569 M\"")
        }
      default: values.append((column, text))
      }
    }
    if model == nil, label == nil {
      reader.fault("a row without a model needs a label", at: json.position)
    }
    return Published.Row(
      label: label, model: model, replacements: replacements, kind: kind, parts: parts,
      values: values, figures: figures)
  }

  private mutating func text(_ json: JSON) -> String? {
    switch json.value {
    case .string("-"): return nil
    case .string(let text), .number(let text): return text
    case .bool(let value): return "\(value)"
    case .null, .array, .object:
      reader.fault("expected a number or a string, not \(json.kind)", at: json.position)
      return nil
    }
  }
}
