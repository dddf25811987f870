import Specs
import Symbolic

/// A block to be matched against segments: its rows as expressions of its columns.
struct BlockTable {
  /// What a cell holds.
  enum Cell {
    case expression(Expression)
    case value(Value)
  }

  struct Row {
    let name: String?
    let word: String
    /// Names of what it reads, `in` and `-` among them; empty for the row above.
    let from: [String]
    let cells: [String: Cell]
    let condition: Expression?
    /// Whether it may be missing for reasons that are yet to be found.
    var isOptional = false
  }

  let name: String
  /// The columns, with their defaults.
  let columns: [(name: String, usual: Expression?)]
  var rows: [Row]
  /// The block as a spec has it in `blocks`; nil if a library does.
  let written: SpecDocument.Block?

  /// The names of the columns.
  let columnNames: Set<String>

  /// - Parameters:
  ///   - columns: as `let` has them: `c`, `s = 1`.
  ///   - defaults: the cells of the file for columns that rows omit.
  /// - Throws: if a cell is no expression, or a row is more than a matcher takes.
  init(
    _ name: String, columns texts: [String], rows: [TableRow], defaults: [String: CellText],
    written: SpecDocument.Block?
  ) throws(Diagnostic) {
    self.name = name
    self.written = written
    var columns: [(name: String, usual: Expression?)] = []
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      columns.append((parts[0], parts.count > 1 ? try Expression(parts[1]) : nil))
    }
    self.columns = columns
    columnNames = Set(columns.map(\.name))
    var read: [Row] = []
    for row in rows {
      var cells: [String: Cell] = [:]
      for (column, cell) in row.givenCells(defaults) where !["if", "called"].contains(column) {
        cells[column] = try BlockTable.cell(cell)
      }
      guard row.isSayable else { throw Diagnostic("a row of \(name) can't be matched") }
      read.append(
        Row(
          name: row.name, word: row.word, from: row.from, cells: cells,
          condition: try row.cells["if"].map { (cell) throws(Diagnostic) in
            try Expression(cell.expression)
          }))
    }
    self.rows = read
  }

  private static func cell(_ text: CellText) throws(Diagnostic) -> Cell {
    let words = text.expression
    let axes = words.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    if axes.count > 1, axes.allSatisfy({ $0 != nil }) {
      return .value(.perAxis(axes.compactMap(\.self)))
    }
    if text.json.hasPrefix("[") {
      let numbers = text.json.dropFirst().dropLast().split(separator: ",").map {
        Int($0.filter { $0 != " " })
      }
      guard numbers.allSatisfy({ $0 != nil }) else { throw Diagnostic("a list of no numbers") }
      return .value(.list(numbers.compactMap { $0.map(Value.integer) }))
    }
    return .expression(try Expression(words))
  }
}

extension TableRow {
  /// Its cells, and the file's defaults in columns that it omits.
  func givenCells(_ defaults: [String: CellText]) -> [String: CellText] {
    var given = cells
    let takes = ["conv", "depthwise", "transposed", "squeeze"].contains(word)
    let columns =
      word == "squeeze" ? ["r", "act", "gate"] : OperatorEntry.named(word)?.columns ?? []
    for (column, cell) in defaults where takes && columns.contains(column) {
      if given[column] == nil { given[column] = cell }
    }
    if word == "squeeze" {
      if given["act"] == nil { given["act"] = CellText(expression: "relu") }
      if given["gate"] == nil { given["gate"] = CellText(expression: "sigmoid") }
    }
    return given
  }

  /// Whether it is an operator, or the one block that is a node, and reads named rows.
  var isSayable: Bool {
    (word == "squeeze" || OperatorEntry.named(word) != nil) && cells["each"] == nil
      && cells["n"] == nil && !from.contains { $0.contains("(") || $0.contains(".") }
  }
}
