import Symbolic

/// A table of a flatbuffer: fields by number, absent ones at their defaults.
///
/// References are unsigned and lead forward, so there are no cycles; but many may lead to the same
/// place, so that a small file could stand for a huge one. All tables of a file share an allowance
/// of bytes to look at, a multiple of its size.
///
/// Source: flatbuffers.dev, "FlatBuffer Internals".
struct FlatTable {
  /// What is left of the allowance of a file.
  final class Allowance {
    private var left: Int

    init(for bytes: Bytes) {
      left = 16 * min(bytes.file.count, .max / 32) + (64 << 10)
    }

    func spend(_ count: Int, in bytes: Bytes, at offset: Int) throws(Diagnostic) {
      guard count <= left else {
        throw bytes.fault("parts of the file are referred to far too often", at: offset)
      }
      left -= count
    }
  }

  let bytes: Bytes
  /// Where the table starts in the file.
  let offset: Int
  private let allowance: Allowance
  private let fields: Range<Int>

  /// The table that the start of a flatbuffer refers to.
  static func root(of bytes: Bytes) throws(Diagnostic) -> FlatTable {
    let start = bytes.range.lowerBound
    return try FlatTable(
      in: bytes, at: try Self.target(in: bytes, of: start), Allowance(for: bytes))
  }

  private init(in bytes: Bytes, at offset: Int, _ allowance: Allowance) throws(Diagnostic) {
    let back = Int(try bytes.load(Int32.self, at: offset))
    let virtual = offset - back
    guard bytes.range.contains(virtual) else {
      throw bytes.fault("a table whose list of fields is not in the file", at: offset)
    }
    let size = Int(try bytes.load(UInt16.self, at: virtual))
    guard size >= 4, size.isMultiple(of: 2) else {
      throw bytes.fault("a table of fields with \(size) bytes", at: virtual)
    }
    try allowance.spend(size + 4, in: bytes, at: offset)
    self.bytes = bytes
    self.offset = offset
    self.allowance = allowance
    fields = try bytes.part(at: virtual + 4, count: size - 4).range
  }

  private static func target(in bytes: Bytes, of place: Int) throws(Diagnostic) -> Int {
    let distance = Int(try bytes.load(UInt32.self, at: place))
    guard distance > 0 else { throw bytes.fault("a reference to itself", at: place) }
    guard bytes.range.contains(place + distance) else {
      throw bytes.fault("a reference beyond the end of the file", at: place)
    }
    return place + distance
  }

  /// Where a field is stored; nil if it is absent.
  private func place(_ field: Int) throws(Diagnostic) -> Int? {
    let entry = fields.lowerBound + 2 * field
    guard entry < fields.upperBound else { return nil }
    let distance = Int(try bytes.load(UInt16.self, at: entry))
    return distance == 0 ? nil : offset + distance
  }

  /// How many fields the table knows of.
  var fieldCount: Int { fields.count / 2 }

  /// What a field refers to, as a place in the file; nil if it is absent.
  func reference(_ field: Int) throws(Diagnostic) -> Int? {
    guard let place = try place(field) else { return nil }
    return try Self.target(in: bytes, of: place)
  }

  // MARK: Fields

  /// A number; a boolean is a `UInt8`.
  func integer<Number: FixedWidthInteger>(
    _ field: Int, _ type: Number.Type, or standard: Int = 0
  ) throws(Diagnostic) -> Int {
    guard let place = try place(field) else { return standard }
    return Int(truncatingIfNeeded: try bytes.load(type, at: place))
  }

  func real(_ field: Int) throws(Diagnostic) -> Double {
    guard let place = try place(field) else { return 0 }
    return Double(Float(bitPattern: try bytes.load(UInt32.self, at: place)))
  }

  func table(_ field: Int) throws(Diagnostic) -> FlatTable? {
    guard let place = try place(field) else { return nil }
    return try FlatTable(in: bytes, at: try Self.target(in: bytes, of: place), allowance)
  }

  /// The bytes of a vector whose elements have `width` bytes; nil if it is absent.
  func vector(_ field: Int, width: Int) throws(Diagnostic) -> Bytes? {
    guard let place = try place(field) else { return nil }
    let target = try Self.target(in: bytes, of: place)
    let count = Int(try bytes.load(UInt32.self, at: target))
    return try bytes.part(at: target + 4, count: count * width)
  }

  /// The elements of a vector of numbers; none if it is absent.
  func integers<Number: FixedWidthInteger>(
    _ field: Int, _ type: Number.Type
  ) throws(Diagnostic) -> [Int] {
    try elements(field, type) { Int(truncatingIfNeeded: $0) }
  }

  /// The elements of a vector of `float`; none if it is absent.
  func reals(_ field: Int) throws(Diagnostic) -> [Double] {
    try elements(field, UInt32.self) { Double(Float(bitPattern: $0)) }
  }

  private func elements<Number: FixedWidthInteger, Element>(
    _ field: Int, _ type: Number.Type, _ element: (Number) -> Element
  ) throws(Diagnostic) -> [Element] {
    let width = MemoryLayout<Number>.size
    guard let vector = try vector(field, width: width) else { return [] }
    try allowance.spend(vector.count, in: bytes, at: vector.range.lowerBound)
    var elements: [Element] = []
    elements.reserveCapacity(vector.count / width)
    for offset in stride(from: vector.range.lowerBound, to: vector.range.upperBound, by: width) {
      elements.append(element(try bytes.load(type, at: offset)))
    }
    return elements
  }

  func text(_ field: Int) throws(Diagnostic) -> String {
    guard let text = try vector(field, width: 1) else { return "" }
    try allowance.spend(text.count, in: bytes, at: text.range.lowerBound)
    return try text.text()
  }

  /// The tables of a vector; none if it is absent.
  func tables(_ field: Int) throws(Diagnostic) -> [FlatTable] {
    guard let vector = try vector(field, width: 4) else { return [] }
    try allowance.spend(vector.count, in: bytes, at: vector.range.lowerBound)
    var tables: [FlatTable] = []
    for place in stride(from: vector.range.lowerBound, to: vector.range.upperBound, by: 4) {
      tables.append(
        try FlatTable(in: bytes, at: try Self.target(in: bytes, of: place), allowance))
    }
    return tables
  }

  func fault(_ message: String) -> Diagnostic { bytes.fault(message, at: offset) }
}
