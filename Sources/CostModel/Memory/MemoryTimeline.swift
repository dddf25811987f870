import Symbolic

/// What lives in memory at each layer of a bound network, and why.
package struct MemoryTimeline: Sendable {
  /// Memory that tensors take, from the layer that makes the first of them to the last that reads
  /// one.
  package struct Buffer: Sendable {
    /// The layer that makes the tensor, or the name of the input.
    package let name: String
    /// The tensor that it was taken for.
    package let tensor: Tensor
    /// How its numbers are stored.
    package let type: DataType
    /// Its bytes; less live once a smaller output has been written over it.
    package let bytes: Int
    /// The layer that makes it; nil for an input.
    package let maker: Int?
    /// The last layer that needs it; nil if it is kept to the end.
    package let last: Int?
    /// The layers whose outputs lie in it besides, because they are views or written in place.
    package let others: [Int]
  }

  /// A layer and what lives while it runs.
  package struct Row: Sendable {
    /// The layer.
    package let layer: Layer
    /// The buffer that it takes; nil if its output lies in another.
    package let made: Int?
    /// The buffers that live, in the order of their making.
    package let live: [Int]
    /// The bytes of these.
    package let bytes: Int
    /// The buffers that no later layer needs.
    package let freed: [Int]
  }

  /// The network.
  package let network: Network
  /// How numbers are stored.
  package let options: CountOptions
  /// Which layers write over what they read.
  package let inPlace: InPlace
  /// All buffers, the inputs first.
  package let buffers: [Buffer]
  /// A row for each layer.
  package let rows: [Row]
  /// The index of the first row with the most bytes; nil without layers.
  package var peak: Int? {
    rows.indices.max { (rows[$0].bytes, $1) < (rows[$1].bytes, $0) }
  }

  /// The bytes at the peak.
  package var peakBytes: Int {
    peak.map { rows[$0].bytes } ?? buffers.reduce(0) { $0 + $1.bytes }
  }

  /// The timeline of a network without free parameters and with its repeats unfolded.
  ///
  /// - Parameters:
  ///   - inPlace: which layers write over what they read.
  ///   - order: another order of its layers.
  /// - Throws: a diagnostic at the layer whose tensor can't be counted.
  package init(
    _ network: Network, _ options: CountOptions = CountOptions(), inPlace: InPlace = .none,
    in order: ExecutionOrder? = nil
  ) throws(Diagnostic) {
    let network = order.map { network.ordered($0.layers) } ?? network
    (self.network, self.options, self.inPlace) = (network, options, inPlace)
    let peak = try network.peakMemory(options)
    guard peak != nil else {
      let open = network.symbols.map(\.name).joined(separator: ", ")
      throw Diagnostic("the memory of \(network.name) depends on free parameters: \(open)")
    }
    var liveness = Liveness(network)
    do throws(ArithmeticFault) {
      var sizes = try liveness.sizes(options).integers()
      if inPlace != .none {
        liveness = liveness.writing(inPlace, in: network, sizes: sizes)
        sizes = try liveness.sizes(options).integers()
      }
      (buffers, rows) = try MemoryTimeline.rows(network, options, liveness, sizes)
    } catch {
      throw Diagnostic("the memory of \(network.name): \(error)")
    }
  }

  private static func rows(
    _ network: Network, _ options: CountOptions, _ liveness: Liveness, _ sizes: [Int]
  ) throws(ArithmeticFault) -> ([Buffer], [Row]) {
    var makers: [Int: Int] = [:]
    for (index, layer) in network.layers.enumerated() { makers[layer.output.id] = index }
    /// Parameters and constants are no part of it: they count as weights.
    var numbers: [Int: Int] = [:]
    var buffers: [Buffer] = []
    for (index, buffer) in liveness.buffers.enumerated() where buffer.tensor.role == .activation {
      numbers[index] = buffers.count
      let name =
        buffer.maker.map { network.layers[$0].name }
        ?? (network.inputNames.indices.contains(index) ? network.inputNames[index] : "input")
      buffers.append(
        Buffer(
          name: name, tensor: buffer.tensor, type: options.type(of: buffer.tensor),
          bytes: sizes[index], maker: buffer.maker, last: buffer.last,
          others: buffer.tensors.dropFirst().compactMap { makers[$0] }))
    }
    var live = buffers.indices.filter { buffers[$0].maker == nil }
    var bytes = buffers.map(\.bytes)
    var rows: [Row] = []
    for (layer, step) in zip(network.layers, liveness.steps) {
      let made = step.made.flatMap { numbers[$0] }
      if let made { live.append(made) }
      let freed = step.freed.compactMap { numbers[$0] }
      rows.append(
        Row(
          layer: layer, made: made, live: live,
          bytes: live.reduce(0) { $0 + bytes[$1] }, freed: freed))
      live.removeAll { freed.contains($0) }
      if step.made == nil, !layer.operation.isView,
        let home = numbers[liveness.buffer(of: layer.output)]
      {
        bytes[home] = try liveness.bytes(of: layer.output, options).integer()
      }
    }
    return (buffers, rows)
  }
}
