import Symbolic

/// The offsets of tensors in the arena of TensorFlow Lite Micro, as metadata of a TFLite file.
///
/// Source: tflite-micro, tensorflow/lite/micro/docs/memory_management.md, "Offline planned tensor
/// allocation".
package enum ArenaMetadata {
  static let name = "OfflineMemoryAllocation"

  /// The file with these offsets, instead of those that it may have.
  ///
  /// References of a flatbuffer lead forward only. So the new root stands before the whole file as it
  /// is, and refers into it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - offsets: one for each tensor of all graphs; nil leaves it to the planner.
  /// - Throws: a diagnostic if the file can't be read, or is none to which this can be added.
  package static func adding(_ offsets: [Int?], to path: String) throws(Diagnostic) -> [UInt8] {
    try adding(offsets, to: MappedFile.open(path))
  }

  /// The same for a file that is in memory.
  ///
  /// - Parameter name: its name for messages.
  package static func adding(
    _ offsets: [Int?], to bytes: [UInt8], name: String
  ) throws(Diagnostic) -> [UInt8] {
    try adding(offsets, to: MappedFile(bytes, name: name))
  }

  private static func adding(
    _ offsets: [Int?], to file: MappedFile
  ) throws(Diagnostic) -> [UInt8] {
    let bytes = Bytes(file)
    guard bytes.hold("TFL3", at: 4) else {
      throw Diagnostic("\(quotedPath(file.name)) is no TFLite file")
    }
    let root = try FlatTable.root(of: bytes)
    var front = Front()
    var model: [(field: Int, place: Front.Place)] = []
    var metadata: [Front.Place] = []
    for entry in try root.tables(6) where try entry.text(0) != name {
      metadata.append(.old(entry.offset))
    }
    let buffers = try root.tables(4)
    for buffer in buffers where try buffer.integer(1, UInt64.self) > 1 {
      throw Diagnostic(
        "\(quotedPath(file.name)) keeps data behind its flatbuffer",
        help: "files of less than 2 GB don't, and can be given a plan")
    }
    let data = front.vector(
      ([1, try root.tables(2).count, offsets.count] + offsets.map { $0 ?? -1 }).map {
        Int32(truncatingIfNeeded: $0)
      })
    let buffer = front.table([(0, .new(data))])
    let text = front.text(name)
    let entry = front.table([(0, .new(text)), (1, .number(UInt32(buffers.count)))])
    model.append((0, .number(3)))
    for field in 1..<root.fieldCount where field != 4 && field != 6 {
      if let target = try root.reference(field) { model.append((field, .old(target))) }
    }
    model.append((4, .new(front.vector(buffers.map { .old($0.offset) } + [.new(buffer)]))))
    model.append((6, .new(front.vector(metadata + [.new(entry)]))))
    let written = front.bytes(root: front.table(model.sorted { $0.field < $1.field }))
    try file.checkUnchanged()
    return written + (bytes.range).map { bytes[$0] }
  }
}

/// What stands before a flatbuffer to change its root. Pieces are written last first, each before
/// what it refers to.
private struct Front {
  /// What a field or an element holds.
  enum Place {
    case number(UInt32)
    /// A reference to a piece, by how far its start is from the end of this part.
    case new(Int)
    /// A reference to a place of the old file.
    case old(Int)
  }

  /// The pieces in reverse: the last byte first.
  private var reversed: [UInt8] = []

  /// Bytes before a piece whose start, counted from the end, has to be a multiple of `alignment`.
  private mutating func pad(for count: Int, to alignment: Int) {
    while !(reversed.count + count).isMultiple(of: alignment) { reversed.append(0) }
  }

  private mutating func prepend(_ number: UInt32) {
    for shift in [24, 16, 8, 0] { reversed.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// A number or a reference, which is counted from where it stands itself.
  private mutating func prepend(_ place: Place) {
    let own = reversed.count + 4
    switch place {
    case .number(let number): prepend(number)
    case .new(let target): prepend(UInt32(own - target))
    case .old(let offset): prepend(UInt32(own + offset))
    }
  }

  /// A vector of numbers whose elements are aligned as those of TFLite's buffers are.
  mutating func vector(_ numbers: [Int32]) -> Int {
    pad(for: 4 * numbers.count, to: 16)
    for number in numbers.reversed() { prepend(UInt32(bitPattern: number)) }
    // The length and the bytes: a buffer is a vector of bytes.
    prepend(UInt32(4 * numbers.count))
    return reversed.count
  }

  mutating func vector(_ places: [Place]) -> Int {
    pad(for: 0, to: 4)
    for place in places.reversed() { prepend(place) }
    prepend(UInt32(places.count))
    return reversed.count
  }

  mutating func text(_ text: String) -> Int {
    let bytes = Array(text.utf8) + [0]
    pad(for: bytes.count, to: 4)
    reversed += bytes.reversed()
    prepend(UInt32(bytes.count - 1))
    return reversed.count
  }

  /// A table, with the list of its fields before it. Every field takes four bytes.
  mutating func table(_ fields: [(field: Int, place: Place)]) -> Int {
    pad(for: 0, to: 4)
    for (_, place) in fields.reversed() { prepend(place) }
    let count = (fields.map(\.field).max() ?? -1) + 1
    let size = 4 + 2 * count
    // The list stands before the table, and two bytes more where that keeps it aligned.
    let gap = size.isMultiple(of: 4) ? 0 : 2
    prepend(UInt32(size + gap))
    let start = reversed.count
    var list = [UInt16](repeating: 0, count: count)
    for (index, field) in fields.enumerated() { list[field.field] = UInt16(4 + 4 * index) }
    reversed += [UInt8](repeating: 0, count: gap)
    for number in ([UInt16(size), UInt16(4 + 4 * fields.count)] + list).reversed() {
      reversed += [UInt8(number >> 8), UInt8(number & 0xFF)]
    }
    return start
  }

  /// All pieces after the reference to the root. They take a multiple of 64 bytes, so that what
  /// follows is aligned as before.
  mutating func bytes(root: Int) -> [UInt8] {
    pad(for: 8, to: 64)
    for byte in "TFL3".utf8.reversed() { reversed.append(byte) }
    prepend(.new(root))
    return reversed.reversed()
  }
}
