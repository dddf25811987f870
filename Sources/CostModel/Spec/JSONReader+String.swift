extension JSONReader {
  /// Reads a string and decodes its escapes.
  mutating func string(at opening: SourcePosition) throws(Diagnostic) -> String {
    index += 1
    let continuationsBefore = continuationsInLine
    var decoded: [UInt8] = []
    while true {
      let run = try plainRun(stringAt: opening)
      if take("\"") {
        // Nearly all strings are ASCII without escapes and are taken straight from the input.
        if decoded.isEmpty, continuationsInLine == continuationsBefore {
          return String(decoding: bytes[run], as: UTF8.self)
        }
        let text = String(decoding: decoded + bytes[run], as: UTF8.self)
        guard text.isStreamSafe else { throw tooManyMarks(at: opening) }
        return text
      }
      decoded += bytes[run]
      decoded += String(try escape(stringAt: opening)).utf8
    }
  }

  /// Skips everything up to the next quote or backslash, and returns it.
  private mutating func plainRun(
    stringAt opening: SourcePosition
  ) throws(Diagnostic) -> Range<Int> {
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        return start..<index
      case 0x20..<0x80:
        index += 1
      case 0x80...:
        guard let length = bytes.scalarLength(at: index) else { throw notUTF8() }
        index += length
        continuationsInLine += length - 1
      default:
        throw broken(stringAt: opening)
      }
    }
    throw broken(stringAt: opening)
  }

  private mutating func escape(
    stringAt opening: SourcePosition
  ) throws(Diagnostic) -> Unicode.Scalar {
    let place = position
    let start = index
    index += 1
    let letter = peek
    guard letter >= " ", letter != Self.end else { throw broken(stringAt: opening) }
    if letter.isASCII { index += 1 }
    switch letter {
    case "\"", "\\", "/": return letter
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape(from: start, at: place)
    default: throw unknownEscape(letter, at: place)
    }
  }

  /// Reads the digits of `\uXXXX`, and the second escape if the first is half of a surrogate pair.
  private mutating func unicodeEscape(
    from start: Int, at place: SourcePosition
  ) throws(Diagnostic) -> Unicode.Scalar {
    guard let high = fourHexDigits() else { throw malformedUnicodeEscape(at: place) }
    if let scalar = Unicode.Scalar(high) { return scalar }

    let firstEnd = index
    if high < 0xDC00, take("\\"), take("u") {
      guard let low = fourHexDigits() else {
        index = firstEnd
        throw malformedUnicodeEscape(at: position)
      }
      let pair = 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)
      if 0xDC00...0xDFFF ~= low, let scalar = Unicode.Scalar(pair) { return scalar }
    }
    throw loneSurrogate(String(decoding: bytes[start..<firstEnd], as: UTF8.self), at: place)
  }

  private mutating func fourHexDigits() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var code: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    index += 4
    return code
  }
}

// MARK: Errors

extension JSONReader {
  /// What is wrong where a string runs into a control character or the end of the file.
  func broken(stringAt opening: SourcePosition) -> Diagnostic {
    switch peek {
    case Self.end:
      return Diagnostic("a string that never ends", at: opening, help: "close it with '\"'")
    case "\n", "\r":
      return Diagnostic(
        "a string that does not end on its line", at: opening,
        help: "close it with '\"', or write a line break as \\n")
    case "\t":
      return wrong("a tab inside a string", help: "write it as \\t")
    default:
      return unexpected("inside a string", help: "control characters are written as \\uXXXX")
    }
  }

  func unknownEscape(_ letter: Unicode.Scalar, at place: SourcePosition) -> Diagnostic {
    let name = letter.isASCII ? " " + quoted("\\" + String(letter)) : ""
    return Diagnostic(
      "unknown escape\(name)", at: place,
      help: #"there are \" \\ \/ \b \f \n \r \t and \uXXXX; a backslash itself is \\"#)
  }

  func malformedUnicodeEscape(at place: SourcePosition) -> Diagnostic {
    Diagnostic(#"'\u' without four hexadecimal digits"#, at: place, help: #"write é as \u00E9"#)
  }

  func tooManyMarks(at place: SourcePosition) -> Diagnostic {
    Diagnostic(
      "a string with more than \(String.longestMarkRun) combining marks in a row", at: place)
  }

  func loneSurrogate(_ escape: String, at place: SourcePosition) -> Diagnostic {
    Diagnostic(
      "\(quoted(escape)) is half of a surrogate pair", at: place,
      help: #"a pair is \uD800...\uDBFF, then \uDC00...\uDFFF"#)
  }
}

// MARK: Unicode

extension String {
  /// The longest run of combining marks that a string may have.
  ///
  /// Source: Unicode Standard Annex #15, section 13, "Stream-Safe Text Format".
  static let longestMarkRun = 30

  /// Whether the string can be compared and hashed in linear time.
  ///
  /// Both put runs of combining marks into canonical order, in time quadratic in their length: a
  /// key of 16 MiB of marks takes more than ten minutes to look up.
  package var isStreamSafe: Bool {
    var run = 0
    return unicodeScalars.allSatisfy { scalar in
      run = scalar.isMark ? run + 1 : 0
      return run <= Self.longestMarkRun
    }
  }

  /// The string without the marks that make a run too long, so that every reader accepts it.
  package var streamSafe: String {
    var run = 0
    return String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          run = scalar.isMark ? run + 1 : 0
          return run <= Self.longestMarkRun
        }))
  }
}

extension Unicode.Scalar {
  /// Whether it combines with the preceding scalar.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

extension [UInt8] {
  /// The length of the UTF-8 sequence at `index`, or nil if it is not well-formed: overlong, a
  /// surrogate, beyond U+10FFFF, truncated, or without a valid start.
  ///
  /// Source: The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  func scalarLength(at index: Int) -> Int? {
    let length: Int
    let second: ClosedRange<UInt8>
    switch self[index] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + length <= count, second ~= self[index + 1] else { return nil }
    return self[(index + 2)..<(index + length)].allSatisfy { 0x80...0xBF ~= $0 } ? length : nil
  }
}
