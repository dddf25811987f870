import Symbolic

/// The rows of one member, written as the selection of all members has them.
struct MemberRows {
  private(set) var rows: [TableRow] = []
  /// The table of the block that each row applies; nil for operators.
  private(set) var tables: [Int?] = []
  /// The node that each row ends at.
  private(set) var ends: [Int] = []
  private(set) var outputs: [String] = []
  /// The values of each row's block.
  private var columns: [[String: Value]] = []
  private let graph: LayerGraph

  init(
    _ selection: RowSelection, _ chosen: [SelectedRow], _ names: [Int: String], _ member: Int,
    _ usual: [String: Value]
  ) {
    let segments = selection.members[member]
    graph = segments.graph
    var plain = PlainRows(graph, usual: usual)
    for row in chosen {
      let place = row.places[member]
      let first = segments.nodes(place.segment)
      let end = segments.cuts[place.end]
      switch row.kind {
      case .operators:
        for node in first {
          plain.write(node)
          note(nil, node)
        }
      case .repeated:
        let layer = graph.nodes[first.lowerBound]
        var written = TableRow(word: layer.word, cells: layer.texts(usual))
        written.cells["n"] = CellText(place.count)
        plain.write(written, reading: layer.inputs, isJoin: layer.isJoin, making: end)
        note(nil, end)
      case .block(let index):
        let table = selection.tables[index]
        let said = selection.said(row, table)
        var written = TableRow(word: names[index] ?? table.name)
        for column in said {
          written.cells[column] = row.columns[member][column].map { CellText($0) }
        }
        if row.places.contains(where: { $0.count > 1 }) {
          written.cells["n"] = CellText(place.count)
        }
        plain.write(written, reading: [segments.cuts[place.segment]], making: end)
        note(index, end, row.columns[member])
      }
    }
    outputs = plain.outputs()
    rows = plain.rows
  }

  private mutating func note(_ table: Int?, _ end: Int, _ values: [String: Value] = [:]) {
    tables.append(table)
    ends.append(end)
    columns.append(values)
  }

  /// What a cell of a row says, given or not.
  func cell(_ row: Int, _ column: String) -> CellText {
    if let cell = rows[row].cells[column] { return cell }
    if let value = columns[row][column] { return CellText(value) }
    return graph.nodes[ends[row]].says(column).map { CellText($0) } ?? .none
  }
}
