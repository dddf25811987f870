import Charts
import CostModel
import Specs
import Symbolic

/// The arguments of one command, as typed.
///
/// It holds raw text only; the command turns it into numbers, models and defaults.
package struct Invocation: Sendable {
  /// A `--name value` that is not one of the command's options.
  package struct Parameter: Sendable, Equatable {
    let name: String
    /// `nil` if nothing that could be a value followed, as in `--se`.
    package let value: String?

    /// The flag as typed, for errors.
    package var spelling: String { "--" + name }
  }

  let program: Program
  package let command: Command
  package internal(set) var operands: [String] = []
  /// In the order given; a name may occur more than once.
  package var parameters: [Parameter] = []
  /// By option name, one element for each occurrence; flags have `nil`.
  package internal(set) var options: [String: [String?]] = [:]

  package func isGiven(_ option: Option) -> Bool { options[option.name] != nil }

  package func values(of option: Option) -> [String] {
    (options[option.name] ?? []).compactMap(\.self)
  }

  package func value(of option: Option) -> String? { values(of: option).last }

  /// The value as a case of the enumeration behind the option's choices.
  package func choice<Choice: RawRepresentable<String>>(of option: Option) -> Choice? {
    value(of: option).flatMap(Choice.init)
  }
}

extension Invocation {
  /// An error in the use of this command; the texts need neither prefix nor period.
  package func usageError(_ problem: String, remedy: String? = nil) -> UsageError {
    UsageError(problem, remedy: remedy, in: "\(program.name) \(command.name)")
  }

  /// The error for a word outside a closed list, with the nearest member or all of them.
  func unknown(
    _ kind: String, _ word: String, in known: [String], orFile takesFile: Bool = false,
    of owner: String = ""
  ) -> UsageError {
    let choices = known.isEmpty ? nil : "choose \(anyOf(known))"
    let file = takesFile ? InputFile.naming(word) : nil
    let remedies = [file, choices].compactMap(\.self)
    return usageError(
      "unknown \(kind) \(quoted(word))\(owner)",
      remedy: didYouMean(word, in: known)
        ?? (remedies.isEmpty ? nil : remedies.joined(separator: "; ")))
  }

  /// What to do about an option that only other commands take: `fit always uses our own counts;
  /// count and table take --convention`. Nil if no command takes it.
  func remedy(forOption spelling: String) -> String? {
    let takers = program.commands.filter { $0.allOptions.contains { $0.spelling == spelling } }
    guard let option = takers.first?.allOptions.first(where: { $0.spelling == spelling }) else {
      return nil
    }
    let names = allOf(takers.map(\.name))
    let otherwise = option.otherwise.map { "\(command.name) \($0)" }
    return [otherwise, "\(names) \(takers.count == 1 ? "takes" : "take") \(spelling)"]
      .compactMap(\.self).joined(separator: "; ")
  }

  /// The error for a parameter the model does not have, with the nearest parameter or option.
  package func unknown(_ parameter: Parameter, parameters: [String]) -> UsageError {
    let flags = parameters.map { "--" + $0 }
    let known = flags + command.allOptions.map(\.spelling)
    let all = flags.isEmpty ? nil : "parameters are \(flags.joined(separator: ", "))"
    return usageError(
      "unknown option \(quoted(parameter.spelling))",
      remedy: remedy(forOption: parameter.spelling) ?? didYouMean(parameter.spelling, in: known)
        ?? all)
  }
}
