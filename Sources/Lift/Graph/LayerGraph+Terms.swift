import Symbolic

/// A layer as a term: its word, its cells, its sizes, and the terms that it reads. Joins commute.
struct LayerTerm: Hashable {
  let word: String
  let cells: [String: Value]
  let extent: LayerGraph.Extent
  /// Numbers of terms.
  let inputs: [Int]
}

/// Numbers terms, so that equal ones have equal numbers in whatever graphs they are.
struct TermNumbers {
  private var numbers: [LayerTerm: Int] = [:]

  /// The number of each node's term.
  mutating func terms(of graph: LayerGraph) -> [Int] {
    var terms: [Int] = []
    terms.reserveCapacity(graph.nodes.count)
    for node in graph.nodes {
      var inputs = node.inputs.map { $0 == LayerGraph.input ? -1 : terms[$0] }
      if node.isJoin { inputs.sort() }
      let term = LayerTerm(
        word: node.word, cells: node.cells, extent: node.extent, inputs: inputs)
      terms.append(numbers[term, default: numbers.count])
      numbers[term] = terms[terms.count - 1]
    }
    return terms
  }
}

extension LayerGraph {
  /// The first difference between two graphs, layer by layer: words, cells, sizes, and what each
  /// layer reads; nil if they are the same. The order of layers and of what joins join is of no
  /// consequence.
  package static func difference(_ first: LayerGraph, _ second: LayerGraph) -> String? {
    guard first.input == second.input else {
      return "inputs of \(first.input.text) and \(second.input.text)"
    }
    var numbers = TermNumbers()
    let (a, b) = (numbers.terms(of: first), numbers.terms(of: second))
    let (extra, missing) = (surplus(b, over: a), surplus(a, over: b))
    guard extra != nil || missing != nil else {
      let outputs = (first.outputs.map { a[$0] }.sorted(), second.outputs.map { b[$0] }.sorted())
      return outputs.0 == outputs.1 ? nil : "other outputs"
    }
    func text(_ graph: LayerGraph, _ index: Int?) -> String {
      guard let index else { return "nothing" }
      let node = graph.nodes[index]
      let inputs = node.inputs.map { graph.extent($0).text }.joined(separator: ", ")
      return "\(quoted(node.origin)) (\(node.text): \(inputs) to \(node.extent.text))"
    }
    return "\(text(first, missing)) against \(text(second, extra))"
  }

  /// The first node whose term occurs more often than in others.
  private static func surplus(_ terms: [Int], over others: [Int]) -> Int? {
    var counts: [Int: Int] = [:]
    for term in others { counts[term, default: 0] += 1 }
    for (index, term) in terms.enumerated() {
      counts[term, default: 0] -= 1
      if counts[term, default: 0] < 0 { return index }
    }
    return nil
  }
}
