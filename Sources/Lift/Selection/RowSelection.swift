import Symbolic

/// A row of the body before it is written: what stands for which segments of each member.
struct SelectedRow {
  enum Kind: Hashable {
    /// A segment as rows of its operators.
    case operators
    /// A layer so many times.
    case repeated
    /// A block so many times, by the number of its table.
    case block(Int)
  }

  /// What it stands for in one member.
  struct Place {
    let segment: Int
    var count = 1
    /// The segment behind it.
    let end: Int
  }

  let kind: Kind
  /// By member.
  let places: [Place]
  /// The values of a block's columns, by member.
  var columns: [[String: Value]] = []
}

/// Chooses rows by least description: the fewest rows, then the fewest cells, by dynamic programming
/// over the cuts. The members of a family take each row together: a state is a cut of each.
struct RowSelection {
  let members: [Segments]
  let tables: [BlockTable]
  /// For each table and member, its matches by the segment at which they begin.
  private let matches: [[[Int: BlockMatch]]]
  /// The rows that can follow each state, by its number, with the state behind them. States come in
  /// the order of their cuts.
  private var steps: [[Step]] = []
  /// The last cuts at which no row can be written that all members share.
  private(set) var deadEnd: [Int] = []

  /// Whether rows lead to the end of all members.
  private var reachesEnd = false

  private struct Step {
    let row: SelectedRow
    let length: Int
    let next: Int
  }

  /// More states than this are not looked at: members that have so many are no family.
  private static let stateLimit = 20_000
  /// What it costs that members don't agree on a cell: as much as a row.
  private static let disagreement = 1000

  init(_ members: [Segments], _ tables: [BlockTable]) {
    self.members = members
    self.tables = tables
    matches = tables.map { table in
      members.map { segments in
        let matcher = BlockMatcher(segments: segments)
        var found: [Int: BlockMatch] = [:]
        for segment in 0..<segments.count {
          if let match = matcher.match(table, from: segments.cuts[segment]) {
            found[segment] = match
          }
        }
        return found
      }
    }
    explore()
  }

  /// Finds the states that rows lead to, and the rows.
  private mutating func explore() {
    let runs = tables.indices.map { table in members.indices.map { blockRuns(table, $0) } }
    let layerRuns = members.map(Self.layerRuns)
    let end = members.map(\.count)
    var numbers: [[Int]: Int] = [[Int](repeating: 0, count: members.count): 0]
    var states = Array(numbers.keys)
    // States are numbered as they are found, and taken by the cut of the first member, which each
    // row moves on.
    var open: [Int: [Int]] = [0: [0]]
    var found: [[Step]] = [[]]
    var order: [Int] = []
    for cut in 0...end[0] {
      for number in open.removeValue(forKey: cut) ?? [] {
        order.append(number)
        let state = states[number]
        guard state != end else { continue }
        for (row, length) in rows(at: state, runs, layerRuns) {
          let next = row.places.map(\.end)
          guard zip(next, end).allSatisfy({ ($0 == $1) == (next == end) }) else { continue }
          if numbers[next] == nil {
            guard states.count < Self.stateLimit || members.count == 1 else { continue }
            numbers[next] = states.count
            open[next[0], default: []].append(states.count)
            states.append(next)
            found.append([])
          }
          found[number].append(Step(row: row, length: length, next: numbers[next] ?? 0))
        }
        if found[number].isEmpty { deadEnd = state }
      }
    }
    reachesEnd = numbers[end] != nil
    // In the order of cuts, so that one pass from behind finds the best.
    var places = [Int](repeating: 0, count: states.count)
    for (place, number) in order.enumerated() { places[number] = place }
    steps = order.map { number in
      found[number].map { Step(row: $0.row, length: $0.length, next: places[$0.next]) }
    }
  }

  /// The least description with some of the tables: rows in order, and its length; nil if the members
  /// have no rows in common.
  func best(_ allowed: Set<Int>) -> (rows: [SelectedRow], length: Int)? {
    guard reachesEnd else { return nil }
    let last = steps.count - 1
    var best: [(length: Int, step: Int)?] = Array(repeating: nil, count: steps.count)
    best[last] = (0, -1)
    for state in stride(from: last - 1, through: 0, by: -1) {
      for (index, step) in steps[state].enumerated() {
        if case .block(let table) = step.row.kind, !allowed.contains(table) { continue }
        guard let rest = best[step.next] else { continue }
        let length = step.length + rest.length
        if best[state].map({ length < $0.length }) ?? true { best[state] = (length, index) }
      }
    }
    guard let length = best[0]?.length else { return nil }
    var rows: [SelectedRow] = []
    var state = 0
    while state != last, let index = best[state]?.step {
      rows.append(steps[state][index].row)
      state = steps[state][index].next
    }
    return (rows, length)
  }

