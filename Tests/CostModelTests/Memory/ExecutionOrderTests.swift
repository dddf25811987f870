import CostModel
import Foundation
import Specs
import Symbolic
import TestSupport
import Testing

/// Orders of layers against all orders of small graphs.
struct ExecutionOrderTests {
  private static let count = setting("GRAPHS", 300)
  private static let seed = setting("GRAPH_SEED", 20_261_129)

  /// The least peak of all orders, each worked out on its own.
  private func leastPeak(_ network: Network) throws -> Int {
    var least = Int.max
    func extend(_ order: [Int]) throws {
      guard order.count < network.layers.count else {
        let ordered = network.ordered(order)
        least = min(least, try #require(try ordered.peakMemory()).bytes)
        return
      }
      let made = Set(order.map { network.layers[$0].output.id })
      let all = Set(network.layers.map(\.output.id))
      for (index, layer) in network.layers.enumerated() where !order.contains(index) {
        guard layer.inputs.allSatisfy({ made.contains($0.id) || !all.contains($0.id) }) else {
          continue
        }
        try extend(order + [index])
      }
    }
    try extend([])
    return least
  }

  @Test func noOrderTakesLess() throws {
    var (better, looked) = (0, 0)
    for seed in Self.seed..<Self.seed + Self.count {
      var graph = RandomGraph(using: SplitMix64(seed: UInt64(seed)), operators: 1 + seed % 6)
      let network = try graph.network()
      let place = Comment(rawValue: "GRAPH_SEED=\(seed) GRAPHS=1")
      guard network.layers.count <= 6, let given = try? network.peakMemory() else { continue }
      // A tensor that is there for its sizes only is freed by the first layer that names it.
      let isRead = network.layers.allSatisfy { layer in
        layer.operation.sources(layer.inputs.count) == layer.inputs.count
      }
      guard isRead else { continue }
      looked += 1
      let order = try network.bestOrder()
      #expect(order.givenPeak == given.bytes, place)
      let least = try leastPeak(network)
      #expect(order.isBest && order.peak == least, place)
      #expect(order.bound <= order.peak, place)
      #expect(try network.ordered(order.layers).peakMemory()?.bytes == order.peak, place)
      #expect(order.layers.sorted() == Array(network.layers.indices), place)
      // What follows only a few sets of layers at a time is no better, and an order all the same.
      let some = try ExecutionOrder(network, CountOptions(), limit: 0)
      #expect(some.peak >= order.peak && some.peak <= order.givenPeak, place)
      #expect(some.layers.sorted() == Array(network.layers.indices), place)
      if order.peak < order.givenPeak { better += 1 }
    }
    #expect(looked * 2 > Self.count && better * 50 > looked, "\(better) of \(looked)")
  }

  /// Every network of the zoo: never worse, never below the bound, and each layer after those that it
  /// reads.
  @Test(arguments: ["mobilenet_v2", "inception_v3", "densenet121", "efficientdet_d0", "ssd300"])
  func networks(model: String) throws {
    let network = try Catalog.embedded.network(model)
    let order = try network.bestOrder()
    #expect(order.bound <= order.peak && order.peak <= order.givenPeak)
    let ordered = network.ordered(order.layers)
    #expect(try ordered.peakMemory()?.bytes == order.peak)
    var made = Set(network.inputs.map(\.id))
    for layer in ordered.layers {
      #expect(layer.inputs.allSatisfy { made.contains($0.id) || $0.role != .activation })
      made.insert(layer.output.id)
    }
  }
}
