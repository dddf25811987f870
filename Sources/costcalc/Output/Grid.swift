import CostModel

/// A table, independent of how it will be printed.
struct Grid: Sendable {
  var columns: [Column]
  /// One cell for each column; cells that a short row lacks are missing values.
  var rows: [[Cell]]
  /// Rows about all the rows, set apart at the end.
  var totals: [[Cell]] = []
  /// The indices of rows that text sets apart from the row before them.
  var groupStarts: Set<Int> = []
  /// Explains signs in cells; text says it below the rows where one of the columns is shown.
  var legend: [(text: String, columns: Set<String>)] = []

  /// A row of `rows` or `totals` with exactly one cell for each column.
  func cells(of row: [Cell]) -> [Cell] {
    columns.indices.map { row.indices.contains($0) ? row[$0] : .missing }
  }

  /// The grid in which text leaves out some columns unless the user names them.
  func hiding(_ keys: Set<String>) -> Grid {
    var grid = self
    for index in columns.indices where keys.contains(columns[index].key) {
      grid.columns[index].isExtra = true
    }
    return grid
  }

  /// The grid in which text leaves out those of some columns that have no value in any row.
  func hidingEmptyColumns(_ keys: Set<String>) -> Grid {
    hiding(
      keys.filter { key in
        guard let index = columns.firstIndex(where: { $0.key == key }) else { return false }
        return (rows + totals).allSatisfy { [.missing, .blank].contains(cells(of: $0)[index]) }
      })
  }

  /// The grid reduced to the columns at these indices, in this order.
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

  /// What may happen to the column's texts when a line is too long for the terminal.
  enum Flexibility: Sendable {
    case rigid
    /// Cut at the end: `separable convol…`
    case keepsStart
    /// Cut at the start, for paths: `…/block2/conv`
    case keepsEnd
    /// Cut in the middle, where either end may tell a row from the next: `Scale by…--width 2.0`
    case keepsEnds
  }

  /// The name for machines and for `--columns`, such as `time_ms`.
  private(set) var key: String
  /// The name for people, without the unit.
  var title: String
  /// The unit of cells that do not carry it themselves; shown in the heading.
  var unit: String? = nil
  var alignment = Alignment.right
  var flexibility = Flexibility.rigid
  /// When columns must go, those with the lowest priority go first, from the right.
  var priority = 0
  /// The key of the column that this one says something about, and with which it goes.
  var goesWith: String? = nil
  /// For machines, and for people who name it: text and Markdown leave it out by themselves.
  var isExtra = false
  /// Says what a group of rows is about: text has it in a heading over them, not in each.
  var isHeading = false
  /// The user asked for it: it is never left out.
  var isNamed = false
  /// Says what a row is about: for people it is shown even where `--columns` leaves it out.
  var isLabel = false
  /// What it is, for help; a phrase without a full stop.
  var meaning = ""
  /// Keys of earlier versions, still accepted.
  var older: [String] = []

  /// What users may call it.
  var name: Name { Name(key, title, meaning, older: older) }

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

  /// Stands in help for the columns that are called by the model's own parameters.
  static let parameter = Column(
    key: "PARAMETER", title: "", meaning: "a parameter of the model, by its name")

  /// The column as it was asked for: under a key of an earlier version if it was called by that.
  func called(_ word: String) -> Column {
    guard older.contains(word) else { return self }
    var column = self
    column.key = word
    return column
  }
}

extension Grid {
  /// Without the columns that are for machines.
  var forPeople: Grid { selecting(columns.indices.filter { !columns[$0].isExtra }) }

  /// With a column once more under a key of an earlier version, for JSON that has had it.
  func repeating(_ key: String, as older: String) -> Grid {
    guard let index = columns.firstIndex(where: { $0.key == key }) else { return self }
    var grid = selecting(Array(columns.indices) + [index])
    grid.columns[columns.count] = columns[index].called(older)
    return grid
  }
}

extension [Column] {
  /// These and those of another table that are not among them, for help.
  func merging(_ others: [Column]) -> [Column] {
    self + others.filter { other in !contains { $0.key == other.key } }
  }
}
