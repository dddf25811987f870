import Foundation
import Testing

import costcalc

/// Runs a shell on a script; `nil` if the shell is not installed.
private func run(
  _ shell: String, _ arguments: [String], script: String
) throws -> (status: Int32, output: String)? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  let file = FileManager.default.temporaryDirectory
    .appendingPathComponent("completions-\(UUID().uuidString)")
  try script.write(to: file, atomically: true, encoding: .utf8)
  defer { try? FileManager.default.removeItem(at: file) }
  process.arguments = [shell] + arguments + [file.path]
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  // The status of `env` for a command that does not exist.
  guard process.terminationStatus != 127 else { return nil }
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

@Test func completionScriptsAreValid() throws {
  for shell in Shell.allCases {
    let script = shell.completions(for: Sample.program)
    guard let result = try run(shell.rawValue, ["-n"], script: script) else {
      print("\(shell) is not installed; its completions are not checked")
      continue
    }
    #expect(result.status == 0, "\(shell): \(result.output)")
    #expect(result.output.isEmpty, "\(shell): \(result.output)")
  }
}

@Test func completionScriptsNameEverything() {
  for shell in Shell.allCases {
    let script = shell.completions(for: Sample.program)
    #expect(script.contains("$(costcalc list --names") || script.contains("(costcalc list --names"))
    for command in Sample.program.commands {
      #expect(script.contains(command.name), "\(shell)")
      for option in command.allOptions {
        let choices = option.value?.choices.joined(separator: " ") ?? ""
        #expect(script.contains(option.name), "\(shell)")
        #expect(choices.isEmpty || script.contains(choices), "\(shell)")
      }
    }
  }
}

@Test func bashCompletes() throws {
  // The words of the line as bash cuts them; the last is the one to complete.
  let table: [(words: [String], replies: String)] = [
    (["costcalc", "ta"], "table"),
    (["costcalc", "--v"], "--version"),
    (["costcalc", "table", "mob"], "mobilenet"),
    (["costcalc", "table", "--fo"], "--format"),
    (["costcalc", "table", "--format", ""], "text json csv markdown"),
    (["costcalc", "table", "-f", "c"], "csv"),
    (["costcalc", "table", "--format", "=", ""], "text json csv markdown"),
    (["costcalc", "table", "--format", "=", "js"], "json"),
    (["costcalc", "table", "--columns", ""], ""),
    (["costcalc", "check", ""], "macs parameters memory"),
    (["costcalc", "help", "li"], "list"),
    (["costcalc", "completions", "z"], "zsh"),
  ]
  for (words, replies) in table {
    let quoted = words.map(shellQuoted).joined(separator: " ")
    let script = """
      \(Shell.bash.completions(for: Sample.program))
      costcalc() { echo mobilenet; echo vgg16; }
      COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
      _costcalc
      echo "${COMPREPLY[*]}"
      """
    guard let result = try run("bash", [], script: script) else { return }
    #expect(result.output == replies + "\n", "\(words)")
  }
}

@Test func quotingSurvivesTheShell() throws {
  for text in ["", "plain", "it's", "''", "$HOME `x` \\ \"q\" [a]:b"] {
    guard let result = try run("bash", [], script: "printf %s \(shellQuoted(text))") else { return }
    #expect(result.output == text)
  }
}
