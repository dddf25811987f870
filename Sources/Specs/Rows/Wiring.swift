import CostModel
import Symbolic

/// The dependencies between rows of a table, from the names alone, before anything is evaluated.
struct Wiring {
  private let table: Table
  private let outputs: [Cell]
  /// For each row, the rows whose tensors or widths its cells name.
  private let references: [Set<String>]
  private let readsAbove: [Bool]
  private let inputs: [String]
  private let indices: [String: Int]
  /// All references of all rows, by the row that they name.
  private let named: [String: [String]]

  private var rows: [Row] { table.rows }

  /// - Parameters:
  ///   - inputs: the names of the table's input tensors besides `in`.
  ///   - words: the parameters and columns that an operator cell may name.
  init(_ table: Table, inputs: [String], outputs: [Cell], words: Set<String>) {
    self.table = table
    let rows = table.rows
    self.inputs = inputs
    self.outputs = outputs
    let indices = Dictionary(
      rows.enumerated().compactMap { index, row in row.name.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    references = rows.map { row in
      var found: Set<String> = []
      if indices.isEmpty { return found }
      for (_, cell) in row.cells {
        cell.forEachName { if indices[Wiring.head($0)] != nil { found.insert($0) } }
      }
      return found
    }
    self.indices = indices
    named = Dictionary(grouping: references.joined(), by: Wiring.head)
    readsAbove = rows.map { row in
      guard let from = row.cells["from"] else { return true }
      if case .list(let list) = from.content { return list.contains { $0 == nil } }
      // A join with one name also reads the preceding row, and a parameter may name a join.
      let word = row.operation.text
      return words.contains(word) || OperatorEntry.named(word)?.inputs == .join
    }
  }

  /// The rows that the outputs need, or with `uses`, the rows that those names need.
  ///
  /// - Throws: a diagnostic at a row that nothing needs, if all rows count.
  func neededRows(for uses: Set<String>?) throws(Diagnostic) -> Set<Int> {
    var needed: Set<Int> = []
    var wanted: [Int] = []
    let names: [String] = uses.map(Array.init) ?? outputs.map(\.text)
    for name in names { if let index = self.index(of: name) { wanted.append(index) } }
    if uses == nil, outputs.isEmpty { wanted.append(rows.count - 1) }
    while let index = wanted.popLast() {
      guard needed.insert(index).inserted else { continue }
      if readsAbove[index], index > 0 { wanted.append(index - 1) }
      for name in references[index] {
        if let other = self.index(of: name), other < index { wanted.append(other) }
      }
    }
    if uses == nil, let index = rows.indices.first(where: { !needed.contains($0) }) {
      // A misspelled name may be why a row seems unnecessary.
      try requireNames()
      throw Diagnostic(
        "nothing needs the row \(quoted(rows[index].label))", at: rows[index].position,
        help: "use its tensor in a row below, list it under 'outputs', or take it out")
    }
    return needed
  }

  /// Requires that the names in `from` and `outputs` exist.
  private func requireNames() throws(Diagnostic) {
    let rowNames = rows.compactMap(\.name)
    for (number, row) in rows.enumerated() {
      guard let from = row.cells["from"] else { continue }
      let above = rows[..<number].compactMap(\.name) + inputs + ["in"]
      if let fault = from.namesNoRow { throw fault }
      var names: [String] = []
      from.forEachName { names.append($0) }
      for name in names where !above.contains(Wiring.head(name)) {
        let isBelow = rowNames.contains(Wiring.head(name))
        throw Diagnostic(
          "no row above is named \(quoted(name))", at: from.position,
          help: isBelow ? "that row stands below" : didYouMean(name, in: above))
      }
    }
    for cell in outputs where !rowNames.contains(Wiring.head(cell.text)) {
      throw Diagnostic(
        "no row is named \(quoted(cell.text))", at: cell.position,
        help: didYouMean(cell.text, in: rowNames))
    }
  }

  private static func head(_ name: String) -> String {
    name.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
  }

  /// The names within a row's own rows that this table or the enclosing one uses; nil if the row's
  /// tensor itself is used.
  func uses(of index: Int, outside: Set<String>?) -> Set<String>? {
    let isLast = index == rows.count - 1
    if outside == nil, outputs.isEmpty, isLast { return nil }
    if index + 1 < rows.count, readsAbove[index + 1] { return nil }
    guard let name = rows[index].name else { return nil }
    var inner: Set<String> = []
    let others = (outside ?? Set(outputs.map(\.text))).filter { Wiring.head($0) == name }
    for reference in others.union(named[name] ?? []) {
      if reference == name { return nil }
      var rest = reference.dropFirst(name.count + 1)
      // `c4.1.expand`: the number is a copy, not a row.
      while let head = rest.split(separator: ".").first, Int(head) != nil {
        rest = rest.dropFirst(head.count + 1)
      }
      if rest.isEmpty { return nil }
      inner.insert(String(rest))
    }
    return inner
  }

  private func index(of name: String) -> Int? {
    indices[Wiring.head(name)]
  }
}

extension Cell {
  /// Visits every name in the cell's expressions.
  fileprivate func forEachName(_ visit: (String) -> Void) {
    switch content {
    case .expression(let expression): expression.root.forEachName(visit)
    case .list(let list): for cell in list { cell?.forEachName(visit) }
    case .number, .bool, .text, .perAxis: return
    }
  }
}

extension Block {
  /// Whether its first row is a join; without named inputs it then takes any number of tensors.
  var startsWithJoin: Bool {
    guard inputs.isEmpty, let first = body.rows.first, first.cells["from"] == nil else {
      return false
    }
    return OperatorEntry.named(first.operation.text)?.inputs == .join
  }
}
