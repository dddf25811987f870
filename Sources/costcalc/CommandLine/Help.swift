import Charts

/// Renders help from the same lists that parsing reads.
package struct Help {
  private let program: Program
  private let display: Display
  private let width: Int

  package init(of program: Program, on display: Display) {
    self.program = program
    self.display = display
    // Lines over 100 columns are hard to read; under 40, two columns do not fit.
    width = min(max(display.width ?? 80, 40), 100)
  }

  package func overview() -> String {
    page([
      paragraphs(program.summary),
      usage("\(program.name) COMMAND [OPTION]…"),
      section("Commands", twoColumns(program.commands.map { ($0.name, $0.summary) })),
      section("Options", twoColumns(program.options.map(entry))),
      paragraphs(program.notes),
      paragraphs("Try '\(program.name) COMMAND --help' for more about a command."),
    ])
  }

  package func text(for command: Command) -> String {
    page([
      paragraphs(command.summary),
      usage(command.usage),
      paragraphs(command.discussion),
      section("Operands", twoColumns(command.operands.map(entry))),
      section("Options", twoColumns(command.allOptions.map(entry))),
      section("Columns", columns(of: command)),
      section("Parameters", command.takesParameters ? parameters(of: command) : []),
      section("Examples", examples(of: command)),
    ])
  }
}

// MARK: - Content

extension Help {
  private func entry(_ option: Option) -> (term: String, text: String) {
    let indent = option.short == nil ? "    " : ""
    let value = option.value.map { " " + $0.metavariable } ?? ""
    return (
      indent + option.spellings.joined(separator: ", ") + value,
      remark(option.summary, option.value?.remarks ?? [], option.isRepeatable)
    )
  }

  private func entry(_ operand: Command.Operand) -> (term: String, text: String) {
    let term = operand.name + (operand.isRepeatable ? "…" : "")
    return (
      operand.isOptional ? "[\(term)]" : term,
      remark(operand.summary, operand.choices, operand.isRepeatable)
    )
  }

  /// The summary with further remarks in one pair of parentheses.
  private func remark(_ summary: String, _ choices: [String], _ isRepeatable: Bool) -> String {
    let remarks =
      (choices.isEmpty ? [] : [anyOf(choices)])
      + (isRepeatable ? ["may be repeated"] : [])
    guard !remarks.isEmpty else { return summary }
    let start = summary.hasSuffix(")") ? summary.dropLast() + "; " : summary + " ("
    return start + remarks.joined(separator: "; ") + ")"
  }

  private func columns(of command: Command) -> [String] {
    guard !command.columns.isEmpty else { return [] }
    let sorts = command.options.contains { $0.name == Option.sort.name }
    let note =
      (sorts ? "--columns and --sort accept" : "--columns accepts") + " these names or headings, "
      + "ignoring case."
    let entries = command.columns.map { column in
      (
        term: column.key,
        text: [column.title, column.meaning].filter { !$0.isEmpty }.joined(separator: ": ")
      )
    }
    return wrapped(note, to: width - 2).map { "  " + $0 } + twoColumns(entries)
  }

  private func parameters(of command: Command) -> [String] {
    let first = command.operands.first.map { " Put \($0.name) first:" } ?? " Mind that"
    let note =
      "Any other '--name value' sets a parameter of the model, such as '--width=0.75'."
      + first + " a '--name' takes the next word as its value."
    return wrapped(note, to: width - 2).map { "  " + $0 }
  }

  private func examples(of command: Command) -> [String] {
    command.examples.flatMap { example in
      ["  " + example.line] + wrapped(example.shows, to: width - 6).map { "      " + $0 }
    }
  }
}

// MARK: - Layout

extension Help {
  private func page(_ sections: [[String]]) -> String {
    sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private func heading(_ title: String) -> String { display.bold(title + ":") }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [heading(title)] + lines
  }

  private func paragraphs(_ text: String) -> [String] { wrapped(text, to: width) }

  private func usage(_ line: String) -> [String] {
    let lines = wrapped(line, to: width - 7)
    return lines.enumerated().map { index, line in
      (index == 0 ? heading("Usage") + " " : "       ") + line
    }
  }

  /// Terms on the left, wrapped texts on the right; a long term has its text below.
  private func twoColumns(_ entries: [(term: String, text: String)]) -> [String] {
    let widest = width * 2 / 5
    let terms = entries.map { displayWidth($0.term) }.filter { $0 <= widest }
    let column = (terms.max() ?? 4) + 4
    return entries.flatMap { term, text in
      let lines = wrapped(text, to: width - column)
      let lead = "  " + term
      let isLong = displayWidth(lead) + 2 > column
      let indent = String(repeating: " ", count: column)
      return (isLong ? [lead] : [padded(lead, to: column) + (lines.first ?? "")])
        + lines.dropFirst(isLong ? 0 : 1).map { indent + $0 }
    }
  }
}
