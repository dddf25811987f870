/// What a part of a graph is built of, without numbers: parts with equal keys may be one block.
struct StructureKey: Hashable {
  private struct Row: Hashable {
    let word: String
    let isPointwise: Bool
    let hasActivation: Bool
    let inputs: [Int]
  }

  private let rows: [Row]

  /// The key of the nodes between two cuts.
  init(_ graph: LayerGraph, _ nodes: ClosedRange<Int>) {
    rows = nodes.map { index in
      let node = graph.nodes[index]
      return Row(
        word: node.word, isPointwise: node.cells["k"] == .integer(1),
        hasActivation: node.cells["act"] != nil,
        inputs: node.inputs.map { max($0, nodes.lowerBound - 1) - nodes.lowerBound })
    }
  }
}
