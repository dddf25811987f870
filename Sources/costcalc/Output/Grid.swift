import CostModel
import Symbolic

/// A table, independent of its output format.
package struct Grid: Sendable {
  package var columns: [Heading]
  /// One cell for each column; a short row is padded with missing values.
  var rows: [[Cell]]
  /// Rows that sum up all rows, set apart at the end.
  package var totals: [[Cell]] = []
  /// The indices of rows that text separates from the previous row.
  var groupStarts: Set<Int> = []
  /// Explanations of signs in cells; text prints one below if any of its columns is shown.
  package var legend: [(text: String, columns: Set<String>)] = []

  package init(
    columns: [Heading], rows: [[Cell]], totals: [[Cell]] = [], groupStarts: Set<Int> = [],
    legend: [(text: String, columns: Set<String>)] = []
  ) {
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.groupStarts = groupStarts
    self.legend = legend
  }

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
  package func selecting(_ indices: [Int]) -> Grid {
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
