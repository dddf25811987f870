/// What is asked of a lift.
package struct LiftOptions: Sendable {
  /// Whether to write one row a layer, without blocks and parameters.
  package var isFlat = false
  /// How scaled widths are rounded: a number for its multiples, `none`, or the name of a function; nil
  /// for multiples of 8 where all widths are.
  package var rounding: String?
  /// The names of rows that stay as they are at every width and depth.
  package var kept: Set<String> = []
  /// Multipliers of their own for the widths of some rows, by the names of the rows.
  package var multipliers: [(name: String, rows: [String])] = []

  /// Blocks and parameters, and all rows scaled.
  package init() {}
}
