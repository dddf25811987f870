import TestSupport
import Testing

import CostModel
import ReferenceExecutor

/// Random networks, predicted and run; the memory at the peak too.
///
/// `NETWORKS=10000 NETWORK_SEED=7 swift test -c release --filter RandomNetworkTests` runs others.
struct RandomNetworkTests {
  private static let count = setting("NETWORKS", 500, unoptimized: 100)
  private static let seed = setting("NETWORK_SEED", 20_261_121)
  /// They run in two halves side by side.
  private static let parts = 2

  @Test(arguments: 0..<parts) func formulasSayWhatIsDone(part: Int) throws {
    var (agreeing, refused, layers) = (0, [String](), 0)
    for index in stride(from: part, to: RandomNetworkTests.count, by: RandomNetworkTests.parts) {
      let seed = RandomNetworkTests.seed + index
      let random = RandomNetwork(seed: UInt64(seed))
      let place =
        "batch \(random.table.batch), NETWORK_SEED=\(seed) NETWORKS=1\n\(random.table.text)"
      do {
        let network = try random.table.network()
        switch try Outcome(network, seed: UInt64(seed)) {
        case .agrees(let number, let fusionError):
          agreeing += 1
          #expect(fusionError < 1e-3, "\(place)")
          layers += number
        case .refused(let reason): refused.append("\(reason), \(place)")
        case .differs(let differences):
          Issue.record("\(differences.map(\.description)), \(place)")
          return
        }
      } catch {
        refused.append("\(error), \(place)")
      }
    }
    // Nearly all of them mean something, or the test would show little.
    #expect(agreeing > 9 * refused.count, "\(refused.first ?? "")")
    #expect(layers > 5 * agreeing, "\(layers) layers in \(agreeing) networks")
  }
}
