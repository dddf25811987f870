import CostModel

/// The last nonblank line of a text that may never end.
package struct LastLine: Sendable {
  /// Only this much of a longer line is kept.
  static let limit = 4096

  package init() {}

  /// How much has been printed.
  private(set) var byteCount = 0
  private var current = Line()
  private var last = Line()

  private struct Line {
    var bytes: [UInt8] = []
    var isCut = false
  }

  /// Whether the line was longer than what is kept.
  var isCut: Bool { last.isCut }

  /// The line without surrounding blanks, as text that a journal can hold, whatever the bytes.
  package var text: String {
    var line = last.bytes[...]
    while let byte = line.last, byte <= 0x20 { line.removeLast() }
    while let byte = line.first, byte <= 0x20 { line.removeFirst() }
    return String(decoding: line, as: UTF8.self).streamSafe
  }

  package mutating func take(_ bytes: ArraySlice<UInt8>) {
    byteCount += bytes.count
    for byte in bytes {
      // Progress bars end their lines with a carriage return.
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        finish()
      } else if current.bytes.count < LastLine.limit {
        current.bytes.append(byte)
      } else if byte > 0x20 {
        current.isCut = true
      }
    }
  }

  /// The text after the last line feed is a line, too.
  package mutating func finish() {
    if current.isCut || current.bytes.contains(where: { $0 > 0x20 }) { last = current }
    current.bytes.removeAll(keepingCapacity: true)
    current.isCut = false
  }
}
