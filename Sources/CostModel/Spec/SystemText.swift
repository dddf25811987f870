/// Text from the system: arguments, paths, the environment.
///
/// To the system they are bytes, of any encoding or none. A byte that is no part of well-formed
/// UTF-8 stands in a `String` as a scalar of a private plane, U+10FE80 to U+10FEFF, and becomes that
/// byte again on its way back; should these scalars themselves come in, their bytes are treated
/// alike. So every path that can be typed can be opened, and keeps its name.
extension String {
  /// The scalar that stands for byte 0; bytes from 0x80 on can be no UTF-8.
  private static let firstEscape: UInt32 = 0x10FE00

  /// The text of bytes that may be no UTF-8.
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

  /// The text of a string of C that may be no UTF-8.
  package init(systemString pointer: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    var next = pointer
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    self.init(systemBytes: bytes)
  }

  /// The bytes that the system knows the text by.
  package var systemBytes: [UInt8] {
    unicodeScalars.flatMap { scalar in scalar.escapedByte.map { [$0] } ?? Array(scalar.utf8) }
  }

  /// Calls a function of the system with the text as a string of C.
  package func withSystemString<Result>(
    _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    let bytes = systemBytes.map { CChar(bitPattern: $0) } + [0]
    return try bytes.withUnsafeBufferPointer { buffer in
      // An array of one byte at least has an address.
      try body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}

extension Unicode.Scalar {
  /// The byte that the scalar stands for; nil for itself.
  var escapedByte: UInt8? { 0x10FE80...0x10FEFF ~= value ? UInt8(value & 0xFF) : nil }
}
