import CostModel
import Specs
import Testing

import ScalingSearch

/// Weights of less than a byte: each layer rounds up its own, which no sum of parameters tells.
struct ModelSizeTests {
  private static let options = CountOptions(weights: .int4, activations: .int4)
  private static let cases = [
    (
      model: "mobilenet_v1",
      ranges: ["depth=0.25:2:0.25", "width=0.25:1:0.25", "resolution=97:224:32"]
    ),
    (
      model: "mobilenet_v2",
      ranges: ["depth=0.2:2:0.3", "width=0.05,0.1,0.35,1", "resolution=97,224"]
    ),
    (
      model: "efficientnet_b0",
      ranges: ["depth=0.2:2:0.3", "width=0.1,0.5,1.2", "resolution=97,224"]
    ),
    (model: "resnet50", ranges: ["depth=0.1:1.6:0.3", "width=0.5,1", "resolution=65,224"]),
    // Networks of several slices.
    (model: "densenet121", ranges: ["n1=1,2,6", "n4=1,16", "classes=999,1000"]),
    (model: "efficientdet_d0", ranges: ["resolution=256,512", "d=1:3:1", "repeats=1:2:1"]),
    (model: "mcunet", ranges: ["resolution=48:176:32", "stem=3,16", "classes=1:9:2"]),
  ]

  @Test func sizesAreThoseOfTheNetworkExpanded() throws {
    let catalog = Catalog.embedded
    var differing = 0
    for (name, ranges) in Self.cases {
      let model = try catalog.model(named: name)
      let search = try searching(model, ranges, Self.options)
      let candidates = try search.run(threads: 2).candidates
      #expect(search.compiledModelSizes(of: candidates).allSatisfy { $0 != nil }, "\(name)")
      let measured = try search.measureMemory(of: candidates, threads: 2) { _, _ in true }
      #expect(measured.count == candidates.count && !measured.isEmpty)
      for candidate in measured {
        let report = try Report(
          Network.expand(model, Settings(candidate.parameters), in: catalog), Self.options)
        let size = try #require(report.totals.modelBytes.constantValue).numerator
        #expect(candidate.model == size, "\(name) \(candidate.parameters)")
        #expect(try candidate.memory == report.memory(), "\(name) \(candidate.parameters)")
        if size != (candidate.cost(.parameters) + 1) / 2 { differing += 1 }
      }
    }
    #expect(differing > 20)
  }

  /// Formulas give what the number of parameters says where weights take whole bytes.
  @Test func wholeBytesAddUp() throws {
    let model = try Catalog.embedded.model(named: "mobilenet_v2")
    let search = try searching(
      model, ["depth=0.2:2:0.3", "width=0.05,0.35,1"], CountOptions(weights: .fp16))
    let candidates = try search.run(threads: 2).candidates
    #expect(
      search.compiledModelSizes(of: candidates) == candidates.map { $0.cost(.parameters) * 2 })
  }

  @Test func aBudgetIsKeptToTheByte() throws {
    let catalog = Catalog.embedded
    for (name, ranges) in Self.cases.prefix(3) {
      let model = try catalog.model(named: name)
      let search = try searching(model, ranges, Self.options)
      let candidates = try search.run(threads: 2).candidates
      let all = try search.measureMemory(of: candidates, threads: 2) { _, _ in true }
      let sizes = all.compactMap(\.model).sorted()
      for limit in [sizes[0], sizes[sizes.count / 2] - 1, sizes[sizes.count / 2]] {
        var request = try SearchRequest(
          CandidateNetworks(model, Settings(), in: catalog, Self.options))
        request.coefficients = search.coefficients
        request.budgets.model = limit
        let found = try request.run()
        #expect(found.allSatisfy { $0.model ?? .max <= limit }, "\(name)")
        #expect(found.count == sizes.count { $0 <= limit }, "\(name) within \(limit)")
      }
    }
  }
}
