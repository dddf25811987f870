/// A graph cut wherever exactly one tensor is alive, in whatever order its layers run.
///
/// A layer that all paths from input to output pass through has its ancestors before it and its
/// descendants behind it, so that any topological order finds the same cuts.
struct Segments {
  let graph: LayerGraph
  /// The nodes at which the graph is cut, the input first.
  let cuts: [Int]
  /// The place of each cut; nil for other nodes, and for an end at which several tensors come out.
  let places: [Int: Int]
  /// For each node, those that read it; at the end those of the input.
  let readers: [[Int]]

  init(_ graph: LayerGraph) {
    self.graph = graph
    readers = graph.readers()
    var lastReader = readers.map { $0.max() ?? -1 }
    for output in graph.outputs { lastReader[output] = graph.nodes.count }
    var cuts = [LayerGraph.input]
    var alive = lastReader[graph.nodes.count]
    for index in graph.nodes.indices {
      if alive <= index || (index + 1 == graph.nodes.count && graph.outputs == [index]) {
        cuts.append(index)
      }
      alive = max(alive, lastReader[index])
    }
    places = Dictionary(
      cuts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    // Where several tensors come out, what makes them is a segment that no block ends.
    if cuts[cuts.count - 1] != graph.nodes.count - 1 { cuts.append(graph.nodes.count - 1) }
    self.cuts = cuts
  }

  /// The nodes that read a node or the input.
  func readers(of node: Int) -> [Int] {
    readers[node == LayerGraph.input ? graph.nodes.count : node]
  }

  /// The number of segments.
  var count: Int { cuts.count - 1 }

  /// The nodes of a segment.
  func nodes(_ segment: Int) -> ClosedRange<Int> { cuts[segment] + 1...cuts[segment + 1] }
}
