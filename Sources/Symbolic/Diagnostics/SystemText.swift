/// Text from the system: arguments, paths, the environment.
///
/// To the system, these are bytes in any encoding or none. A byte that is not part of well-formed
/// UTF-8 becomes a private-use scalar, U+10FE80 to U+10FEFF, in a `String`, and the same byte again
/// on its way back; if such scalars come in themselves, their bytes are treated alike. So every
/// path that can be typed can be opened, and keeps its name.
extension String {
  /// The scalar for byte 0; bytes from 0x80 on may not be UTF-8.
  private static let firstEscape: UInt32 = 0x10FE00

  /// The text of bytes that may not be UTF-8.
  package init(systemBytes bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var scalars = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      if let length = bytes.scalarLength(at: index) {
        let part = String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars
        if let scalar = part.first, scalar.escapedByte == nil {
          scalars.append(scalar)
          index += length
          continue
        }
      }
      Unicode.Scalar(String.firstEscape + UInt32(bytes[index])).map { scalars.append($0) }
      index += 1
    }
    self.init(scalars)
  }

  /// The text of a C string that may not be UTF-8.
  package init(systemString pointer: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    var next = pointer
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    self.init(systemBytes: bytes)
  }

  /// The bytes of the text as the system knows it.
  package var systemBytes: [UInt8] {
    unicodeScalars.flatMap { scalar in scalar.escapedByte.map { [$0] } ?? Array(scalar.utf8) }
  }

  /// Calls a system function with the text as a C string.
  package func withSystemString<Result>(
    _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    let bytes = systemBytes.map { CChar(bitPattern: $0) } + [0]
    return try bytes.withUnsafeBufferPointer { buffer in
      // An array of at least one byte has an address.
      try body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}

extension Unicode.Scalar {
  /// The byte that the scalar represents; nil if it represents itself.
  var escapedByte: UInt8? { 0x10FE80...0x10FEFF ~= value ? UInt8(value & 0xFF) : nil }
}
