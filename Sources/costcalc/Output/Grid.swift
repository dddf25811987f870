import CostModel
import Symbolic

/// A table, independent of its output format.
struct Grid: Sendable {
  var columns: [Column]
  /// One cell for each column; a short row is padded with missing values.
  var rows: [[Cell]]
  /// Rows that sum up all rows, set apart at the end.
  var totals: [[Cell]] = []
  /// The indices of rows that text separates from the previous row.
  var groupStarts: Set<Int> = []
  /// Explanations of signs in cells; text prints one below if any of its columns is shown.
  var legend: [(text: String, columns: Set<String>)] = []

  /// A row of `rows` or `totals` with exactly one cell for each column.
  func cells(of row: [Cell]) -> [Cell] {
    columns.indices.map { row.indices.contains($0) ? row[$0] : .missing }
  }

  /// The grid with some columns hidden in text unless the user names them.
  func hiding(_ keys: Set<String>) -> Grid {
    var grid = self
    for index in columns.indices where keys.contains(columns[index].key) {
      grid.columns[index].isExtra = true
    }
    return grid
  }

  /// The grid with those of some columns hidden in text that have no value in any row.
  func hidingEmptyColumns(_ keys: Set<String>) -> Grid {
    hiding(
      keys.filter { key in
        guard let index = columns.firstIndex(where: { $0.key == key }) else { return false }
        return (rows + totals).allSatisfy { [.missing, .blank].contains(cells(of: $0)[index]) }
      })
  }

  /// The grid with only the columns at these indices, in this order.
  func selecting(_ indices: [Int]) -> Grid {
    func select(_ row: [Cell]) -> [Cell] {
      let cells = cells(of: row)
      return indices.map { cells[$0] }
    }
    var selected = self
    selected.columns = indices.map { columns[$0] }
    selected.rows = rows.map(select)
    selected.totals = totals.map(select)
    return selected
  }
}

/// One column of a table.
struct Column: Sendable {
  enum Alignment: Sendable { case left, right }

  /// How the column's texts may be shortened when a line is too long for the terminal.
  enum Flexibility: Sendable {
    case rigid
    /// Cut at the end: `separable convol…`
    case keepsStart
    /// Cut at the start, for paths: `…/block2/conv`
    case keepsEnd
    /// Cut in the middle, if either end may distinguish rows: `Scale by…--width 2.0`
    case keepsEnds
  }

  /// The name for programs and for `--columns`, such as `time_ms`.
  private(set) var key: String
  /// The name for people, without the unit.
  var title: String
  /// The unit of cells that do not include it; shown in the heading.
  var unit: String? = nil
  var alignment = Alignment.right
  var flexibility = Flexibility.rigid
  /// If columns must be dropped, those with the lowest priority go first, from the right.
  var priority = 0
  /// The key of the column that this one describes, and with which it is dropped.
  var goesWith: String? = nil
  /// For programs, and for users who name it: text and Markdown omit it by default.
  var isExtra = false
  /// Describes a group of rows: text shows it in a heading above them, not in each row.
  var isHeading = false
  /// The user asked for it: it is never dropped.
  var isNamed = false
  /// Identifies a row: text shows it even if `--columns` omits it.
  var isLabel = false
  /// The meaning, for help; a phrase without a period.
  var meaning = ""
  /// Keys of earlier versions, still accepted.
  var older: [String] = []
  /// Other headings that users may call it by.
  var otherTitles: [String] = []

  /// The names that users may call it by.
  var name: Name { Name(key, title, meaning, older: older + otherTitles) }

  var heading: String { printable(unit.map { "\(title) (\($0))" } ?? title) }
}

extension Column {
  /// The column of a quantity.
  init(
    _ name: Name, alignment: Alignment = .right, flexibility: Flexibility = .rigid,
    priority: Int = 0, isExtra: Bool = false
  ) {
    self.init(
      key: name.key, title: name.heading, alignment: alignment, flexibility: flexibility,
      priority: priority, isExtra: isExtra, meaning: name.meaning, older: name.older)
  }

  /// Represents, in help, the columns named after the model's own parameters.
  static let parameter = Column(
    key: "PARAMETER", title: "", meaning: "a parameter of the model, by its name")

  /// The column as requested: under an older key if that was used.
  func called(_ word: String) -> Column {
    guard older.contains(word) else { return self }
    var column = self
    column.key = word
    return column
  }
}

extension Grid {
  /// The grid without the columns that are for programs.
  var forPeople: Grid { selecting(columns.indices.filter { !columns[$0].isExtra }) }

  /// With a column repeated under an older key, for JSON that used to have it.
  func repeating(_ key: String, as older: String) -> Grid {
    guard let index = columns.firstIndex(where: { $0.key == key }) else { return self }
    var grid = selecting(Array(columns.indices) + [index])
    grid.columns[columns.count] = columns[index].called(older)
    return grid
  }
}

extension [Column] {
  /// These columns and those of another table that are not among them, for help.
  func merging(_ others: [Column]) -> [Column] {
    self + others.filter { other in !contains { $0.key == other.key } }
  }
}
