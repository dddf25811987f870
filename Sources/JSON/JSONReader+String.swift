import Symbolic

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
