/// The shells with completions. Each has its own file.
package enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// A script that completes commands, options, choices and the names of known models.
  package func completions(for program: Program) -> String {
    switch self {
    case .bash: bashCompletions(for: program)
    case .zsh: zshCompletions(for: program)
    case .fish: fishCompletions(for: program)
    }
  }

  /// The operand whose values only the tool itself can list.
  static let dynamicOperand = "MODEL"

  /// The command line that lists them.
  static func dynamicCall(_ program: Program) -> String {
    "\(program.name) list --names 2>/dev/null"
  }
}

extension Command {
  var takesModels: Bool { operands.contains { $0.name == Shell.dynamicOperand } }

  /// All operand choices together, because completion does not count positions.
  var operandChoices: [String] { operands.flatMap(\.choices) }
}

/// The text in single quotes for bash and zsh.
package func shellQuoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    + "'"
}

/// The text with a backslash before every special character and before backslashes.
func escaped(_ text: String, _ special: String) -> String {
  text.reduce(into: "") { result, character in
    if special.contains(character) || character == "\\" { result += "\\" }
    result.append(character)
  }
}
