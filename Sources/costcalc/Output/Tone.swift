/// What a verdict says at a glance. The word says the same, so that nothing depends on color.
enum Tone: CaseIterable {
  case good, doubtful, bad

  /// The tone of a word in a column of verdicts; nil for one that only describes.
  init?(verdict: String) {
    switch verdict {
    case "kept", "as printed", "equal", "explains it": self = .good
    case "unknown", "unexplained", "not modelled": self = .doubtful
    case "broken", "misprint", "differs": self = .bad
    default: return nil
    }
  }

  /// The terminal's code: green, yellow or red.
  var code: String {
    switch self {
    case .good: "\u{1B}[32m"
    case .doubtful: "\u{1B}[33m"
    case .bad: "\u{1B}[31m"
    }
  }
}

extension Heading {
  /// Whether its words are verdicts.
  var hasVerdicts: Bool { key == "verdict" || key.hasSuffix("Verdict") }
}
