import CostModel
import Specs
import Symbolic
import Testing

/// Budgets and what is made of them, to the last integer.
struct GateTests {
  /// One more than a budget breaks it, whatever the size of the numbers.
  @Test(arguments: [1, 300_000_000, 9_007_199_254_740_993, Int128(1) << 59] as [Int128])
  func oneMoreIsTooMuch(most: Int128) throws {
    let gate = Gate(.macs, most: Rational(most), by: .option("--max-macs"))
    #expect(gate.outcome(.known(Rational(most))) == .kept)
    #expect(gate.outcome(.known(Rational(most - 1))) == .kept)
    #expect(gate.outcome(.known(Rational(most + 1))) == .broken(by: .one))
  }

  /// What is known in part can break a budget, and can't keep it.
  @Test func whatIsMissingDecidesNothing() {
    let gate = Gate(.macs, most: Rational(10), by: .option("--max-macs"))
    #expect(gate.outcome(.atLeast(Rational(11), because: "x")) == .broken(by: .one))
    #expect(gate.outcome(.atLeast(Rational(9), because: "x")) == .unknown(because: "x"))
    #expect(gate.outcome(.unknown(because: "y")) == .unknown(because: "y"))
  }

  @Test(
    arguments: [
      ("macs:1%", 1000, 1010), ("macs:0%", 1000, 1000), ("macs:0", 1000, 1000),
      ("macs:0.1%", 1000, 1001), ("parameters:5k", 1000, 6000), ("peak:4KiB", 1000, 5096),
      ("model:100%", 7, 14), ("activations:1e1%", 1000, 1100), ("memory:2 MB", 1, 2_000_001),
    ] as [(String, Int, Int)])
  func increasesAreExact(text: String, before: Int, most: Int) throws {
    let gate = try Gate(Increase.read(text), from: Rational(before), by: .option("x"))
    #expect(gate.most == Rational(most) && gate.before == Rational(before), "\(text)")
  }

  @Test(
    arguments: [
      ("macs", "takes METRIC:SHARE, such as macs:1%, not 'macs'"),
      ("mac:1%", "does not know 'mac'"), (":1%", "does not know ''"),
      ("macs:-1%", "a share such as 1%"), ("macs:4KiB", "a share such as 1%"),
      ("macs:", "not ''"), ("macs:1e99%", "not '1e99%'"), ("macs:%", "not '%'"),
      ("peak:1 %", "not '1 %'"),
    ])
  func whatIsNoIncreaseIsRefused(text: String, message: String) {
    let fault = #expect(throws: Diagnostic.self) { try Increase.read(text) }
    #expect(fault?.message.contains(message) ?? false, "\(text): \(fault?.message ?? "")")
  }

  /// What a network uses is what its report says; memory is the sum of its parts.
  @Test(arguments: ["mobilenet_v2", "resnet50", "standard"]) func usageIsTheReport(name: String)
    throws
  {
    let network = try Network.expand(
      Catalog.embedded.model(named: name), Settings(), in: .embedded)
    let report = try Report(network)
    let usage = try Usage(report)
    let peak = try report.peakMemory().map { Rational($0.bytes) }
    let parts: [(Gauge, Rational?)] = [
      (.macs, report.totals.macs.constantValue),
      (.parameters, report.totals.parameters.constantValue),
      (.activations, report.totals.activations.constantValue),
      (.model, report.totals.modelBytes.constantValue), (.peak, peak),
      (.memory, try #require(report.totals.modelBytes.constantValue) + #require(peak)),
    ]
    // Time needs a machine.
    #expect(parts.count == Gauge.allCases.count - 1)
    #expect(usage[.latency] == .unknown(because: "it needs --machine"))
    for (gauge, amount) in parts {
      #expect(usage[gauge] == .known(try #require(amount)), "\(name): \(gauge)")
    }
  }
}
