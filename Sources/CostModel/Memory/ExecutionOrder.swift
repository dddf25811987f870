import Symbolic

/// The order of a network's layers in which live tensors take least at the peak.
package struct ExecutionOrder: Sendable {
  /// The layers by their index in the network, in this order.
  package let layers: [Int]
  /// The bytes at the peak.
  package let peak: Int
  /// The bytes at the peak in the network's own order.
  package let givenPeak: Int
  /// No order takes less: what lives at some layer whatever the order.
  package let bound: Int
  /// Whether all orders were considered, so that none is better.
  package let isBest: Bool

  /// Finds the order for a bound network.
  ///
  /// Sets of layers that may have run are looked at in the order of the peak on the way to them; the
  /// first way to the set of all layers is the best. If there are too many sets, the better one of a
  /// way along a few of them at a time and the network's own order stands.
  ///
  /// - Parameter limit: steps times layers that may be looked at.
  ///
  /// - Throws: `unbound`, `overflow`.
  package init(
    _ network: Network, _ options: CountOptions, limit: Int = 8_000_000
  ) throws(ArithmeticFault) {
    let graph = try LifeGraph(network, options)
    let given = Array(network.layers.indices)
    givenPeak = try PeakMemory(network, options).bytes
    bound = graph.bound()
    let best = graph.best(limit: limit)
    let found = best ?? graph.beam(width: 16)
    let foundPeak = try PeakMemory(network.ordered(found.layers), options).bytes
    layers = foundPeak < givenPeak ? found.layers : given
    peak = min(foundPeak, givenPeak)
    isBest = best != nil || peak == bound
  }
}

extension Network {
  /// The order of its layers in which live tensors take least at the peak.
  ///
  /// - Throws: a diagnostic if a tensor can't be counted.
  package func bestOrder(
    _ options: CountOptions = CountOptions()
  ) throws(Diagnostic) -> ExecutionOrder {
    do throws(ArithmeticFault) {
      return try ExecutionOrder(self, options)
    } catch {
      throw Diagnostic("the memory of \(name): \(error)")
    }
  }

  /// The network with its layers in another order, in which each follows those that it reads.
  package func ordered(_ order: [Int]) -> Network {
    var places = [Int](repeating: 0, count: layers.count)
    for (place, index) in order.enumerated() { places[index] = place }
    var network = self
    network.layers = order.map { index in
      var layer = layers[index]
      layer.weights = layer.weights.moved { places[$0] }
      layer.normWeights = layer.normWeights.moved { places[$0] }
      return layer
    }
    network.numbers.layers = Dictionary(
      uniqueKeysWithValues: numbers.layers.map { (places[$0.key], $0.value) })
    return network
  }
}

/// Layers with what they need to have run, and buffers with the layers that use them.
private struct LifeGraph {
  /// A set of layers.
  struct Layers: Hashable {
    var words: [UInt64]

    init(_ count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    func contains(_ layer: Int) -> Bool { words[layer >> 6] >> UInt64(layer & 63) & 1 == 1 }

    mutating func insert(_ layer: Int) { words[layer >> 6] |= 1 << UInt64(layer & 63) }

    mutating func formUnion(_ other: Layers) {
      for index in words.indices { words[index] |= other.words[index] }
    }
  }

  /// A way to a set of layers.
  struct Way {
    var done: Layers
    /// Bytes that live once they have run.
    var live: Int
    /// The most bytes on the way.
    var peak: Int
    /// The place of the last part of the way in a list of all.
    var last: Int
  }

  /// The layers that a layer reads, and that read it.
  private var sources: [[Int]]
  private var readers: [[Int]]
  /// The bytes that each layer takes, and the buffers that it uses.
  private var made: [Int]
  private var used: [[Int]]
  /// The bytes of each buffer that is given back some time, and the layers that need it.
  private var sizes: [Int]
  private var users: [[Int]]
  private var isKept: [Bool]
  private var makers: [Int?]
  private let startBytes: Int

  private var count: Int { made.count }

  init(_ network: Network, _ options: CountOptions) throws(ArithmeticFault) {
    let liveness = Liveness(network)
    let layers = network.layers
    sizes = []
    var start = 0
    var sum = 0
    for (buffer, size) in zip(liveness.buffers, try liveness.sizes(options).integers()) {
      let bytes = buffer.tensor.role == .activation ? size : 0
      sizes.append(bytes)
      let (total, overflow) = sum.addingReportingOverflow(bytes)
      // No sum below exceeds that of all.
      guard !overflow else { throw .overflow }
      sum = total
      if buffer.maker == nil { start += bytes }
    }
    startBytes = start
    makers = liveness.buffers.map(\.maker)
    isKept = liveness.buffers.map { $0.last == nil }
    users = Array(repeating: [], count: sizes.count)
    made = []
    used = []
    sources = []
    readers = Array(repeating: [], count: layers.count)
    var producers: [Int: Int] = [:]
    for (index, layer) in layers.enumerated() {
      made.append(liveness.steps[index].made.map { sizes[$0] } ?? 0)
      let read = layer.operation.sources(layer.inputs.count)
      let tensors = Set((layer.inputs.prefix(read) + [layer.output]).map(liveness.buffer))
      used.append(tensors.sorted())
      for buffer in tensors { users[buffer].append(index) }
      let before = Set(layer.inputs.compactMap { producers[$0.id] })
      sources.append(before.sorted())
      for source in before { readers[source].append(index) }
      producers[layer.output.id] = index
    }
  }

  // MARK: One order

