import Symbolic

/// Text for XML and SVG.
package enum XML {
  /// Text escaped for content and for attributes in double quotes. What could change the writing
  /// direction, or steer a terminal that shows the file, is spelled out.
  package static func escaped(_ text: String) -> String {
    let oneLine = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { ["\t", "\n", "\r"].contains($0) ? " " : $0 }))
    return printable(oneLine).unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // XML 1.0 cannot express these two.
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
