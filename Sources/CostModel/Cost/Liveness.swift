/// When each tensor of a network is created and freed, in the order of the spec.
///
/// A tensor lives from the layer that makes it to the last layer that reads it; outputs live to the
/// end. Normalization and activation work in place, a view lives in the tensor it views, and no
/// other tensors share memory. None of this depends on sizes.
struct Liveness {
  /// What happens to tensors at a layer.
  struct Step {
    /// The tensor that is made; nil for a view.
    let made: Tensor?
    /// The tensors that no later layer reads.
    let dying: [Int]
  }

  /// One step for each layer.
  let steps: [Step]

  /// - Parameter counts: the counts of each layer's operator.
  init(_ network: Network, _ counts: [Counts]) {
    var owner: [Int: Int] = [:]
    var lastUse: [Int: Int] = [:]
    for (index, (layer, counts)) in zip(network.layers, counts).enumerated() {
      if counts.isView, let viewed = layer.inputs.first {
        owner[layer.output.id] = owner[viewed.id] ?? viewed.id
      }
      let sources = layer.operation.definition.sources(layer.inputs.count)
      for tensor in layer.inputs.prefix(sources) {
        lastUse[owner[tensor.id] ?? tensor.id] = index
      }
      lastUse[owner[layer.output.id] ?? layer.output.id] = index
    }
    for tensor in network.outputs { lastUse[owner[tensor.id] ?? tensor.id] = Int.max }
    steps = network.layers.enumerated().map { index, layer in
      let used = Set((layer.inputs + [layer.output]).map { owner[$0.id] ?? $0.id })
      return Step(
        made: owner[layer.output.id] == nil ? layer.output : nil,
        dying: used.filter { lastUse[$0, default: -1] <= index }.sorted())
    }
  }
}
