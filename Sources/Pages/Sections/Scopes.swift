import CostModel

/// The scopes of a network as an icicle shows them: each a run of layers, level by level.
struct Scopes {
  /// Layers next to each other whose paths begin alike.
  struct Scope {
    /// How many components of the path it is below the network.
    let level: Int
    /// The last component of what they share.
    let name: String
    /// All that they share.
    let path: [String]
    let layers: Range<Int>
    /// Whether it is one layer, and not what leads to it.
    let isLayer: Bool
  }

  /// More levels than this aren't drawn.
  static let levelLimit = 12

  /// Level by level, and in each from the first layer to the last.
  let all: [Scope]

  init(_ layers: [Layer]) {
    let paths = layers.map { Array($0.path.prefix(Scopes.levelLimit)) }
    let levels = paths.map(\.count).max() ?? 0
    var scopes: [Scope] = []
    for level in 0..<levels {
      var start = 0
      while start < paths.count {
        let path = paths[start].prefix(level + 1)
        var end = start + 1
        while end < paths.count, paths[end].prefix(level + 1) == path { end += 1 }
        if path.count == level + 1 {
          scopes.append(
            Scope(
              level: level, name: path[level], path: Array(path), layers: start..<end,
              isLayer: end == start + 1 && paths[start].count == level + 1))
        }
        start = end
      }
    }
    all = scopes
  }
}
