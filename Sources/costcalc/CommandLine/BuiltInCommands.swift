/// The commands every program has.
extension Command {
  static func help(of program: String, commands: [String]) -> Command {
    Command(
      name: "help",
      summary: "Show how to use \(program) or one of its commands",
      usage: "\(program) help [COMMAND] [--man]",
      operands: [
        Operand(
          name: "COMMAND", summary: "The command to explain", choices: commands, isOptional: true)
      ],
      options: [.man],
      run: { invocation in
        let program = invocation.program
        let command = program.commands.first { $0.name == invocation.operands.first }
        if invocation.isGiven(.man) {
          let page = command.map { ManualPage(of: $0, in: program) } ?? ManualPage(of: program)
          return try Terminal.writeStandardOutput(page.text(), isExact: true)
        }
        let help = Help(of: program, on: .standardOutput)
        try Terminal.writeStandardOutput(command.map(help.text(for:)) ?? help.overview())
      })
  }

  package static func completions(of program: String) -> Command {
    Command(
      name: "completions",
      summary: "Print a shell completion script for \(program)",
      usage: "\(program) completions SHELL [-- WORD…]",
      operands: [
        Operand(
          name: "SHELL", summary: "The shell to print the script for",
          choices: Shell.allCases.map(\.rawValue)),
        Operand(
          name: "WORD",
          summary: "A line that is being typed: print what may come next, as the script asks",
          isRepeatable: true, isOptional: true),
      ],
      examples: [
        ("source <(\(program) completions bash)", "in ~/.bashrc, completes in every new shell"),
        ("source <(\(program) completions zsh)", "in ~/.zshrc, after compinit"),
        ("\(program) completions fish | source", "in ~/.config/fish/config.fish"),
      ],
      run: { invocation in
        guard let shell = invocation.operands.first.flatMap(Shell.init) else { return }
        let words = Array(invocation.operands.dropFirst())
        let text =
          words.isEmpty
          ? shell.script(for: invocation.program)
          : shell.lines(for: words, of: invocation.program).map { $0 + "\n" }.joined()
        try Terminal.writeStandardOutput(text, isExact: true)
      })
  }
}
