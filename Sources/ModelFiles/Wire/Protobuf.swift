import Symbolic

/// A protobuf message: its fields, one after the other, as they stand in the file.
///
/// Source: protobuf.dev, "Encoding".
struct Protobuf {
  /// Messages are read to this depth. Deeper ones are skipped like any bytes until somebody asks.
  static let maximumDepth = 64

  let bytes: Bytes
  private let depth: Int
  private var index: Int

  init(_ bytes: Bytes, depth: Int = 0) {
    self.bytes = bytes
    self.depth = depth
    index = bytes.range.lowerBound
  }

  /// Where the message starts in the file.
  var offset: Int { bytes.range.lowerBound }

  /// How a field is stored.
  fileprivate enum Wire {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(Bytes)
  }

  /// A field with its number.
  struct Field {
    let number: Int
    let offset: Int
    fileprivate let wire: Wire
    fileprivate let enclosing: Bytes
    fileprivate let depth: Int
  }

  /// The next field, or nil at the end of the message.
  ///
  /// - Throws: a diagnostic if there is no valid field.
  mutating func next() throws(Diagnostic) -> Field? {
    guard index < bytes.range.upperBound else { return nil }
    let start = index
    let tag = try varint(in: bytes, at: &index)
    guard 8..<(1 << 32) ~= tag else { throw bytes.fault("\(tag) is no tag of a field", at: start) }
    let wire: Wire
    switch tag & 7 {
    case 0: wire = .varint(try varint(in: bytes, at: &index))
    case 1:
      wire = .fixed64(try bytes.load(UInt64.self, at: index))
      index += 8
    case 2:
      let length = try varint(in: bytes, at: &index)
      guard let count = Int(exactly: length) else { throw bytes.beyondEnd(at: start) }
      wire = .bytes(try bytes.part(at: index, count: count))
      index += count
    case 5:
      wire = .fixed32(try bytes.load(UInt32.self, at: index))
      index += 4
    default: throw bytes.fault("a field of wire type \(tag & 7), which is not in use", at: start)
    }
    return Field(
      number: Int(tag >> 3), offset: start, wire: wire, enclosing: bytes, depth: depth)
  }

  /// The numbers of a packed field.
  static func integers(_ bytes: Bytes, limit: Int = .max) throws(Diagnostic) -> [Int]? {
    var integers: [Int] = []
    var index = bytes.range.lowerBound
    while index < bytes.range.upperBound {
      guard integers.count < limit else { return nil }
      integers.append(Int(truncatingIfNeeded: try varint(in: bytes, at: &index)))
    }
    return integers
  }
}

private func varint(in bytes: Bytes, at index: inout Int) throws(Diagnostic) -> UInt64 {
  let start = index
  var value: UInt64 = 0
  for shift in stride(from: UInt64(0), through: 63, by: 7) {
    guard index < bytes.range.upperBound else { throw bytes.beyondEnd(at: start) }
    let byte = UInt64(bytes[index])
    index += 1
    guard shift < 63 || byte < 2 else { break }
    value |= (byte & 0x7F) << shift
    if byte < 0x80 { return value }
  }
  throw bytes.fault("a number of more than 64 bits", at: start)
}

extension Protobuf.Field {
  /// A signed or unsigned integer, an enumeration's value or a boolean; unsigned ones above
  /// `Int.max` are negative.
  var integer: Int {
    get throws(Diagnostic) {
      guard case .varint(let value) = wire else { throw mismatch("an integer") }
      return Int(truncatingIfNeeded: value)
    }
  }

  /// A `float` or a `double`.
  var real: Double {
    get throws(Diagnostic) {
      switch wire {
      case .fixed32(let bits): return Double(Float(bitPattern: bits))
      case .fixed64(let bits): return Double(bitPattern: bits)
      default: throw mismatch("a number with a point")
      }
    }
  }

  var bytes: Bytes {
    get throws(Diagnostic) {
      guard case .bytes(let bytes) = wire else { throw mismatch("bytes") }
      return bytes
    }
  }

  var text: String {
    get throws(Diagnostic) { try bytes.text() }
  }

  var message: Protobuf {
    get throws(Diagnostic) {
      guard depth < Protobuf.maximumDepth else {
        throw enclosing.fault(
          "messages are nested too deep", at: offset,
          help: "at most \(Protobuf.maximumDepth) levels are read")
      }
      return Protobuf(try bytes, depth: depth + 1)
    }
  }

  /// The bytes of a repeated field of numbers that is packed; nil if this is one of its elements.
  var packed: Bytes? {
    if case .bytes(let bytes) = wire { bytes } else { nil }
  }

  /// Adds the elements of a repeated field of integers, packed or not.
  func append(to integers: inout [Int]) throws(Diagnostic) {
    if let packed {
      integers += try Protobuf.integers(packed) ?? []
    } else {
      integers.append(try integer)
    }
  }

  /// Adds the elements of a repeated field of `float` or, if `width` is 8, of `double`.
  func append(to reals: inout [Double], width: Int = 4) throws(Diagnostic) {
    guard let packed else {
      reals.append(try real)
      return
    }
    for offset in stride(from: packed.range.lowerBound, to: packed.range.upperBound, by: width) {
      reals.append(
        width == 4
          ? Double(Float(bitPattern: try packed.load(UInt32.self, at: offset)))
          : Double(bitPattern: try packed.load(UInt64.self, at: offset)))
    }
  }

  private func mismatch(_ wanted: String) -> Diagnostic {
    enclosing.fault("field \(number) is not \(wanted)", at: offset)
  }
}
