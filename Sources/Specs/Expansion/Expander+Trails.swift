import CostModel
import Symbolic

extension Expander {
  /// Reads the table of a block or a network that a row applies. If that table is in another file
  /// or has already been read without a fault, a fault in it is reported where it can be fixed: at
  /// the cell that the row passes, or else at the row.
  func reading<Result>(
    _ table: Table, of block: Block? = nil, in scope: TableScope, for row: Row,
    given: @escaping (String) -> Cell? = { _ in nil }, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(Diagnostic) {
      let result = try body()
      readTables.insert(ObjectIdentifier(table))
      return result
    } catch {
      let trail = Trail(
        scope: scope, table: table, block: block, given: given, binding: binding,
        ownFile: ownFile)
      let (fault, isGiven) = trail.followed(error)
      guard !isGiven, let position = fault.position else { throw fault }
      let isElsewhere = position.file == scope.spec.file && position.file != row.position.file
      let wasRead = readTables.contains(ObjectIdentifier(table))
      guard isElsewhere || (wasRead && table.rows.contains { $0.position == position }) else {
        throw fault
      }
      throw trail.moved(fault, to: row.position)
    }
  }

  /// Reads the model itself; a fault is reported at the outermost cell that determines it.
  func reading<Result>(
    _ body: Table, in scope: TableScope, _ read: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(Diagnostic) {
      return try read()
    } catch {
      let trail = Trail(
        scope: scope, table: body, block: nil, given: { _ in nil }, binding: binding,
        ownFile: ownFile)
      throw trail.followed(error).fault
    }
  }

  /// Reads a network whose parameters get their values from the given origin.
  func bound<Result>(
    by binding: Trail.Binding, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = self.binding
    self.binding = binding
    defer { self.binding = outer }
    return try body()
  }
}
