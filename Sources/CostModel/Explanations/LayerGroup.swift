/// Layers that a tool misses together because they are written differently from the rest.
package enum LayerGroup: String, CaseIterable, Hashable, Sendable {
  case standard = "standard convolutions"
  case pointwise = "pointwise convolutions"
  case depthwise = "depthwise convolutions"
  case grouped = "grouped convolutions"
  case transposed = "transposed convolutions"
  case classifier = "the classifier"
  case gates = "squeeze-and-excitation"
  case others = "other layers"

  /// The group of each layer of a network.
  package static func all(in network: Network) -> [LayerGroup] {
    let gates = network.gates
    return network.layers.enumerated().map { index, layer in
      if gates.contains(index) { return .gates }
      switch layer.kind {
      case .standard: return .standard
      case .pointwise: return .pointwise
      case .depthwise: return .depthwise
      case .grouped: return .grouped
      case .transposed: return .transposed
      case .dense: return network.outputs.contains(layer.output) ? .classifier : .others
      default: return .others
      }
    }
  }
}

extension Network {
  /// The layers that compute a factor for each channel, from the pooling on
  /// (squeeze-and-excitation, arXiv:1709.01507).
  fileprivate var gates: Set<Int> {
    let makers = Dictionary(
      layers.enumerated().map { ($0.element.output.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var gates: Set<Int> = []
    var left = layers.filter { $0.operation == .join(.multiply) }.flatMap(\.inputs)
    while let tensor = left.popLast() {
      guard tensor.shape.isPoint, let index = makers[tensor.id], gates.insert(index).inserted
      else { continue }
      left += layers[index].inputs
    }
    return gates
  }
}
