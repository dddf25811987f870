/// How the numbers of a cell may follow, in all members, from that of the base.
enum CellReading: Hashable, Sendable {
  /// By the rule of the column.
  case scaled
  /// They are all the same.
  case constant
  /// Scaled, but never below the base's.
  case atLeast
  /// Scaled, but never above it.
  case atMost
  /// A multiple of the width that the row reads.
  case multiple(Int)

  /// The readings that a multiplier decides, in the order in which they are preferred.
  static let scaling: [CellReading] = [.scaled, .constant, .atLeast, .atMost]

  /// What the number of a member would be; nil if a multiplier alone doesn't say.
  func value(_ base: Int, scaled: Int) -> Int? {
    switch self {
    case .scaled: scaled
    case .constant: base
    case .atLeast: max(base, scaled)
    case .atMost: min(base, scaled)
    case .multiple: nil
    }
  }

  /// The cell.
  ///
  /// - Parameter before: the name of the row that it reads.
  func text(_ base: String, before: String) -> CellText {
    switch self {
    case .scaled: CellText(json: base)
    case .constant: CellText(expression: base)
    case .atLeast: CellText(expression: "max(\(base), scale(\(base)))")
    case .atMost: CellText(expression: "min(\(base), scale(\(base)))")
    case .multiple(let factor): CellText(expression: "\(factor) * \(before)")
    }
  }

  /// What a note calls it.
  func word(_ base: String) -> String {
    switch self {
    case .scaled: "scaled"
    case .constant: "fixed"
    case .atLeast, .atMost: text(base, before: "").expression
    case .multiple(let factor): "\(factor) times the width before"
    }
  }
}
