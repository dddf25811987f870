import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import ReferenceExecutor
import Specs

/// Random rows of every operator, predicted and run.
///
/// `LAYERS=1000000 LAYER_SEED=7 swift test -c release --filter RandomLayerTests` runs others.
struct RandomLayerTests {
  private static let count = setting("LAYERS", 10_000, unoptimized: 2000)
  private static let seed = setting("LAYER_SEED", 20_261_121)

  /// As many rows of each operator, so that each has its share.
  @Test(arguments: OperatorEntry.all.map(\.name))
  func formulasSayWhatIsDone(operation: String) throws {
    let entry = try #require(OperatorEntry.named(operation))
    let number = try #require(OperatorEntry.all.firstIndex { $0.name == operation })
    let share = max(1, RandomLayerTests.count / OperatorEntry.all.count)
    var (agreeing, refused) = (0, 0)
    for index in 0..<share {
      let seed = RandomLayerTests.seed + number + index * OperatorEntry.all.count
      let layer = RandomLayer(entry, seed: UInt64(seed))
      switch try RandomLayerTests.outcome(of: layer, seed: UInt64(seed)) {
      case .agrees(_, let fusionError):
        agreeing += 1
        #expect(fusionError < 1e-4, "LAYER_SEED=\(seed - number) LAYERS=1\n\(layer.table.text)")
      case .refused(let reason):
        refused += 1
        #expect(!reason.isEmpty)
      case .differs(let differences):
        Issue.record(
          "\(differences.map(\.description)), batch \(layer.table.batch), LAYER_SEED=\(seed - number) LAYERS=1\n\(layer.table.text)"
        )
        return
      }
    }
    // Most rows must mean something, or the test would show little.
    #expect(agreeing > refused, "\(refused) of \(share) refused, seed \(RandomLayerTests.seed)")
  }

  private static func outcome(of layer: RandomLayer, seed: UInt64) throws -> Outcome {
    let network: Network
    do {
      network = try layer.table.network()
    } catch let error as Diagnostic {
      return .refused("\(error)")
    } catch let error as Diagnostics {
      return .refused("\(error)")
    }
    return try Outcome(network, seed: seed)
  }

  /// Both sides of validity are met: what is wrong is refused with words, by the spec's reader, by
  /// its expansion, and by the executor.
  @Test func whatIsTooLargeIsRefused() throws {
    for cell in ["4611686018427387904", "100000000", "99999999999"] {
      for column in ["k", "s", "d", "p"] {
        for operation in ["conv", "depthwise", "transposed", "maxpool"] {
          var table = Table()
          var row: Table.Row = [("operator", "\"\(operation)\""), (column, cell)]
          if column != "k" { row.append(("k", "3")) }
          if ["conv", "transposed"].contains(operation) { row.append(("c", "2")) }
          table.rows = [row]
          guard let network = try? table.network() else { continue }
          let start = ContinuousClock.now
          switch try Outcome(network, seed: 1) {
          case .refused(let reason): #expect(!reason.isEmpty)
          case .agrees: break
          case .differs(let differences): Issue.record("\(differences)\n\(table.text)")
          }
          #expect(start.duration(to: .now) < .seconds(5), "\(table.text)")
        }
      }
    }
  }
}
