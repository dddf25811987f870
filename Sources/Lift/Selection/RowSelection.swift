import Symbolic

/// Chooses rows by least description: the fewest rows, then the fewest cells, by dynamic programming
/// over the cuts. The members of a family take each row together: a state is a cut of each.
struct RowSelection {
  let members: [Segments]
  let tables: [BlockTable]
  /// For each table and member, its matches by the segment at which they begin.
  let matches: [[[Int: BlockMatch]]]
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
    let runs = matches.map { zip($0, members).map { SegmentRuns(of: $0, in: $1) } }
    let layerRuns = members.map(SegmentRuns.init(ofLayersIn:))
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

  /// The rows that are chosen as others have been, with the least description; nil if there are none.
  func rows(following kinds: [SelectedRow.Kind]) -> [SelectedRow]? {
    var open: [Int: (length: Int, rows: [SelectedRow])] = [0: (0, [])]
    for kind in kinds {
      var next: [Int: (length: Int, rows: [SelectedRow])] = [:]
      for (state, path) in open {
        for step in steps[state] where step.row.kind == kind {
          let length = path.length + step.length
          if next[step.next].map({ length < $0.length }) ?? true {
            next[step.next] = (length, path.rows + [step.row])
          }
        }
      }
      open = next
    }
    return reachesEnd ? open[steps.count - 1]?.rows : nil
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
      for table in allowed.sorted(by: >) {
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
      // A block of the library is only one more name.
      guard let block = tables[table].written else { return sum + 20 }
      return sum + 500 + 150 * block.rows.count + 50 * block.columns.count
    }
    return (length + definitions, used)
  }
}
