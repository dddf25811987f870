import CostModel
import Symbolic

/// What the destination of a text can show.
struct Display: Sendable {
  /// The available columns; `nil` if lines may have any length, as in a file or a pipe.
  let width: Int?
  let usesColour: Bool

  /// The width of prose: wide in a file or a pipe, so that most notes are one line.
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

  /// The same destination, limited to that many columns if lines could have any length.
  func limited(to columns: Int) -> Display {
    Display(width: width ?? columns, usesColour: usesColour)
  }

  func bold(_ text: String) -> String {
    usesColour ? Display.boldStart + text + Display.styleEnd : text
  }

  private static let (boldStart, styleEnd) = ("\u{1B}[1m", "\u{1B}[0m")

  /// The text with everything spelled out that could control a terminal, except line ends, tabs and
  /// our own styles.
  static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.steersTerminals && $0 != "\n" }) else {
      return text
    }
    // Scalars, not characters: a combining mark after an escape would hide it in a character.
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
