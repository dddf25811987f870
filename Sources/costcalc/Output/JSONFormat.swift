import CostModel
import JSON
import Specs

extension Grid {
  /// Rows and totals as objects keyed by column, with exact numbers.
  var json: [(String, JSONOutput)] {
    [("rows", .array(rows.map(object))), ("totals", .array(totals.map(object)))]
  }

  /// A row keyed by column.
  func object(_ row: [Cell]) -> JSONOutput {
    .object(zip(columns, cells(of: row)).map { ($0.key, $1.json) })
  }
}
