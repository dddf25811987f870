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
  /// - Parameter counts: what the operator of each layer does.
  /// - Throws: `unbound` where a size is not a number; `overflow`.
  init(
    _ network: Network, _ counts: [Counts], _ options: CountOptions
  ) throws(ArithmeticFault) {
    var owner: [Int: Int] = [:]
    var views: Set<Int> = []
    var lastUse: [Int: Int] = [:]
    for (index, (layer, counts)) in zip(network.layers, counts).enumerated() {
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

extension Network {
  /// The largest sum of live tensors, without counting what else layers cost; nil while sizes are
  /// free.
  ///
  /// - Throws: a diagnostic at the layer whose counts leave the range of the integers.
  package func peakMemory(
    _ options: CountOptions = CountOptions()
  ) throws(Diagnostic) -> PeakMemory? {
    guard symbols.isEmpty else { return nil }
    var counts: [Counts] = []
    for layer in layers {
      counts.append(try layer.exactly { () throws(ArithmeticFault) in try layer.counts() })
    }
    return try peakMemory(counts, options)
  }

  func peakMemory(
    _ counts: [Counts], _ options: CountOptions
  ) throws(Diagnostic) -> PeakMemory? {
    guard symbols.isEmpty else { return nil }
    do throws(ArithmeticFault) {
      return try PeakMemory(self, counts, options)
    } catch {
      throw Diagnostic("the peak memory of \(name): \(error)")
    }
  }

  /// Formulas that tell the networks of one spec apart: the sizes of all tensors, the repeats, and
  /// which layers exist; each formula once.
  package var identity: [Formula] { distinct(layers.map(\.copies)) }

  /// Formulas that tell apart those whose peaks of memory may differ. Repeats keep nothing alive
  /// for each other, so that it does not matter how many there are, but whether there are any.
  package var outline: [Formula] {
    distinct(
      layers.map { layer in
        let exists = try? Condition.compare(.exact(1), .lessOrEqual, .exact(layer.copies))
        return exists.map(Formula.indicator) ?? layer.copies
      })
  }

  private func distinct(_ repeats: [Formula]) -> [Formula] {
    var seen: Set<Formula> = []
    let formulas = zip(layers, repeats).flatMap { layer, repeats in
      layer.output.shape.sizes + [repeats, .indicator(layer.presence)]
    }
    return formulas.filter { $0.constantValue == nil && seen.insert($0).inserted }
  }
}
