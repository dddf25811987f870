/// How the numbers of a cell may follow, in all members, from that of the base.
enum CellReading: Hashable, CaseIterable, Sendable {
  /// By the rule of the column.
  case scaled
  /// They are all the same.
  case constant
  /// Scaled, but never below the base's.
  case atLeast
  /// Scaled, but never above it.
  case atMost

  /// What the number of a member would be.
  func value(_ base: Int, scaled: Int) -> Int {
    switch self {
    case .scaled: scaled
    case .constant: base
    case .atLeast: max(base, scaled)
    case .atMost: min(base, scaled)
    }
  }

  /// The cell.
  func text(_ base: String) -> CellText {
    switch self {
    case .scaled: CellText(json: base)
    case .constant: CellText(expression: base)
    case .atLeast: CellText(expression: "max(\(base), scale(\(base)))")
    case .atMost: CellText(expression: "min(\(base), scale(\(base)))")
    }
  }

  /// What a note calls it.
  func word(_ base: String) -> String {
    switch self {
    case .scaled: "scaled"
    case .constant: "fixed"
    case .atLeast, .atMost: text(base).expression
    }
  }
}
