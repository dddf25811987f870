/// A `--name` that a command accepts.
///
/// Parsing, help and shell completion all read this one value, so they cannot disagree.
package struct Option: Sendable {
  /// The value of an option that is not a flag.
  package struct Value: Sendable {
    /// How help names the value, such as `FORMAT`.
    let metavariable: String
    /// The only values allowed; empty if any text is.
    package let choices: [String]
    /// How help names a file that may be given instead of a choice; nil if none may.
    let file: String?
    /// The words that completion offers.
    let words: [String]
    /// What else it offers.
    let offers: Vocabulary?

    /// - Parameters:
    ///   - words: what completion offers if other text is allowed, too.
    ///   - offers: what the value names.
    package init(
      _ metavariable: String, choices: [String] = [], file: String? = nil, words: [String] = [],
      offers: Vocabulary? = nil
    ) {
      self.metavariable = metavariable
      self.choices = choices
      self.file = file
      self.words = choices + words
      self.offers = offers
    }

    /// Whether a text is allowed.
    func allows(_ text: String) -> Bool {
      choices.isEmpty || choices.contains(text) || (file != nil && InputFile.isNamed(by: text))
    }

    /// The choices for help, including the file.
    var remarks: [String] { choices + (file.map { [$0] } ?? []) }
  }

  /// The long name without its dashes.
  package let name: String
  var short: Character? = nil
  /// `nil` makes the option a flag.
  package var value: Value? = nil
  /// One phrase without a period; help appends the choices.
  let summary: String
  var isRepeatable = false
  /// Whether it takes all words that follow, up to the next option: a pattern of the shell.
  var takesSeveral = false
  /// What a command without the option does instead, for the error where it is given one; nil if
  /// nothing needs to be said.
  var otherwise: String? = nil

  package init(
    name: String, short: Character? = nil, value: Value? = nil, summary: String,
    isRepeatable: Bool = false, takesSeveral: Bool = false, otherwise: String? = nil
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.summary = summary
    self.isRepeatable = isRepeatable || takesSeveral
    self.takesSeveral = takesSeveral
    self.otherwise = otherwise
  }

  /// The long name as it is typed.
  var spelling: String { "--" + name }

  /// Every way to type the option, the short one first.
  var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + [spelling] }
}
