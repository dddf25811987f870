import JSON
import Specs
import Symbolic

/// The blocks of specs/blocks that can be matched.
struct BlockLibrary {
  /// Tables in the order in which they are preferred.
  let tables: [BlockTable]

  /// Blocks of equal cost need an order, or the tables of a family don't align.
  private static let order = ["mbconv", "bneck", "fused_mbconv", "inverted_residual", "separable"]

  /// - Parameter usual: the cells that the file's own defaults give. Where those of the library
  ///   differ, blocks are copied into the file.
  init(_ catalog: Catalog, usual: [String: Value]) {
    var tables: [BlockTable] = []
    for file in catalog.files where file.path.hasPrefix("blocks/") {
      guard let json = try? JSON.read(Array(file.text.utf8), file: file.path),
        case .object(let blocks)? = json["blocks"]?.value
      else { continue }
      let defaults = json["defaults"]?.cells ?? [:]
      for member in blocks {
        tables += BlockLibrary.tables(member.key, member.value, defaults, usual)
      }
    }
    let rank = Dictionary(
      BlockLibrary.order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.tables = tables.enumerated().sorted { a, b in
      let (x, y) = (rank[a.element.name] ?? 99, rank[b.element.name] ?? 99)
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
  }

  /// The block as the library has it, and a copy under the file's defaults.
  private static func tables(
    _ name: String, _ json: JSON, _ defaults: [String: CellText], _ usual: [String: Value]
  ) -> [BlockTable] {
    guard json["inputs"] == nil, json["outputs"] == nil, let body = json["body"]?.rows,
      body.count > 1 || name == "standard"
    else { return [] }
    let columns = json["let"]?.strings ?? []
    guard name != "squeeze", name != "standard", name != "grouped" else { return [] }
    var result: [BlockTable] = []
    if let table = try? BlockTable(
      name, columns: columns, rows: body, defaults: defaults, written: nil)
    {
      result.append(table)
    }
    let own = usual.mapValues { CellText($0) }
    let norms = ["norm", "bias"]
    guard own != defaults.filter({ norms.contains($0.key) }) else { return result }
    // What the library's file gives by default, apart from norms, its rows say themselves here.
    let given = defaults.filter { !norms.contains($0.key) }
    let rows = body.map { row in
      var row = row
      if row.word != "squeeze" { row.cells = row.givenCells(given) }
      return row
    }
    let written = SpecDocument.Block(
      name: name, columns: columns, rows: rows, order: SpecDocument.operatorOrder)
    if let table = try? BlockTable(
      name, columns: columns, rows: rows, defaults: own, written: written)
    {
      result.append(table)
    }
    return result
  }
}

extension SpecDocument {
  /// The order of operators' columns.
  static let operatorOrder = [
    "k", "c", "s", "g", "d", "p", "ceil", "by", "at", "heads", "bias", "norm", "act", "if", "r",
    "gate",
  ]
}

extension JSON {
  /// The strings of a list.
  fileprivate var strings: [String] {
    guard case .array(let elements) = value else { return [] }
    return elements.compactMap { if case .string(let text) = $0.value { text } else { nil } }
  }

  /// The cell of a table in JSON; nil if it is empty.
  fileprivate var cell: CellText? {
    switch value {
    case .string("-"): nil
    case .string(let text): CellText(expression: text)
    case .number(let text): CellText(json: text)
    case .bool(let flag): CellText(json: flag ? "true" : "false")
    case .array(let elements):
      CellText(json: "[\(elements.map { $0.cell?.json ?? "\"-\"" }.joined(separator: ", "))]")
    case .null, .object: nil
    }
  }

  /// The members of an object as cells.
  fileprivate var cells: [String: CellText] {
    guard case .object(let members) = value else { return [:] }
    return Dictionary(
      members.compactMap { member in member.value.cell.map { (member.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The rows of a table.
  fileprivate var rows: [TableRow]? {
    guard case .array(let lines) = value else { return nil }
    var header: [String] = []
    var rows: [TableRow] = []
    for line in lines {
      guard case .array(let elements) = line.value else { return nil }
      if elements.contains(where: { $0.value == .string("operator") }) {
        header = line.strings
        continue
      }
      guard elements.count <= header.count else { return nil }
      var row = TableRow(word: "")
      for (column, element) in zip(header, elements) {
        switch column {
        case "operator": row.word = element.cell?.expression ?? ""
        case "name": row.name = element.cell?.expression
        case "from":
          row.from =
            element.strings.isEmpty ? element.cell.map { [$0.expression] } ?? [] : element.strings
        default: row.cells[column] = element.cell
        }
      }
      rows.append(row)
    }
    return rows
  }
}
