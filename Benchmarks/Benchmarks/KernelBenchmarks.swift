import CostModel
import Foundation
import ReferenceExecutor

/// Fast kernels on one core, beside what the core does at most.
struct KernelBenchmarks {
  private let catalog = Catalog.embedded()
  private let rates = MachineRates()

  func run() throws {
    print("\n\(rates.instructionSet), one core: peak \(giga(rates.peak)) GFLOP/s, ", terminator: "")
    print("bandwidth \(giga(rates.bandwidth)) GB/s, read and written")
    for name in ["mobilenet_v1", "resnet18", "mobilenet_v2", "efficientnet_b0"] {
      try layers(of: name, shows: name == "mobilenet_v1")
    }
    for (channels, size) in [(64, 224), (256, 112), (512, 112)] {
      try depthwise(channels: channels, size: size)
    }
  }

  /// What a layer took, what it does, and what it moves at least.
  private struct Measured {
    let name, kind: String
    let seconds, operations, bytes: Double
  }

  private func measure(_ network: Network, repeats: Int) throws -> (total: Double, [Measured]) {
    let report = try Report(network, CountOptions())
    let timings = try LayerTimings(network, repeats: repeats)
    let layers = try timings.layers.map { index, seconds in
      let row = report.rows[index]
      return Measured(
        name: row.layer.name, kind: "\(row.layer.operation.name) \(row.layer.operation.detail)",
        seconds: seconds,
        operations: 2 * (row.cost.macs.constantValue?.doubleValue ?? 0),
        bytes: try row.cost.fused.total().constantValue?.doubleValue ?? 0)
    }
    return (timings.total, layers)
  }

  private func layers(of name: String, shows: Bool) throws {
    var settings = Settings()
    settings.unfoldLimit = .max
    let network = try Network.expand(
      catalog.model(named: name), settings, in: catalog)
    let (total, layers) = try measure(network, repeats: 30)
    print("\n\(name): \((total * 1e3).formatted(.number.precision(.fractionLength(2)))) ms")
    for layer in layers where shows || layer.kind.hasPrefix("conv 3x3") {
      let rate = layer.operations / layer.seconds
      let roof = min(rates.peak, layer.operations / layer.bytes * rates.bandwidth)
      let microseconds = (layer.seconds * 1e6).formatted(.number.precision(.fractionLength(0)))
      let label = padded(layer.name, 14) + padded(layer.kind, 24)
      let shares = "\(share(rate / rates.peak)) of peak, \(share(rate / roof)) of its roofline"
      print("  \(label)\(microseconds) µs, \(giga(rate)) GFLOP/s, \(shares)")
    }
  }

  private func depthwise(channels: Int, size: Int) throws {
    let text = """
      { "name": "depthwise", "input": [\(size), \(size), \(channels)],
        "body": [["operator", "k"], ["depthwise", 3]] }
      """
    let spec = try Spec.read(Array(text.utf8), file: "benchmark")
    let network = try Network.expand(Model(spec), Settings(), in: catalog)
    let layer = try measure(network, repeats: 30).1[0]
    let rate = layer.operations / layer.seconds
    let roof = min(rates.peak, layer.operations / layer.bytes * rates.bandwidth)
    print(
      "depthwise 3x3, \(channels)x\(size)x\(size): \(giga(rate)) GFLOP/s, "
        + "\(share(rate / roof)) of its roofline")
  }

  private func padded(_ text: String, _ length: Int) -> String {
    text.padding(toLength: length, withPad: " ", startingAt: 0)
  }

  private func giga(_ rate: Double) -> String {
    (rate / 1e9).formatted(.number.precision(.fractionLength(1)))
  }

  private func share(_ ratio: Double) -> String {
    ratio.formatted(.percent.precision(.fractionLength(0)))
  }
}
