import Symbolic

extension JSON {
  /// Reads a JSON text, strictly by RFC 8259.
  ///
  /// It is stricter than the RFC where leniency would hide a mistake in a spec: a repeated key, a
  /// byte order mark and a lone surrogate are errors. So that no input is slow to read, there are
  /// limits: 16 MiB, 64 levels of nesting, and 30 combining marks in a row.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - file: The name of the text, which all positions carry.
  /// - Throws: The first fault in the text, with its exact place.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostic) -> JSON {
    try read(bytes, file: file, limit: JSONReader.maximumSize)
  }

  /// Reads a JSON text of up to `limit` bytes.
  package static func read(
    _ bytes: [UInt8], file: String, limit: Int
  ) throws(Diagnostic) -> JSON {
    var reader = JSONReader(bytes: bytes, file: file, limit: limit)
    return try reader.document()
  }
}

/// A recursive-descent reader over the bytes of a JSON text.
///
/// This file has the grammar; strings, numbers and error messages have files of their own.
struct JSONReader {
  static let maximumSize = 16 << 20
  static let maximumDepth = 64

  /// Up to this many, comparing a key with all earlier ones is faster than hashing.
  private static let fewMembers = 8

  /// An array or object that has not been closed.
  struct Opening {
    let bracket: Unicode.Scalar
    let position: SourcePosition
  }

  let bytes: [UInt8]
  let file: String
  let limit: Int

  var index = 0

  /// What encloses the value at the cursor, innermost last.
  private(set) var openings: [Opening] = []

  // These three make `position` a subtraction. Only white space breaks lines and only strings have
  // UTF-8 continuation bytes, so only these two keep count.
  private var line = 1
  private var lineStart = 0
  var continuationsInLine = 0

  init(bytes: [UInt8], file: String, limit: Int) {
    self.bytes = bytes
    self.file = file
    self.limit = limit
  }

  // MARK: The cursor

  /// The position of the cursor.
  var position: SourcePosition {
    SourcePosition(file: file, line: line, column: index - lineStart - continuationsInLine + 1)
  }

  /// What `peek` returns at the end of the text; no byte gives this.
  static let end: Unicode.Scalar = "\u{FFFF}"

  /// The byte at the cursor. A byte of a longer UTF-8 sequence gives a scalar in U+0080...U+00FF,
  /// which the grammar never looks for.
  var peek: Unicode.Scalar {
    index < bytes.count ? Unicode.Scalar(bytes[index]) : Self.end
  }

  /// Skips `expected` if it is next.
  mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard peek == expected else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while true {
      let next = peek
      switch next {
      case " ", "\t":
        index += 1
      case "\r", "\n":
        index += 1
        if next == "\r", peek == "\n" { index += 1 }
        line += 1
        lineStart = index
        continuationsInLine = 0
      default:
        return
      }
    }
  }

  // MARK: The grammar

  mutating func document() throws(Diagnostic) -> JSON {
    if let fault = unreadable() { throw fault }
    skipSpace()
    let document = try value()
    skipSpace()
    guard peek == Self.end else { throw endExpected() }
    return document
  }

  private mutating func value() throws(Diagnostic) -> JSON {
    let start = position
    switch peek {
    case "{": return JSON(value: .object(try members()), position: start)
    case "[": return JSON(value: .array(try elements()), position: start)
    case "\"": return JSON(value: .string(try string(at: start)), position: start)
    case "-", "0"..."9": return JSON(value: .number(try number(at: start)), position: start)
    default: return JSON(value: try constant(), position: start)
    }
  }

  private mutating func elements() throws(Diagnostic) -> [JSON] {
    try open("[")
    if close("]") { return [] }
    var elements: [JSON] = []
    while true {
      elements.append(try value())
      if close("]") { return elements }
      try comma(before: "]")
    }
  }

  private mutating func members() throws(Diagnostic) -> [JSON.Member] {
    try open("{")
    if close("}") { return [] }
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    while true {
      guard peek == "\"" else { throw keyExpected() }
      let keyPosition = position
      let key = try string(at: keyPosition)
      if members.count == Self.fewMembers { keys = Set(members.map(\.key)) }
      let isNew =
        members.count < Self.fewMembers
        ? !members.contains { $0.key == key } : keys.insert(key).inserted
      guard isNew else { throw repeated(key, at: keyPosition, in: members) }

      skipSpace()
      guard take(":") else { throw colonExpected(after: key) }
      skipSpace()
      members.append(JSON.Member(key: key, keyPosition: keyPosition, value: try value()))
      if close("}") { return members }
      try comma(before: "}")
    }
  }

  private mutating func constant() throws(Diagnostic) -> JSON.Value {
    guard let word = upcomingWord() else { throw valueExpected() }
    let constant: JSON.Value
    switch word {
    case "true": constant = .bool(true)
    case "false": constant = .bool(false)
    case "null": constant = .null
    default: throw unknown(word)
    }
    index += word.utf8.count
    return constant
  }

  /// The letters, digits and underscores from the cursor on, unless the first is a digit.
  func upcomingWord() -> String? {
    if "0"..."9" ~= peek { return nil }
    let word = bytes[index...].prefix {
      switch Unicode.Scalar($0) {
      case "a"..."z", "A"..."Z", "0"..."9", "_": true
      default: false
      }
    }
    return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
  }

  private mutating func open(_ bracket: Unicode.Scalar) throws(Diagnostic) {
    guard openings.count < Self.maximumDepth else { throw tooDeep() }
    openings.append(Opening(bracket: bracket, position: position))
    index += 1
  }

  private mutating func close(_ bracket: Unicode.Scalar) -> Bool {
    skipSpace()
    guard take(bracket) else { return false }
    openings.removeLast()
    return true
  }

  private mutating func comma(before bracket: Unicode.Scalar) throws(Diagnostic) {
    let place = position
    guard take(",") else { throw commaExpected() }
    skipSpace()
    guard peek != bracket else { throw trailingComma(at: place, before: bracket) }
  }
}
