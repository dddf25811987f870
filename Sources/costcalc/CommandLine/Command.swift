/// A subcommand: everything that parsing, help, completion and execution need to know about it.
package struct Command: Sendable {
  /// An argument identified by its position.
  package struct Operand: Sendable {
    /// Its name in help, such as `MODEL`.
    let name: String
    let summary: String
    /// The only values allowed; empty if any text is.
    var choices: [String] = []
    /// Only the last operand may be repeatable.
    var isRepeatable = false
    /// Optional operands follow the required ones.
    var isOptional = false
    /// What it names, for completion.
    var offers: Vocabulary?

    package init(
      name: String, summary: String, choices: [String] = [], isRepeatable: Bool = false,
      isOptional: Bool = false, offers: Vocabulary? = nil
    ) {
      self.name = name
      self.summary = summary
      self.choices = choices
      self.isRepeatable = isRepeatable
      self.isOptional = isOptional
      self.offers = offers
    }
  }

  package let name: String
  /// One line for the list of commands.
  let summary: String
  /// The whole command line in outline, such as `costcalc table MODEL [--width 1,0.75]…`.
  let usage: String
  var operands: [Operand] = []
  /// Its own options.
  var options: [Option] { makeOptions() }
  /// The columns that `--columns` and `--sort` may name, with explanations for help.
  var columns: [Heading] { makeColumns() }
  // Made where they are read: a run has one command, and lists of twenty would double its start.
  private let makeOptions: @Sendable () -> [Option]
  private let makeColumns: @Sendable () -> [Heading]
  /// Whether any other `--name value` is a parameter of the model rather than an error.
  var takesParameters = false
  /// Paragraphs, separated by blank lines, that help wraps to the terminal.
  var discussion = ""
  package var examples: [(line: String, shows: String)] = []
  /// Does the work; throws `CheckFailed` for exit code 1, anything else for exit code 2.
  let run: @Sendable (Invocation) throws -> Void

  package init(
    name: String, summary: String, usage: String, operands: [Operand] = [],
    options: @escaping @autoclosure @Sendable () -> [Option] = [],
    columns: @escaping @autoclosure @Sendable () -> [Heading] = [],
    takesParameters: Bool = false, discussion: String = "",
    examples: [(line: String, shows: String)] = [],
    run: @escaping @Sendable (Invocation) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.usage = usage
    self.operands = operands
    makeOptions = options
    makeColumns = columns
    self.takesParameters = takesParameters
    self.discussion = discussion
    self.examples = examples
    self.run = run
  }

  /// The command's own options and those that every command has.
  package var allOptions: [Option] { options + [.color, .help] }

  /// The words that completion offers for an option's value.
  func words(for option: Option) -> [String] {
    let takesColumns = [Option.columns.name, Option.sort.name].contains(option.name)
    guard takesColumns else { return option.value?.words ?? [] }
    return columns.map(\.key).filter { $0 != Heading.parameter.key }
  }
}
