import CostModel
import Specs
import Testing

import ScalingSearch

/// Times of the networks of a grid: by formulas of each layer's work and traffic, the same to the
/// last bit as the roofline of the network expanded.
struct LatencyTests {
  private struct Case {
    let model: String
    let ranges: [String]
  }

  private static let cases = [
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
    // Networks of several slices.
    Case(model: "densenet121", ranges: ["n1=1,2,6", "n4=1,16", "resolution=64,224"]),
    Case(
      model: "efficientdet_d0", ranges: ["resolution=256,512", "d=1:3:1", "repeats=1:2:1"]),
  ]

  /// A machine whose kinds of layers have efficiencies.
  private func calibrated() throws -> MachineProfile {
    let text = """
      { "name": "m", "title": "M", "source": "none",
        "peaks": [["precision", "peak"], ["fp32", "100 GFLOP/s"], ["int8", "50 MAC/cycle"]],
        "memory": [["quantity", "value"], ["bandwidth", "20 GB/s"]],
        "efficiency": { "pointwise": 0.9, "depthwise": 0.11, "standard": 0.73 } }
      """
    return try MachineProfile.read(Array(text.utf8), file: "m.json")
  }

  @Test func timesAreThoseOfTheNetworkExpanded() throws {
    let catalog = Catalog.embedded
    let roofs = [
      (try Roofline(catalog.machine(named: "h100"), .fp16), DataType.fp16),
      (try Roofline(calibrated(), .fp32), .fp32),
      (try Roofline(calibrated(), .int8, clock: 1e9), .int8),
    ]
    for row in Self.cases {
      let model = try catalog.model(named: row.model)
      for (roofline, type) in roofs {
        let options = CountOptions(unstated: type)
        let search = try searching(model, row.ranges, options, under: roofline)
        let candidates = try search.run(threads: 2).candidates
        #expect(search.compiledTimes(of: candidates).allSatisfy { $0 != nil }, "\(row.model)")
        for candidate in try search.timed(candidates, threads: 2) {
          let settings = Settings(candidate.parameters, unfoldLimit: 0)
          let report = try Report(Network.expand(model, settings, in: catalog), options)
          let expected = try roofline.time(of: report)
          #expect(candidate.latency == expected, "\(row.model) \(candidate.parameters)")
        }
      }
    }
  }

  /// The window for MACs that a time implies leaves out no network within it.
  @Test func aBudgetKeepsWhatIsWithinIt() throws {
    let catalog = Catalog.embedded
    let roofline = try Roofline(calibrated(), .fp32)
    for row in Self.cases.prefix(3) {
      let model = try catalog.model(named: row.model)
      let search = try searching(model, row.ranges, under: roofline)
      let all = try search.timed(search.run(threads: 2).candidates, threads: 2)
      let times = all.compactMap(\.latency).sorted()
      #expect(times.count == all.count)
      for limit in [times[0], times[times.count / 2], times[times.count - 1]] {
        var request = try SearchRequest(
          CandidateNetworks(model, Settings(), in: catalog, under: roofline))
        request.coefficients = search.coefficients
        request.budgets.latency = limit
        let found = try request.run()
        #expect(found.allSatisfy { $0.latency ?? .infinity <= limit })
        #expect(found.count == times.count { $0 <= limit }, "\(row.model) within \(limit)")
      }
    }
  }

  /// What a network is made of tells its time: without a machine, no budget of time is kept.
  @Test func withoutAMachineNothingIsWithinATime() throws {
    let model = try Catalog.embedded.model(named: "mobilenet_v1")
    var request = try SearchRequest(CandidateNetworks(model, Settings(), in: .embedded))
    request.coefficients = try searching(model, ["width=0.5,1"]).coefficients
    request.budgets.latency = 1
    #expect(try request.run().isEmpty)
  }
}
