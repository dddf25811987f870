import CostModel
import Testing

@testable import ScalingSearch

/// Memory of the networks of a grid, of which one of each outline is expanded.
struct MemoryTests {
  @Test(
    arguments: [
      ("mobilenet_v1", ["depth=0.25:2:0.25", "width=0.25:1:0.25", "resolution=96:224:32"]),
      ("mobilenet_v2", ["depth=0.2:2:0.3", "width=0.05,0.1,0.35,1", "resolution=96,224"]),
      ("efficientnet_b0", ["depth=0.2:2:0.3", "width=0.1,0.5,1.2", "resolution=97,224"]),
      ("resnet50", ["depth=0.1:1.6:0.3", "width=0.5,1", "resolution=64,224"]),
      ("densenet121", ["n1=1,2,6", "n4=1,16", "resolution=64,224"]),
      ("efficientdet_d0", ["resolution=256,512", "d=1:4:1", "repeats=1:3:1"]),
    ] as [(String, [String])])
  func memoryIsThatOfTheNetworkExpanded(name: String, ranges: [String]) throws {
    let catalog = Catalog.embedded()
    let model = try catalog.model(named: name)
    let search = try searching(model, ranges)
    let candidates = try search.run(threads: 2).candidates
    let outlines = search.outlines(of: candidates)
    let networks = CandidateNetworks(model, Settings(), in: catalog)
    let measured = try networks.measureMemory(
      of: candidates, outlines: outlines, threads: 2, goesOn: { _, _ in true })
    for candidate in measured {
      let report = try Report(
        Network.expand(model, Settings(candidate.parameters), in: catalog))
      #expect(try candidate.memory == report.memory(), "\(candidate.parameters)")
    }
    // Repeats beyond the first are no outline of their own.
    if ranges.contains(where: { $0.hasPrefix("depth") }) {
      #expect(Set(outlines).count < candidates.count)
    }
  }

  /// A layer that keeps the shape of what it reads tells networks apart, too.
  @Test func layersThatMayBeMissingAreToldApart() throws {
    let text = """
      { "name": "maybe", "let": { "depth": 1.0, "resolution": 8 },
        "input": ["resolution", "resolution", 16],
        "body": [ ["operator", "k", "c", "if"], ["conv", 3, 16, "depth > 1"], ["conv", 1, 8] ] }
      """
    let model = Model(try Spec.read(Array(text.utf8), file: "maybe.json"))
    let search = try searching(model, ["depth=0.5,1,1.5,2", "resolution=8"])
    let candidates = try search.run(threads: 1).candidates
    #expect(candidates.map(\.points) == [2, 2])
    #expect(candidates.map { $0.cost(.macs) } == [8192, 8192 + 147_456])
  }
}
