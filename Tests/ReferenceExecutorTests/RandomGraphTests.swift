import Symbolic
import TestSupport
import Testing

import CostModel
import ReferenceExecutor

/// Random graphs of general operators, predicted and run; the memory at the peak too.
///
/// `GRAPHS=10000 GRAPH_SEED=7 swift test -c release --filter RandomGraphTests` runs others.
struct RandomGraphTests {
  private static let count = setting("GRAPHS", 2000, unoptimized: 400)
  private static let seed = setting("GRAPH_SEED", 20_261_129)

  /// Larger graphs are left out.
  private static let memory = 1 << 20

  private static func graph(_ seed: Int) -> RandomGraph<SplitMix64> {
    RandomGraph(using: SplitMix64(seed: UInt64(seed)), operators: 1 + seed % 12)
  }

  @Test func formulasSayWhatIsDone() throws {
    var (kinds, layers, refused): (Set<String>, Int, Int) = ([], 0, 0)
    for seed in Self.seed..<Self.seed + Self.count {
      var graph = Self.graph(seed)
      let network = try graph.network()
      switch try Outcome(network, seed: UInt64(seed), memoryLimit: Self.memory) {
      case .agrees(let number, _):
        layers += number
        for layer in network.layers { kinds.insert(layer.operation.name) }
      case .refused: refused += 1
      case .differs(let differences):
        Issue.record(
          "\(differences.prefix(3).map(\.description)), GRAPH_SEED=\(seed) GRAPHS=1: \(network.text)"
        )
        return
      }
    }
    #expect(layers > 2 * Self.count && refused * 10 < Self.count, "\(layers), \(refused) refused")
    #expect(kinds.count > 60, "\(kinds.sorted())")
  }

  /// The fast executor gives the same numbers, by plain loops where it has no kernel.
  @Test func fastKernelsGiveTheSameNumbers() throws {
    for seed in Self.seed..<Self.seed + Self.count / 4 {
      var graph = Self.graph(seed)
      let network = try graph.network()
      guard let plain = try? Executor(network, seed: 7, memoryLimit: Self.memory).run() else {
        continue
      }
      let fast = try FastExecutor(network, seed: 7, threads: 2, memoryLimit: 1 << 30)
      for _ in 1...2 { try fast.run() }
      for (expected, found) in zip(plain.outputs.map(\.values), fast.results) {
        #expect(distance(expected, found) < 1e-3, "GRAPH_SEED=\(seed) GRAPHS=1: \(network.text)")
      }
    }
  }
}

extension Network {
  /// Each layer with its shapes, for a failure.
  fileprivate var text: String {
    layers.map { layer in
      "\(layer.name) \(layer.operation.name) \(layer.detail): "
        + layer.inputs.map { "\($0.id):\($0.shape.allText)" }.joined(separator: " ")
        + " -> \(layer.output.id):\(layer.output.shape.allText)"
    }.joined(separator: "\n")
  }
}
