import CostModel
import Specs
import Symbolic

/// Parses the arguments after a command's name, GNU style.
///
/// A word that looks like an option is never the value of the option before it, so `--format
/// --help` cannot hide a missing value; `--format=--help` can be used on purpose.
package struct Parser {
  private var invocation: Invocation
  private let options: [Option]
  private var remaining: ArraySlice<String>
  /// The last parameter whose value was the next word, and so maybe a misread operand.
  private var greedy: Invocation.Parameter?

  /// - Throws: `UsageError` for the first argument that is wrong.
  package static func parse(
    _ arguments: ArraySlice<String>, for command: Command, of program: Program
  ) throws(UsageError) -> Invocation {
    var parser = Parser(
      invocation: Invocation(program: program, command: command), options: command.allOptions,
      remaining: arguments)
    try parser.readAll()
    if !parser.invocation.isGiven(.help) { try parser.checkOperands() }
    return parser.invocation
  }

  /// A lone `-` is an operand, and so is a negative number.
  static func looksLikeOption(_ word: String) -> Bool {
    guard word.first == "-", word != "-" else { return false }
    let next = word.dropFirst().first { $0 != "." }
    return next?.isWholeNumber != true
  }

  private mutating func readAll() throws(UsageError) {
    while let word = remaining.popFirst() {
      if word == "--" {
        invocation.operands += remaining
        return
      }
      if word.hasPrefix("--") {
        try readLong(word.dropFirst(2))
      } else if Self.looksLikeOption(word) {
        try readShort(word.dropFirst())
      } else {
        invocation.operands.append(word)
      }
    }
  }

  private mutating func nextValue() -> String? {
    guard let word = remaining.first, !Self.looksLikeOption(word) else { return nil }
    return remaining.popFirst()
  }
}

// MARK: - Options

extension Parser {
  private mutating func readLong(_ body: Substring) throws(UsageError) {
    let equals = body.firstIndex(of: "=")
    let name = String(body[..<(equals ?? body.endIndex)])
    let attached = equals.map { String(body[body.index(after: $0)...]) }
    if let option = options.first(where: { $0.name == name }) {
      try record(option, attached: attached)
    } else if invocation.command.takesParameters, !name.isEmpty {
      let parameter = Invocation.Parameter(name: name, value: attached ?? nextValue())
      invocation.parameters.append(parameter)
      if attached == nil, parameter.value != nil { greedy = parameter }
    } else {
      throw unknownOption("--" + name, meant: "--" + name)
    }
  }

  /// Reads `-a`, `-abc` as three flags, and `-ovalue` or `-abovalue`.
  private mutating func readShort(_ body: Substring) throws(UsageError) {
    var letters = body
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        throw unknownOption("-\(letter)", meant: "--" + body)
      }
      let takesRest = option.value != nil && !letters.isEmpty
      try record(option, attached: takesRest ? String(letters) : nil)
      if takesRest { return }
    }
  }

  private mutating func record(_ option: Option, attached: String?) throws(UsageError) {
    let name = quoted(option.spelling)
    guard option.isRepeatable || option.value == nil || !invocation.isGiven(option) else {
      throw invocation.usageError("option \(name) is given more than once")
    }
    guard let expected = option.value else {
      if let attached {
        throw invocation.usageError("option \(name) takes no value, but got \(quoted(attached))")
      }
      invocation.options[option.name, default: []].append(nil)
      return
    }
    guard let value = attached ?? nextValue() else {
      throw invocation.usageError("option \(name) needs a value, \(expected.metavariable)")
    }
    guard expected.allows(value) else {
      throw invocation.unknown(
        expected.metavariable, value, in: expected.choices, orFile: expected.file != nil,
        of: " for option \(name)")
    }
    invocation.options[option.name, default: []].append(value)
    while option.takesSeveral, let value = nextValue() {
      invocation.options[option.name, default: []].append(value)
    }
  }

  /// - Parameter meant: the long option that may have been meant, such as `-format`'s `--format`.
  private func unknownOption(_ spelling: String, meant: String) -> UsageError {
    invocation.usageError(
      "unknown option \(quoted(spelling))",
      remedy: invocation.remedy(forOption: spelling)
        ?? didYouMean(meant, in: options.map(\.spelling)))
  }
}

// MARK: - Operands

extension Parser {
  private func checkOperands() throws(UsageError) {
    let expected = invocation.command.operands
    let given = invocation.operands
    if given.count < expected.count, !expected[given.count].isOptional {
      throw missing(expected[given.count].name)
    }
    for (index, word) in given.enumerated() {
      guard let operand = index < expected.count ? expected[index] : expected.last,
        index < expected.count || operand.isRepeatable
      else {
        let names = expected.map(\.name).joined(separator: " ")
        throw invocation.usageError(
          "unexpected operand \(quoted(word))" + (expected.isEmpty ? "" : " after \(names)"))
      }
      guard operand.choices.isEmpty || operand.choices.contains(word) else {
        throw invocation.unknown(operand.name, word, in: operand.choices)
      }
    }
  }

  private func missing(_ name: String) -> UsageError {
    guard let greedy, let value = greedy.value else {
      return invocation.usageError("\(name) is missing")
    }
    let misread = "\(quoted(value)) was read as the value of \(quoted(greedy.spelling))"
    return invocation.usageError(
      "\(name) is missing", remedy: "\(misread), so put \(name) first")
  }
}
