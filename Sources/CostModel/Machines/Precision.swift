/// The arithmetic that a machine's peak refers to.
package enum Precision: String, CaseIterable, Sendable {
  case fp32
  /// Products of 19-bit numbers on tensor cores, from fp32 tensors to fp32 tensors.
  case tf32
  case fp16, bf16, int8

  /// The storage format of weights and tensors for it.
  package var storage: DataType {
    switch self {
    case .fp32, .tf32: .fp32
    case .fp16: .fp16
    case .bf16: .bf16
    case .int8: .int8
    }
  }
}
