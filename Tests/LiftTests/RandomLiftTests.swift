import CostModel
import Foundation
import Lift
import Specs
import Symbolic
import TestSupport
import Testing

/// Random specs, expanded, flattened and lifted, mean the same network. LIFT_SPECS says how many,
/// and LIFT_FIRST with which seed they begin.
struct RandomLiftTests {
  private static let count = setting("LIFT_SPECS", 100)
  private static let first: UInt64 = setting("LIFT_FIRST", 1)

  @Test func specsMeanTheSame() throws {
    var (rows, layers) = (0, 0)
    for seed in Self.first..<Self.first + UInt64(Self.count) {
      var random = RandomSpec(seed: seed)
      let text = random.text()
      let spec = try Spec.read(Array(text.utf8), file: "random.json")
      let network: Network
      do {
        network = try Sample.network(spec)
      } catch is Diagnostic {
        // An odd width has no half.
        continue
      }
      let lifted = try Sample.lifted(network)
      #expect(!lifted.isFallback, "seed \(seed): \(text)")
      let again = try Sample.network(lifted.spec)
      let difference = try LayerGraph.difference(LayerGraph(network), LayerGraph(again))
      #expect(difference == nil, "seed \(seed): \(text)")
      #expect(try again.cost().macs == network.cost().macs, "seed \(seed)")
      #expect(try again.cost().parameters == network.cost().parameters, "seed \(seed)")
      rows += lifted.rowCount
      layers += network.layers.count
    }
    // A table, not a list.
    #expect(rows * 2 < layers)
  }

  /// Graphs of all operators, most of which no row says, are refused for a reason of their own.
  @Test func graphsAreNeverWrittenAsOthers() throws {
    for seed in 1...UInt64(Self.count) {
      var graph = RandomGraph(using: SplitMix64(seed: seed), operators: 4)
      guard let network = try? graph.network() else { continue }
      do {
        let again = try Sample.network(Sample.lifted(network).spec)
        let difference = try LayerGraph.difference(LayerGraph(network), LayerGraph(again))
        #expect(difference == nil, "seed \(seed)")
      } catch let error as Diagnostic {
        #expect(!error.message.contains("not the same network"), "seed \(seed): \(error)")
      }
    }
  }
}
