import CostModel
import Specs
import Testing

import ScalingSearch

/// Memory of the networks of a grid: by formulas, for each set of layers that exist together.
struct MemoryTests {
  private struct Case {
    let model: String
    let ranges: [String]
  }

  @Test func memoryIsThatOfTheNetworkExpanded() throws {
    let catalog = Catalog.embedded
    let table = [
      Case(
        model: "mobilenet_v1",
        ranges: ["depth=0.25:2:0.25", "width=0.25:1:0.25", "resolution=96:224:32"]),
      Case(
        model: "mobilenet_v2",
        ranges: ["depth=0.2:2:0.3", "width=0.05,0.1,0.35,1", "resolution=96,224"]),
      Case(
        model: "efficientnet_b0",
        ranges: ["depth=0.2:2:0.3", "width=0.1,0.5,1.2", "resolution=97,224"]),
      Case(
        model: "resnet50", ranges: ["depth=0.1:1.6:0.3", "width=0.5,1", "resolution=64,224"]),
      Case(
        model: "densenet121", ranges: ["n1=1,2,6", "n4=1,16", "resolution=64,224"]),
      Case(
        model: "efficientdet_d0", ranges: ["resolution=256,512", "d=1:3:1", "repeats=1:2:1"]),
      Case(
        model: "yolov8", ranges: ["depth=0.33,0.67", "width=0.25,0.5", "resolution=320:640:160"]),
      Case(
        model: "hourglass", ranges: ["depth=0.2:2:0.4", "width=0.1,1", "resolution=64:96:16"]),
    ]
    for row in table {
      let isOurs = ["yolov8", "hourglass"].contains(row.model)
      let model = isOurs ? try fixture(row.model) : try catalog.model(named: row.model)
      let search = try searching(model, row.ranges)
      let candidates = try search.run(threads: 2).candidates
      let isCompiled = search.compiledPeaks(of: candidates).allSatisfy { $0 != nil }
      #expect(isCompiled, "\(row.model)")
      let measured = try search.measureMemory(of: candidates, threads: 2) { _, _ in true }
      for candidate in measured {
        let report = try Report(
          Network.expand(model, Settings(candidate.parameters), in: catalog))
        #expect(try candidate.memory == report.memory(), "\(row.model) \(candidate.parameters)")
      }
      // Repeats beyond the first are no outline of their own.
      if row.ranges[0].hasPrefix("depth"), !isOurs {
        #expect(Set(search.outlines(of: candidates)).count < candidates.count, "\(row.model)")
      }
    }
  }

  /// In other types, and each part for itself.
  @Test func memoryIsCountedInTheTypesAskedFor() throws {
    let catalog = Catalog.embedded
    let options = CountOptions(weights: .int8, activations: .fp16)
    for (name, ranges) in [
      ("mobilenet_v1", ["depth=0.25:1.5:0.25", "width=0.25,0.75", "resolution=96,160"]),
      ("mobilenet_v2", ["depth=0.2,1,1.4", "width=0.05,0.35", "resolution=96,160"]),
    ] {
      let model = try catalog.model(named: name)
      let search = try searching(model, ranges, options)
      let candidates = try search.run(threads: 2).candidates
      let measured = try search.measureMemory(of: candidates, threads: 2) { _, _ in true }
      #expect(measured.count == candidates.count)
      for candidate in measured {
        let report = try Report(
          Network.expand(model, Settings(candidate.parameters), in: catalog), options)
        let peak = try #require(try report.peakMemory()).bytes
        #expect(candidate.peak == Int128(peak), "\(name) \(candidate.parameters)")
        #expect(candidate.memory == candidate.cost(.parameters) + Int128(peak))
      }
      let limit = try #require(measured.compactMap(\.peak).sorted().dropFirst(3).first)
      let within = try search.measured(candidates, within: Budgets(peak: limit), threads: 2)
      #expect(within.allSatisfy { $0.peak ?? .max <= limit })
      #expect(within.count == measured.count { $0.peak ?? .max <= limit })
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
