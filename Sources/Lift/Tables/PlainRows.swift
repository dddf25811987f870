import Symbolic

/// Writes nodes as rows of a table, with names for what is not read by the row below.
struct PlainRows {
  private let graph: LayerGraph
  private(set) var rows: [TableRow] = []
  /// The name of a node's row, and the row; several nodes may be one.
  private var names: [Int: String] = [:]
  private var places: [Int: Int] = [:]
  /// The node whose tensor the next row would read.
  private var above: Int
  /// The node that the table calls `in`.
  private let input: Int
  private let prefix: String
  /// The columns that say nothing new, with their values.
  private let usual: [String: Value]

  init(
    _ graph: LayerGraph, from input: Int = LayerGraph.input, prefix: String = "x",
    usual: [String: Value] = [:]
  ) {
    self.graph = graph
    self.input = input
    above = input
    self.prefix = prefix
    self.usual = usual
  }

  /// Writes a node as a row of its operator.
  mutating func write(_ node: Int) {
    let layer = graph.nodes[node]
    write(
      TableRow(word: layer.word, cells: layer.texts(usual)), reading: layer.inputs,
      isJoin: layer.isJoin, making: node)
  }

  /// Writes a row that reads tensors of nodes and makes that of another.
  mutating func write(
    _ row: TableRow, reading inputs: [Int], isJoin: Bool = false, making node: Int
  ) {
    var row = row
    row.from = sources(inputs, isJoin: isJoin)
    places[node] = rows.count
    rows.append(row)
    above = node
  }

  private mutating func sources(_ inputs: [Int], isJoin: Bool) -> [String] {
    if inputs == [above] { return [] }
    if isJoin, inputs.count == 2, let index = inputs.firstIndex(of: above), inputs[0] != inputs[1] {
      return [name(inputs[1 - index])]
    }
    return inputs.map { $0 == above && inputs.count > 1 ? "-" : name($0) }
  }

  /// The name of a node's row, given now if it has none.
  mutating func name(_ node: Int) -> String {
    if node == input { return "in" }
    if let name = names[node] { return name }
    let name = "\(prefix)\(names.count + 1)"
    names[node] = name
    if let place = places[node] { rows[place].name = name }
    return name
  }

  /// The names of the outputs; none if the last row's tensor is all that comes out.
  mutating func outputs() -> [String] {
    if graph.outputs == [above] { return [] }
    return graph.outputs.map { name($0) }
  }
}

extension LayerGraph.Node {
  /// The cells of its row, without those that are usual.
  func texts(_ usual: [String: Value]) -> [String: CellText] {
    var cells = self.cells
    let takes = ["conv", "depthwise", "transposed"].contains(word)
    for (column, value) in usual where takes {
      let own = self.cells[column] ?? absent(column)
      cells[column] = own == value ? nil : own
    }
    return cells.mapValues { CellText($0) }
  }

  /// What a cell that is not there says.
  func absent(_ column: String) -> Value? {
    switch column {
    case "norm", "act": .word("none")
    case "bias": .condition(.constant(cells["norm"] == nil))
    case "s", "d", "heads": .integer(1)
    case "g": .integer(word == "shuffle" ? 2 : 1)
    case "at": .integer(0)
    case "p": .word("same")
    case "ceil": .condition(.constant(false))
    default: nil
    }
  }
}
