import Symbolic

/// A part of a file, by its place. Every access is checked against its end.
package struct Bytes: Sendable {
  let file: MappedFile

  /// Where it lies, in bytes from the start of the file.
  package let range: Range<Int>

  /// A whole file.
  package init(_ file: MappedFile) {
    self.file = file
    range = 0..<file.count
  }

  private init(_ file: MappedFile, _ range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// The number of bytes.
  package var count: Int { range.count }

  // MARK: Reading

  /// The byte at an offset of the file, which must be in the range.
  subscript(offset: Int) -> UInt8 {
    precondition(range.contains(offset))
    return file.start.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The little-endian number at an offset of the file.
  ///
  /// - Throws: a diagnostic if it would reach beyond this part.
  func load<Number: FixedWidthInteger>(
    _ type: Number.Type, at offset: Int
  ) throws(Diagnostic) -> Number {
    let size = MemoryLayout<Number>.size
    guard offset >= range.lowerBound, offset <= range.upperBound - size else {
      throw beyondEnd(at: offset)
    }
    return Number(littleEndian: file.start.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// The part of `count` bytes from an offset of the file on.
  ///
  /// - Throws: a diagnostic if it would reach beyond this part.
  func part(at offset: Int, count: Int) throws(Diagnostic) -> Bytes {
    guard count >= 0, offset >= range.lowerBound, offset <= range.upperBound,
      count <= range.upperBound - offset
    else { throw beyondEnd(at: offset) }
    return Bytes(file, offset..<(offset + count))
  }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  ///
  /// - Throws: a diagnostic if the text could not be compared in linear time.
  func text() throws(Diagnostic) -> String {
    let text = String(decoding: buffer, as: UTF8.self)
    guard buffer.allSatisfy({ $0 < 0x80 }) || text.isStreamSafe else {
      throw fault(
        "a name has more than \(String.longestMarkRun) combining marks in a row",
        at: range.lowerBound)
    }
    return text
  }

  /// Whether the bytes look like text: UTF-8 of a length that somebody reads.
  var isText: Bool {
    count <= 4096 && String(validating: buffer, as: UTF8.self) != nil
  }

  /// The bytes themselves, valid while this value lives.
  var buffer: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: file.start + range.lowerBound, count: range.count)
  }

  /// Whether some bytes stand at an offset of the file.
  func hold(_ bytes: StaticString, at offset: Int) -> Bool {
    let size = bytes.utf8CodeUnitCount
    guard offset >= range.lowerBound, offset <= range.upperBound - size else { return false }
    return (0..<size).allSatisfy { self[offset + $0] == bytes.utf8Start[$0] }
  }

  // MARK: Faults

  /// The position of an offset of the file.
  func position(at offset: Int) -> SourcePosition {
    SourcePosition(file: file.name, offset: offset)
  }

  /// A fault at an offset of the file.
  func fault(_ message: String, at offset: Int, help: String? = nil) -> Diagnostic {
    Diagnostic(message, at: position(at: offset), help: help)
  }

  /// The fault of something that claims bytes behind the end of what encloses it.
  func beyondEnd(at offset: Int) -> Diagnostic {
    fault(
      range.upperBound == file.count
        ? "the file ends inside what starts here"
        : "this reaches beyond what encloses it, which ends at \(range.upperBound)",
      at: offset, help: "the file is cut or damaged")
  }
}
