import CostModel
import Symbolic

/// The tool as a whole: its name and its commands.
package struct Program: Sendable {
  let name: String
  let version: String
  /// The day of the version, as pages for `man` write it: `November 29, 2026`.
  let date: String
  /// One line on what the tool is for.
  let summary: String
  /// Paragraphs at the end of the top-level help that apply to every command.
  let notes: String
  /// The commands given and the built-in `help` and `completions`.
  package let commands: [Command]
  /// The words of a kind that may follow, given the operands before.
  let words: @Sendable (Vocabulary, _ operands: [String]) -> [Completion.Candidate]

  let options = [Option.help, .version]

  package init(
    name: String, version: String, date: String, summary: String, notes: String,
    commands: [Command],
    words: @escaping @Sendable (Vocabulary, _ operands: [String]) -> [Completion.Candidate]
  ) {
    self.name = name
    self.version = version
    self.date = date
    self.summary = summary
    self.notes = notes
    self.words = words
    let names = commands.map(\.name) + ["help", "completions"]
    self.commands = commands + [.help(of: name, commands: names), .completions(of: name)]
  }
}

// MARK: - Parsing

extension Program {
  /// What the arguments request.
  package enum Request {
    case overview
    case nothing
    case version
    case help(Command)
    case run(Invocation)
  }

  /// - Parameter arguments: without the program's own name.
  /// - Throws: `UsageError` for the first argument that is wrong.
  package func request(_ arguments: [String]) throws(UsageError) -> Request {
    guard let first = arguments.first else { return .nothing }
    if let option = options.first(where: { $0.spellings.contains(first) }) {
      return option.name == Option.version.name ? .version : .overview
    }
    guard let command = commands.first(where: { $0.name == first }) else {
      throw unknownCommand(first)
    }
    let rest = arguments.dropFirst()
    // Help is shown even on a faulty line: anyone who adds --help wants to know how to fix it.
    let asksForHelp = rest.prefix { $0 != "--" }.contains(where: Option.help.spellings.contains)
    if asksForHelp { return .help(command) }
    let invocation = try Parser.parse(rest, for: command, of: self)
    return invocation.isGiven(.help) ? .help(command) : .run(invocation)
  }

  private func unknownCommand(_ word: String) -> UsageError {
    let isOption = Parser.looksLikeOption(word)
    let known = isOption ? options.map(\.spelling) : commands.map(\.name)
    let kind = isOption ? "option" : "command"
    return UsageError(
      "unknown \(kind) \(quoted(word))", remedy: didYouMean(word, in: known), in: name)
  }
}

// MARK: - Running

extension Program {
  /// Executes the request; every error goes to standard error.
  package func run(_ arguments: [String]) -> ExitCode {
    do {
      guard arguments.allSatisfy(\.isStreamSafe) else {
        // No journal or spec could store it.
        throw UsageError("an argument has more than 30 combining marks in a row", in: name)
      }
      switch try request(arguments) {
      case .nothing:
        Terminal.writeStandardError(Help(of: self, on: .standardError).overview())
        return .unusable
      case .overview:
        try Terminal.writeStandardOutput(Help(of: self, on: .standardOutput).overview())
      case .version:
        try Terminal.writeStandardOutput("\(name) \(version)\n")
      case .help(let command):
        try Terminal.writeStandardOutput(Help(of: self, on: .standardOutput).text(for: command))
      case .run(let invocation):
        if let choice: Terminal.ColorChoice = invocation.choice(of: .color) {
          Terminal.colorChoice.withLock { $0 = choice }
        }
        try invocation.command.run(invocation)
      }
      return .done
    } catch let error as UsageError {
      Terminal.writeStandardError("\(error)\n")
      return .unusable
    } catch let error as Diagnostics {
      let more = error.omitted > 0 ? "and \(error.omitted) more\n" : ""
      Terminal.writeStandardError(error.all.map(line).joined() + more)
      return .unusable
    } catch let error as Diagnostic {
      Terminal.writeStandardError(line(error))
      return .unusable
    } catch let signal as Interruption.Ended {
      return signal.code
    } catch {
      Terminal.writeStandardError("\(name): \(error)\n")
      return error is CheckFailed ? .checkFailed : .unusable
    }
  }

  /// A position in a file starts its line, so that editors make it a link.
  private func line(_ fault: Diagnostic) -> String {
    fault.position == nil ? "\(name): \(fault)\n" : "\(fault)\n"
  }
}
