import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel

/// Lifetimes against their definition, looked up for each tensor on its own.
///
/// `GRAPHS=10000 GRAPH_SEED=7 swift test -c release --filter LivenessTests` takes other graphs.
struct LivenessTests {
  private static let count = setting("GRAPHS", 400)
  private static let seed = setting("GRAPH_SEED", 20_261_129)

  /// The tensor whose memory a tensor lies in.
  private func root(_ tensor: Tensor, in network: Network) -> Tensor {
    guard let maker = network.layers.first(where: { $0.output.id == tensor.id }),
      maker.operation.isView
    else { return tensor }
    return root(maker.inputs[0], in: network)
  }

  /// The layers that need the memory of a tensor: those that make it or a view of it, or read one of
  /// them.
  private func users(of buffer: Tensor, in network: Network) -> [Int] {
    network.layers.indices.filter { index in
      let layer = network.layers[index]
      let sources = layer.operation.sources(layer.inputs.count)
      return (layer.inputs.prefix(sources) + [layer.output]).contains {
        root($0, in: network).id == buffer.id
      }
    }
  }

  @Test func buffersLiveFromTheirMakerToTheirLastReader() throws {
    for seed in Self.seed..<Self.seed + Self.count {
      var graph = RandomGraph(using: SplitMix64(seed: UInt64(seed)), operators: 1 + seed % 12)
      let network = try graph.network()
      let liveness = Liveness(network)
      let place = Comment(rawValue: "GRAPH_SEED=\(seed) GRAPHS=1")
      for (index, buffer) in liveness.buffers.enumerated() {
        #expect(root(buffer.tensor, in: network).id == buffer.tensor.id, place)
        for tensor in network.layers.flatMap({ $0.inputs + [$0.output] })
        where root(tensor, in: network).id == buffer.tensor.id {
          #expect(liveness.buffer(of: tensor) == index, place)
        }
        let users = users(of: buffer.tensor, in: network)
        let isKept =
          buffer.tensor.role != .activation
          || network.outputs.contains { root($0, in: network).id == buffer.tensor.id }
        if isKept {
          #expect(buffer.last == nil, place)
        } else if let last = users.last {
          #expect(buffer.last == last, place)
        }
        let maker = network.layers.firstIndex { $0.output.id == buffer.tensor.id }
        #expect(buffer.maker == maker, place)
        if let maker { #expect(liveness.steps[maker].made == index, place) }
        let freed = liveness.steps.indices.filter { liveness.steps[$0].freed.contains(index) }
        #expect(freed == (buffer.last.map { [$0] } ?? []), place)
      }
    }
  }
}
