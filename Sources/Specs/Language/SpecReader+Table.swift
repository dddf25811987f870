import JSON
import Symbolic

extension SpecReader {
  /// The rows of a body. A row with the cell `operator` is a header; the first row must be one.
  mutating func table(_ json: JSON, inputs: [String] = []) -> Table? {
    guard case .array(let elements) = json.value, !elements.isEmpty else {
      fault("a body is a table: a header row, then rows", at: json.position)
      return nil
    }
    var columns: [String] = []
    var drafts: [Draft] = []
    var headers: [Table.Header] = []
    var seen: Set<String> = Set(inputs)
    for element in elements {
      guard case .array(let cells) = element.value else {
        fault("a row is a list of cells, not \(element.kind)", at: element.position)
        continue
      }
      if cells.contains(where: { $0.value == .string("operator") }) {
        columns = header(element)
        headers.append(
          Table.Header(
            position: element.position,
            columns: Dictionary(
              zip(columns, cells.map(\.position)), uniquingKeysWith: { first, _ in first })))
      } else if columns.isEmpty {
        fault("the first row names the columns, \"operator\" among them", at: element.position)
        return nil
      } else if let draft = draft(element, cells, under: columns) {
        if let name = draft.name, !seen.insert(name).inserted {
          fault("a second row or input named \(quoted(name))", at: draft.position)
        }
        drafts.append(draft)
      }
    }
    if drafts.isEmpty, faults.isEmpty { fault("a table without rows", at: json.position) }
    return Table(rows: label(drafts), headers: headers, position: json.position)
  }

  private struct Draft {
    let operation: Cell
    let name: String?
    let cells: Cells
    let position: SourcePosition
  }

  private mutating func header(_ json: JSON) -> [String] {
    let columns = headerNames(json)
    if let twice = columns.first(where: { name in columns.filter { $0 == name }.count > 1 }) {
      fault("two columns are named \(quoted(twice))", at: json.position)
    }
    return columns
  }

  mutating func headerNames(_ json: JSON) -> [String] {
    guard case .array(let cells) = json.value else { return [] }
    return cells.map { cell in
      guard case .string(let name) = cell.value, name.isIdentifier else {
        fault("a column's name is a word, not \(cell.kind)", at: cell.position)
        return "?"
      }
      return name
    }
  }

  private mutating func draft(_ json: JSON, _ cells: [JSON], under columns: [String]) -> Draft? {
    guard cells.count <= columns.count else {
      fault(
        "\(cells.count) cells under \(columns.count) columns", at: cells[columns.count].position)
      return nil
    }
    var values = Cells()
    var operation: Cell?
    var name: String?
    for (column, json) in zip(columns, cells) {
      switch column {
      case "name":
        if json.value != .string("-") { name = rowName(json) }
      case "operator": operation = cell(json)
      case "each":
        // "shared but norm" is three words, not an expression.
        guard let text = string(json), text != "-" else { continue }
        values[column] = Cell(content: .text(text), text: text, position: json.position)
      default:
        if let value = cell(json) { values[column] = value }
      }
    }
    guard let operation else {
      if faults.isEmpty { fault("a row without an operator", at: json.position) }
      return nil
    }
    guard case .expression(let expression) = operation.content, case .name = expression.root else {
      fault("an operator is a name, not \(quoted(operation.text))", at: operation.position)
      return nil
    }
    return Draft(operation: operation, name: name, cells: values, position: json.position)
  }

  private mutating func rowName(_ json: JSON) -> String? {
    guard let name = identifier(json, "a row's name") else { return nil }
    guard name != "in", !["true", "false", "and", "or", "not"].contains(name) else {
      fault("a row can't be named \(quoted(name))", at: json.position)
      return nil
    }
    return name
  }

  /// Labels unnamed rows by their operator, numbered if the table has several of them.
  private func label(_ drafts: [Draft]) -> [Row] {
    var totals: [String: Int] = [:]
    let taken = Set(drafts.compactMap(\.name))
    for draft in drafts where draft.name == nil { totals[draft.operation.text, default: 0] += 1 }
    var seen: [String: Int] = [:]
    return drafts.map { draft in
      let word = draft.operation.text
      var label = draft.name ?? word
      if draft.name == nil, totals[word, default: 0] > 1 || taken.contains(word) {
        repeat {
          seen[word, default: 0] += 1
          label = "\(word)\(seen[word, default: 0])"
        } while taken.contains(label)
      }
      return Row(
        operation: draft.operation, name: draft.name, label: label, cells: draft.cells,
        position: draft.position)
    }
  }
}
