import CostModel
import Symbolic

/// How many tensors an operator reads.
package enum InputCount: Hashable, Sendable {
  /// One, or several under `each`.
  case one
  /// Exactly two, or one if the given column is set.
  case two(unless: String? = nil)
  /// At least one; with one `from`, the preceding row is the first.
  case join
}

/// An entry in the list of all operators: its name, its columns, and how to read it from a row.
package struct OperatorEntry: Sendable {
  /// Its name in specs.
  package let name: String
  /// A one-line description for documentation.
  package let summary: String
  /// The columns it takes besides `name`, `operator`, `from`, `if`, `n` and `each`.
  package let columns: [String]
  /// How many tensors it reads.
  package let inputs: InputCount
  /// Whether a file's `defaults` fill all of its columns, or only `called`.
  private let takesDefaults: Bool
  /// Reads the cells: the operator, and how reference code calls it.
  let read: Read

  typealias Read =
    @Sendable (RowCells, [Shape]) throws(Diagnostic) -> (
      Operator<Formula>, Call
    )

  init(
    _ name: String, _ summary: String, columns: [String], inputs: InputCount = .one,
    takesDefaults: Bool = false, read: @escaping Read
  ) {
    self.name = name
    self.summary = summary
    self.columns = columns
    self.inputs = inputs
    self.takesDefaults = takesDefaults
    self.read = read
  }

  /// Whether the file's default for a column fills a cell that a row omits.
  func takesDefault(of column: String) -> Bool {
    columns.contains(column) && (takesDefaults || column == "called")
  }

  /// The name of an absent branch.
  static let absent = "none"

  /// Every operator of the spec language.
  package static let all: [OperatorEntry] =
    convolutions + [dense] + pools + normalizations + activations + joins + [zeros]
    + rearrangements + [resize] + attention + tokens + partitions

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The operator of that name, or nil.
  package static func named(_ name: String) -> OperatorEntry? { byName[name] }
}
