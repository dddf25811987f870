import costcalc

/// What is done with a file that a command reads: the command reads it, and prints what it makes of
/// it in one of the formats.
struct FileTrial: Trial {
  private let file = ScratchFile()
  private let command: @Sendable (_ path: String) -> [String]

  /// - Parameter command: the words of the command that reads a file.
  init(_ command: @escaping @Sendable (_ path: String) -> [String]) { self.command = command }

  func run(_ input: [UInt8]) {
    file.write(input)
    let format = input.count.isMultiple(of: 2) ? "text" : "json"
    _ = program.run(command(file.path) + ["--format", format])
  }
}
