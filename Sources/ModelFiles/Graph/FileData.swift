import Symbolic

/// Where the elements of a constant are. Nothing is read before somebody asks.
public enum FileData: Sendable {
  /// In the file, little-endian, packed to whole bytes as a whole.
  case bytes(Bytes)
  /// In the file, as protobuf's integers of variable length; of floating-point types, the bits.
  case varints(Bytes)
  /// Integers that the file scatters, or that are written where they are used.
  case integers([Int])
  /// Real numbers that the file scatters, or that are written where they are used.
  case reals([Double])
  /// In another file, which need not be there: its path as written, and the place in it.
  case external(path: String, offset: Int, count: Int?)
  /// Nowhere that can be read, or of no interest, as strings are.
  case absent
}

extension FileTensor {
  /// Its elements if they are integers or booleans, at most `limit`, and in the file; else nil.
  ///
  /// - Throws: a diagnostic if there are not as many as its sizes say, or if the file has changed.
  public func integers(limit: Int) throws(Diagnostic) -> [Int]? {
    guard element.isInteger, let count, count <= limit, let data else { return nil }
    switch data {
    case .integers(let integers): return try checked(integers, count)
    case .varints(let bytes):
      guard let integers = try Protobuf.integers(bytes, limit: count + 1) else {
        throw bytes.miscounted(self, count)
      }
      return try checked(integers, count, in: bytes)
    case .bytes(let bytes):
      return try elements(of: bytes, count) { bits in
        guard element.isSigned, let width = element.bits, width < 64 else {
          return Int(truncatingIfNeeded: bits)
        }
        // The sign is the highest of the bits that are there.
        return Int(truncatingIfNeeded: bits << UInt64(64 - width)) >> (64 - width)
      }
    case .reals, .external, .absent: return nil
    }
  }

  /// Its elements if they are numbers of a common type, at most `limit`, and in the file; else nil.
  ///
  /// - Throws: a diagnostic if there are not as many as its sizes say, or if the file has changed.
  public func reals(limit: Int) throws(Diagnostic) -> [Double]? {
    if element.isInteger { return try integers(limit: limit)?.map(Double.init) }
    guard let count, count <= limit, let data, let value = element.value else { return nil }
    switch data {
    case .reals(let reals):
      guard reals.count == count else { throw miscounted(reals.count, count) }
      return reals
    case .integers(let bits):
      return try checked(bits, count).map { value(UInt64(truncatingIfNeeded: $0)) }
    case .varints(let bytes):
      guard let bits = try Protobuf.integers(bytes, limit: count + 1) else {
        throw bytes.miscounted(self, count)
      }
      return try checked(bits, count, in: bytes).map { value(UInt64(truncatingIfNeeded: $0)) }
    case .bytes(let bytes): return try elements(of: bytes, count, value)
    case .external, .absent: return nil
    }
  }

  private func elements<Element>(
    of bytes: Bytes, _ count: Int, _ element: (UInt64) -> Element
  ) throws(Diagnostic) -> [Element] {
    guard let width = self.element.bits else { return [] }
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow, (size + 7) / 8 == bytes.count else { throw bytes.miscounted(self, count) }
    try bytes.file.checkUnchanged()
    var elements: [Element] = []
    elements.reserveCapacity(count)
    let start = bytes.range.lowerBound
    for index in 0..<count {
      var bits: UInt64 = 0
      // Elements of less than a byte start at its lowest bit.
      let first = index * width
      for place in (first / 8)...((first + width - 1) / 8) {
        let byte = UInt64(bytes[start + place])
        let shift = place * 8 - first
        bits |= shift >= 0 ? byte << UInt64(shift) : byte >> UInt64(-shift)
      }
      elements.append(element(width < 64 ? bits & (1 << UInt64(width) - 1) : bits))
    }
    return elements
  }

  private func checked(
    _ integers: [Int], _ count: Int, in bytes: Bytes? = nil
  ) throws(Diagnostic) -> [Int] {
    guard integers.count == count else {
      throw bytes?.miscounted(self, count) ?? miscounted(integers.count, count)
    }
    return integers
  }

  private func miscounted(_ found: Int, _ count: Int) -> Diagnostic {
    Diagnostic("the constant \(quoted(name)) has \(found) elements where its sizes say \(count)")
  }
}

extension Bytes {
  fileprivate func miscounted(_ tensor: FileTensor, _ count: Int) -> Diagnostic {
    fault(
      "the constant \(quoted(tensor.name)) does not have the \(count) elements that its sizes say",
      at: range.lowerBound)
  }
}

extension ElementType {
  /// The value of an element from its bits; nil for types whose values nobody needs so far.
  fileprivate var value: ((UInt64) -> Double)? {
    switch self {
    case .float64: { Double(bitPattern: $0) }
    case .float32: { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case .bfloat16: { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0) << 16)) }
    case .float16: { half(UInt16(truncatingIfNeeded: $0)) }
    default: nil
    }
  }
}

/// The value of IEEE 754's binary16; `Float16` is missing on some platforms.
private func half(_ bits: UInt16) -> Double {
  let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
  let magnitude =
    switch exponent {
    case 0: Double(sign: .plus, exponent: -24, significand: fraction)
    case 0x1F: fraction == 0 ? Double.infinity : .nan
    default: Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
    }
  return bits < 0x8000 ? magnitude : -magnitude
}
