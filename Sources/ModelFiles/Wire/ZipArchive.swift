import Symbolic

/// The entries of a zip archive that are stored as they are, found through its central directory.
///
/// Local headers tell nothing but where the contents start: torch writes sizes behind the contents.
/// Checksums are not looked at, because that would read everything.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.
struct ZipArchive {
  /// An entry of the directory.
  private struct Entry {
    let header: Int
    let method: Int
    let flags: Int
    let range: Range<Int>
  }

  let bytes: Bytes
  private let entries: [String: Entry]

  /// The names of the entries, sorted.
  var names: [String] { entries.keys.sorted() }

  /// - Throws: a diagnostic if the directory is damaged, or entries overlap.
  init(_ bytes: Bytes) throws(Diagnostic) {
    self.bytes = bytes
    let directory = try Self.directory(of: bytes)
    var entries: [String: Entry] = [:]
    var index = directory.range.lowerBound
    while index < directory.range.upperBound {
      let (name, entry) = try Self.entry(at: &index, in: directory, of: bytes)
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw bytes.fault("two entries are called \(quoted(name))", at: index)
      }
    }
    let ranges = entries.values.map { $0.header..<$0.range.upperBound }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    for (first, second) in zip(ranges, ranges.dropFirst())
    where first.upperBound > second.lowerBound {
      throw bytes.fault("two entries of the archive overlap", at: second.lowerBound)
    }
    self.entries = entries
  }

  /// The contents of an entry; nil if there is none of this name.
  ///
  /// - Throws: a diagnostic if it is compressed or encrypted.
  func contents(of name: String) throws(Diagnostic) -> Bytes? {
    guard let entry = entries[name] else { return nil }
    guard entry.method == 0, entry.flags & 1 == 0 else {
      throw bytes.fault(
        "the entry \(quoted(name)) is \(entry.method == 0 ? "encrypted" : "compressed")",
        at: entry.header,
        help:
          "save the model again with its framework, which stores entries as they are, or pack it"
          + " with 'zip -0'")
    }
    return try bytes.part(at: entry.range.lowerBound, count: entry.range.count)
  }

  // MARK: The directory

  /// The central directory, which the last record of the file leads to.
  private static func directory(of bytes: Bytes) throws(Diagnostic) -> Bytes {
    let last = bytes.range.upperBound - 22
    // A comment of up to 65,535 bytes may follow the record.
    let first = max(bytes.range.lowerBound, last - 0xFFFF)
    guard last >= first,
      let record = (first...last).last(where: { bytes.hold("PK\u{5}\u{6}", at: $0) })
    else {
      throw bytes.fault(
        "the archive has no directory at its end", at: bytes.range.upperBound,
        help: "the file is cut or damaged")
    }
    var size = Int(try bytes.load(UInt32.self, at: record + 12))
    var start = Int(try bytes.load(UInt32.self, at: record + 16))
    if record - bytes.range.lowerBound >= 20, bytes.hold("PK\u{6}\u{7}", at: record - 20) {
      let large = try offset(at: record - 12, in: bytes)
      guard bytes.hold("PK\u{6}\u{6}", at: large) else {
        throw bytes.fault("no directory record of 64 bits where one should be", at: record - 20)
      }
      size = try offset(at: large + 40, in: bytes)
      start = try offset(at: large + 48, in: bytes)
    }
    guard start <= record, size <= record - start else {
      throw bytes.fault("the directory of the archive lies behind its end", at: record)
    }
    return try bytes.part(at: start, count: size)
  }

  private static func entry(
    at index: inout Int, in directory: Bytes, of bytes: Bytes
  ) throws(Diagnostic) -> (String, Entry) {
    let place = index
    guard directory.hold("PK\u{1}\u{2}", at: place) else {
      throw bytes.fault("no entry of the archive's directory where one should be", at: place)
    }
    func short(_ offset: Int) throws(Diagnostic) -> Int {
      Int(try directory.load(UInt16.self, at: place + offset))
    }
    let (nameSize, extraSize) = (try short(28), try short(30))
    let name = try directory.part(at: place + 46, count: nameSize)
    let extra = try directory.part(at: name.range.upperBound, count: extraSize)
    index = extra.range.upperBound + (try short(32))
    var size = Int(try directory.load(UInt32.self, at: place + 20))
    let fullSize = Int(try directory.load(UInt32.self, at: place + 24))
    var header = Int(try directory.load(UInt32.self, at: place + 42))
    // Sizes of 64 bits stand in an extra field, in a fixed order, if they don't fit above.
    if [size, fullSize, header].contains(0xFFFF_FFFF), var field = try large(in: extra) {
      if fullSize == 0xFFFF_FFFF { _ = try next(&field) }
      if size == 0xFFFF_FFFF { size = try next(&field) }
      if header == 0xFFFF_FFFF { header = try next(&field) }
    }
    guard bytes.hold("PK\u{3}\u{4}", at: header) else {
      throw bytes.fault("the entry \(quoted(try name.text())) has no header", at: place)
    }
    // Name and extra field of the header have lengths of their own.
    let before = try bytes.part(at: header, count: 30)
    let names = Int(try before.load(UInt16.self, at: header + 26))
    let extras = Int(try before.load(UInt16.self, at: header + 28))
    let end = directory.range.lowerBound
    guard size <= end, header + 30 + names + extras <= end - size else {
      throw bytes.fault(
        "the entry \(quoted(try name.text())) reaches into the directory", at: place)
    }
    let contents = try bytes.part(at: header + 30 + names + extras, count: size)
    return (
      try name.text(),
      Entry(header: header, method: try short(10), flags: try short(8), range: contents.range)
    )
  }

  /// The extra field of 64-bit sizes.
  private static func large(in extra: Bytes) throws(Diagnostic) -> Bytes? {
    var index = extra.range.lowerBound
    while index + 4 <= extra.range.upperBound {
      let kind = try extra.load(UInt16.self, at: index)
      let count = Int(try extra.load(UInt16.self, at: index + 2))
      let field = try extra.part(at: index + 4, count: count)
      if kind == 1 { return field }
      index = field.range.upperBound
    }
    return nil
  }

  private static func next(_ field: inout Bytes) throws(Diagnostic) -> Int {
    let start = field.range.lowerBound
    let value = try offset(at: start, in: field)
    field = try field.part(at: start + 8, count: field.count - 8)
    return value
  }

  /// A number of 64 bits that fits into the file.
  private static func offset(at place: Int, in bytes: Bytes) throws(Diagnostic) -> Int {
    let value = try bytes.load(UInt64.self, at: place)
    guard value <= UInt64(bytes.file.count) else {
      throw bytes.fault("\(value) lies behind the end of the file", at: place)
    }
    return Int(value)
  }
}
