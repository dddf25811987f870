/// How far layers are summed.
package enum Fold: String, CaseIterable, Sendable {
  /// The rows of the spec's own body.
  case parts
  /// The rows of the innermost network's body, with copies summed.
  case stages
  /// Each application of a block.
  case blocks

  func prefix(of layer: Layer) -> [String] {
    switch self {
    case .parts: return Array(layer.path.prefix(1))
    case .stages: return Array(layer.path.prefix(layer.stageLength))
    case .blocks:
      // A number after the row is the copy's.
      let next = layer.path.dropFirst(layer.stageLength).first
      let isCopy = next?.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      return Array(layer.path.prefix(layer.stageLength + (isCopy ? 1 : 0)))
    }
  }
}

extension Layer {
  /// The number of leading components that lead to the row of the innermost network: rows of
  /// networks and the numbers of their copies.
  fileprivate var stageLength: Int {
    var rowsSeen = 0
    for (index, part) in path.enumerated() {
      let isCopy = part.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      if !isCopy {
        rowsSeen += 1
        if rowsSeen == stageDepth { return index + 1 }
      }
    }
    return path.count
  }
}
