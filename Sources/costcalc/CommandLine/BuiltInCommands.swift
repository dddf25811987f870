/// The commands every program has.
extension Command {
  static func help(of program: String, commands: [String]) -> Command {
    Command(
      name: "help",
      summary: "Show how to use \(program) or one of its commands",
      usage: "\(program) help [COMMAND]",
      operands: [
        Operand(
          name: "COMMAND", summary: "The command to explain", choices: commands, isOptional: true)
      ],
      run: { invocation in
        let program = invocation.program
        let help = Help(of: program, on: .standardOutput)
        let command = program.commands.first { $0.name == invocation.operands.first }
        try Terminal.writeStandardOutput(command.map(help.text(for:)) ?? help.overview())
      })
  }

  package static func completions(of program: String) -> Command {
    Command(
      name: "completions",
      summary: "Print a shell completion script for \(program)",
      usage: "\(program) completions SHELL",
      operands: [
        Operand(
          name: "SHELL", summary: "The shell to print the script for",
          choices: Shell.allCases.map(\.rawValue))
      ],
      examples: [
        ("source <(\(program) completions bash)", "in ~/.bashrc, completes in every new shell"),
        ("source <(\(program) completions zsh)", "in ~/.zshrc, after compinit"),
        ("\(program) completions fish | source", "in ~/.config/fish/config.fish"),
      ],
      run: { invocation in
        guard let shell = invocation.operands.first.flatMap(Shell.init) else { return }
        try Terminal.writeStandardOutput(
          shell.completions(for: invocation.program), isExact: true)
      })
  }
}
