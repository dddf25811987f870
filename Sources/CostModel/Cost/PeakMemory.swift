import Symbolic

/// The largest sum of simultaneously live tensors, in the order of the spec.
public struct PeakMemory: Hashable, Sendable {
  /// Bytes at the peak.
  public let bytes: Int
  /// The layer that needs them; nil if the network has no layers.
  public let layer: [String]?

  /// The peak of a bound network; see ``Liveness``.
  ///
  /// - Parameter counts: the counts of each layer's operator.
  /// - Throws: `unbound` if a size is not a number; `overflow`.
  init(
    _ network: Network, _ counts: [Counts], _ options: CountOptions
  ) throws(ArithmeticFault) {
    var sizes: [Int: Int] = [:]
    var live = Rational.zero
    for input in network.inputs {
      let size = try PeakMemory.bytes(input, options).integer()
      sizes[input.id] = size
      live = try live + Rational(size)
    }
    var peak = live
    var culprit: [String]?
    for (layer, step) in zip(network.layers, Liveness(network, counts).steps) {
      if let made = step.made {
        let size = try PeakMemory.bytes(made, options).integer()
        sizes[made.id] = size
        live = try live + Rational(size)
        if live > peak { (peak, culprit) = (live, layer.path) }
      }
      for tensor in step.dying {
        live = try live - Rational(sizes.removeValue(forKey: tensor) ?? 0)
      }
    }
    bytes = try peak.integer()
    layer = culprit ?? network.layers.first?.path
  }

  /// The distinct sums of live tensors, as formulas in the free parameters; the peak is the
  /// largest.
  fileprivate static func sums(
    _ network: Network, _ counts: [Counts], _ options: CountOptions
  ) throws(ArithmeticFault) -> [Formula] {
    var sizes: [Int: Formula] = [:]
    var live = Formula.zero
    for input in network.inputs {
      let size = try PeakMemory.bytes(input, options)
      sizes[input.id] = size
      live = try live + size
    }
    var sums = [live]
    for (layer, step) in zip(network.layers, Liveness(network, counts).steps) {
      if let made = step.made {
        let size = try PeakMemory.bytes(made, options)
        sizes[made.id] = size
        live = try live + size
        // If there are no folded repeats, they hold nothing, and the same tensors live after them.
        let exists = try Condition.compare(.exact(1), .lessOrEqual, .exact(layer.copies))
        sums.append(try live * .indicator(exists))
      }
      for tensor in step.dying { live = try live - (sizes.removeValue(forKey: tensor) ?? .zero) }
    }
    var seen: Set<Formula> = []
    return sums.filter { seen.insert($0).inserted }
  }

  private static func bytes(
    _ tensor: Tensor, _ options: CountOptions
  ) throws(ArithmeticFault) -> Formula {
    try options.type(of: tensor).bytes(tensor.shape.elements())
  }
}

extension Network {
  /// The largest sum of live tensors, computed without the other costs; nil while sizes are free.
  ///
  /// - Throws: a diagnostic at the layer whose counts overflow.
  package func peakMemory(
    _ options: CountOptions = CountOptions()
  ) throws(Diagnostic) -> PeakMemory? {
    try symbols.isEmpty ? peakMemory(counts(), options) : nil
  }

  /// The sums of live tensors in bytes, the largest of which is the peak; nil if free parameters
  /// decide which layers exist, and so which tensors live.
  ///
  /// - Throws: as ``peakMemory(_:)``.
  package func liveSums(
    _ options: CountOptions = CountOptions()
  ) throws(Diagnostic) -> [Formula]? {
    guard layers.allSatisfy({ $0.presence.constantValue != nil }) else { return nil }
    let counts = try counts()
    return try counting { (network) throws(Diagnostic) in
      try network.exactly { () throws(ArithmeticFault) in
        try PeakMemory.sums(network, counts, options)
      }
    }
  }

  private func counts() throws(Diagnostic) -> [Counts] {
    var counts: [Counts] = []
    for layer in layers {
      counts.append(try layer.exactly { () throws(ArithmeticFault) in try layer.counts() })
    }
    return counts
  }

  func peakMemory(
    _ counts: [Counts], _ options: CountOptions
  ) throws(Diagnostic) -> PeakMemory? {
    guard symbols.isEmpty else { return nil }
    return try counting { (network) throws(Diagnostic) in
      try network.exactly { () throws(ArithmeticFault) in
        try PeakMemory(network, counts, options)
      }
    }
  }

  /// Runs arithmetic on the sums of live tensors, which are largest where the largest tensor is.
  private func exactly<Result>(
    _ body: () throws(ArithmeticFault) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ArithmeticFault) {
      return try body()
    } catch {
      func size(_ layer: Layer) -> Double {
        layer.output.shape.sizes.reduce(1) { $0 * ($1.constantValue?.doubleValue ?? 1) }
      }
      let largest = layers.max { size($0) < size($1) }
      throw Diagnostic(
        "the peak memory of \(name): \(error)",
        at: largest?.row ?? SourcePosition(file: file, line: 1, column: 1))
    }
  }

  /// The distinct formulas that tell the networks of one spec apart: the sizes of all tensors, the
  /// repeats, and which layers exist.
  package var identity: [Formula] { distinct(layers.map(\.copies)) }

  /// Formulas that tell apart the networks whose peak memory may differ. Repeats keep nothing alive
  /// for each other, so only whether there are any matters, not how many.
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
