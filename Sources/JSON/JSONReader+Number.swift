import Symbolic

extension JSONReader {
  /// Reads a number and returns it as written.
  mutating func number(at place: SourcePosition) throws(Diagnostic) -> String {
    let start = index
    if take("-"), let word = upcomingWord() { throw notANumber("-" + word, at: place) }
    if take("0") {
      if hasDigit { throw leadingZero(at: place) }
    } else {
      try digits(peek == "." ? "before the decimal point" : "after the sign")
    }
    if take(".") { try digits("after the decimal point") }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits("in the exponent")
    }
    let literal = String(decoding: bytes[start..<index], as: UTF8.self)
    if let fault = badEnd(of: literal) { throw fault }
    return literal
  }

  private var hasDigit: Bool {
    "0"..."9" ~= peek
  }

  private mutating func digits(_ place: String) throws(Diagnostic) {
    guard hasDigit else { throw Diagnostic("a digit is missing \(place)", at: position) }
    while hasDigit { index += 1 }
  }
}

// MARK: Errors

extension JSONReader {
  func notANumber(_ word: String, at place: SourcePosition) -> Diagnostic {
    Diagnostic("\(quoted(word)) is not a JSON number", at: place)
  }

  func leadingZero(at place: SourcePosition) -> Diagnostic {
    Diagnostic("a number with a leading zero", at: place, help: "take the zero out")
  }

  /// What is wrong with characters that directly follow a number, if there are any.
  func badEnd(of literal: String) -> Diagnostic? {
    switch peek {
    case "x", "X", "b", "B", "o", "O":
      return unexpected("after the number \(quoted(literal))", help: "numbers are decimal")
    case "_":
      return unexpected("after the number \(quoted(literal))", help: "digits have no separators")
    case "a"..."z", "A"..."Z", "0"..."9", ".", "+", "-":
      return unexpected("after the number \(quoted(literal))")
    default:
      return nil
    }
  }
}
