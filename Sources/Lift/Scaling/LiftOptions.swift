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

  /// The words that say how scaled widths are rounded, beside numbers.
  package static let roundings = ["none", "floor", "ceil", "round8", "nearest8"]

  /// Whether a text says how scaled widths are rounded.
  package static func isRounding(_ text: String) -> Bool {
    roundings.contains(text) || (Int(text) ?? 0) >= 1
  }

  /// Blocks and parameters, and all rows scaled.
  package init() {}
}
