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

  func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
