import Symbolic

// What is wrong at the cursor, and what would be right. Reading stops at the first error, so this
// need not be fast.

private let quotesHelp = "strings take double quotes"
private let utf8Help = "save the file as UTF-8"
private let spaceHelp = "white space is space, tab and line break only"

// MARK: The text as a whole

extension JSONReader {
  /// Why the text can't be JSON at all, if it can't.
  func unreadable() -> Diagnostic? {
    if bytes.count > limit {
      return wrong(
        "the file has \(bytes.count) bytes",
        help: "at most \(limit) (\(limit >> 20) MiB) are read")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return wrong("the file starts with a byte order mark", help: "save it without one")
    }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return wrong("the file is in UTF-16", help: utf8Help)
    }
    return nil
  }

  func endExpected() -> Diagnostic {
    if let comment = comment() { return comment }
    if peek == "]" || peek == "}" { return closesNothing() }
    return unexpected("after the end of the JSON value", help: "a file holds exactly one")
  }

  func notUTF8() -> Diagnostic {
    let byte = String(bytes[index], radix: 16, uppercase: true)
    return wrong("byte 0x\(byte) is not UTF-8 here", help: utf8Help)
  }
}

// MARK: Values

extension JSONReader {
  func valueExpected() -> Diagnostic {
    if let comment = comment() { return comment }
    switch peek {
    case Self.end: return endOfFile()
    case "'": return wrong("a string in single quotes", help: quotesHelp)
    case "+": return wrong("a number can't start with '+'", help: "leave the sign out")
    case ".": return wrong("a digit is missing before the decimal point", help: "write 0.5, not .5")
    case ",": return wrong("a value is missing before ','")
    case "]", "}":
      switch openings.last?.bracket {
      case "[": return mismatch()
      case "{": return wrong("a value is missing before \(peekedCharacter())")
      default: return closesNothing()
      }
    default: return unexpected("where a value is expected")
    }
  }

  func unknown(_ word: String) -> Diagnostic {
    switch word.lowercased() {
    case "true", "false", "null":
      return wrong(
        "\(quoted(word)) is not JSON", help: "true, false and null are written in lower case")
    case "none", "nil", "undefined":
      return wrong("\(quoted(word)) is not JSON", help: "did you mean null?")
    case "nan", "inf", "infinity":
      return notANumber(word, at: position)
    default:
      let help = didYouMean(word, in: ["true", "false", "null"]) ?? quotesHelp
      return wrong("unknown word \(quoted(word))", help: help)
    }
  }
}

// MARK: Arrays and objects

extension JSONReader {
  func tooDeep() -> Diagnostic {
    wrong(
      "arrays and objects are nested too deep",
      help: "at most \(Self.maximumDepth) levels are read")
  }

  func commaExpected() -> Diagnostic {
    if let comment = comment() { return comment }
    let inArray = openings.last?.bracket == "["
    switch peek {
    case Self.end:
      return endOfFile()
    case "]", "}":
      return mismatch()
    case ":" where inArray:
      return wrong("':' in an array", help: "keys belong in an object, between '{' and '}'")
    case "\"", "'", "{", "[", "-", "0"..."9", "a"..."z", "A"..."Z", "_":
      return wrong("a comma is missing between two \(inArray ? "elements" : "members")")
    default:
      return unexpected("where ',' or \(inArray ? "']'" : "'}'") is expected")
    }
  }

  func trailingComma(at place: SourcePosition, before bracket: Unicode.Scalar) -> Diagnostic {
    Diagnostic("a trailing comma before '\(bracket)'", at: place, help: "take it out")
  }

  func keyExpected() -> Diagnostic {
    if let comment = comment() { return comment }
    if let word = upcomingWord() {
      return wrong("the key \(quoted(word)) lacks its double quotes")
    }
    switch peek {
    case Self.end: return endOfFile()
    case "]": return mismatch()
    case ",": return wrong("a member is missing before ','")
    case ":": return wrong("a key is missing before ':'")
    case "'": return wrong("a key in single quotes", help: "keys take double quotes")
    case "-", "0"..."9", "{", "[":
      return wrong("a key must be a string", help: "keys take double quotes")
    default: return unexpected("where a key is expected")
    }
  }

  func colonExpected(after key: String) -> Diagnostic {
    if let comment = comment() { return comment }
    switch peek {
    case Self.end: return endOfFile()
    case "]": return mismatch()
    case "}", ",": return wrong("the key \(quoted(key)) has no value")
    case "=": return wrong("'=' after the key \(quoted(key))", help: "a colon belongs there")
    default: return wrong("a colon is missing after the key \(quoted(key))")
    }
  }

  func repeated(
    _ key: String, at place: SourcePosition, in members: [JSON.Member]
  ) -> Diagnostic {
    let earlier = members.first { $0.key == key }?.keyPosition
    let first = earlier.map { ", first at \($0.line):\($0.column)" } ?? ""
    return Diagnostic("the key \(quoted(key)) occurs twice" + first, at: place)
  }

  private func endOfFile() -> Diagnostic {
    guard let opening = openings.last else {
      let fault = bytes.isEmpty ? "the file is empty" : "the file holds nothing but white space"
      return wrong(fault, help: "it must hold one JSON value")
    }
    return wrong("the file ends inside \(named(opening))", help: closingHelp(opening))
  }

  private func mismatch() -> Diagnostic {
    guard let opening = openings.last else { return unexpected("outside of all brackets") }
    return wrong(
      "\(peekedCharacter()) can't close \(named(opening))", help: closingHelp(opening))
  }

  private func closesNothing() -> Diagnostic {
    wrong("\(peekedCharacter()) closes nothing", help: "take it out, or open what it closes")
  }

  private func named(_ opening: Opening) -> String {
    let kind = opening.bracket == "[" ? "array" : "object"
    return "the \(kind) opened at \(opening.position.line):\(opening.position.column)"
  }

  private func closingHelp(_ opening: Opening) -> String {
    "close it with \(opening.bracket == "[" ? "']'" : "'}'")"
  }
}

// MARK: Any place

extension JSONReader {
  func wrong(_ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(message, at: position, help: help)
  }

  private func comment() -> Diagnostic? {
    let next = bytes.dropFirst(index).prefix(2)
    let marks = [Array("//".utf8), Array("/*".utf8)]
    guard peek == "#" || marks.contains(Array(next)) else { return nil }
    return wrong("comments are not JSON", help: "use a \"note\" key")
  }

  func unexpected(_ circumstance: String, help: String? = nil) -> Diagnostic {
    guard let length = bytes.scalarLength(at: index) else { return notUTF8() }
    let scalar = String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars.first
    return wrong(
      "unexpected \(peekedCharacter()) \(circumstance)", help: help ?? scalar.flatMap(Self.help))
  }

  /// The character at the cursor, quoted; it must exist and be well-formed.
  private func peekedCharacter() -> String {
    let length = bytes.scalarLength(at: index) ?? 1
    return quoted(String(decoding: bytes[index..<index + length], as: UTF8.self))
  }

  private static func help(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "“", "”", "„", "‘", "’", "`": "strings take straight double quotes"
    case "\0": utf8Help
    case "\u{FEFF}", "\u{200B}", "\u{2060}": spaceHelp
    default: scalar.properties.isWhitespace ? spaceHelp : nil
    }
  }
}
