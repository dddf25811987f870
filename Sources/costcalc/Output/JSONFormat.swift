import CostModel

extension JSONOutput {
  /// A grid as objects keyed by column, with exact numbers.
  init(_ grid: Grid) {
    func object(_ row: [Cell]) -> JSONOutput {
      .object(zip(grid.columns, grid.cells(of: row)).map { ($0.key, $1.json) })
    }
    self = .object([
      ("rows", .array(grid.rows.map(object))),
      ("totals", .array(grid.totals.map(object))),
    ])
  }
}
