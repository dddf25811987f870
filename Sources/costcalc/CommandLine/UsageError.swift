/// The command line is wrong: exit code 2.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  let problem: String
  /// What is wrong and what would be right, preceded by the command.
  package let message: String
  /// Where to find more.
  let help: String

  /// - Parameters:
  ///   - remedy: what would be right, if known.
  ///   - context: what was typed up to the command, such as `costcalc table`.
  init(_ problem: String, remedy: String? = nil, in context: String) {
    self.problem = problem
    message = "\(context): \(problem)" + (remedy.map { "; " + $0 } ?? "")
    help = "Try '\(context) --help'."
  }

  package var description: String { "\(message)\n\(help)" }
}

/// A check ran properly and its answer is no: exit code 1.
package struct CheckFailed: Error, CustomStringConvertible {
  let message: String

  package init(message: String) {
    self.message = message
  }

  package var description: String { message }
}
