import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Layers under a roof: times worked out by hand, and what must hold for all.
struct RooflineTests {
  /// 2 TFLOP/s of fp32, 4 FLOP a cycle of int8, 0.5 TB/s.
  private func machine(_ more: String = "") throws -> MachineProfile {
    let text = """
      { "name": "m", "title": "M", "source": "s", "peaks": [["precision", "peak", "source"],
        ["fp32", "2 TFLOP/s"], ["fp16", null], ["int8", "2 MAC/cycle"]],
        "memory": [["quantity", "value", "source"], ["bandwidth", "0.5 TB/s"]]\(more) }
      """
    return try MachineProfile.read(Array(text.utf8), file: "m.json")
  }

  /// 2 x 4 x 4 in, and 3 x 4 x 4 out of 3 x 3 kernels; then a global average.
  private static let network = """
    { "name": "a", "input": [4, 4, 2], "defaults": { "bias": false },
      "body": [["operator", "k", "c"], ["conv", 3, 3], ["avgpool"], ["split", "-", 1]] }
    """

  @Test func theRidgeIsPeakOverBandwidth() throws {
    let roofline = try Roofline(machine(), .fp32)
    #expect(roofline.ridge == 4)
    #expect(roofline.attainable(at: 4) == 2e12)
    #expect(roofline.attainable(at: 2) == 1e12)
    #expect(roofline.attainable(at: 400) == 2e12)
    #expect(try Roofline(machine(), .fp32, bandwidth: 1e12).ridge == 2)
    #expect(try Roofline(machine(), .int8, clock: 1e9).peak == 4e9)
    #expect(try Roofline(machine(), .fp16, rate: .perCycle(8), clock: 2e9).peak == 16e9)
  }

  /// 864 MACs are 1728 FLOP, 864 ps at the peak. 32 + 54 + 48 numbers of fp32 are 536 bytes, 1072 ps.
  @Test func timesAreThoseByHand() throws {
    let report = try RooflineReport(
      Inline.report(RooflineTests.network), under: Roofline(machine(), .fp32))
    let point = report.rows[0].point
    #expect(point.intensity == 1728.0 / 536)
    #expect(point.bound == .memory)
    #expect(abs(point.computeTime - 864e-12) < 1e-24)
    #expect(abs(point.memoryTime - 1072e-12) < 1e-24)
    #expect(point.time == point.memoryTime)
    #expect(abs((point.attainable ?? 0) - 1728.0 / 1072e-12) < 1)

    // The average reads 48 numbers and writes 3; a split is a view, which moves nothing.
    let pool = report.rows[1].point
    #expect(pool.intensity == 0 && pool.attainable == 0 && pool.bound == .memory)
    #expect(abs(pool.time - 408e-12) < 1e-24)
    let view = report.rows[2].point
    #expect(view.intensity == nil && view.attainable == nil && view.bound == nil && view.time == 0)
    #expect(report.time == point.time + pool.time)
  }

  /// With two samples weights are read once: 3456 FLOP, 856 bytes, 4.04 FLOP/byte, beyond the ridge.
  @Test func aBatchCrossesTheRidge() throws {
    let counted = try Inline.report(RooflineTests.network, Settings(batch: 2))
    let report = try RooflineReport(counted, under: Roofline(machine(), .fp32))
    let point = report.rows[0].point
    #expect(point.bound == .compute && point.intensity == 3456.0 / 856)
    #expect(point.attainable == 2e12)
    #expect(abs(point.time - 1728e-12) < 1e-24)
    #expect(report.layers(boundBy: .compute) == 1 && report.layers(boundBy: .memory) == 1)
  }

  @Test func atTheRidgeComputeBounds() throws {
    let roofline = try Roofline(machine(), .fp32)
    #expect(roofline.point(flops: 4000, bytes: 1000, kind: .standard).bound == .compute)
    #expect(roofline.point(flops: 3996, bytes: 1000, kind: .standard).bound == .memory)
  }

