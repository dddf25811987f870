import Symbolic

/// A line that GitHub Actions shows at a place in a file: a workflow command.
///
/// Every line of this format is such a command, so that no name in one can start another.
/// Source: "Workflow commands for GitHub Actions", and the runner's `ActionCommand.cs`, which has the
/// characters to be escaped.
struct GitHubAnnotation {
  /// How it is shown.
  enum Level: String {
    case error, warning, notice
  }

  let level: Level
  /// What it is about.
  let title: String
  let message: String
  /// The file; nil for what is in none.
  var file: String?
  var line: Int?
  var column: Int?

  /// `::error file=mine.json,line=3,title=MACs::over by 774 k`.
  var text: String {
    let properties = [
      file.map { ("file", $0) }, line.map { ("line", "\($0)") }, column.map { ("col", "\($0)") },
      ("title", title),
    ].compactMap(\.self).map { "\($0)=\(GitHubAnnotation.escaped($1, ":,"))" }
    return "::\(level.rawValue) \(properties.joined(separator: ","))"
      + "::\(GitHubAnnotation.escaped(message))\n"
  }

  /// Percent signs and line ends for messages; colons and commas, too, for properties. The rest that
  /// could steer a terminal is spelled out.
  private static func escaped(_ text: String, _ more: String = "") -> String {
    let special = Set("%\r\n".unicodeScalars).union(more.unicodeScalars)
    return printable(text, keeping: ["\r", "\n"]).unicodeScalars.reduce(into: "") {
      result, scalar in
      guard special.contains(scalar) else { return result.unicodeScalars.append(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "%" + (digits.count < 2 ? "0" : "") + digits
    }
  }
}
