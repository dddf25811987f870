/// The largest sum of tensors that live at the same time, in the order of the spec.
public struct PeakMemory: Hashable, Sendable {
  /// Bytes at the peak.
  public let bytes: Int
  /// The layer whose execution needs them; nil where the network has no layer.
  public let layer: [String]?

  /// The peak of a bound network.
  ///
  /// A tensor lives from the layer that makes it to the last one that reads it; the outputs live
  /// to the end. Normalization and activation work in place, a view lives in what it views, and
  /// nothing else shares memory.
  ///
  /// - Throws: `unbound` where a size is not a number; `overflow`.
  init(_ report: Report) throws(ArithmeticFault) {
    let (network, options) = (report.network, report.options)
    var owner: [Int: Int] = [:]
    var views: Set<Int> = []
    var lastUse: [Int: Int] = [:]
    for (index, row) in report.rows.enumerated() {
      let (layer, counts) = (row.layer, row.counts)
      if counts.isView, let viewed = layer.inputs.first {
        owner[layer.output.id] = owner[viewed.id] ?? viewed.id
        views.insert(index)
      }
      // Of some inputs only the size is read, and that keeps nothing alive.
      for (tensor, read) in zip(layer.inputs, counts.read) where read != .zero || counts.isView {
        lastUse[owner[tensor.id] ?? tensor.id] = index
      }
      lastUse[owner[layer.output.id] ?? layer.output.id] = index
    }
    for tensor in network.outputs { lastUse[owner[tensor.id] ?? tensor.id] = Int.max }

    var sizes = [network.input.id: try PeakMemory.bytes(network.input, options)]
    var live = Rational(sizes[network.input.id] ?? 0)
    var peak = live
    var culprit: [String]?
    for (index, layer) in network.layers.enumerated() {
      if !views.contains(index) {
        let size = try PeakMemory.bytes(layer.output, options)
        sizes[layer.output.id] = size
        live = try live + Rational(size)
        if live > peak { (peak, culprit) = (live, layer.path) }
      }
      let used = Set((layer.inputs + [layer.output]).map { owner[$0.id] ?? $0.id })
      for tensor in used where lastUse[tensor, default: -1] <= index {
        live = try live - Rational(sizes.removeValue(forKey: tensor) ?? 0)
      }
    }
    bytes = try peak.integer()
    layer = culprit ?? network.layers.first?.path
  }

  private static func bytes(
    _ tensor: Tensor, _ options: CountOptions
  ) throws(ArithmeticFault) -> Int {
    let elements = try tensor.shape.elements() * Formula(options.batch)
    return try options.activations.bytes(elements).integer()
  }
}
