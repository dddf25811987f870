import CostModel
import Specs
import Testing

import ScalingSearch

struct CandidateNetworksTests {
  /// What is told of a candidate is worked out with repeats folded; folding must not change it.
  @Test func foldedNetworksTellTheSame() throws {
    let catalog = Catalog.embedded
    for name in catalog.modelNames {
      let model = try catalog.model(named: name)
      let networks = CandidateNetworks(model, Settings(), in: catalog)
      let folded = try networks.folded(model, [])
      let unfolded = try Report(Network.expand(model, in: catalog))
      #expect(try folded.memory() == unfolded.memory(), "\(name)")
      #expect(folded.searchCosts == unfolded.searchCosts, "\(name)")
      #expect(folded.stages == unfolded.stages, "\(name)")
    }
  }
}
