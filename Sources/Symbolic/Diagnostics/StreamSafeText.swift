extension String {
  /// The longest run of combining marks that a string may have.
  ///
  /// Source: Unicode Standard Annex #15, section 13, "Stream-Safe Text Format".
  package static let longestMarkRun = 30

  /// Whether the string can be compared and hashed in linear time.
  ///
  /// Both put runs of combining marks into canonical order, in time quadratic in their length: a
  /// key of 16 MiB of marks takes more than ten minutes to look up.
  package var isStreamSafe: Bool {
    var run = 0
    return unicodeScalars.allSatisfy { scalar in
      run = scalar.isMark ? run + 1 : 0
      return run <= Self.longestMarkRun
    }
  }

  /// The string without the marks that make a run too long, so that every reader accepts it.
  package var streamSafe: String {
    var run = 0
    return String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          run = scalar.isMark ? run + 1 : 0
          return run <= Self.longestMarkRun
        }))
  }
}

extension Unicode.Scalar {
  /// Whether it combines with the preceding scalar.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
