import CostModel
import Symbolic

extension GridSearch {
  /// Checks that a journal's entry has a place on this grid.
  ///
  /// - Throws: a diagnostic if it has none.
  func check(
    _ summary: Found.Summary, _ entries: some Collection<Found.Entry>
  ) throws(Diagnostic) {
    func key(line: Int, index: Int) -> [Int]? {
      guard line < grid.lineCount else { return nil }
      let (number, own) = grid.slice(of: line)
      let slice = grid.slices[number]
      guard index < slice.lineLength else { return nil }
      return grid.key(
        slice: number, classes: slice.classes(outer: slice.members(of: own), index: index))
    }
    let areOnGrid = entries.allSatisfy { entry in
      let draft = entry.draft
      return key(line: draft.line, index: draft.index) == entry.key
        && key(line: draft.bestLine, index: draft.bestIndex) == entry.key
    }
    let merged = entries.reduce(into: 0) { $0.add($1.draft.candidates) }
    let counts = [summary.points ?? 0, summary.feasible, merged]
    guard areOnGrid, summary.lines <= grid.lineCount, counts.allSatisfy({ $0 <= grid.pointCount })
    else {
      throw Diagnostic(
        "the journal has points that are not on the grid of its search",
        help: "it is damaged; start again with another --journal")
    }
  }
}

extension Int {
  /// Adds a number from a file, which may be as large as any.
  mutating func add(_ other: Int) {
    let (sum, overflows) = addingReportingOverflow(other)
    self = overflows ? .max : sum
  }
}