  private var start: Way {
    Way(done: Layers(count), live: startBytes, peak: startBytes, last: -1)
  }

  /// The way with one more layer.
  private func running(_ layer: Int, after way: Way) -> Way {
    var next = way
    let during = way.live + made[layer]
    next.peak = max(way.peak, during)
    next.done.insert(layer)
    next.live = during - freed(by: layer, after: way.done)
    return next
  }

  /// The bytes that no other layer needs once these and one more have run.
  private func freed(by layer: Int, after done: Layers) -> Int {
    var bytes = 0
    for buffer in used[layer] where !isKept[buffer] {
      if users[buffer].allSatisfy({ $0 == layer || done.contains($0) }) { bytes += sizes[buffer] }
    }
    return bytes
  }

  func peak(of order: [Int]) -> Int { order.reduce(start) { running($1, after: $0) }.peak }

  private func ready(after done: Layers) -> [Int] {
    (0..<count).filter { layer in
      !done.contains(layer) && sources[layer].allSatisfy(done.contains)
    }
  }

  // MARK: All orders

  /// What lives at some layer in every order, at most.
  func bound() -> Int {
    var ancestors: [Layers] = []
    for layer in 0..<count {
      var own = Layers(count)
      for source in sources[layer] {
        own.formUnion(ancestors[source])
        own.insert(source)
      }
      ancestors.append(own)
    }
    var most = startBytes
    for layer in 0..<count {
      var bytes = 0
      for buffer in sizes.indices where sizes[buffer] > 0 {
        let isMade =
          makers[buffer].map { $0 == layer || ancestors[layer].contains($0) } ?? true
        let isNeeded =
          isKept[buffer] || users[buffer].contains { $0 == layer || ancestors[$0].contains(layer) }
        if isMade && isNeeded { bytes += sizes[buffer] }
      }
      most = max(most, bytes)
    }
    return most
  }

  /// Runs what takes no more than has been taken already and leaves no more than before: to run it
  /// later is never better, because what it frees then it frees now, and more room is left between.
  private func settled(_ way: Way, _ trail: inout [(layer: Int, before: Int)]) -> Way {
    var way = way
    var open = ready(after: way.done)
    while let layer = open.first(where: { layer in
      way.live + made[layer] <= way.peak && made[layer] <= freed(by: layer, after: way.done)
    }) {
      way = step(layer, way, &trail)
      open.removeAll { $0 == layer }
      open += readers[layer].filter { reader in
        !open.contains(reader) && sources[reader].allSatisfy(way.done.contains)
      }
    }
    return way
  }

  private func step(_ layer: Int, _ way: Way, _ trail: inout [(layer: Int, before: Int)]) -> Way {
    var next = running(layer, after: way)
    trail.append((layer, way.last))
    next.last = trail.count - 1
    return next
  }

  private func order(to way: Way, _ trail: [(layer: Int, before: Int)]) -> [Int] {
    var order: [Int] = []
    var place = way.last
    while place >= 0 {
      order.append(trail[place].layer)
      place = trail[place].before
    }
    return order.reversed()
  }

  /// The best of all orders; nil if there are too many.
  func best(limit: Int) -> (layers: [Int], peak: Int)? {
    var trail: [(layer: Int, before: Int)] = []
    // Those with the least peak first; of these, those found last.
    var open: [Int: [Way]] = [:]
    /// The peaks of these, the largest first.
    var peaks: [Int] = []
    func note(_ way: Way) {
      if open[way.peak] == nil {
        let place = peaks.firstIndex { $0 < way.peak } ?? peaks.count
        peaks.insert(way.peak, at: place)
      }
      open[way.peak, default: []].append(way)
    }
    var seen: Set<Layers> = []
    note(settled(start, &trail))
    while let peak = peaks.last {
      guard let way = open[peak]?.popLast() else {
        open[peak] = nil
        peaks.removeLast()
        continue
      }
      guard seen.insert(way.done).inserted else { continue }
      guard trail.count * count <= limit else { return nil }
      let ready = ready(after: way.done)
      guard !ready.isEmpty else { return (order(to: way, trail), way.peak) }
      for layer in ready {
        let next = settled(step(layer, way, &trail), &trail)
        if !seen.contains(next.done) { note(next) }
      }
    }
    return nil
  }

  /// A good order: the best few sets of layers are followed, one layer at a time.
  func beam(width: Int) -> (layers: [Int], peak: Int) {
    var trail: [(layer: Int, before: Int)] = []
    var ways = [settled(start, &trail)]
    var finished: Way?
    while !ways.isEmpty {
      var next: [(peak: Int, live: Int, way: Int, layer: Int)] = []
      for (index, way) in ways.enumerated() {
        let ready = ready(after: way.done)
        if ready.isEmpty, way.peak < finished?.peak ?? .max { finished = way }
        for layer in ready {
          let during = way.live + made[layer]
          let live = during - freed(by: layer, after: way.done)
          next.append((max(way.peak, during), live, index, layer))
        }
      }
      next.sort { ($0.peak, $0.live, $0.way, $0.layer) < ($1.peak, $1.live, $1.way, $1.layer) }
      var followed: [Way] = []
      var seen: Set<Layers> = []
      for (_, _, index, layer) in next where followed.count < width {
        let way = settled(step(layer, ways[index], &trail), &trail)
        if seen.insert(way.done).inserted { followed.append(way) }
      }
      ways = followed
    }
    return finished.map { (order(to: $0, trail), $0.peak) } ?? ([], startBytes)
  }
}
