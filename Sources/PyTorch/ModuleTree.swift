import CostModel
import Symbolic

/// The rows of a network as a tree: a group of rows is a module of modules.
indirect enum ModuleTree {
  case layer(name: String, Int)
  case group(name: String, [ModuleTree])

  var name: String {
    switch self {
    case .layer(let name, _), .group(let name, _): name
    }
  }

  /// The layers, in order.
  var layers: [Int] {
    switch self {
    case .layer(_, let index): [index]
    case .group(_, let children): children.flatMap(\.layers)
    }
  }

  /// The rows of a network. Groups whose layers use parameters of layers elsewhere are taken apart,
  /// until both are in one module.
  static func of(_ network: Network) -> [ModuleTree] {
    let trees = children(of: Array(network.layers.indices), depth: 0, in: network)
    let copied = copies(among: trees, in: network)
    let pairs = network.layers.enumerated().flatMap { index, layer in
      copied.contains(index)
        ? []
        : [layer.weights.owner, layer.normWeights.owner].compactMap {
          $0.map { (user: index, owner: $0) }
        }
    }
    return trees.flatMap { $0.opened(pairs) }
  }

  /// The layers of groups that are other applications of groups beside them.
  private static func copies(among trees: [ModuleTree], in network: Network) -> Set<Int> {
    var copied: Set<Int> = []
    for tree in trees {
      if tree.original(among: trees, in: network) != nil {
        copied.formUnion(tree.layers)
      } else if case .group(_, let children) = tree {
        copied.formUnion(copies(among: children, in: network))
      }
    }
    return copied
  }

  private static func children(
    of layers: [Int], depth: Int, in network: Network
  ) -> [ModuleTree] {
    var trees: [ModuleTree] = []
    var rest = layers[...]
    while let first = rest.first {
      let path = network.layers[first].path
      let name = path.indices.contains(depth) ? path[depth] : "layer"
      guard path.count > depth + 1 else {
        trees.append(.layer(name: name, first))
        rest.removeFirst()
        continue
      }
      let run = rest.prefix {
        let other = network.layers[$0].path
        return other.count > depth + 1 && other[depth] == name
      }
      trees.append(.group(name: name, children(of: Array(run), depth: depth + 1, in: network)))
      rest.removeFirst(run.count)
    }
    return trees
  }

  /// The tree, or its children with longer names where one of a pair of layers is in it and the other
  /// is not.
  private func opened(_ pairs: [(user: Int, owner: Int)]) -> [ModuleTree] {
    guard case .group(let name, let children) = self else { return [self] }
    let own = Set(layers)
    let isTorn = pairs.contains { own.contains($0.user) != own.contains($0.owner) }
    let opened = children.flatMap { $0.opened(pairs) }
    guard isTorn else { return [.group(name: name, opened)] }
    return opened.map { child in
      switch child {
      case .layer(let own, let index): .layer(name: "\(name)_\(own)", index)
      case .group(let own, let grandchildren): .group(name: "\(name)_\(own)", grandchildren)
      }
    }
  }

  /// The module beside it of which it is another application, layer by layer; nil if it has
  /// parameters of its own, or none at all.
  func original(among siblings: [ModuleTree], in network: Network) -> ModuleTree? {
    let layers = layers
    let owners = layers.map { network.layers[$0].isCopy ? network.layers[$0].weights.owner : nil }
    guard owners.allSatisfy({ $0 != nil }) else { return nil }
    return siblings.first { $0.layers == owners.compactMap(\.self) }
  }
}

extension ModuleTree {
  /// 0 for a layer, and for a group one more than the highest in it.
  var height: Int {
    switch self {
    case .layer: 0
    case .group(_, let children): 1 + (children.map(\.height).max() ?? 0)
    }
  }

  /// The groups of a height in it, each with its name; copies are called as what is repeated.
  func groups(ofHeight level: Int, called name: String) -> [(tree: ModuleTree, name: String)] {
    guard case .group(_, let children) = self, height >= level else { return [] }
    if height == level { return [(self, name)] }
    return children.flatMap { child in
      child.groups(ofHeight: level, called: child.name.allSatisfy(\.isNumber) ? name : child.name)
    }
  }
}
