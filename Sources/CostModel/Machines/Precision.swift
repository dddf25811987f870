/// The arithmetic that a machine's peak is about.
public enum Precision: String, CaseIterable, Sendable {
  case fp32
  /// Products of 19-bit numbers on tensor cores, out of fp32 tensors into fp32 tensors.
  case tf32
  case fp16, bf16, int8

  /// How weights and tensors are stored for it.
  public var storage: DataType {
    switch self {
    case .fp32, .tf32: .fp32
    case .fp16: .fp16
    case .bf16: .bf16
    case .int8: .int8
    }
  }
}
