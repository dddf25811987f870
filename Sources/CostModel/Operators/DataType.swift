import Symbolic

/// How a number is stored.
public enum DataType: String, CaseIterable, Sendable {
  case fp32, fp16, bf16, int8, int4
  case fp64, fp8, int16, int32, int64, int2, bool

  /// Those in which a whole network may be stored.
  package static let choices: [DataType] = [.fp32, .fp16, .bf16, .int8, .int4]

  /// Whether a number takes whole bytes, so that the bytes of a sum are the sum of the bytes.
  package var takesWholeBytes: Bool { bits % 8 == 0 }

  /// The size of one number.
  package var bits: Int {
    switch self {
    case .fp64, .int64: 64
    case .fp32, .int32: 32
    case .fp16, .bf16, .int16: 16
    case .int8, .fp8, .bool: 8
    case .int4: 4
    case .int2: 2
    }
  }

  /// The bytes of that many numbers, packed; a partly used last byte counts in full.
  ///
  /// - Throws: `overflow`.
  package func bytes(_ elements: Formula) throws(ArithmeticFault) -> Formula {
    takesWholeBytes
      ? try elements * Formula(bits / 8)
      : try (elements * Formula(bits) / 8).ceiling()
  }
}
