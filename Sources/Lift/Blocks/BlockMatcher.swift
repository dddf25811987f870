import Specs
import Symbolic

/// A block with columns that makes exactly the nodes between two cuts.
struct BlockMatch {
  /// The node that it ends at.
  let end: Int
  /// The values of its columns.
  var columns: [String: Value]
  /// The node of each row; nil for one that is not there.
  let nodes: [Int?]
}

/// Matches the rows of a block against the graph from a cut on, one after the other.
///
/// A row asks for a node that reads what the row reads, with the same word and cells. A cell that is
/// a column binds it; a cell that is an expression of an unknown one waits until the end, where it is
/// solved. A row with a condition is tried with and without its node, and the condition must agree.
struct BlockMatcher {
  let segments: Segments
  private var graph: LayerGraph { segments.graph }

  /// The nodes and columns of a match so far.
  fileprivate struct Partial {
    var above: Int
    var rows: [String: Int] = [:]
    var nodes: [Int?] = []
    var consumed: Set<Int> = []
    var scope: BlockScope
    /// Cells whose columns are not known, with the values that they must have.
    var waiting: [(cell: Expression, value: Value)] = []
  }

  /// The match of a block from a cut on; nil for none.
  ///
  /// - Parameter given: values that columns must have.
  func match(
    _ table: BlockTable, from input: Int, given: [String: Value] = [:]
  ) -> BlockMatch? {
    var steps = 4000
    var scope = BlockScope(values: given, columns: table.columnNames)
    scope.values["in"] = .integer(graph.extent(input).channels)
    let partial = Partial(above: input, scope: scope)
    return extend(partial, table, input, &steps)
  }

  private func extend(
    _ partial: Partial, _ table: BlockTable, _ input: Int, _ steps: inout Int
  ) -> BlockMatch? {
    steps -= 1
    guard steps > 0 else { return nil }
    let index = partial.nodes.count
    guard index < table.rows.count else { return finish(partial, table, input) }
    let row = table.rows[index]
    guard let sources = sources(of: row, partial, input) else { return nil }
    let isThere = row.condition.flatMap(partial.scope.holds)
    if isThere != false {
      for node in candidates(row, sources, partial, input, table) {
        guard var next = bound(partial, row, node, table) else { continue }
        next.above = node
        next.take(node)
        next.name(row, node, graph)
        if let match = extend(next, table, input, &steps) { return match }
      }
    }
    guard isThere != true, row.condition != nil || row.isOptional else { return nil }
    var next = partial
    next.above = sources[0]
    next.nodes.append(nil)
    next.name(row, sources[0], graph)
    return extend(next, table, input, &steps)
  }

  private func sources(of row: BlockTable.Row, _ partial: Partial, _ input: Int) -> [Int]? {
    if row.from.isEmpty { return [partial.above] }
    var sources: [Int] = []
    for name in row.from {
      switch name {
      case "-": sources.append(partial.above)
      case "in": sources.append(input)
      default:
        guard let node = partial.rows[name] else { return nil }
        sources.append(node)
      }
    }
    let isJoin = ["add", "multiply", "concat"].contains(row.word)
    return isJoin && sources.count == 1 ? [partial.above] + sources : sources
  }

  private func candidates(
    _ row: BlockTable.Row, _ sources: [Int], _ partial: Partial, _ input: Int, _ table: BlockTable
  ) -> [Int] {
    segments.readers(of: sources[0]).filter { index in
      guard index > input, index <= input + table.rows.count, !partial.consumed.contains(index)
      else {
        return false
      }
      let node = graph.nodes[index]
      let isWord =
        node.word == row.word || (node.word == "dense" && ["conv", "linear"].contains(row.word))
      guard isWord, node.inputs.count == sources.count else { return false }
      return node.inputs == sources || (node.isJoin && node.inputs.sorted() == sources.sorted())
    }
  }

  /// The match with the columns that a node decides; nil if a cell says something else.
  private func bound(
    _ partial: Partial, _ row: BlockTable.Row, _ index: Int, _ table: BlockTable
  ) -> Partial? {
    let node = graph.nodes[index]
    var next = partial
    for column in node.cells.keys where row.cells[column] == nil { return nil }
    for (column, cell) in row.cells {
      guard let actual = node.says(column) else { return nil }
      switch cell {
      case .value(let value): if !value.means(actual) { return nil }
      case .expression(let expression):
        if case .name(let name, _) = expression.root, table.columnNames.contains(name),
          next.scope.values[name] == nil
        {
          next.scope.values[name] = actual
        } else if next.scope.knows(expression) {
          guard let value = next.scope.evaluate(expression), value.means(actual) else { return nil }
        } else {
          next.waiting.append((expression, actual))
        }
      }
    }
    return next
  }

