import CostModel
import Symbolic

/// The speed of this machine's cores: the peak, and layers of each kind over a sweep of sizes.
package struct Calibration: Sendable {
  /// A timed layer.
  package struct Sample: Sendable {
    /// The kind of layer.
    package let kind: LayerKind
    /// The counts of the layer, with four bytes per number.
    package let row: Report.Row
    /// The measured times.
    package let times: RunTimes
    /// Floating-point operations; a multiply-accumulate is two.
    package let operations: Double
    /// Bytes read and written, each element once.
    package let bytes: Double

    /// Operations per second.
    package var rate: Double { operations / times.median }
  }

  /// The peak rates of the machine.
  package let rates: MachineRates
  /// The timed layers.
  package let samples: [Sample]

  /// Measures for about a minute.
  ///
  /// - Parameters:
  ///   - threads: how many threads work at once.
  ///   - seconds: roughly how long each layer is repeated.
  ///   - isCancelled: asked before each layer.
  ///   - progress: told how many layers of the total have been timed.
  /// - Throws: `cancelled`, or `memory`.
  package init(
    threads: Int, seconds: Double = 0.5, isCancelled: () -> Bool = { false },
    progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    rates = try MachineRates(threads: threads)
    var samples: [Sample] = []
    for (index, probe) in Calibration.sweep.enumerated() {
      let network = try probe.network()
      let executor = try FastExecutor(network, threads: threads)
      let times = try NetworkTimes(executor, seconds: seconds, isCancelled: isCancelled)
      samples.append(try Sample(Report(network).rows[0], times.total))
      progress(index + 1, Calibration.sweep.count)
    }
    self.samples = samples
  }

  /// For each kind of layer, the share of the peak that it reaches if moving its data does not hold
  /// it back: the median over its sizes, without those for which moving the data explains three
  /// quarters of the time, or the largest if none are left.
  package var efficiency: [LayerKind: Double] {
    Dictionary(grouping: samples, by: \.kind).mapValues { samples in
      let shares = samples.map { $0.rate / rates.peak }.sorted()
      let free = samples.filter { sample in
        sample.bytes / rates.bandwidths.rate(over: sample.bytes) < 0.75 * sample.times.median
      }.map { $0.rate / rates.peak }.sorted()
      return min(1, free.isEmpty ? shares[shares.count - 1] : free[free.count / 2])
    }
  }

}

extension Calibration.Sample {
  /// - Throws: `overflow`, or `unbound` for a row with free parameters.
  init(_ row: Report.Row, _ times: RunTimes) throws(ArithmeticFault) {
    self.row = row
    self.times = times
    kind = row.layer.kind
    operations = 2 * Double(try row.cost.macs.integer())
    bytes = Double(try row.cost.fused.total().integer())
  }
}

extension Calibration {
  /// A layer to time, on a square map.
  private struct Probe {
    let operation: NetworkBuilder.Operation
    let size, channels: Int

    func network() throws(Diagnostic) -> Network {
      var builder = NetworkBuilder()
      let size = Formula(size)
      let input = builder.input(Shape(channels: Formula(channels), map: [size, size]))
      return try builder.network(named: "probe", outputs: [builder.add(operation, input)])
    }
  }

  /// Sizes as in networks for images of 224 x 224.
  private static let sweep: [Probe] = {
    let sizes = [(112, 32), (56, 64), (56, 128), (28, 256), (14, 512), (7, 1024)]
    return sizes.flatMap { size, channels in
      let (all, half) = (Formula(channels), Formula(channels / 2))
      return [
        Probe(
          operation: .conv(1, channels: all, hasBias: true), size: size, channels: channels),
        Probe(
          operation: .depthwise(3, channels: all, hasBias: true), size: size, channels: channels),
        Probe(
          operation: .conv(3, channels: half, hasBias: true), size: size, channels: channels / 2),
        Probe(
          operation: .conv(3, channels: all, groups: 8, hasBias: true), size: size,
          channels: channels),
        Probe(
          operation: .transposed(2, channels: half, stride: 2, hasBias: true), size: size / 2,
          channels: channels / 2),
        Probe(operation: .dense(channels: all), size: 1, channels: channels * 4),
      ]
    }
  }()
}
