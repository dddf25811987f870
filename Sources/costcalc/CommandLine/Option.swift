/// A `--name` that a command accepts.
///
/// Parsing, help and shell completion all read this one value, so they cannot disagree.
struct Option: Sendable {
  /// What follows an option that is more than a flag.
  struct Value: Sendable {
    /// How help names the value, such as `FORMAT`.
    let metavariable: String
    /// The only values allowed; empty when any text is.
    let choices: [String]

    init(_ metavariable: String, choices: [String] = []) {
      self.metavariable = metavariable
      self.choices = choices
    }
  }

  /// The long name without its dashes.
  let name: String
  var short: Character? = nil
  /// `nil` makes the option a flag.
  var value: Value? = nil
  /// One phrase without a full stop; help appends the choices.
  let summary: String
  var isRepeatable = false

  /// The long name as it is typed.
  var spelling: String { "--" + name }

  /// Every way to type the option, the short one first.
  var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + [spelling] }
}
