/// The most Unicode scalars of a quoted name that a message shows.
private let shownLength = 48

/// A piece of an input in single quotes, made safe to stand in a message.
///
/// Names come from files of any origin and end up on terminals: what would not show, or would
/// steer the terminal, is written as `<U+001B>`, and a long name is cut with an ellipsis.
public func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let shown = scalars.prefix(shownLength)
  let ellipsis = shown.endIndex == scalars.endIndex ? "" : "…"
  return "'" + shown.map { $0.isVisible ? String($0) : $0.codePointName }.joined() + ellipsis + "'"
}

extension Unicode.Scalar {
  /// Whether the scalar shows as itself; of all white space, only the plain space does.
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: false
    case .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: self == " "
    default: true
    }
  }

  /// `<U+00A0>`: angle brackets keep it apart from the letters around it.
  fileprivate var codePointName: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
