extension LayerGroups {
  /// Joins layers without a counterpart to the changed layer that does their work on the other side:
  /// a normalization, an activation or a bias behind it, a padding before it.
  mutating func attach() {
    attach(parts.before, parts.forward, \.ofBefore, isSecond: false)
    attach(parts.after, parts.backward, \.ofAfter, isSecond: true)
  }

  private mutating func attach(
    _ layers: [ComparedLayer], _ partners: [Int?], _ groupOf: KeyPath<LayerGroups, [Int: Int]>,
    isSecond: Bool
  ) {
    let others = isSecond ? parts.before : parts.after
    var readers = [[Int]](repeating: [], count: layers.count)
    for (index, layer) in layers.enumerated() {
      for source in layer.inputs where source >= 0 { readers[source].append(index) }
    }
    for (index, layer) in layers.enumerated() where partners[index] == nil {
      guard layer.inputs.count == 1, let own = self[keyPath: groupOf][index] else { continue }
      let isBefore = layer.operation == "pad"
      var next = isBefore ? readers[index].first : layer.inputs[0]
      // What only moves data may stand between them.
      while let move = next, move >= 0, partners[move] == nil, layers[move].isMove,
        layers[move].inputs.count == 1, readers[move].count == 1
      {
        next = isBefore ? readers[move].first : layers[move].inputs[0]
      }
      guard let neighbor = next, neighbor >= 0, !isBefore || readers[index].count == 1,
        isBefore || readers[neighbor].count == 1,
        let target = self[keyPath: groupOf][neighbor], let group = groups[target]
      else { continue }
      let (here, there) = isSecond ? (group.after, group.before) : (group.before, group.after)
      // The layer that the group is about, which has a counterpart.
      guard let main = here.first(where: { partners[$0] != nil }), let partner = partners[main],
        there.contains(partner), layers[main].lacks(layer, that: others[partner])
      else { continue }
      merge(own, into: target)
    }
  }
}

extension ComparedLayer {
  /// Whether another layer does by itself what this one does together with a layer beside it.
  fileprivate func lacks(_ neighbor: ComparedLayer, that other: ComparedLayer) -> Bool {
    switch LayerForm.family(neighbor.operation) {
    case "normalization":
      return norm == nil && (other.norm != nil || other.cost.parameters != cost.parameters)
    case "sum", "scale":
      let own = neighbor.cost.parameters
      return own > 0 && other.cost.parameters == cost.parameters + own
    default:
      if neighbor.operation == "pad" { return cost.macs == other.cost.macs }
      return activation == nil && other.activation == neighbor.operation
    }
  }
}
