/// The most Unicode scalars of a quoted name that a message shows.
private let shownLength = 48
/// The most of a path.
private let shownPathLength = 240

/// A piece of an input in single quotes, safe for use in a message.
///
/// Names come from files of any origin and end up on terminals: anything invisible, or that could
/// control the terminal, becomes `<U+001B>`, and a long name is cut with an ellipsis.
package func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let shown = scalars.prefix(shownLength)
  let whole = spelledOut(shown)
  return shown.endIndex == scalars.endIndex ? whole : whole.dropLast() + "…'"
}

/// The path of a file in single quotes, as ``quoted(_:)`` writes other names.
///
/// Its end says most: of a path that is very long, the beginning is left out.
package func quotedPath(_ path: String) -> String {
  let scalars = path.unicodeScalars
  guard scalars.count > shownPathLength else { return spelledOut(scalars) }
  return "'…" + spelledOut(scalars.suffix(shownPathLength)).dropFirst()
}

private func spelledOut(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  "'" + scalars.map { $0.isVisible ? String($0) : $0.spelledOut }.joined() + "'"
}

/// The text with everything that could control a terminal written as `<U+001B>`: control
/// characters, line ends, and changes of the writing direction.
package func printable(_ text: String, keeping kept: Set<Unicode.Scalar> = []) -> String {
  func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.steersTerminals || kept.contains(scalar)
  }
  guard !text.unicodeScalars.allSatisfy(isPlain) else { return text }
  return text.unicodeScalars.reduce(into: "") { result, scalar in
    if isPlain(scalar) {
      result.unicodeScalars.append(scalar)
    } else {
      result += scalar.spelledOut
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is visible as itself; of all white space, only the plain space is.
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: false
    case .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: self == " "
    default: true
    }
  }

  /// Whether the scalar could move the cursor, end the line, or change the writing direction.
  package var steersTerminals: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return properties.isBidiControl
    case .privateUse: return escapedByte != nil
    default: return false
    }
  }

  /// `<U+00A0>`, with angle brackets to set it apart from the letters around it; `<0xE9>` is a byte
  /// that is not UTF-8.
  fileprivate var spelledOut: String {
    if let byte = escapedByte { return "<0x" + String(byte, radix: 16, uppercase: true) + ">" }
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
