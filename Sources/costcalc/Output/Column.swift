/// A column of a table: its heading, and its cell in a row.
///
/// A table is a list of columns and a list of rows. Help, `--columns`, `--sort`, legends and the
/// keys of JSON read the headings of the same list.
@dynamicMemberLookup
struct Column<Row>: Sendable {
  var heading: Heading
  let cell: @Sendable (Row) -> Cell

  init(_ heading: Heading, _ cell: @escaping @Sendable (Row) -> Cell) {
    self.heading = heading
    self.cell = cell
  }

  init(
    _ key: String, _ title: String, alignment: Heading.Alignment = .right,
    flexibility: Heading.Flexibility = .rigid, priority: Int = 0, goesWith: String? = nil,
    isExtra: Bool = false, isHeading: Bool = false, isLabel: Bool = false, meaning: String = "",
    older: [String] = [], _ cell: @escaping @Sendable (Row) -> Cell
  ) {
    self.init(
      Heading(
        key: key, title: title, alignment: alignment, flexibility: flexibility,
        priority: priority, goesWith: goesWith, isExtra: isExtra, isHeading: isHeading,
        isLabel: isLabel, meaning: meaning, older: older), cell)
  }

  /// The column of a quantity that several commands share.
  init(
    _ name: Name, alignment: Heading.Alignment = .right,
    flexibility: Heading.Flexibility = .rigid, priority: Int = 0, isExtra: Bool = false,
    _ cell: @escaping @Sendable (Row) -> Cell
  ) {
    self.init(
      name.key, name.heading, alignment: alignment, flexibility: flexibility, priority: priority,
      isExtra: isExtra, meaning: name.meaning, older: name.older, cell)
  }

  subscript<Value>(dynamicMember member: WritableKeyPath<Heading, Value>) -> Value {
    get { heading[keyPath: member] }
    set { heading[keyPath: member] = newValue }
  }

  subscript<Value>(dynamicMember member: KeyPath<Heading, Value>) -> Value {
    heading[keyPath: member]
  }

  /// The column in a table whose rows have this one's as a part.
  func of<Whole>(_ part: @escaping @Sendable (Whole) -> Row) -> Column<Whole> {
    Column<Whole>(heading) { cell(part($0)) }
  }

  /// The column, shown in text only on a condition.
  func shown(if isShown: Bool) -> Column {
    var column = self
    column.isExtra = !isShown
    return column
  }
}

extension Array {
  /// The headings of columns, for help and for programs.
  func headings<Row>() -> [Heading] where Element == Column<Row> { map(\.heading) }
}

extension Grid {
  /// The table of rows under columns.
  init<Row>(
    _ columns: [Column<Row>], _ rows: some Sequence<Row>, totals: [Row] = [],
    groupStarts: Set<Int> = [], legend: [(text: String, columns: Set<String>)] = []
  ) {
    let makers = columns.map(\.cell)
    func cells(_ row: Row) -> [Cell] { makers.map { $0(row) } }
    self.init(
      columns: columns.headings(), rows: rows.map(cells), totals: totals.map(cells),
      groupStarts: groupStarts, legend: legend)
  }
}
