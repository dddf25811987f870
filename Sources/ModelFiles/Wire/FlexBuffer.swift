import Symbolic

/// A map of a flexbuffer, as far as its values are numbers: what TFLite's custom operators keep their
/// options in.
///
/// Source: flatbuffers.dev, "FlexBuffers", and flexbuffers.h.
package enum FlexBuffer {
  /// The numbers of a map at the root, or of a list there, by their place; nothing if it is neither,
  /// or damaged, since any bytes may be the options of an operator.
  package static func numbers(in bytes: Bytes) -> [(name: String, value: Int)] {
    (try? read(bytes)) ?? []
  }

  /// A value: where it or the reference to it stands, and what it is.
  private struct Slot {
    let place, width: Int
    let packed: UInt8

    var type: Int { Int(packed >> 2) }
    /// The width of what it refers to.
    var childWidth: Int { 1 << Int(packed & 3) }
  }

  private static let sizeLimit = 256

  private static func read(_ bytes: Bytes) throws(Diagnostic) -> [(name: String, value: Int)] {
    let end = bytes.range.upperBound
    guard bytes.count >= 3 else { return [] }
    let width = Int(bytes[end - 1])
    guard [1, 2, 4, 8].contains(width), bytes.count >= 2 + width else { return [] }
    let root = Slot(place: end - 2 - width, width: width, packed: bytes[end - 2])
    // 9 is a map, 10 a vector.
    guard [9, 10].contains(root.type) else { return [] }
    let values = try target(root, bytes)
    let size = root.childWidth
    let count = try unsigned(bytes, at: values - size, size)
    guard count <= sizeLimit else { return [] }
    var names = (0..<count).map { String($0) }
    if root.type == 9 {
      let keyWidth = try unsigned(bytes, at: values - 2 * size, size)
      guard [1, 2, 4, 8].contains(keyWidth) else { return [] }
      let keys = try target(
        Slot(place: values - 3 * size, width: size, packed: 0), bytes)
      for index in 0..<count {
        let place = keys + index * keyWidth
        names[index] = try name(
          bytes, at: try target(Slot(place: place, width: keyWidth, packed: 0), bytes))
      }
    }
    var numbers: [(name: String, value: Int)] = []
    for index in 0..<count {
      let slot = Slot(
        place: values + index * size, width: size,
        packed: UInt8(try bytes.load(UInt8.self, at: values + count * size + index)))
      if let value = try integer(slot, bytes) { numbers.append((names[index], value)) }
    }
    return numbers
  }

  /// The value of an integer or a boolean, stored in place or elsewhere; nil for other types.
  private static func integer(_ slot: Slot, _ bytes: Bytes) throws(Diagnostic) -> Int? {
    switch slot.type {
    case 1: return try signed(bytes, at: slot.place, slot.width)
    case 2, 26: return try unsigned(bytes, at: slot.place, slot.width)
    case 6: return try signed(bytes, at: try target(slot, bytes), slot.childWidth)
    case 7: return try unsigned(bytes, at: try target(slot, bytes), slot.childWidth)
    default: return nil
    }
  }

  private static func target(_ slot: Slot, _ bytes: Bytes) throws(Diagnostic) -> Int {
    let back = try unsigned(bytes, at: slot.place, slot.width)
    guard back <= slot.place - bytes.range.lowerBound else { throw bytes.beyondEnd(at: slot.place) }
    return slot.place - back
  }

  private static func name(_ bytes: Bytes, at start: Int) throws(Diagnostic) -> String {
    var text: [UInt8] = []
    while text.count < sizeLimit {
      let byte = try bytes.load(UInt8.self, at: start + text.count)
      if byte == 0 { break }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func unsigned(
    _ bytes: Bytes, at place: Int, _ width: Int
  ) throws(Diagnostic) -> Int {
    switch width {
    case 1: Int(try bytes.load(UInt8.self, at: place))
    case 2: Int(try bytes.load(UInt16.self, at: place))
    case 4: Int(try bytes.load(UInt32.self, at: place))
    default: Int(clamping: try bytes.load(UInt64.self, at: place))
    }
  }

  private static func signed(
    _ bytes: Bytes, at place: Int, _ width: Int
  ) throws(Diagnostic) -> Int {
    switch width {
    case 1: Int(try bytes.load(Int8.self, at: place))
    case 2: Int(try bytes.load(Int16.self, at: place))
    case 4: Int(try bytes.load(Int32.self, at: place))
    default: Int(try bytes.load(Int64.self, at: place))
    }
  }
}
