import CostModel
import Symbolic

// Rows that cut a map into pieces, which are samples of their own, and put them together again.
extension OperatorEntry {
  static let partitions = [
    OperatorEntry(
      "windows", "windows of size k as samples of their own, after rolling the map by `shift`",
      columns: ["k", "shift"]
    ) { (cells, _) throws(Diagnostic) in
      guard let sizes = try cells.perAxis("k") else {
        throw cells.fault("the column 'k' must be given")
      }
      return (.partition(.windows(sizes, shift: try cells.shift())), .module)
    },
    OperatorEntry(
      "windows_to_space", "windows back into a map as large as the second tensor",
      columns: ["shift"], inputs: .two()
    ) { (cells, _) throws(Diagnostic) in
      (.partition(.windowsToSpace(shift: try cells.shift())), .module)
    },
    OperatorEntry(
      "space_to_batch", "every `by`-th position along each axis as a sample of its own",
      columns: ["by"]
    ) { (cells, _) throws(Diagnostic) in
      (.partition(.spaceToBatch(by: try cells.wholeFactors())), .module)
    },
    OperatorEntry(
      "batch_to_space", "samples back into maps `by` times as large", columns: ["by"]
    ) { (cells, _) throws(Diagnostic) in
      (.partition(.batchToSpace(by: try cells.wholeFactors())), .module)
    },
  ]
}

extension RowCells {
  /// How far a map is rolled along each axis.
  fileprivate func shift() throws(Diagnostic) -> [Formula] {
    try perAxis("shift") ?? axes.map { _ in .zero }
  }
}
