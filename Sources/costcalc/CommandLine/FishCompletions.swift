/// A fish script: one `complete` line for each command, option and operand.
func fishCompletions(for program: Program) -> String {
  let first = "complete -c \(program.name) -n __fish_use_subcommand"
  let title = "# Completion of \(program.name) for fish: \(program.name) completions fish | source"
  let commands = program.commands.map { "\(first) -a \($0.name) -d \(fishQuoted($0.summary))" }
  let options = program.options.map { first + arguments(for: $0, []) }
  let details = program.commands.flatMap { completions(for: $0, program) }
  let lines = [title, "\(first) -f"] + commands + options + details
  return lines.joined(separator: "\n") + "\n"
}

private func completions(for command: Command, _ program: Program) -> [String] {
  let condition = fishQuoted("__fish_seen_subcommand_from \(command.name)")
  let lead = "complete -c \(program.name) -n \(condition)"
  let choices = command.operandChoices.joined(separator: " ")
  let operands =
    command.takesModels
    ? ["\(lead) -a \(fishQuoted("(\(Shell.dynamicCall(program)))"))"]
    : ["\(lead) -f" + (choices.isEmpty ? "" : " -a \(fishQuoted(choices))")]
  return operands + command.allOptions.map { lead + arguments(for: $0, command.words(for: $0)) }
}

private func arguments(for option: Option, _ words: [String]) -> String {
  let short = option.short.map { " -s \($0)" } ?? ""
  let value = option.value.map { value in
    // With -r fish also offers files: without a list of choices a value may be anything.
    (words.isEmpty || value.file != nil ? " -r" : " -x")
      + (words.isEmpty ? "" : " -a \(fishQuoted(words.joined(separator: " ")))")
  }
  return " -l \(option.name)\(short)\(value ?? "") -d \(fishQuoted(option.summary))"
}

/// The text in fish's single quotes, where a backslash escapes itself and the quote.
private func fishQuoted(_ text: String) -> String {
  "'" + escaped(text, "'") + "'"
}
