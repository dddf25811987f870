import Symbolic

/// What a column is called, and how text lays it out.
package struct Heading: Sendable {
  package enum Alignment: Sendable { case left, right }

  /// How the column's texts may be shortened when a line is too long for the terminal.
  package enum Flexibility: Sendable {
    case rigid
    /// Cut at the end: `separable convol…`
    case keepsStart
    /// Cut at the start, for paths: `…/block2/conv`
    case keepsEnd
    /// Cut in the middle, if either end may distinguish rows: `Scale by…--width 2.0`
    case keepsEnds
  }

  /// The name for programs and for `--columns`, such as `fusedBytes`.
  package private(set) var key: String
  /// The name for people, without the unit.
  var title: String
  /// The unit of cells that do not include it; shown in the heading.
  var unit: String? = nil
  var alignment = Alignment.right
  var flexibility = Flexibility.rigid
  /// If columns must be dropped, those with the lowest priority go first, from the right.
  var priority = 0
  /// The key of the column that this one describes, and with which it is dropped.
  var goesWith: String? = nil
  /// For programs, and for users who name it: text and Markdown omit it by default.
  var isExtra = false
  /// Describes a group of rows: text shows it in a heading above them, not in each row.
  var isHeading = false
  /// The user asked for it: it is never dropped.
  package var isNamed = false
  /// Identifies a row: text shows it even if `--columns` omits it.
  var isLabel = false
  /// The meaning, for help; a phrase without a period.
  var meaning = ""
  /// Keys of earlier versions, still accepted.
  var older: [String] = []
  /// Other headings that users may call it by.
  var otherTitles: [String] = []

  package init(
    key: String, title: String, unit: String? = nil, alignment: Alignment = .right,
    flexibility: Flexibility = .rigid, priority: Int = 0, goesWith: String? = nil,
    isExtra: Bool = false, isHeading: Bool = false, isLabel: Bool = false, meaning: String = "",
    older: [String] = [], otherTitles: [String] = []
  ) {
    self.key = key
    self.title = title
    self.unit = unit
    self.alignment = alignment
    self.flexibility = flexibility
    self.priority = priority
    self.goesWith = goesWith
    self.isExtra = isExtra
    self.isHeading = isHeading
    self.isLabel = isLabel
    self.meaning = meaning
    self.older = older
    self.otherTitles = otherTitles
  }

  /// The names that users may call it by.
  var name: Name { Name(key, title, meaning, older: older + otherTitles) }

  /// The words above the column.
  var text: String { printable(unit.map { "\(title) (\($0))" } ?? title) }
}

extension Heading {
  /// Represents, in help, the columns named after the model's own parameters.
  static let parameter = Heading(
    key: "PARAMETER", title: "", meaning: "a parameter of the model, by its name")

  /// The column as requested: under an older key if that was used.
  func called(_ word: String) -> Heading {
    guard older.contains(word) else { return self }
    var heading = self
    heading.key = word
    return heading
  }
}

extension [Heading] {
  /// These headings and those of another table that are not among them, for help.
  func merging(_ others: [Heading]) -> [Heading] {
    self + others.filter { other in !contains { $0.key == other.key } }
  }
}
