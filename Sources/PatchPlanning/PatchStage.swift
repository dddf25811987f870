import CostModel
import Symbolic

/// The first layers of a network, which can run patch by patch: what each patch of their output
/// needs of every tensor before it.
///
/// Source: MCUNetV2 (arXiv:2110.15352), section 3.1.
package struct PatchStage: Sendable {
  /// The network, without free sizes.
  package let network: Network
  /// The layer whose output is put together of patches.
  package let last: Int
  /// The layers up to it, in plain numbers.
  private let operators: [Operator<Int>]

  /// The stage that ends with a layer.
  ///
  /// - Throws: a diagnostic that says why it can't: a later layer reads something else, or a layer
  ///   needs a whole map.
  package init(_ network: Network, until last: Int) throws(Diagnostic) {
    let layer = network.layers[last]
    guard network.inputs.count == 1, network.input.shape.map.count == 2 else {
      throw Diagnostic("patches need a network with one input, an image")
    }
    if let other = PatchStage.crossing(network, after: last) {
      throw Diagnostic(
        "patches can't end at \(layer.name): a later layer reads \(other), too",
        help: PatchStage.advice(network))
    }
    guard !layer.operation.isView, layer.output.shape.map.count == 2 else {
      throw Diagnostic(
        "patches can't end at \(layer.name): it makes no map of its own",
        help: PatchStage.advice(network))
    }
    var operators: [Operator<Int>] = []
    for layer in network.layers[...last] {
      if let fault = layer.faultOfPatches {
        throw Diagnostic(
          "patches can't go through \(layer.name): \(fault)", at: layer.row,
          help: PatchStage.advice(network))
      }
      do throws(ArithmeticFault) {
        operators.append(try layer.operation.bound())
      } catch {
        throw layer.fault(error)
      }
    }
    self.network = network
    self.last = last
    self.operators = operators
  }

  /// The layers at which patches can end, in order.
  package static func ends(of network: Network) -> [Int] {
    guard network.inputs.count == 1, network.input.shape.map.count == 2 else { return [] }
    let lastReads = lastReads(of: network)
    var ends: [Int] = []
    // The last layer that reads anything from before.
    var needed = lastReads[network.input.id] ?? -1
    for (index, layer) in network.layers.enumerated() {
      if layer.faultOfPatches != nil { break }
      if layer.output.shape.map.count == 2, !layer.operation.isView, needed <= index {
        ends.append(index)
      }
      needed = max(needed, lastReads[layer.output.id] ?? -1)
    }
    return ends
  }

  /// The last layer that reads each tensor; beyond all for outputs of the network.
  private static func lastReads(of network: Network) -> [Int: Int] {
    var last: [Int: Int] = [:]
    for (index, layer) in network.layers.enumerated() {
      for input in layer.inputs.prefix(layer.operation.sources(layer.inputs.count)) {
        last[input.id] = index
      }
    }
    for output in network.outputs { last[output.id] = Int.max }
    return last
  }

  private static func advice(_ network: Network) -> String? {
    let names = ends(of: network).map { network.layers[$0].name }
    guard let last = names.last else { return nil }
    return "they can end at \(names.prefix(4).joined(separator: ", "))"
      + (names.count > 5 ? ", …" : "") + (names.count > 4 ? " and \(last)" : "")
  }

  /// A tensor from before that is needed after a layer besides its output; nil for none.
  private static func crossing(_ network: Network, after last: Int) -> String? {
    var names = Dictionary(
      uniqueKeysWithValues: network.layers[...last].dropLast().map { ($0.output.id, $0.name) })
    for input in network.inputs { names[input.id] = "the input" }
    for layer in network.layers[(last + 1)...] {
      let read = layer.inputs.prefix(layer.operation.sources(layer.inputs.count))
      if let name = read.lazy.compactMap({ names[$0.id] }).first { return name }
    }
    return network.outputs.lazy.compactMap { names[$0.id] }.first
  }

  // MARK: Spans

  /// The positions along an axis that a part of the output needs, of each tensor by its number.
  package func needs(of part: Span, axis: Int) throws(Diagnostic) -> [Int: Span] {
    var needs = [network.layers[last].output.id: part]
    for index in operators.indices.reversed() {
      let layer = network.layers[index]
      guard let own = needs[layer.output.id] else { continue }
      for input in layer.inputs where input.role == .activation {
        let span = try read(by: own, layer, operators[index], input, axis: axis)
        needs[input.id] = needs[input.id]?.joined(with: span) ?? span
      }
    }
    return needs
  }

  private func read(
    by output: Span, _ layer: Layer, _ operation: Operator<Int>, _ input: Tensor, axis: Int
  ) throws(Diagnostic) -> Span {
    guard let window = operation.window else { return output }
    let (from, to) = (try size(of: input, axis), try size(of: layer.output, axis))
    return window.kernels.map { kernel in
      window.axes[axis].read(by: output, taps: kernel.sizes[axis], input: from, outputs: to)
    }.reduce(Span(0, 0)) { $0.joined(with: $1) }
  }

  /// The size of a tensor's map along an axis.
  package func size(of tensor: Tensor, _ axis: Int) throws(Diagnostic) -> Int {
    do throws(ArithmeticFault) {
      return try tensor.shape.map[axis].integer()
    } catch {
      throw Diagnostic("the sizes of \(network.name): \(error)")
    }
  }
}

extension Layer {
  /// Why patches can't go through it; nil if they can: each position of its output needs a window of
  /// its inputs, or the same position.
  fileprivate var faultOfPatches: String? {
    if norm == .instance || norm == .group { return "its normalization needs the whole map" }
    let maps = inputs.filter { $0.role == .activation }.map(\.shape.map)
    switch operation {
    case .convolution: return nil
    case .pool(let pool): return pool.window == nil ? "it reads the whole map" : nil
    case .activation, .normalization, .conversion, .zeros: return nil
    case .rearrangement(.split), .rearrangement(.shuffle): return nil
    case .softmax(let softmax):
      return softmax.axis == nil || softmax.axis == output.shape.channelAxis
        ? nil : "it reads the whole map"
    case .join(.concat(let axis?)) where axis != output.shape.channelAxis:
      return "it joins along axis \(axis)"
    case .join, .elementwise:
      return maps.allSatisfy { $0 == output.shape.map } ? nil : "it joins maps of several sizes"
    default: return "it reads more than a window of its input"
    }
  }
}
