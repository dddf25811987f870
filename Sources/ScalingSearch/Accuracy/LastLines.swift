import CostModel
import Symbolic

/// The end of a text that may never end, for people: what a command printed before it failed.
struct LastLines {
  /// Not more than this is kept, and so many lines are shown.
  private static let (byteLimit, lineLimit) = (4096, 10)

  private var bytes: [UInt8] = []

  mutating func take(_ more: ArraySlice<UInt8>) {
    bytes += more.suffix(LastLines.byteLimit)
    bytes.removeFirst(max(0, bytes.count - LastLines.byteLimit))
  }

  /// The last lines that are not blank. The first of them may have lost its beginning.
  var texts: [String] {
    bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .filter { line in line.contains { $0 > 0x20 } }.suffix(LastLines.lineLimit)
      .map { String(decoding: $0, as: UTF8.self).streamSafe }
  }
}
