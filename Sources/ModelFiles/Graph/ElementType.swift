/// What the elements of a tensor are.
package enum ElementType: String, Hashable, Sendable, CaseIterable {
  case float64, float32, float16, bfloat16
  case float8e4m3fn, float8e4m3fnuz, float8e5m2, float8e5m2fnuz, float8e8m0
  case float6e3m2, float6e2m3, float4e2m1
  case int64, int32, int16, int8, int4, int2
  case uint64, uint32, uint16, uint8, uint6, uint4, uint3, uint2, uint1
  case complex128, complex64, complex32
  case bool, string
  /// What is no tensor of numbers: a sequence, a resource, an optional value.
  case other
  /// The file doesn't say.
  case unknown

  /// How much of memory an element takes; nil if that depends on the element, or is unknown.
  package var bits: Int? {
    switch self {
    case .complex128: 128
    case .float64, .int64, .uint64, .complex64: 64
    case .float32, .int32, .uint32, .complex32: 32
    case .float16, .bfloat16, .int16, .uint16: 16
    case .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .float8e8m0: 8
    case .int8, .uint8, .bool: 8
    case .float6e3m2, .float6e2m3, .uint6: 6
    case .float4e2m1, .int4, .uint4: 4
    case .uint3: 3
    case .int2, .uint2: 2
    case .uint1: 1
    case .string, .other, .unknown: nil
    }
  }

  /// Whether the elements are integers or booleans.
  package var isInteger: Bool {
    switch self {
    case .int64, .int32, .int16, .int8, .int4, .int2, .bool: true
    case .uint64, .uint32, .uint16, .uint8, .uint6, .uint4, .uint3, .uint2, .uint1: true
    default: false
    }
  }

  /// Whether an integer may be negative.
  var isSigned: Bool {
    switch self {
    case .int64, .int32, .int16, .int8, .int4, .int2: true
    default: false
    }
  }
}
