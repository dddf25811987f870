import CostModel
import Specs
import Symbolic
import Testing

/// A metric is what its definition says of a cost.
struct MetricTests {
  /// A 3x3 convolution of stride 2 from 3 channels to 4 on 6x6 with one row of padding above and
  /// left, worked out by hand: 3x3 outputs of 27 taps for each of 4 channels.
  private static func cost() throws -> Cost {
    var builder = NetworkBuilder()
    let image = builder.input(Shape(channels: 3, map: [6, 6]))
    let output = try builder.add(.conv(3, channels: 4, stride: 2), image)
    return try builder.network(named: "one", outputs: [output]).cost()
  }

  @Test func everyMetricByHand() throws {
    let cost = try MetricTests.cost()
    let weights = 4 * 27
    let values: [Metric: Int] = [
      .macs: 3 * 3 * weights, .flops: 2 * 3 * 3 * weights, .parameters: weights,
      .activations: 4 * 9, .modelBytes: 4 * weights,
      .inputBytes: 4 * 108, .weightBytes: 4 * weights, .outputBytes: 4 * 36,
      .fusedBytes: 4 * (108 + weights + 36),
      .unfusedInputBytes: 4 * 108, .unfusedWeightBytes: 4 * weights, .unfusedOutputBytes: 4 * 36,
      .unfusedBytes: 4 * (108 + weights + 36),
      // The taps of the first row and column on padding: 17 of the 9 * 9 positions.
      .effectiveMACs: (9 * 9 - 17) * 3 * 4,
      .im2colBytes: 2 * 4 * 9 * 27,
    ]
    for (metric, value) in values {
      #expect(metric.value(of: cost) == Rational(value), "\(metric)")
    }
    #expect(
      Metric.intensity.value(of: cost)
        == (try Rational(Int128(18 * weights), over: Int128(4 * (144 + weights)))))
    #expect(Set(Metric.allCases) == Set(values.keys).union([.intensity]))
  }

  /// Nothing is per byte if no byte moves, or if a size is free.
  @Test func intensityMayBeMissing() throws {
    #expect(Metric.intensity.value(of: Cost()) == nil)
    let free = try Catalog.embedded.network("mobilenet_v1", free: ["width"]).cost()
    #expect(try Metric.intensity.formula(of: free) == nil)
    #expect(try Metric.macs.formula(of: free) == free.macs)
    #expect(Metric.macs.value(of: free) == nil)
  }
}
