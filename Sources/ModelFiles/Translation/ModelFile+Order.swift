import Symbolic

extension ModelFile {
  /// The nodes of a graph that some tensors need, in an order in which they can be run: that of the
  /// file, unless a node stands before what it reads.
  ///
  /// - Throws: a diagnostic if a node needs its own result.
  func nodes(of graph: Int, for wanted: [Int]) throws(Diagnostic) -> [FileNode] {
    let nodes = graphs[graph].nodes
    var makers: [Int: Int] = [:]
    for (index, node) in nodes.enumerated() {
      for case let output? in node.outputs { makers[output] = index }
    }
    let needed = nodes.map { node in reads(of: node).compactMap { makers[$0] } }
    let used = reachable(from: wanted.compactMap { makers[$0] }, needed)
    return try order(used, needed).map { nodes[$0] }
  }

  /// What a node reads, graphs inside it included.
  private func reads(of node: FileNode) -> [Int] {
    var reads = node.inputs.compactMap { $0 }
    var inner = node.innerGraphs
    var seen = Set(inner)
    while let graph = inner.popLast() {
      reads += graphs[graph].outputs
      for node in graphs[graph].nodes {
        reads += node.inputs.compactMap { $0 }
        for graph in node.innerGraphs where seen.insert(graph).inserted { inner.append(graph) }
      }
    }
    return reads
  }

  private func reachable(from roots: [Int], _ needed: [[Int]]) -> [Bool] {
    var isReachable = Array(repeating: false, count: needed.count)
    var open = roots
    while let node = open.popLast() {
      guard !isReachable[node] else { continue }
      isReachable[node] = true
      open += needed[node]
    }
    return isReachable
  }

  /// Nodes so that each stands behind those that it needs.
  private func order(_ used: [Bool], _ needed: [[Int]]) throws(Diagnostic) -> [Int] {
    enum State { case new, open, done }
    var states = Array(repeating: State.new, count: used.count)
    var order: [Int] = []
    for root in used.indices where used[root] {
      var open = [root]
      while let node = open.last {
        switch states[node] {
        case .new:
          states[node] = .open
          for other in needed[node].reversed() where states[other] != .done {
            guard states[other] == .new else {
              throw Diagnostic("a node needs its own result", at: graphs[0].position(of: other))
            }
            open.append(other)
          }
        case .open:
          states[node] = .done
          order.append(node)
          open.removeLast()
        case .done: open.removeLast()
        }
      }
    }
    return order
  }

  /// The function that a node calls.
  func function(of node: FileNode) -> Function? {
    guard !functions.isEmpty else { return nil }
    return functions.first { $0.domain == node.domain && $0.name == node.type }
  }

  /// What a node is called in messages: its name, or that of what it makes.
  func displayName(of node: FileNode) -> String {
    if !node.name.isEmpty { return node.name }
    let made = node.outputs.lazy.compactMap { $0 }.map { tensors[$0].name }.first { !$0.isEmpty }
    return made ?? node.type
  }
}

extension FileGraph {
  fileprivate func position(of node: Int) -> SourcePosition? {
    nodes.indices.contains(node) ? nodes[node].position : nil
  }
}

extension FileNode {
  /// The graphs among its attributes.
  fileprivate var innerGraphs: [Int] {
    attributes.flatMap { attribute in
      switch attribute.value {
      case .graph(let graph): [graph]
      case .graphs(let graphs): graphs
      default: [Int]()
      }
    }
  }

  /// The names that lead to it: `/layer1/layer1.0/conv1/Conv` is `layer1.0.conv1.Conv`.
  func path(_ file: ModelFile) -> [String] {
    // TensorFlow joins the names of all operators that became one.
    let name = file.displayName(of: self).split(separator: ";").first.map(String.init) ?? type
    let separator: Character = name.contains("/") ? "/" : "."
    var path: [String] = []
    var last: Substring?
    for part in name.split(separator: separator) {
      // PyTorch repeats the name of a list in those of its elements.
      let isRepeated = last.map { part.hasPrefix("\($0).") } ?? false
      let own = isRepeated ? part.dropFirst((last?.count ?? 0) + 1) : part
      last = part
      path.append(printable(String(own.prefix(64))))
    }
    let scopes = scope.split(separator: ".").map { printable(String($0.prefix(64))) }
    return (scopes + (path.isEmpty ? [printable(type)] : path)).suffix(16)
  }
}
