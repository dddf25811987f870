import Symbolic

extension LayerGraph {
  /// The norm and the bias that most convolutions have, as `defaults` of a spec.
  ///
  /// A bias is usual where there is no norm; the cell is there where a network differs.
  static func usualCells(of graphs: [LayerGraph]) -> [String: Value] {
    let layers = graphs.flatMap(\.nodes).filter {
      ["conv", "depthwise", "transposed"].contains($0.word)
    }
    var usual: [String: Value] = [:]
    for column in ["norm", "bias"] {
      var counts: [Value?: Int] = [:]
      for layer in layers { counts[layer.cells[column], default: 0] += 1 }
      let most = counts.max { ($0.value, $0.key?.text ?? "") < ($1.value, $1.key?.text ?? "") }
      if let value = most?.key { usual[column] = value }
    }
    // Where the norm is not the usual one, a bias is not either.
    if usual["bias"] != nil, Set(layers.map { $0.cells["norm"] }).count > 1 { usual["bias"] = nil }
    return usual
  }
}
