import Symbolic

/// Where the elements of a constant are. Nothing is read before somebody asks.
package enum FileData: Sendable {
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
  /// Words that stand where numbers could, such as the name of a kind of padding.
  case texts([String])
  /// Nowhere that can be read, or of no interest.
  case absent
}

extension FileTensor {
  /// Its elements if they are integers or booleans, at most `limit`, and in the file; else nil.
  ///
  /// - Throws: a diagnostic if there are not as many as its sizes say, or if the file has changed.
  package func integers(limit: Int) throws(Diagnostic) -> [Int]? {
    guard element.isInteger, let bits = try bits(limit: limit) else { return nil }
    guard let width = element.bits, width < 64, element.isSigned else {
      return bits.map { Int(truncatingIfNeeded: $0) }
    }
    // The sign is the highest of the bits that are there.
    return bits.map { Int(truncatingIfNeeded: $0 << UInt64(64 - width)) >> (64 - width) }
  }

  /// Its elements if they are numbers of a common type, at most `limit`, and in the file; else nil.
  ///
  /// - Throws: a diagnostic if there are not as many as its sizes say, or if the file has changed.
  package func reals(limit: Int) throws(Diagnostic) -> [Double]? {
    if element.isInteger { return try integers(limit: limit)?.map(Double.init) }
    if case .reals(let reals)? = data {
      guard let count, count <= limit else { return nil }
      guard reals.count == count else { throw miscounted(reals.count, count) }
      return reals
    }
    guard let value = element.value else { return nil }
    return try bits(limit: limit)?.map(value)
  }

  /// The numbers that its elements stand for, as `reals`; nil also if they are indices of a table, or
  /// have scales by axis.
  func values(limit: Int) throws(Diagnostic) -> [Double]? {
    guard element.isInteger, let quantization else { return try reals(limit: limit) }
    guard quantization.scales.count == 1, quantization.tableSize == 0 else { return nil }
    let (scale, zero) = (quantization.scales[0], Double(quantization.zeroPoints.first ?? 0))
    return try reals(limit: limit)?.map { ($0 - zero) * scale }
  }

  /// The bits of its elements, in the lowest ones of each number.
  private func bits(limit: Int) throws(Diagnostic) -> [UInt64]? {
    guard let count, count <= limit, let data, let width = element.bits, width <= 64 else {
      return nil
    }
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow else { return nil }
    let byteCount = (size + 7) / 8
    switch data {
    case .integers(let integers):
      return try bits(of: integers, count, byteCount) { miscounted(integers.count, count) }
    case .varints(let bytes):
      try bytes.file.checkUnchanged()
      let integers = try Protobuf.integers(bytes, limit: count + 1)
      return try bits(of: integers ?? [], count, byteCount) { bytes.miscounted(self, count) }
    case .bytes(let bytes):
      guard byteCount == bytes.count else { throw bytes.miscounted(self, count) }
      try bytes.file.checkUnchanged()
      return unpacked(count, width) { bytes[bytes.range.lowerBound + $0] }
    case .reals, .texts, .external, .absent: return nil
    }
  }

  /// The bits of elements that are integers of the file, of which those below a byte hold several.
  private func bits(
    of integers: [Int], _ count: Int, _ byteCount: Int, _ fault: () -> Diagnostic
  ) throws(Diagnostic) -> [UInt64] {
    guard let width = element.bits, width < 8 else {
      guard integers.count == count else { throw fault() }
      return integers.map { UInt64(truncatingIfNeeded: $0) }
    }
    guard integers.count == byteCount else { throw fault() }
    return unpacked(count, width) { UInt8(truncatingIfNeeded: integers[$0]) }
  }

  /// Elements of `width` bits, of which the first is in the lowest bits of the first byte.
  private func unpacked(_ count: Int, _ width: Int, _ byte: (Int) -> UInt8) -> [UInt64] {
    (0..<count).map { index in
      let first = index * width
      var bits: UInt64 = 0
      for place in (first / 8)...((first + width - 1) / 8) {
        let shift = place * 8 - first
        let byte = UInt64(byte(place))
        bits |= shift >= 0 ? byte << UInt64(shift) : byte >> UInt64(-shift)
      }
      return width < 64 ? bits & (1 << UInt64(width) - 1) : bits
    }
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
