import Charts

/// What help says about the tool or a command, made from the lists that parsing reads; ``Help``
/// lays it out for a terminal, ``ManualPage`` for `man`.
struct HelpPage {
  /// Terms with explanations under a heading.
  struct List {
    let title: String
    var note = ""
    var entries: [(term: String, text: String)] = []
  }

  /// `costcalc`, or `costcalc count`.
  let name: String
  let summary: String
  let usage: String
  /// Paragraphs, separated by blank lines.
  let discussion: String
  var lists: [List]
  var examples: [(line: String, shows: String)] = []
  /// Paragraphs at the end.
  var notes = ""

  /// The tool as a whole.
  init(of program: Program) {
    name = program.name
    summary = program.summary
    usage = "\(program.name) COMMAND [OPTION]…"
    discussion = ""
    lists = [
      List(title: "Commands", entries: program.commands.map { ($0.name, $0.summary) }),
      List(title: "Options", entries: program.options.map(HelpPage.entry)),
    ]
    notes = program.notes
  }

  /// One command of it.
  init(of command: Command, in program: Program) {
    name = "\(program.name) \(command.name)"
    summary = command.summary
    usage = command.usage
    discussion = command.discussion
    lists = [
      List(title: "Operands", entries: command.operands.map(HelpPage.entry)),
      List(title: "Options", entries: command.allOptions.map(HelpPage.entry)),
    ]
    if !command.columns.isEmpty { lists.append(HelpPage.columns(of: command)) }
    if command.takesParameters { lists.append(HelpPage.parameters(of: command)) }
    lists.removeAll { $0.entries.isEmpty && $0.note.isEmpty }
    examples = command.examples
  }
}

extension HelpPage {
  private static func entry(_ option: Option) -> (term: String, text: String) {
    let value = option.value.map { " " + $0.metavariable } ?? ""
    return (
      option.spellings.joined(separator: ", ") + value,
      remark(option.summary, option.value?.remarks ?? [], option.isRepeatable)
    )
  }

  private static func entry(_ operand: Command.Operand) -> (term: String, text: String) {
    let term = operand.name + (operand.isRepeatable ? "…" : "")
    return (
      operand.isOptional ? "[\(term)]" : term,
      remark(operand.summary, operand.choices, operand.isRepeatable)
    )
  }

  /// The summary with further remarks in one pair of parentheses.
  private static func remark(
    _ summary: String, _ choices: [String], _ isRepeatable: Bool
  ) -> String {
    let remarks =
      (choices.isEmpty ? [] : [anyOf(choices)])
      + (isRepeatable ? ["may be repeated"] : [])
    guard !remarks.isEmpty else { return summary }
    let start = summary.hasSuffix(")") ? summary.dropLast() + "; " : summary + " ("
    return start + remarks.joined(separator: "; ") + ")"
  }

  private static func columns(of command: Command) -> List {
    let sorts = command.options.contains { $0.name == Option.sort.name }
    return List(
      title: "Columns",
      note: (sorts ? "--columns and --sort accept" : "--columns accepts")
        + " these names or headings, ignoring case.",
      entries: command.columns.map { column in
        let texts = [column.title, column.meaning].filter { !$0.isEmpty }
        return (column.key, texts.joined(separator: ": "))
      })
  }

  private static func parameters(of command: Command) -> List {
    let first = command.operands.first.map { " Put \($0.name) first:" } ?? " Mind that"
    return List(
      title: "Parameters",
      note: "Any other '--name value' sets a parameter of the model, such as '--width=0.75'."
        + first + " a '--name' takes the next word as its value.")
  }
}
