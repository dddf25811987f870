import Symbolic

extension LayerGraph {
  /// The graph with squeeze-and-excitation as one node: pooling, two dense layers, and the product
  /// with what was pooled (arXiv:1709.01507, Figure 3), the block `squeeze` of specs/blocks.
  func withSqueezes() -> LayerGraph {
    let readers = readers()
    var replacements: [Int: Node] = [:]
    var gone = Set<Int>()
    for (index, node) in nodes.enumerated() where node.word == "multiply" {
      guard let squeeze = squeeze(endingAt: index, readers) else { continue }
      gone.formUnion(squeeze.parts)
      replacements[index] = Node(
        word: "squeeze", cells: squeeze.cells, inputs: [squeeze.source], extent: node.extent,
        isPooled: node.isPooled, origin: node.origin)
    }
    return replacing(replacements, without: gone)
  }

  private func squeeze(
    endingAt product: Int, _ readers: [[Int]]
  ) -> (source: Int, parts: [Int], cells: [String: Value])? {
    let node = nodes[product]
    guard node.inputs.count == 2, node.cells.isEmpty else { return nil }
    for (source, gate) in [(node.inputs[0], node.inputs[1]), (node.inputs[1], node.inputs[0])] {
      guard let outer = plainDense(gate, readers), let inner = plainDense(outer.source, readers),
        inner.source >= 0, nodes[inner.source].word == "avgpool",
        nodes[inner.source].cells.isEmpty, readers[inner.source].count == 1,
        nodes[inner.source].inputs == [source], outer.channels == extent(source).channels
      else { continue }
      let cells: [String: Value] = [
        "r": .integer(inner.channels), "act": inner.activation, "gate": outer.activation,
      ]
      return (source, [gate, outer.source, inner.source], cells)
    }
    return nil
  }

  /// A dense layer with a bias and no norm that one other layer reads.
  private func plainDense(
    _ index: Int, _ readers: [[Int]]
  ) -> (source: Int, channels: Int, activation: Value)? {
    guard index >= 0, nodes[index].word == "dense", readers[index].count == 1,
      !outputs.contains(index), nodes[index].cells["norm"] == nil,
      nodes[index].cells["bias"] == nil, nodes[index].inputs.count == 1
    else { return nil }
    let node = nodes[index]
    return (node.inputs[0], node.extent.channels, node.cells["act"] ?? .word("none"))
  }
}
