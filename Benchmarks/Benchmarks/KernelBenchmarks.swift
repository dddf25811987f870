import CostModel
import Foundation
import ReferenceExecutor
import Specs

/// Fast kernels on one core, beside what the core does at most.
struct KernelBenchmarks {
  private let catalog = Catalog.embedded
  private let rates: MachineRates

  init() throws { rates = try MachineRates() }

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
        name: row.layer.name, kind: "\(row.layer.operation.name) \(row.layer.detail)",
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
    let (total, all) = try measure(network, repeats: 30)
    print("\n\(name): \((total * 1e3).formatted(.number.precision(.fractionLength(2)))) ms")
    let layers = all.filter { shows || $0.kind.hasPrefix("conv 3x3") }
    let width = layers.map(\.name.count).max() ?? 0
    for layer in layers {
      let microseconds = (layer.seconds * 1e6).formatted(.number.precision(.fractionLength(0)))
      print(
        "  \(Timing.padded(layer.name, width))  \(Timing.padded(layer.kind, 18))"
          + "  \(microseconds) µs, \(speed(layer))")
    }
  }

  /// What is done a second, and what part that is of the roof above it.
  private func speed(_ layer: Measured) -> String {
    let roof = rates.roof(operations: layer.operations, bytes: layer.bytes)
    let words = layer.operations > 0 ? "\(giga(layer.operations / layer.seconds)) GFLOP/s, " : ""
    return words + "\(share(roof.seconds / layer.seconds)) of the roof, \(roof.bound.rawValue)"
  }

  private func depthwise(channels: Int, size: Int) throws {
    let text = """
      { "name": "depthwise", "input": [\(size), \(size), \(channels)],
        "body": [["operator", "k"], ["depthwise", 3]] }
      """
    let spec = try Spec.read(Array(text.utf8), file: "benchmark")
    let network = try Network.expand(Model(spec), Settings(), in: catalog)
    let layer = try measure(network, repeats: 30).1[0]
    print("depthwise 3x3, \(channels)x\(size)x\(size): \(speed(layer))")
  }

  private func giga(_ rate: Double) -> String {
    (rate / 1e9).formatted(.number.precision(.fractionLength(1)))
  }

  private func share(_ ratio: Double) -> String {
    ratio.formatted(.percent.precision(.fractionLength(0)))
  }
}
