import Symbolic

/// A quantity of a ``Cost``, the only list of them; the raw value is its key in JSON, in CSV and in
/// objectives. docs/formulas.md defines each.
public enum Metric: String, CaseIterable, Sendable {
  /// Multiply-accumulates, including taps on padding.
  case macs
  /// Multiply-accumulates without taps on padding.
  case effectiveMACs = "effectiveMacs"
  /// Floating-point operations.
  case flops
  /// Trainable parameters.
  case parameters
  /// Output elements of convolutions, dense layers and matrix products.
  case activations
  /// The parameters in bytes.
  case modelBytes
  /// Bytes read and written, with normalization and activation folded; and its parts.
  case fusedBytes, inputBytes, weightBytes, outputBytes
  /// Bytes read and written if every operator runs separately; and its parts.
  case unfusedBytes, unfusedInputBytes, unfusedWeightBytes, unfusedOutputBytes
  /// Arithmetic intensity: FLOPs per byte of ``fusedBytes``.
  case intensity
  /// Bytes that im2col would write and read again.
  case im2colBytes

  /// What a quantity is counted in.
  package enum Unit: Sendable {
    case count, bytes, flopsPerByte
  }

  /// The unit.
  package var unit: Unit {
    switch self {
    case .macs, .effectiveMACs, .flops, .parameters, .activations: .count
    case .intensity: .flopsPerByte
    case .modelBytes, .im2colBytes: .bytes
    case .fusedBytes, .inputBytes, .weightBytes, .outputBytes: .bytes
    case .unfusedBytes, .unfusedInputBytes, .unfusedWeightBytes, .unfusedOutputBytes: .bytes
    }
  }

  /// The quantity of a cost; nil for an intensity that is no number, because a size is free or no
  /// byte moves.
  ///
  /// - Throws: `overflow`.
  public func formula(of cost: Cost) throws(ArithmeticFault) -> Formula? {
    switch self {
    case .macs: cost.macs
    case .effectiveMACs: cost.effectiveMACs
    case .flops: cost.flops
    case .parameters: cost.parameters
    case .activations: cost.activations
    case .modelBytes: cost.modelBytes
    case .fusedBytes: try cost.fused.total()
    case .inputBytes: cost.fused.input
    case .weightBytes: cost.fused.weights
    case .outputBytes: cost.fused.output
    case .unfusedBytes: try cost.unfused.total()
    case .unfusedInputBytes: cost.unfused.input
    case .unfusedWeightBytes: cost.unfused.weights
    case .unfusedOutputBytes: cost.unfused.output
    case .intensity: try cost.intensity().flatMap { $0.denominator == .one ? $0.numerator : nil }
    case .im2colBytes: cost.im2colBytes
    }
  }

  /// The number; nil if a size is free, if it exceeds 127 bits, or for the intensity of no bytes.
  package func value(of cost: Cost) -> Rational? { (try? formula(of: cost))?.constantValue }
}
