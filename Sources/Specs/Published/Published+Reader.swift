import CostModel
import JSON
import Symbolic

extension Published {
  /// Reads a file of published figures strictly.
  ///
  /// - Throws: up to `Diagnostics.limit` faults.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> Published {
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

/// Turns JSON into ``Published``, with the tools of the spec reader.
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
      "table", "model", "task", "dataset", "source", "unit", "convention", "note", "figures",
      "exceptions",
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
    guard let task = task(members["task"], of: json),
      let dataset = members["dataset"].flatMap({ reader.string($0) })
    else {
      if members["dataset"] == nil {
        reader.fault("a published table needs a 'dataset', or \"-\" for none", at: json.position)
      }
      return nil
    }
    let conventions = members["convention"].map { reader.membersInOrder($0, "'convention'") } ?? []
    return Published.Table(
      name: name, source: members["source"].flatMap { reader.string($0) } ?? source,
      task: task, dataset: dataset == "-" ? nil : dataset,
      unit: members["unit"].flatMap { reader.string($0) },
      conventions: conventions.compactMap { member in
        reader.string(member.value).map { (member.key, words($0)) }
      },
      note: members["note"].flatMap { reader.string($0) },
      rows: rows.dropFirst().compactMap { row($0, columns, model: model) },
      exceptions: members["exceptions"].map { exceptions($0) } ?? [])
  }

  private mutating func task(_ json: JSON?, of table: JSON) -> Published.Task? {
    let known = Published.Task.allCases.map(\.rawValue)
    let all = "use one of \(known.joined(separator: ", "))"
    guard let json else {
      reader.fault("a published table needs a 'task'", at: table.position, help: all)
      return nil
    }
    guard let word = reader.string(json) else { return nil }
    guard let task = Published.Task(rawValue: word) else {
      reader.fault(
        "unknown task \(quoted(word))", at: json.position,
        help: didYouMean(word, in: known) ?? all)
      return nil
    }
    return task
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
        let verdict = Verdict(rawValue: word), verdict.takesReason,
        let reason = reader.string(cells[3])
      else {
        reader.fault(
          "an exception is a row's number, a metric, a verdict and a reason", at: json.position,
          help: "the verdict is truncated, misprint, not modelled or unexplained")
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
        if kind == nil { reader.fault("\(quoted(text)) is not a kind of layer", at: cell.position) }
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
          reader.fault("\(quoted(text)) is not a figure", at: cell.position, help: "like \"569 M\"")
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