  /// The tables that are worth their definitions.
  func worthwhile() -> Set<Int> {
    var allowed = Set(tables.indices)
    guard var current = description(allowed) else { return allowed }
    // What no row uses goes first, then whatever shortens the description.
    allowed = current.used
    var isShorter = true
    while isShorter {
      isShorter = false
      for table in allowed.sorted(by: >) where tables[table].written != nil {
        guard let other = description(allowed.subtracting([table])), other.length < current.length
        else { continue }
        (current, allowed, isShorter) = (other, other.used, true)
        break
      }
    }
    return allowed
  }

  private func description(_ allowed: Set<Int>) -> (length: Int, used: Set<Int>)? {
    guard let (rows, length) = best(allowed) else { return nil }
    var used: Set<Int> = []
    for row in rows {
      if case .block(let table) = row.kind { used.insert(table) }
    }
    let definitions = used.reduce(0) { sum, table in
      guard let block = tables[table].written else { return sum }
      return sum + 500 + 150 * block.rows.count + 50 * block.columns.count
    }
    return (length + definitions, used)
  }

  // MARK: Rows of a state

  private typealias Runs = [Int: (count: Int, end: Int)]

  /// The rows that all members may take from their cuts on, with their lengths.
  private func rows(
    at state: [Int], _ runs: [[Runs]], _ layerRuns: [Runs]
  ) -> [(row: SelectedRow, length: Int)] {
    var rows: [(row: SelectedRow, length: Int)] = []
    if let disagreements = OperatorAgreement(members, state)?.disagreements {
      let places = state.map { SelectedRow.Place(segment: $0, end: $0 + 1) }
      let count = members[0].nodes(state[0]).count
      rows.append(
        (
          SelectedRow(kind: .operators, places: places),
          1000 * count + Self.disagreement * disagreements
        ))
      let counts = members.indices.map { layerRuns[$0][state[$0]]?.count ?? 0 }
      for counts in Self.choices(counts) where counts.contains(where: { $0 > 1 }) {
        let places = zip(state, counts).map {
          SelectedRow.Place(segment: $0, count: $1, end: $0 + $1)
        }
        rows.append(
          (
            SelectedRow(kind: .repeated, places: places), 1001 + Self.disagreement * disagreements
          ))
      }
    }
    for table in tables.indices {
      let counts = members.indices.map { runs[table][$0][state[$0]]?.count ?? 0 }
      guard !counts.contains(0) else { continue }
      for choice in [counts.map { _ in 1 }] + Self.choices(counts).filter({ $0.max() ?? 1 > 1 }) {
        guard let (row, disagreements) = block(table, at: state, choice) else { continue }
        let said = said(row, tables[table]).count
        let length = 1000 + said + min(table, 50) + Self.disagreement * disagreements
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

  // MARK: Runs

  private func blockRuns(_ table: Int, _ member: Int) -> Runs {
    var runs: Runs = [:]
    let (matches, segments) = (matches[table][member], members[member])
    for (segment, match) in matches.sorted(by: { $0.key > $1.key }) {
      guard let end = segments.places[match.end] else { continue }
      runs[segment] = (1, end)
      guard let next = matches[end], let rest = runs[end],
        RowSelection.continues(match.columns, next.columns)
      else { continue }
      runs[segment] = (rest.count + 1, rest.end)
    }
    return runs
  }

  /// Whether a later copy is the same: with a stride of 1 if there is one.
  private static func continues(_ first: [String: Value], _ next: [String: Value]) -> Bool {
    first.allSatisfy { column, value in
      guard let other = next[column] else { return false }
      return column == "s" ? other.means(.integer(1)) : other.means(value)
    }
  }

  private static func layerRuns(_ segments: Segments) -> Runs {
    var runs: Runs = [:]
    let graph = segments.graph
    for segment in stride(from: segments.count - 1, through: 0, by: -1) {
      let nodes = segments.nodes(segment)
      guard nodes.count == 1 else { continue }
      runs[segment] = (1, segment + 1)
      guard segment + 1 < segments.count, segments.nodes(segment + 1).count == 1,
        let rest = runs[segment + 1]
      else { continue }
      let (first, next) = (graph.nodes[nodes.lowerBound], graph.nodes[nodes.lowerBound + 1])
      var cells = first.cells
      cells["s"] = nil
      if first.word == next.word, cells == next.cells { runs[segment] = (rest.count + 1, rest.end) }
    }
    return runs
  }
}

extension Expression {
  /// Whether it is the width of the input, no more.
  var isInput: Bool {
    if case .name("in", _) = root { true } else { false }
  }
}
