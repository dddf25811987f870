import Symbolic

extension RowSelection {
  /// The cells of the chosen rows' blocks that are parts of widths, with the roundings that all
  /// instances agree with.
  func openRoundings(_ chosen: [SelectedRow], _ names: [Int: String]) -> [OpenCell] {
    var uses: [Int: [SelectedRow]] = [:]
    for row in chosen {
      if case .block(let table) = row.kind { uses[table, default: []].append(row) }
    }
    return uses.sorted { $0.key < $1.key }.flatMap { index, uses in
      let table = tables[index]
      var found: [OpenCell] = []
      for (place, row) in table.rows.enumerated() {
        for column in ["c", "at", "r", "g"] {
          guard case .expression(let expression)? = row.cells[column],
            column == "r" || expression.root.divides, isThere(place, of: index, in: uses)
          else { continue }
          let others = expression.roundings.filter { other in
            var changed = table
            changed.rows[place] = row.replacing(column, other)
            return uses.allSatisfy { matches(changed, $0) }
          }
          let cell = expression.text
          guard !others.isEmpty, !found.contains(where: { $0.cell == cell }) else { continue }
          found.append(
            OpenCell(
              block: names[index] ?? table.name, cell: cell, others: others.map(\.text)))
        }
      }
      return found
    }
  }

  /// Whether a row of a block stands for a layer somewhere.
  private func isThere(_ place: Int, of table: Int, in uses: [SelectedRow]) -> Bool {
    uses.contains { row in
      row.places.enumerated().contains { member, first in
        let match = matches[table][member][first.segment]
        return match?.nodes[place] != nil
      }
    }
  }

  /// Whether a block with a cell changed is what a row stands for, in all members.
  private func matches(_ table: BlockTable, _ row: SelectedRow) -> Bool {
    row.places.enumerated().allSatisfy { member, place in
      let (segments, matcher) = (members[member], BlockMatcher(segments: members[member]))
      var given = row.columns[member]
      var segment = place.segment
      for copy in 0..<place.count {
        if copy > 0, given["s"] != nil { given["s"] = .integer(1) }
        guard let match = matcher.match(table, from: segments.cuts[segment], given: given),
          let end = segments.places[match.end]
        else { return false }
        segment = end
      }
      return segment == place.end
    }
  }
}

extension BlockTable.Row {
  fileprivate func replacing(_ column: String, _ expression: Expression) -> Self {
    var cells = self.cells
    cells[column] = .expression(expression)
    return Self(
      name: name, word: word, from: from, cells: cells, condition: condition,
      isOptional: isOptional)
  }
}

extension Expression {
  /// The same expression under the roundings that papers use, its own aside.
  fileprivate var roundings: [Expression] {
    if case .name = root { return [] }
    var inner = text
    let own = ["floor", "round8"].first { inner.hasPrefix("\($0)(") && inner.hasSuffix(")") }
    if let own { inner = String(inner.dropFirst(own.count + 1).dropLast()) }
    guard own != nil || !inner.contains("(") else { return [] }
    return ["floor", "round8"].filter { $0 != own }.compactMap { (name: String) in
      try? Expression("\(name)(\(inner))")
    }
  }
}

extension Syntax {
  fileprivate var divides: Bool {
    switch self {
    case .arithmetic(.divide, _, _, _): true
    case .arithmetic(_, let left, let right, _): left.divides || right.divides
    case .call(_, let arguments, _): arguments.contains { $0.divides }
    default: false
    }
  }
}
