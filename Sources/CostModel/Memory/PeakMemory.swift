import Symbolic

/// The largest sum of simultaneously live tensors, in the order of the layers.
public struct PeakMemory: Hashable, Sendable {
  /// Bytes at the peak.
  public let bytes: Int
  /// The layer that needs them; nil if the network has no layers.
  public let layer: [String]?

  /// The peak of a bound network; see ``Liveness``.
  ///
  /// - Throws: `unbound` if a size is not a number; `overflow`.
  init(_ network: Network, _ options: CountOptions) throws(ArithmeticFault) {
    let liveness = Liveness(network)
    let sizes = try liveness.sizes(options)
    var live = Rational.zero
    for index in network.inputs.indices { live = try live + Rational(sizes[index].integer()) }
    var peak = live
    var culprit: [String]?
    for (layer, step) in zip(network.layers, liveness.steps) {
      if let made = step.made {
        live = try live + Rational(sizes[made].integer())
        if live > peak { (peak, culprit) = (live, layer.path) }
      }
      for buffer in step.freed { live = try live - Rational(sizes[buffer].integer()) }
    }
    bytes = try peak.integer()
    layer = culprit ?? network.layers.first?.path
  }

  /// The distinct sums of live tensors, as formulas in the free parameters; the peak is the
  /// largest.
  fileprivate static func sums(
    _ network: Network, _ options: CountOptions
  ) throws(ArithmeticFault) -> [Formula] {
    let liveness = Liveness(network)
    let sizes = try liveness.sizes(options)
    var live = Formula.zero
    for index in network.inputs.indices { live = try live + sizes[index] }
    var sums = [live]
    for (layer, step) in zip(network.layers, liveness.steps) {
      if let made = step.made {
        live = try live + sizes[made]
        // If there are no folded repeats, they hold nothing, and the same tensors live after them.
        let exists = try Condition.compare(.exact(1), .lessOrEqual, .exact(layer.copies))
        sums.append(try live * .indicator(exists))
      }
      for buffer in step.freed { live = try live - sizes[buffer] }
    }
    var seen: Set<Formula> = []
    return sums.filter { seen.insert($0).inserted }
  }
}

extension Liveness {
  /// The bytes of each buffer. - Throws: `overflow`.
  package func sizes(_ options: CountOptions) throws(ArithmeticFault) -> [Formula] {
    var sizes: [Formula] = []
    for buffer in buffers { sizes.append(try bytes(of: buffer.tensor, options)) }
    return sizes
  }

  /// The bytes of a tensor. - Throws: `overflow`.
  func bytes(of tensor: Tensor, _ options: CountOptions) throws(ArithmeticFault) -> Formula {
    try options.type(of: tensor).bytes(tensor.shape.elements())
  }
}

extension Report {
  /// The largest sum of live tensors; nil while sizes are free.
  ///
  /// - Throws: `overflow`.
  public func peakMemory() throws(Diagnostic) -> PeakMemory? { try network.peakMemory(options) }
}

extension Network {
  /// The largest sum of live tensors, computed without the costs; nil while sizes are free.
  ///
  /// - Throws: a diagnostic at the layer whose output overflows.
  package func peakMemory(
    _ options: CountOptions = CountOptions()
  ) throws(Diagnostic) -> PeakMemory? {
    guard symbols.isEmpty else { return nil }
    return try counting { (network) throws(Diagnostic) in
      try network.exactly { () throws(ArithmeticFault) in try PeakMemory(network, options) }
    }
  }

  /// The sums of live tensors in bytes, the largest of which is the peak; nil if free parameters
  /// decide which layers exist, and so which tensors live.
  ///
  /// - Throws: as ``peakMemory(_:)``.
  package func liveSums(
    _ options: CountOptions = CountOptions()
  ) throws(Diagnostic) -> [Formula]? {
    guard openPresences.isEmpty else { return nil }
    return try counting { (network) throws(Diagnostic) in
      try network.exactly { () throws(ArithmeticFault) in try PeakMemory.sums(network, options) }
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
}
