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
    /// For each metric, how the source counts: `without batch norm`.
    public let conventions: [(metric: String, words: String)]
    /// What is to be known about it, such as misprints.
    public let note: String?
    /// The rows.
    public let rows: [Row]
  }

  /// A row: a network, the parameters that it sets, and figures.
  public struct Row: Sendable {
    /// The network.
    public let model: String
    /// Values of parameters as a user would type them.
    public let values: [(name: String, text: String)]
    /// The figures by metric.
    public let figures: [(metric: String, figure: Figure)]

    /// The figure of a metric, or nil.
    public func figure(_ metric: String) -> Figure? {
      figures.first { $0.metric == metric }?.figure
    }
  }

  /// A figure with its unit as printed.
  public struct Figure: Sendable {
    /// As printed: `569 M`.
    public let text: String
    /// In units of one.
    public let value: Double
  }

  /// The tables in the order of the file.
  public let tables: [Table]

  /// The names of the networks, each once, sorted.
  public var modelNames: [String] { Set(tables.flatMap { $0.rows.map(\.model) }).sorted() }

  /// The metrics that figures may be about.
  public static let metrics = ["macs", "flops", "parameters", "memory", "top1", "top5"]

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
  /// The published figures about a network, in the order of the files.
  ///
  /// - Throws: the first fault of a file.
  public func published(about name: String) throws(Diagnostic) -> [Published.Table] {
    var tables: [Published.Table] = []
    for file in files where file.isPublished && file.names.contains(name) {
      do throws(Diagnostics) {
        tables += try Published.read(Array(file.text.utf8), file: "specs/\(file.path)").tables
      } catch {
        throw error.all.first ?? Diagnostic("\(file.path) can't be read")
      }
    }
    return tables
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
    let keys = ["table", "model", "source", "unit", "convention", "note", "figures"]
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
        reader.string(member.value).map { (member.key, $0) }
      },
      note: members["note"].flatMap { reader.string($0) },
      rows: rows.dropFirst().compactMap { row($0, columns, model: model) })
  }

  private mutating func row(
    _ json: JSON, _ columns: [String], model: String?
  ) -> Published.Row? {
    guard case .array(let cells) = json.value, cells.count <= columns.count else {
      reader.fault("a row has a cell for each column", at: json.position)
      return nil
    }
    var model = model
    var values: [(name: String, text: String)] = []
    var figures: [(metric: String, figure: Published.Figure)] = []
    for (column, cell) in zip(columns, cells) {
      guard let text = text(cell) else { continue }
      if column == "model" {
        model = text
      } else if Published.metrics.contains(column) {
        if let figure = Published.Figure(text) {
          figures.append((column, figure))
        } else {
          reader.fault("\(quoted(text)) is no figure", at: cell.position, help: "like \"569 M\"")
        }
      } else {
        values.append((column, text))
      }
    }
    guard let model else {
      reader.fault("a row without a model", at: json.position)
      return nil
    }
    return Published.Row(model: model, values: values, figures: figures)
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

extension Published.Figure {
  /// Reads a number with the prefix of its unit: `569 M`, `4.1 B`, `70.6`.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard let first = parts.first, parts.count <= 2, let number = Double(plain: String(first))
    else { return nil }
    let factors = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12]
    let factor = parts.count == 1 ? 1 : factors[String(parts[1])]
    guard let factor else { return nil }
    self.init(text: text, value: number * factor)
  }
}
