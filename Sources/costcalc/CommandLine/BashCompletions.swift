/// A bash script, limited to the features of bash 3.2.
func bashCompletions(for program: Program) -> String {
  let first = program.commands.map(\.name) + program.options.map(\.spelling)
  return """
    # Completion of \(program.name) for bash: source <(\(program.name) completions bash)
    _\(program.name)() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
      # Bash cuts '--name=value' into three words.
      if [[ $current == = ]]; then
        current=
      elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
      fi
      if ((COMP_CWORD == 1)); then
        words=\(words(first))
      else
        case "${COMP_WORDS[1]} $previous" in
    \(program.commands.flatMap(valueArms).joined(separator: "\n"))
          *)
            case "${COMP_WORDS[1]} $current" in
    \(program.commands.flatMap { wordArms($0, program) }.joined(separator: "\n"))
            esac
            ;;
        esac
      fi
      COMPREPLY=($(compgen -W "$words" -- "$current"))
    }
    complete -o bashdefault -o default -F _\(program.name) \(program.name)

    """
}

/// One arm for each option that takes a value: its choices, or nothing if any text will do. A word
/// that matches no choice is completed as a file name.
private func valueArms(of command: Command) -> [String] {
  command.allOptions.compactMap { option in
    guard option.value != nil else { return nil }
    let patterns = option.spellings.map { shellQuoted("\(command.name) \($0)") }
    let values = words(command.words(for: option))
    return "      \(patterns.joined(separator: " | "))) words=\(values) ;;"
  }
}

/// The words that may come anywhere after the command: its options and its operands.
private func wordArms(_ command: Command, _ program: Program) -> [String] {
  let options = words(command.allOptions.map(\.spelling))
  let operands =
    command.takesModels ? "$(\(Shell.dynamicCall(program)))" : words(command.operandChoices)
  return [
    "          \(shellQuoted(command.name + " -"))*) words=\(options) ;;",
    "          \(shellQuoted(command.name + " "))*) words=\(operands) ;;",
  ]
}

private func words(_ list: [String]) -> String { shellQuoted(list.joined(separator: " ")) }
