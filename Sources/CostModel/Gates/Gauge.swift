/// What of a network a budget may limit; the raw value is its key in options, files and JSON.
package enum Gauge: String, CaseIterable, Hashable, Sendable {
  /// Multiply-accumulates.
  case macs
  /// Trainable parameters.
  case parameters
  /// Output elements of convolutions, dense layers and matrix products.
  case activations
  /// Bytes of live tensors at the peak: the RAM.
  case peak
  /// Bytes of the parameters: the flash.
  case model
  /// Bytes of the parameters and of the peak together.
  case memory
  /// Seconds on a machine.
  case latency

  /// What it is measured in.
  package enum Unit: Sendable {
    case count, bytes, seconds
  }

  /// The unit.
  package var unit: Unit {
    switch self {
    case .macs, .parameters, .activations: .count
    case .peak, .model, .memory: .bytes
    case .latency: .seconds
    }
  }
}