  /// The match, if what is left can be solved and the conditions agree.
  private func finish(_ partial: Partial, _ table: BlockTable, _ input: Int) -> BlockMatch? {
    guard partial.above != input, segments.places[partial.above] != nil,
      partial.consumed.count == partial.above - input
    else { return nil }
    var (scope, waiting) = (partial.scope, partial.waiting)
    while !waiting.isEmpty {
      guard let index = waiting.firstIndex(where: { scope.open($0.cell).count <= 1 }) else {
        guard guess(&scope, waiting[0].cell, table, partial.nodes) else { return nil }
        continue
      }
      let (cell, value) = waiting.remove(at: index)
      if let column = scope.open(cell).first {
        guard
          let solved = usual(of: column, in: scope, table, cell, value)
            ?? ColumnSolver(scope: scope).solve(cell, for: column, value)
        else { return nil }
        scope.values[column] = solved
      } else {
        guard let found = scope.evaluate(cell), found.means(value) else { return nil }
      }
    }
    guard let columns = completed(scope, table, partial.nodes) else { return nil }
    return BlockMatch(end: partial.above, columns: columns, nodes: partial.nodes)
  }

  /// The default of a column if it makes a cell right.
  private func usual(
    of column: String, in scope: BlockScope, _ table: BlockTable, _ cell: Expression,
    _ value: Value
  ) -> Value? {
    guard
      let usual = table.columns.first(where: { $0.name == column })?.usual.flatMap(scope.evaluate)
    else { return nil }
    var scope = scope
    scope.values[column] = usual
    return scope.evaluate(cell)?.means(value) == true ? usual : nil
  }

  /// Gives a column that only conditions decide the first value with which they agree.
  private func guess(
    _ scope: inout BlockScope, _ cell: Expression, _ table: BlockTable, _ nodes: [Int?]
  ) -> Bool {
    for column in scope.open(cell).sorted() where table.decides(column) {
      for candidate in [Value.integer(1), .integer(0)] {
        var other = scope
        other.values[column] = candidate
        let agrees = zip(table.rows, nodes).allSatisfy { row, node in
          row.condition.flatMap(other.holds).map { $0 == (node != nil) } ?? true
        }
        if agrees {
          scope = other
          return true
        }
      }
    }
    return false
  }

  /// The columns with values for those that no node decides, so that all conditions agree.
  private func completed(
    _ scope: BlockScope, _ table: BlockTable, _ nodes: [Int?]
  ) -> [String: Value]? {
    var choices = [scope]
    for (column, usual) in table.columns where scope.values[column] == nil {
      choices = choices.flatMap { scope in
        var candidates: [Value] = usual.flatMap(scope.evaluate).map { [$0] } ?? []
        candidates += [.integer(1), .integer(0)]
        candidates += [.condition(.constant(false)), .condition(.constant(true))]
        if !table.decides(column) { candidates = [candidates[0]] }
        return candidates.map { candidate in
          var scope = scope
          scope.values[column] = candidate
          return scope
        }
      }
      guard choices.count <= 1000 else { return nil }
    }
    let right = choices.first { scope in
      zip(table.rows, nodes).allSatisfy { row, node in
        row.condition.map { scope.holds($0) == (node != nil) } ?? true
      }
    }
    return right?.values.filter { table.columnNames.contains($0.key) }
  }
}

extension BlockMatcher.Partial {
  fileprivate mutating func take(_ node: Int) {
    consumed.insert(node)
    nodes.append(node)
  }

  fileprivate mutating func name(_ row: BlockTable.Row, _ node: Int, _ graph: LayerGraph) {
    guard let name = row.name else { return }
    rows[name] = node
    scope.values[name] = .integer(graph.extent(node).channels)
  }
}

extension BlockTable {
  /// Whether a condition names a column.
  fileprivate func decides(_ column: String) -> Bool {
    rows.contains { $0.condition?.names.contains(column) ?? false }
  }
}

extension LayerGraph.Node {
  /// What a cell of its row says, given or not; nil if the column is no such row's.
  func says(_ column: String) -> Value? {
    if let value = cells[column] ?? absent(column) { return value }
    switch column {
    case "c": return .integer(extent.channels)
    case "k" where word == "dense": return .integer(1)
    default: return nil
    }
  }
}
