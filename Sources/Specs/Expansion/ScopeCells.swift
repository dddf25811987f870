import CostModel
import Symbolic

/// Evaluates the cells of a row in the scope of its table.
struct ScopeCells: CellEvaluator {
  let scope: TableScope
  let expander: Expander

  func value(of cell: Cell, column: String) throws(Diagnostic) -> Value {
    try expander.value(of: cell, column: column, in: scope)
  }

  func integer(
    _ value: Value, _ what: String, at position: SourcePosition
  ) throws(Diagnostic) -> Formula {
    try expander.integer(value, what, in: scope, at: position)
  }

  func note(_ message: String, at position: SourcePosition, help: String) {
    expander.note(message, at: position, help: help)
  }
}
