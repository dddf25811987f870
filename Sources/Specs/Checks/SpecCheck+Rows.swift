import CostModel
import Symbolic

/// Checks a table without evaluating anything.
extension Spec {
  /// Rows with unknown operators, cells in columns that their operator does not have, and rows that
  /// nothing needs.
  func faults(
    of table: Table, inputs: [String], outputs: [Cell], locals: Set<String>, _ catalog: Catalog
  ) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    var columns = ColumnCheck(table)
    let names = locals.union(parameters.map(\.name))
    for row in table.rows {
      let word = row.operation.text
      // What a parameter names is known only when it is bound.
      guard !names.contains(word) else {
        columns.add(row, taking: nil)
        continue
      }
      do throws(Diagnostic) {
        guard let known = try self.columns(of: word, catalog) else {
          faults.append(
            Diagnostic(
              "unknown operator \(quoted(word))", at: row.operation.position,
              help: catalog.operatorHelp(word, beside: blocks.keys.sorted())))
          columns.add(row, taking: nil)
          continue
        }
        columns.add(row, taking: known)
      } catch {
        faults.append(error)
      }
    }
    faults += columns.faults
    do throws(Diagnostic) {
      _ = try Wiring(table, inputs: inputs, outputs: outputs, words: names).neededRows(for: nil)
    } catch {
      faults.append(error)
    }
    return faults
  }

  /// The columns of an operator, a block or a network; nil if the word is none of them.
  private func columns(of word: String, _ catalog: Catalog) throws(Diagnostic) -> [String]? {
    if let entry = OperatorEntry.named(word) { return entry.columns }
    if let block = blocks[word] { return block.columns.map(\.name) }
    switch try catalog.find(word) {
    case .block(let block, _): return block.columns.map(\.name)
    case .model(let model): return model.spec.parameters.map(\.name)
    case nil: return nil
    }
  }
}

extension Row {
  /// The columns that a row of any operator may have.
  static let structural = ["from", "if", "n", "each"]

  /// What to write in place of a column that an operator does not have.
  static func help(forColumn name: String, among columns: [String]) -> String {
    didYouMean(name, in: columns + structural + ["name"])
      ?? (columns.isEmpty ? "it has none" : "it has \(columns.joined(separator: ", "))")
  }
}

/// Cells of a table in columns that their operators do not have.
private struct ColumnCheck {
  /// A column under a header.
  private struct Column: Hashable {
    let header: Int
    let name: String
  }

  private let headers: [Table.Header]
  /// The number of the current row's header.
  private var header = 0
  /// How many cells are in a column, and which of them do not belong there.
  private var counts: [Column: Int] = [:]
  private var refused: [Column: [Diagnostic]] = [:]

  init(_ table: Table) { headers = table.headers }

  /// Checks the next row, whose operator has these columns; nil if unknown.
  mutating func add(_ row: Row, taking columns: [String]?) {
    while header + 1 < headers.count, headers[header + 1].position.stands(before: row.position) {
      header += 1
    }
    for (name, cell) in row.cells where !Row.structural.contains(name) {
      let column = Column(header: header, name: name)
      counts[column, default: 0] += 1
      guard let columns, !columns.contains(name) else { continue }
      refused[column, default: []].append(
        Diagnostic(
          "\(quoted(row.operation.text)) has no column \(quoted(name))", at: cell.position,
          help: Row.help(forColumn: name, among: columns)))
    }
  }

  /// The faults. If no row takes the cells of a column, its name is wrong, which is reported once;
  /// a single cell under a name that other operators have is in the wrong column.
  var faults: [Diagnostic] {
    refused.flatMap { column, faults in
      let isKnown = OperatorEntry.all.contains { $0.columns.contains(column.name) }
      guard faults.count == counts[column], faults.count > 1 || !isKnown,
        let name = headers[column.header].columns[column.name]
      else { return faults }
      return faults.prefix(1).map { $0.moved(to: name, isBuiltIn: false) }
    }
  }
}
