import CostModel

/// What the place that a text goes to can show.
struct Display: Sendable {
  /// Columns available; `nil` where lines may have any length, as in a file or a pipe.
  let width: Int?
  let usesColour: Bool

  /// Where prose is broken: in a file or a pipe late, so that most notes are a line each.
  var proseWidth: Int { width ?? 150 }

  static let plain = Display(width: nil, usesColour: false)

  static var standardOutput: Display { Display(descriptor: Terminal.standardOutput) }

  static var standardError: Display { Display(descriptor: Terminal.standardError) }

  init(width: Int?, usesColour: Bool) {
    self.width = width
    self.usesColour = usesColour
  }

  private init(descriptor: Int32) {
    width = Terminal.isTerminal(descriptor) ? Terminal.width(descriptor) : nil
    usesColour = Terminal.usesColour(descriptor)
  }

  /// The same place; where lines may have any length, they have at most so many columns.
  func limited(to columns: Int) -> Display {
    Display(width: width ?? columns, usesColour: usesColour)
  }

  func bold(_ text: String) -> String {
    usesColour ? Display.boldStart + text + Display.styleEnd : text
  }

  private static let (boldStart, styleEnd) = ("\u{1B}[1m", "\u{1B}[0m")

  /// The text with all that could steer a terminal spelled out, but for line ends, tabs, and the
  /// styles that are ours.
  static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.steersTerminals && $0 != "\n" }) else {
      return text
    }
    // Scalars, not characters: a mark behind an escape would hide it in one of them.
    var rest = text.unicodeScalars[...]
    var harmless = ""
    while let scalar = rest.first {
      let style = [boldStart, styleEnd].first { rest.starts(with: $0.unicodeScalars) }
      harmless += style ?? printable(String(scalar), keeping: ["\n", "\t"])
      rest = rest.dropFirst(style?.unicodeScalars.count ?? 1)
    }
    return harmless
  }
}
