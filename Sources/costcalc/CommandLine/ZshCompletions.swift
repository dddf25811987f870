/// A zsh script that works both as a file on `$fpath` and when sourced.
func zshCompletions(for program: Program) -> String {
  let name = program.name
  return """
    #compdef \(name)
    # Completion of \(name) for zsh: source <(\(name) completions zsh)
    _\(name)_models() {
      local -a models=(${(f)"$(\(Shell.dynamicCall(program)))"})
      _alternative 'models:model:compadd -a models' 'files:file:_files'
    }
    _\(name)() {
      local curcontext=$curcontext state line
      typeset -A opt_args
      _arguments -C \\
    \(program.options.map { "    \(specification($0, [])) \\" }.joined(separator: "\n"))
        '1:command:->command' \\
        '*::argument:->argument'
      case $state in
        command)
          local -a commands=(
    \(program.commands.map(description).joined(separator: "\n"))
          )
          _describe command commands
          ;;
        argument)
          case $words[1] in
    \(program.commands.map { arm($0, name) }.joined(separator: "\n"))
          esac
          ;;
      esac
    }
    if [[ $funcstack[1] == _\(name) ]]; then
      _\(name) "$@"
    else
      compdef _\(name) \(name)
    fi

    """
}

private func description(of command: Command) -> String {
  "        \(shellQuoted(command.name + ":" + escaped(command.summary, ":")))"
}

private func arm(_ command: Command, _ program: String) -> String {
  let operands =
    command.takesModels
    ? ["'*:model:_\(program)_models'"]
    : command.operandChoices.isEmpty
      ? [] : [shellQuoted("*:operand:(\(command.operandChoices.joined(separator: " ")))")]
  let options = command.allOptions.map { specification($0, command.words(for: $0)) }
  let arguments = options + operands
  return "        \(command.name)) _arguments -s \(arguments.joined(separator: " ")) ;;"
}

/// An `_arguments` specification; an option that is not repeatable excludes its other spelling.
private func specification(_ option: Option, _ words: [String]) -> String {
  let exclusion =
    option.isRepeatable
    ? "'*'" : shellQuoted("(\(option.spellings.joined(separator: " ")))")
  let value = option.value.map { value in
    let list = words.joined(separator: " ")
    let words = list.isEmpty ? " " : "(\(list))"
    return ":\(escaped(value.metavariable, ":")):"
      + (value.file == nil ? words : "{_alternative \"words:word:\(words)\" \"files:file:_files\"}")
  }
  let text = shellQuoted("[\(escaped(option.summary, "[]:"))]\(value ?? "")")
  return option.spellings.map { spelling in
    // '+' lets a short option's value follow at once; '=' does so for a long one after the sign.
    let joint = value == nil ? "" : spelling.hasPrefix("--") ? "=" : "+"
    return exclusion + spelling + joint + text
  }.joined(separator: " ")
}
