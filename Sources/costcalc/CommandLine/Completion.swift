import Symbolic

/// What may come next on a command line that is being typed.
package struct Completion {
  /// A word that may come next, and what it is.
  package struct Candidate: Sendable, Equatable {
    package let word: String
    let meaning: String

    package init(_ word: String, _ meaning: String = "") {
      self.word = word
      self.meaning = meaning
    }
  }

  /// The words that begin as the last one does, where that was asked for.
  package private(set) var candidates: [Candidate] = []
  /// Whether any file may stand there, too.
  package private(set) var takesFiles = false

  private let program: Program
  /// The word to complete, and what of it every candidate begins with.
  private var current: Substring
  private var lead: Substring = ""

  /// - Parameter words: those after the program's name; the last is to be completed.
  package init(of words: [String], for program: Program) {
    self.program = program
    current = Substring(words.last ?? "")
    guard words.count > 1 else {
      offer(
        program.commands.map { Candidate($0.name, $0.summary) }
          + program.options.map { Candidate($0.spelling, $0.summary) })
      return
    }
    guard let command = program.commands.first(where: { $0.name == words[0] }) else { return }
    let line = TypedLine(words[1..<(words.count - 1)], of: command)
    if current.hasPrefix("--"), !line.isEnded, let equals = current.firstIndex(of: "=") {
      let name = current[..<equals]
      lead = current[...equals]
      current = current[equals...].dropFirst()
      offerValues(of: line.expectation(after: String(name)), line)
    } else if let expectation = line.pending {
      offerValues(of: expectation, line)
    } else if current.hasPrefix("-"), !line.isEnded {
      offerOptions(line)
    } else {
      offerOperands(line)
    }
  }
}

// MARK: - What the words before say

/// The words between the command and the one to complete.
struct TypedLine {
  /// What a word that takes a value waits for.
  enum Expectation {
    case option(Option)
    case parameter(String)
  }

  let command: Command
  private(set) var operands: [String] = []
  private(set) var given: Set<String> = []
  /// What the word before the one to complete waits for.
  private(set) var pending: Expectation?
  /// Whether a `--` makes every further word an operand.
  private(set) var isEnded = false

  init(_ words: ArraySlice<String>, of command: Command) {
    self.command = command
    for word in words { read(word) }
  }

  private mutating func read(_ word: String) {
    defer { if isEnded { pending = nil } }
    if isEnded {
      operands.append(word)
    } else if word == "--" {
      isEnded = true
    } else if Parser.looksLikeOption(word) {
      let name = word.prefix { $0 != "=" }
      pending = expectation(after: String(name))
      if case .option(let option) = pending { given.insert(option.name) }
      if let flag = option(String(name)), flag.value == nil { given.insert(flag.name) }
      if name.endIndex != word.endIndex { pending = nil }
    } else if case .option(let option) = pending, option.takesSeveral {
      // Its words go on until the next option.
    } else if pending != nil {
      pending = nil
    } else {
      operands.append(word)
    }
  }

  private func option(_ spelling: String) -> Option? {
    command.allOptions.first { $0.spellings.contains(spelling) }
  }

  /// What must follow a word such as `--format`, or `-ef` whose last letter takes a value; nil if
  /// nothing does.
  func expectation(after word: String) -> Expectation? {
    let last = word.last.map { "-\($0)" } ?? ""
    if let option = option(word) ?? (word.hasPrefix("--") ? nil : option(last)) {
      return option.value == nil ? nil : .option(option)
    }
    return command.takesParameters && word.hasPrefix("--")
      ? .parameter(String(word.dropFirst(2))) : nil
  }
}

// MARK: - What may follow them

extension Completion {
  private mutating func offer(_ all: [Candidate]) {
    candidates += all.filter { $0.word.hasPrefix(current) }
      .map { Candidate(lead + $0.word, $0.meaning) }
  }

  private mutating func offer(_ vocabulary: Vocabulary, _ line: TypedLine) {
    takesFiles = takesFiles || vocabulary.includesFiles
    offer(program.words(vocabulary, line.operands))
  }

  private mutating func offerValues(of expectation: TypedLine.Expectation?, _ line: TypedLine) {
    // The last member of a list such as `macs,parameters` is completed.
    if let comma = current.lastIndex(of: ",") {
      lead += current[...comma]
      current = current[comma...].dropFirst()
    }
    switch expectation {
    case .option(let option):
      offer(line.command.words(for: option).map { Candidate($0) })
      if let vocabulary = option.value?.offers { offer(vocabulary, line) }
      if option.value?.file != nil { takesFiles = true }
    case .parameter(let name):
      offer(.values(of: name), line)
      // A parameter that is a flag may be followed by anything.
      if candidates.isEmpty { offerOperands(line) }
    case nil: break
    }
  }

  private mutating func offerOptions(_ line: TypedLine) {
    if line.command.takesParameters, current.hasPrefix("--") || current == "-" {
      lead = "--"
      current = current.dropFirst(min(current.count, 2))
      offer(.parameters, line)
      current = lead + current
      lead = ""
    }
    offer(
      line.command.allOptions.filter { $0.isRepeatable || !line.given.contains($0.name) }
        .map { Candidate($0.spelling, $0.summary) })
  }

  private mutating func offerOperands(_ line: TypedLine) {
    let operands = line.command.operands
    let index = line.operands.count
    guard let operand = index < operands.count ? operands[index] : operands.last,
      index < operands.count || operand.isRepeatable
    else { return }
    offer(operand.choices.map { Candidate($0) })
    if let vocabulary = operand.offers { offer(vocabulary, line) }
  }
}
