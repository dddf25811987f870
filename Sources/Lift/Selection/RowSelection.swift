import Symbolic

/// A row of the body before it is written: what stands for which segments.
enum SelectedRows {
  /// A segment as rows of its operators.
  case operators(segment: Int)
  /// A layer so many times.
  case repeated(segment: Int, count: Int)
  /// A block so many times.
  case block(table: Int, segment: Int, count: Int)
}

/// Chooses rows by least description: the fewest rows, then the fewest cells, by dynamic programming
/// over the cuts.
struct RowSelection {
  let segments: Segments
  let tables: [BlockTable]
  /// For each table, its matches by the segment at which they begin.
  private(set) var matches: [[Int: BlockMatch]]
  /// How often each match, or each layer, can be repeated from a segment on, and where that ends.
  private var runs: [[Int: (count: Int, end: Int)]] = []
  private var layerRuns: [Int: (count: Int, end: Int)] = [:]

  private var graph: LayerGraph { segments.graph }

  init(_ segments: Segments, _ tables: [BlockTable]) {
    self.segments = segments
    self.tables = tables
    let matcher = BlockMatcher(segments: segments)
    matches = tables.map { table in
      var found: [Int: BlockMatch] = [:]
      for segment in 0..<segments.count {
        if let match = matcher.match(table, from: segments.cuts[segment]) { found[segment] = match }
      }
      return found
    }
    runs = tables.indices.map { blockRuns($0) }
    layerRuns = operatorRuns()
  }

  /// The least description with some of the tables: rows in order, and its length.
  func best(_ allowed: Set<Int>) -> (rows: [SelectedRows], length: Int) {
    let count = segments.count
    var best: [(length: Int, row: SelectedRows?, next: Int)] = Array(
      repeating: (0, nil, count), count: count + 1)
    for segment in stride(from: count - 1, through: 0, by: -1) {
      let nodes = segments.nodes(segment)
      var options = [
        (
          length: 1000 * nodes.count, row: SelectedRows.operators(segment: segment),
          end: segment + 1
        )
      ]
      if let run = layerRuns[segment], run.count > 1 {
        options.append((1001, .repeated(segment: segment, count: run.count), run.end))
      }
      for table in tables.indices where allowed.contains(table) {
        guard let match = matches[table][segment], let end = segments.places[match.end],
          let run = runs[table][segment]
        else { continue }
        let length = 1000 + cells(of: match, tables[table]).count + min(table, 50)
        options.append((length, .block(table: table, segment: segment, count: 1), end))
        if run.count > 1 {
          options.append(
            (length + 1, .block(table: table, segment: segment, count: run.count), run.end))
        }
      }
      for option in options {
        let length = option.length + best[option.end].length
        if best[segment].row == nil || length < best[segment].length {
          best[segment] = (length, option.row, option.end)
        }
      }
    }
    var rows: [SelectedRows] = []
    var segment = 0
    while segment < count, let row = best[segment].row {
      rows.append(row)
      segment = best[segment].next
    }
    return (rows, best[0].length)
  }

  /// The tables that are worth their definitions.
  func worthwhile() -> Set<Int> {
    var allowed = Set(tables.indices)
    var current = description(allowed)
    // What no row uses goes first, then whatever shortens the description.
    allowed = current.used
    var isShorter = true
    while isShorter {
      isShorter = false
      for table in allowed.sorted(by: >) where tables[table].written != nil {
        let other = description(allowed.subtracting([table]))
        guard other.length < current.length else { continue }
        (current, allowed, isShorter) = (other, other.used, true)
        break
      }
    }
    return allowed
  }

  private func description(_ allowed: Set<Int>) -> (length: Int, used: Set<Int>) {
    let (rows, length) = best(allowed)
    var used: Set<Int> = []
    for case .block(let table, _, _) in rows { used.insert(table) }
    let definitions = used.reduce(0) { sum, table in
      guard let block = tables[table].written else { return sum }
      return sum + 500 + 150 * block.rows.count + 50 * block.columns.count
    }
    return (length + definitions, used)
  }

  /// The columns of a match that its row must say.
  func cells(of match: BlockMatch, _ table: BlockTable) -> [String: Value] {
    var scope = BlockScope(values: match.columns, columns: table.columnNames)
    scope.values["in"] = nil
    return match.columns.filter { column, value in
      guard let usual = table.columns.first(where: { $0.name == column })?.usual,
        let known = scope.evaluate(usual)
      else { return true }
      return !known.means(value)
    }
  }

  // MARK: Runs

  private func blockRuns(_ table: Int) -> [Int: (count: Int, end: Int)] {
    var runs: [Int: (count: Int, end: Int)] = [:]
    for (segment, match) in matches[table].sorted(by: { $0.key > $1.key }) {
      guard let end = segments.places[match.end] else { continue }
      runs[segment] = (1, end)
      guard let next = matches[table][end], let rest = runs[end],
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

  private func operatorRuns() -> [Int: (count: Int, end: Int)] {
    var runs: [Int: (count: Int, end: Int)] = [:]
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
