import CostModel
import Symbolic

/// What the destination of a text can show.
package struct Display: Sendable {
  /// The available columns; `nil` if lines may have any length, as in a file or a pipe.
  let width: Int?
  let usesColour: Bool

  /// The width of prose: wide in a file or a pipe, so that most notes are one line.
  var proseWidth: Int { width ?? 150 }

  package static let plain = Display(width: nil, usesColour: false)

  static var standardOutput: Display { Display(descriptor: Terminal.standardOutput) }

  static var standardError: Display { Display(descriptor: Terminal.standardError) }

  package init(width: Int?, usesColour: Bool) {
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

  package func bold(_ text: String) -> String {
    usesColour ? Display.boldStart + text + Display.styleEnd : text
  }

  /// A verdict in the color of what it says.
  func verdict(_ text: String) -> String {
    guard usesColour, let tone = Tone(verdict: text) else { return text }
    return (Display.toneStarts[tone] ?? "") + text + Display.styleEnd
  }

  /// Marks for styles, until the text is written. They are noncharacters that each process draws
  /// anew, so that no text from outside can contain them.
  private static let (boldStart, styleEnd) = (mark(), mark())
  private static let toneStarts = Dictionary(
    uniqueKeysWithValues: Tone.allCases.map { ($0, mark()) })

  private static let noncharacters: ClosedRange<UInt32> = 0xFDD0...0xFDEF

  private static func mark() -> String {
    let scalars = (0..<12).compactMap { _ in Unicode.Scalar(.random(in: noncharacters)) }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The text as it is written: our own styles as the terminal takes them, and everything else
  /// spelled out that could control it, except line ends and tabs.
  package static func harmless(_ text: String) -> String {
    func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
      noncharacters.contains(scalar.value) || (scalar.steersTerminals && scalar != "\n")
    }
    guard text.unicodeScalars.contains(where: isSpecial) else { return text }
    let styles =
      [(boldStart, "\u{1B}[1m"), (styleEnd, "\u{1B}[0m")] + toneStarts.map { ($1, $0.code) }
    // Scalars, not characters: a combining mark after an escape would hide it in a character.
    var rest = text.unicodeScalars[...]
    var harmless = ""
    while let scalar = rest.first {
      if let (mark, style) = styles.first(where: { rest.starts(with: $0.0.unicodeScalars) }) {
        harmless += style
        rest = rest.dropFirst(mark.unicodeScalars.count)
      } else {
        harmless += printable(String(scalar), keeping: ["\n", "\t"])
        rest = rest.dropFirst()
      }
    }
    return harmless
  }
}