  @Test func efficienciesLowerThePeakOfTheirKind() throws {
    let measured = try machine(#", "efficiency": { "depthwise": 0.25 }"#)
    let roofline = try Roofline(measured, .fp32)
    let slow = roofline.point(flops: 4000, bytes: 1000, kind: .depthwise)
    #expect(slow.computeTime == 8e-9 && slow.attainable == 0.5e12 && slow.bound == .compute)
    let fast = roofline.point(flops: 4000, bytes: 1000, kind: .pointwise)
    #expect(fast.computeTime == 2e-9 && fast.attainable == 2e12)
    #expect(fast.memoryTime == slow.memoryTime)
  }

  @Test func whatIsMissingIsAskedFor() throws {
    let bare = try MachineProfile.read(
      Array(
        #"""
        { "name": "m", "title": "M", "source": "s", "peaks": [["precision", "peak", "source"],
          ["fp32", "16 FLOP/cycle"], ["int8", null]] }
        """#.utf8), file: "m.json")
    func missing(
      _ precision: Precision, clock: Double? = nil, bandwidth: Double? = nil,
      rate: MachineProfile.Rate? = nil
    ) -> String? {
      do throws(Diagnostic) {
        _ = try Roofline(bare, precision, rate: rate, clock: clock, bandwidth: bandwidth)
        return nil
      } catch {
        return error.description
      }
    }
    let numbers = ", with the numbers of your device"
    #expect(
      missing(.fp32) == "m has no clock and no memory bandwidth; "
        + "give --clock 2.4GHz and --bandwidth 20GB/s" + numbers)
    #expect(
      missing(.fp32, clock: 1e9) == "m has no memory bandwidth; give --bandwidth 20GB/s" + numbers)
    #expect(missing(.fp32, bandwidth: 1e9) == "m has no clock; give --clock 2.4GHz" + numbers)
    #expect(missing(.fp32, clock: 1e9, bandwidth: 1e9) == nil)
    #expect(
      missing(.int8, bandwidth: 1e9) == "m has no peak for int8; give --peak 100GFLOP/s" + numbers
        + "; its peaks are for fp32")
    #expect(missing(.int8, bandwidth: 1e9, rate: .perSecond(1e9)) == nil)
    #expect(
      missing(.int8, bandwidth: 1e9, rate: .perCycle(2))
        == "m has no clock; give --clock 2.4GHz" + numbers)
  }

  @Test func freeParametersAreRefused() throws {
    let text = """
      { "name": "a", "let": { "width": 1.0 }, "input": [4, 4, 2],
        "body": [["operator", "k", "c"], ["conv", 3, "4 * width"]] }
      """
    let report = try Inline.report(text, Settings([], free: ["width"]))
    #expect(throws: Diagnostic.self) {
      try RooflineReport(report, under: Roofline(machine(), .fp32))
    }
  }

  @Test func kindsSumToTheNetwork() throws {
    let catalog = Catalog.embedded
    for name in ["mobilenet_v3_large", "efficientdet_d0", "shufflenet_v2"] {
      let network = try Network.expand(catalog.model(named: name), Settings(), in: catalog)
      let report = try RooflineReport(Report(network), under: Roofline(machine(), .fp32))
      let shares = try report.shares()
      #expect(shares.reduce(0) { $0 + $1.layers } == report.rows.count, "\(name)")
      #expect(
        shares.reduce(0) { $0 + $1.memoryBound } == report.layers(boundBy: .memory), "\(name)")
      let time = shares.reduce(0) { $0 + $1.time }
      #expect(abs(time - report.time) <= report.time * 1e-12, "\(name)")
    }
  }

  /// For any layer on any machine: no rate above the roof, no time below either bound, and the rate
  /// is what the time makes of the operations.
  @Test func noLayerIsAboveTheRoof() throws {
    let seed: UInt64 = 20_090_401
    var random = SplitMix64(seed: seed)
    let kinds = LayerKind.allCases
    for index in 0..<2000 {
      let kind = random.pick(kinds)
      let efficiency = Double.random(in: 0.01...1, using: &random)
      let profile = try machine(#", "efficiency": { "\#(kind.rawValue)": \#(efficiency) }"#)
      let roofline = try Roofline(
        profile, .fp32, rate: .perSecond(Double.random(in: 1...1e15, using: &random)),
        bandwidth: Double.random(in: 1...1e13, using: &random))
      let flops = Double(Int.random(in: 0...1_000_000_000_000, using: &random))
      let bytes = Double(Int.random(in: 1...1_000_000_000, using: &random))
      let point = roofline.point(flops: flops, bytes: bytes, kind: kind)
      let place: Comment = "seed \(seed), layer \(index): \(flops) FLOP, \(bytes) B, \(roofline)"
      let attainable = try #require(point.attainable, place)
      let intensity = try #require(point.intensity, place)
      let roof = roofline.attainable(at: intensity)
      #expect(attainable <= roof * (1 + 1e-12), place)
      #expect(
        point.time >= flops / roofline.peak && point.time >= bytes / roofline.bandwidth, place)
      #expect(abs(attainable * point.time - flops) <= flops * 1e-12, place)
      let ridge = roofline.ridge * efficiency
      #expect(
        abs(intensity - ridge) < 1e-9 * ridge || (point.bound == .memory) == (intensity < ridge),
        place)
    }
  }
}
