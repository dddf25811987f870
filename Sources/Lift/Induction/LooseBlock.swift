import Specs
import Symbolic

/// A part of a graph with its numbers forgotten: a block with a column for every cell that may vary.
struct LooseBlock {
  /// The nodes that it was taken from.
  let nodes: ClosedRange<Int>
  /// The block, of which some rows may be missing.
  private(set) var table: BlockTable
  private let graph: LayerGraph

  init?(_ graph: LayerGraph, _ nodes: ClosedRange<Int>, usual: [String: Value]) {
    self.graph = graph
    self.nodes = nodes
    let mixesNorms = nodes.count > 1 && graph.mixesNorms
    var (columns, rows) = ([String](), [TableRow]())
    for (place, index) in nodes.enumerated() {
      let node = graph.nodes[index]
      var cells: [String: CellText] = [:]
      for column in Self.cells(of: node, mixesNorms) {
        guard let value = node.says(column) else { continue }
        if Self.varies(column, value) {
          columns.append("\(column)_\(place)")
          cells[column] = CellText(expression: "\(column)_\(place)")
        } else {
          cells[column] = CellText(value)
        }
      }
      let from = node.inputs.map { $0 < nodes.lowerBound ? "in" : "row\($0 - nodes.lowerBound)" }
      rows.append(TableRow(word: node.word, cells: cells, from: from, name: "row\(place)"))
    }
    guard
      let table = try? BlockTable(
        "loose", columns: columns, rows: rows, defaults: [:], written: nil)
    else { return nil }
    self.table = table
  }

  /// The cells that its row has, and those that other instances may have.
  ///
  /// - Parameter mixesNorms: whether some convolutions of the graph have norms, and others don't.
  static func cells(of node: LayerGraph.Node, _ mixesNorms: Bool) -> Set<String> {
    var columns = Set(node.cells.keys)
    let known = OperatorEntry.named(node.word)?.columns ?? []
    if known.contains("s"), node.cells["k"] != nil { columns.insert("s") }
    if node.word == "conv" { columns.insert("g") }
    if mixesNorms, ["conv", "depthwise"].contains(node.word) { columns.insert("norm") }
    return columns
  }

  /// Pointwise stays pointwise, and what is not there stays away.
  private static func varies(_ column: String, _ value: Value) -> Bool {
    switch column {
    case "k": value != .integer(1)
    case "c", "s", "g", "r", "at", "act", "norm": true
    default: false
    }
  }

  /// The rows that may be missing elsewhere: what begins or ends a block, what stands beside it, and
  /// squeezes.
  var omissible: [Int] {
    nodes.indices.map { nodes.distance(from: nodes.startIndex, to: $0) }.filter { place in
      let node = graph.nodes[nodes.lowerBound + place]
      let readsInput = node.inputs.allSatisfy { $0 < nodes.lowerBound }
      let isLast = place == nodes.count - 1
      return node.word == "squeeze" || (isLast && node.isJoin)
        || (readsInput && node.inputs.count == 1 && node.word != "split")
    }
  }

  func omitting(_ places: Set<Int>) -> BlockTable {
    var table = table
    for place in places { table.rows[place].isOptional = true }
    return table
  }

  /// The matches along the members' graphs that do not overlap.
  func instances(_ members: [Segments], omitting places: Set<Int>) -> [BlockInstance] {
    let table = omitting(places)
    var found: [BlockInstance] = []
    for (member, segments) in members.enumerated() {
      let matcher = BlockMatcher(segments: segments)
      var segment = 0
      while segment < segments.count {
        let input = segments.cuts[segment]
        guard let match = matcher.match(table, from: input), isAlike(match, in: segments.graph),
          let end = segments.places[match.end]
        else {
          segment += 1
          continue
        }
        found.append(
          BlockInstance(member: member, input: input, end: match.end, nodes: match.nodes))
        segment = end
      }
    }
    return found
  }

  /// Whether activations are where they were, and no kernel has become pointwise.
  private func isAlike(_ match: BlockMatch, in other: LayerGraph) -> Bool {
    let isThere = match.nodes.count { $0 != nil }
    guard 2 * isThere > nodes.count else { return false }
    return zip(nodes, match.nodes).allSatisfy { own, node in
      guard let node else { return true }
      let (a, b) = (graph.nodes[own], other.nodes[node])
      return (a.cells["act"] == nil) == (b.cells["act"] == nil)
        && (a.cells["k"] == .integer(1)) == (b.cells["k"] == .integer(1))
    }
  }
}

extension LayerGraph {
  /// Whether convolutions have norms here and none there.
  var mixesNorms: Bool {
    let layers = nodes.filter { ["conv", "depthwise"].contains($0.word) }
    return Set(layers.map { $0.cells["norm"] }).count > 1
  }
}

/// Nodes that rows of a block stand for.
struct BlockInstance {
  /// The member of the family in whose graph it is.
  let member: Int
  /// The cut at which it begins.
  let input: Int
  let end: Int
  /// The node of each row; nil for one that is missing.
  let nodes: [Int?]
}
