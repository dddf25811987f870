/// The columns that a text takes on a terminal.
///
/// An approximation of Unicode's East Asian Width (UAX #11): wide scripts and emoji take two
/// columns, every other character one, whatever marks combine with it.
package func displayWidth(_ text: some StringProtocol) -> Int {
  let bytes = text.utf8
  let isPlain = bytes.allSatisfy { (0x20..<0x7F).contains($0) }
  return isPlain ? bytes.count : text.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first, !character.isASCII else { return 1 }
  let isEmoji =
    scalar.properties.isEmojiPresentation
    || character.unicodeScalars.contains("\u{FE0F}")
  return isEmoji || wideScripts.contains { $0.contains(scalar.value) } ? 2 : 1
}

private let wideScripts: [ClosedRange<UInt32>] = [
  0x1100...0x115F,  // Hangul leading consonants
  0x2E80...0xA4CF,  // CJK, kana, Yi
  0xAC00...0xD7A3,  // Hangul syllables
  0xF900...0xFAFF,  // CJK compatibility
  0xFE30...0xFE6F,  // CJK compatibility forms
  0xFF00...0xFF60,  // full-width forms
  0xFFE0...0xFFE6,  // full-width signs
  0x20000...0x3FFFD,  // CJK extensions
]

/// Fills the text with spaces up to the width.
func padded(_ text: String, to width: Int, alignment: Heading.Alignment = .left) -> String {
  let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
  return alignment == .left ? text + space : space + text
}

/// Cuts the text to the width and marks the cut with '…'.
package func truncated(_ text: String, to width: Int, _ flexibility: Heading.Flexibility) -> String
{
  guard displayWidth(text) > width else { return text }
  func start(of width: Int, _ text: some Sequence<Character>) -> [Character] {
    var room = width
    return Array(
      text.prefix { character in
        room -= displayWidth(character)
        return room >= 0
      })
  }
  let startWidth =
    switch flexibility {
    case .rigid, .keepsStart: width - 1
    case .keepsEnd: 0
    case .keepsEnds: (width - 1) / 2
    }
  let kept = start(of: startWidth, text)
  let end = start(of: width - 1 - startWidth, text.reversed())
  return String(kept) + "…" + String(end.reversed())
}
