import Symbolic

extension LayerGraph {
  /// The graph with convolutions of parts as one node: channels that are split evenly, convolved part
  /// by part and concatenated again are a grouped convolution, or a depthwise one of several kernels
  /// (MixConv, arXiv:1907.09595). A batch normalization of the result then belongs to it.
  func withMergedParts() -> LayerGraph {
    guard nodes.contains(where: { $0.word == "split" }) else { return self }
    let readers = readers()
    var replacements: [Int: Node] = [:]
    var gone = Set<Int>()
    for (index, node) in nodes.enumerated() where node.word == "concat" && node.cells.isEmpty {
      guard let merged = merged(index, readers) else { continue }
      var (layer, last) = (merged.node, index)
      if let norm = normalization(after: index, readers) {
        layer.cells["norm"] = .word("batch")
        layer.cells["bias"] = nil
        layer.cells["act"] = nodes[norm].cells["act"]
        gone.insert(index)
        last = norm
      }
      gone.formUnion(merged.parts)
      replacements[last] = layer
    }
    return replacements.isEmpty ? self : replacing(replacements, without: gone)
  }

  /// The convolution that stands for a concatenation of convolutions of parts.
  private func merged(_ concat: Int, _ readers: [[Int]]) -> (node: Node, parts: Set<Int>)? {
    let layers = nodes[concat].inputs
    guard layers.count > 1, Set(layers).count == layers.count,
      layers.allSatisfy({ isOwn($0, readers) && nodes[$0].inputs.count == 1 })
    else { return nil }
    let splits = layers.map { nodes[$0].inputs[0] }
    guard splits.allSatisfy({ $0 >= 0 && nodes[$0].word == "split" && isOwn($0, readers) }),
      let source = splits.first.map({ nodes[$0].inputs[0] }),
      splits.allSatisfy({ nodes[$0].inputs == [source] }), isEven(splits, extent(source).channels)
    else { return nil }
    let convolutions = layers.map { nodes[$0] }
    let first = convolutions[0]
    guard first.cells["norm"] == nil, first.cells["act"] == nil, first.cells["p"] == nil,
      convolutions.allSatisfy({ $0.word == first.word && $0.others == first.others })
    else { return nil }
    var node = Node(
      word: first.word, cells: first.cells, inputs: [source], extent: nodes[concat].extent,
      isPooled: nodes[concat].isPooled, origin: nodes[concat].origin)
    let kernels = convolutions.compactMap { $0.cells["k"] }
    switch first.word {
    case "depthwise":
      guard first.cells["c"] == nil, kernels.count == layers.count else { return nil }
      if Set(kernels).count > 1 { node.cells["k"] = .list(kernels) }
    case "conv":
      let inputs = Set(splits.map { nodes[$0].extent.channels })
      guard Set(kernels).count == 1, inputs.count == 1, first.cells["g"] == nil,
        Set(convolutions.map(\.extent.channels)).count == 1
      else { return nil }
      node.cells["c"] = .integer(nodes[concat].extent.channels)
      node.cells["g"] = .integer(layers.count)
    default: return nil
    }
    return (node, Set(layers + splits))
  }

  /// Whether parts follow each other from the first channel to the last, as even as kernels in a list
  /// divide channels.
  private func isEven(_ splits: [Int], _ channels: Int) -> Bool {
    let share = channels / splits.count
    var start = 0
    for (index, split) in splits.enumerated() {
      let width = index == 0 ? channels - share * (splits.count - 1) : share
      guard nodes[split].extent.channels == width,
        (nodes[split].cells["at"]?.wholeNumber ?? 0) == start
      else { return false }
      start += width
    }
    return start == channels
  }

  /// The batch normalization that alone reads a node.
  private func normalization(after node: Int, _ readers: [[Int]]) -> Int? {
    guard isOwn(node, readers), let reader = readers[node].first,
      nodes[reader].word == "batchnorm"
    else { return nil }
    return reader
  }

  /// Whether one other node reads a node, and nobody else.
  private func isOwn(_ node: Int, _ readers: [[Int]]) -> Bool {
    node >= 0 && readers[node].count == 1 && !outputs.contains(node)
  }

  /// The graph with nodes replaced, and without others.
  func replacing(_ replacements: [Int: Node], without gone: Set<Int>) -> LayerGraph {
    var result = LayerGraph(input: input, inputMap: inputMap)
    result.relabelings = relabelings
    var places: [Int] = []
    for (index, node) in nodes.enumerated() {
      let isGone = gone.contains(index) && replacements[index] == nil
      places.append(isGone ? LayerGraph.input - 1 : result.nodes.count)
      if isGone { continue }
      var node = replacements[index] ?? node
      node.inputs = node.inputs.map { $0 < 0 ? $0 : places[$0] }
      result.nodes.append(node)
    }
    result.outputs = outputs.map { places[$0] }
    return result
  }
}

extension LayerGraph.Node {
  /// Its cells apart from the kernel and the widths.
  fileprivate var others: [String: Value] {
    var cells = cells
    cells["k"] = nil
    cells["c"] = nil
    return cells
  }
}
