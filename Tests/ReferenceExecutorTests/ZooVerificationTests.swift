import TestSupport
import Testing

import CostModel
import ReferenceExecutor
import Specs

/// Every network that comes with the tool, run at the smallest input at which it exists.
struct ZooVerificationTests {
  /// Loops that are not optimized run networks of more MACs for minutes: a debug build leaves these
  /// out.
  static let limit = setting("ZOO_MACS", Int.max, unoptimized: 3_000_000)

  static let names = (try? Catalog.embedded.distinctModelNames()) ?? []

  @Test(arguments: names) func formulasSayWhatIsDone(name: String) throws {
    let catalog = Catalog.embedded
    let model = try catalog.model(named: name)
    var settings = Settings()
    settings.unfoldLimit = Int.max
    let network = try Network.expandSmall(model, settings, in: catalog)
    let report = try Report(network, Verification.options)
    guard try report.totals.macs.integer() <= ZooVerificationTests.limit else { return }
    let execution = try Executor(network, seed: 1).run()
    let verification = try Verification(report, execution)
    #expect(verification.rows.count == network.layers.count)
    #expect(verification.isEqual, "\(verification.differences.prefix(3))")
    // Folding a normalization into weights changes no result beyond rounding.
    let (worst, layer) = try #require(
      execution.layers.map { ($0.fusionError, $0.path) }.max { $0.0 < $1.0 })
    #expect(worst < 1e-3, "\(layer)")
  }

  /// A name that is left out means what another name of its file means.
  @Test func theZooIsWhole() throws {
    let catalog = Catalog.embedded
    func totals(_ name: String) throws -> Cost {
      try Report(Network.expand(try catalog.model(named: name), in: catalog)).totals
    }
    for spec in try catalog.architectures() {
      let run = spec.definedNames.filter(ZooVerificationTests.names.contains)
      let known = try Set(run.map(totals))
      for name in spec.definedNames where !run.contains(name) {
        #expect(known.contains(try totals(name)), "\(name)")
      }
    }
  }
}
