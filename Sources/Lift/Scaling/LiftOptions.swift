/// What is asked of a lift.
public struct LiftOptions: Sendable {
  /// Whether to write one row a layer, without blocks and parameters.
  public var isFlat = false
  /// How scaled widths are rounded: a number for its multiples, `none`, or the name of a function; nil
  /// for multiples of 8 where all widths are.
  public var rounding: String?
  /// The names of rows that stay as they are at every width and depth.
  public var kept: Set<String> = []
  /// Multipliers of their own for the widths of some rows, by the names of the rows.
  public var multipliers: [(name: String, rows: [String])] = []

  /// Blocks and parameters, and all rows scaled.
  public init() {}
}
