import Symbolic

/// The rows that all members may take from their cuts on.
extension RowSelection {
  /// What it costs that members don't agree on a cell: as much as a row.
  private static let disagreement = 1000

  /// The rows that all members may take from their cuts on, with their lengths.
  func rows(
    at state: [Int], _ runs: [[SegmentRuns]], _ layerRuns: [SegmentRuns]
  ) -> [(row: SelectedRow, length: Int)] {
    var rows: [(row: SelectedRow, length: Int)] = []
    if let disagreements = OperatorAgreement(members, state)?.disagreements {
      let places = state.map { SelectedRow.Place(segment: $0, end: $0 + 1) }
      let count = members[0].nodes(state[0]).count
      rows.append(
        (
          SelectedRow(kind: .operators, places: places),
          1000 * count + RowSelection.disagreement * disagreements
        ))
      let counts = members.indices.map { layerRuns[$0].runs[state[$0]]?.count ?? 0 }
      for counts in RowSelection.choices(counts) where counts.contains(where: { $0 > 1 }) {
        let places = zip(state, counts).map {
          SelectedRow.Place(segment: $0, count: $1, end: $0 + $1)
        }
        rows.append(
          (
            SelectedRow(kind: .repeated, places: places),
            1001 + RowSelection.disagreement * disagreements
          ))
      }
    }
    for table in tables.indices {
      let counts = members.indices.map { runs[table][$0].runs[state[$0]]?.count ?? 0 }
      guard !counts.contains(0) else { continue }
      for choice in [counts.map { _ in 1 }]
        + RowSelection.choices(counts).filter({ $0.max() ?? 1 > 1 })
      {
        guard let (row, disagreements) = block(table, at: state, choice) else { continue }
        let said = said(row, tables[table]).count
        let length = 1000 + said + min(table, 50) + RowSelection.disagreement * disagreements
        rows.append((row, choice.contains { $0 > 1 } ? length + 1 : length))
      }
    }
    return rows
  }

  /// How many copies of a row members may take, of those that follow each other: all, or equally many.
  private static func choices(_ counts: [Int]) -> [[Int]] {
    guard let least = counts.min(), least > 0 else { return [] }
    let equal = counts.map { _ in least }
    return equal == counts ? [counts] : [equal, counts]
  }

  /// A block at the cuts of a state, with columns on which members agree as far as they can.
  private func block(
    _ table: Int, at state: [Int], _ counts: [Int]
  ) -> (row: SelectedRow, disagreements: Int)? {
    var (places, columns) = ([SelectedRow.Place](), [[String: Value]]())
    for (member, segment) in state.enumerated() {
      guard let match = matches[table][member][segment] else { return nil }
      columns.append(match.columns)
      var end = match
      for _ in 1..<counts[member] {
        guard let place = members[member].places[end.end],
          let next = matches[table][member][place]
        else { return nil }
        end = next
      }
      guard let place = members[member].places[end.end] else { return nil }
      places.append(SelectedRow.Place(segment: segment, count: counts[member], end: place))
    }
    var disagreements = 0
    if members.count > 1 {
      for name in tables[table].columnNames.sorted() where !tables[table].isWidth(name) {
        let values = columns.map { $0[name] }
        if Set(values).count == 1 { continue }
        if let value = values.compactMap(\.self).first(where: { value in
          agree(on: value, for: name, table, places, columns)
        }) {
          for member in columns.indices { columns[member][name] = value }
        } else {
          disagreements += 1
        }
      }
    }
    return (SelectedRow(kind: .block(table), places: places, columns: columns), disagreements)
  }

  /// Whether a value of a column that one member was solved with is also right for the others.
  private func agree(
    on value: Value, for name: String, _ table: Int, _ places: [SelectedRow.Place],
    _ columns: [[String: Value]]
  ) -> Bool {
    places.enumerated().allSatisfy { member, place in
      if columns[member][name] == value { return true }
      let matcher = BlockMatcher(segments: members[member])
      var given = columns[member]
      given[name] = value
      var segment = place.segment
      for copy in 0..<place.count {
        // A stride is that of the first copy.
        if copy > 0, given["s"] != nil { given["s"] = .integer(1) }
        let cut = members[member].cuts[segment]
        guard let match = matcher.match(tables[table], from: cut, given: given),
          let end = members[member].places[match.end]
        else { return false }
        segment = end
      }
      return segment == place.end
    }
  }

  /// The columns of a block that its row must say: those that some member needs.
  func said(_ row: SelectedRow, _ table: BlockTable) -> Set<String> {
    var said: Set<String> = []
    for (member, place) in row.places.enumerated() {
      let segments = members[member]
      let input = segments.graph.extent(segments.cuts[place.segment]).channels
      var scope = BlockScope(values: row.columns[member], columns: table.columnNames)
      for (column, value) in row.columns[member] {
        let usual = table.columns.first { $0.name == column }?.usual
        // The copies of a row have inputs of their own; only a default that is the input follows.
        scope.values["in"] = usual?.isInput == true ? .integer(input) : nil
        if let known = usual.flatMap(scope.evaluate), known.means(value) { continue }
        said.insert(column)
      }
    }
    return said
  }
}

extension Expression {
  /// Whether it is the width of the input, no more.
  var isInput: Bool {
    if case .name("in", _) = root { true } else { false }
  }
}
