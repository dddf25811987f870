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

/// The text in single quotes.
private func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    + "'"
}

@Test func completionScriptsAreValid() throws {
  for shell in Shell.allCases {
    let script = shell.script(for: Sample.program)
    guard let result = try run(shell.rawValue, ["-n"], script: script) else {
      print("\(shell) is not installed; its completions are not checked")
      continue
    }
    #expect(result.status == 0, "\(shell): \(result.output)")
    #expect(result.output.isEmpty, "\(shell): \(result.output)")
  }
}

/// What the tool says of a line whose last word is being typed; `/` for any file.
@Test(arguments: [
  (["ta"], "table"), (["--v"], "--version"), (["table", "mob"], "/ mobilenet"),
  (["table", "mobilenet", ""], ""), (["table", "--fo"], "--format"),
  (["table", "--format", ""], "text json csv markdown"), (["table", "-f", "c"], "csv"),
  (["table", "-ef", "c"], "csv"), (["table", "--format=js"], "--format=json"),
  (["table", "--columns", ""], ""), (["table", "--format", "csv", "--fo"], ""),
  (["table", "--", "-"], "/"), (["check", ""], "macs parameters memory"),
  (["check", "macs", ""], ""), (["help", "li"], "list"), (["completions", "z"], "zsh"),
  (["table", "mobilenet", "--w"], "--width"), (["table", "--w"], ""),
  (["table", "mobilenet", "--width", ""], "1.0 0.75"),
  (["table", "mobilenet", "--width="], "--width=1.0 --width=0.75"),
  (["table", "mobilenet", "--width", "1.0,0."], "1.0,0.75"),
  (["table", "--width", "0.5", "v"], "/ vgg16"), (["tables", ""], ""),
  (
    ["table", "--", ""],
    "/ mobilenet vgg16"
  ), ([""], "table list check help completions --help --version"),
])
func aLineIsCompleted(words: [String], replies: String) {
  let completion = Completion(of: words, for: Sample.program)
  let found = (completion.takesFiles ? ["/"] : []) + completion.candidates.map(\.word)
  #expect(found.joined(separator: " ") == replies, "\(words)")
}

@Test func shellsTellWordsFromMeanings() {
  #expect(Shell.bash.lines(for: ["che"], of: Sample.program) == ["check"])
  #expect(
    Shell.zsh.lines(for: ["check", "macs", "--h"], of: Sample.program) == ["--help:Show this help"])
  #expect(
    Shell.fish.lines(for: ["che"], of: Sample.program)
      == ["check\tCompare with the published figures"])
  // Bash has cut the word, and zsh takes a colon for the end of one.
  #expect(Shell.bash.lines(for: ["table", "--format", "=", "j"], of: Sample.program) == ["json"])
  #expect(Shell.bash.lines(for: ["table", "--format", "="], of: Sample.program).count == 4)
}

/// Every line that a shell may ask about is answered, and in time.
@Test func anyLineIsAnswered() {
  let words = ["", "-", "--", "=", "--=", "table", "/", "-f", "--width", "a:b", ",", "\u{301}"]
  for first in words {
    for second in words {
      for third in words {
        for shell in Shell.allCases {
          _ = shell.lines(for: [first, second, third], of: Sample.program)
        }
      }
    }
  }
}

/// The words of a line whose last is being typed, and what the tool offers.
private let lines: [(words: [String], replies: [String])] = [
  (["compl"], ["completions"]), (["count", "mobilenet_v1", "--wid"], ["--width"]),
  (["count", "mobilenet_v1", "--format=js"], ["--format=json"]),
  (["roofline", "mobilenet_v1", "-m", "stm32f7"], ["stm32f746"]),
  (["table", "mobilenet_v1", "--resolution", "1"], ["192", "160", "128"]),
  (["count", "seresnet5"], ["seresnet50"]), (["explain", "x", "--to", "ker"], ["keras"]),
  (["compare", "mobilenet_v1", "--replace", "separ"], ["separable="]),
  (["published", "1801"], []), (["published", "tim"], ["timm"]),
  // The name of a paper's file and of a network.
  (["published", "mobilenet_v1"], ["mobilenet_v1"]),
  (["count", "own.json", "--kn"], ["--knob"]),
  (["count", "own.json", "--variant", ""], ["a", "b"]),
  (["count", "mobilenet_v2", "--set", "wid"], ["width="]), (["count", "absent.onnx", "--wi"], []),
  (["count", "small.onnx", "--outp"], ["--outputs"]),
  (["grid-search", "--pareto", "macs,par"], ["macs,parameters"]),
]

/// What each shell makes of them: bash puts it into COMPREPLY, fish prints it, and zsh gives it to
/// `_describe`.
@Test(arguments: Shell.allCases)
func shellsComplete(shell: Shell) throws {
  let folder = try Scratch()
  try folder.write(
    """
    { "name": "own", "let": { "knob": 3 }, "input": [8, 8, 3],
      "variants": [["variant", "knob"], ["a", 4], ["b", 5]],
      "body": [["operator", "k", "c"], ["conv", 3, "knob"]] }
    """, to: "own.json")
  let script = try Tool.run(shell: "costcalc completions \(shell)").output
  try folder.write(script, to: "script")
  for (words, replies) in lines {
    let typed = words.map(quoted).joined(separator: " ")
    let line: String
    switch shell {
    case .bash:
      let cut = typed.replacing("=js'", with: "' '=' 'js'")
      line = """
        COMP_WORDS=(costcalc \(cut)) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        source ./script; _costcalc; printf '%s\\n' "${COMPREPLY[@]}"
        """
    case .zsh:
      line = """
        compdef() { }; _describe() { print -l -- ${lines%%:*} }; _files() { }
        source ./script; words=(costcalc \(typed)) CURRENT=\(words.count + 1) _costcalc
        """
    case .fish:
      line = "source ./script; complete -C \(quoted("costcalc " + words.joined(separator: " ")))"
    }
    try folder.write(line, to: "line")
    let result = try Tool.run(shell: "\(shell) \(shell == .zsh ? "-f" : "") line", in: folder.url)
    guard result.status != 127 else { return print("\(shell) is not installed; not tried") }
    let found = result.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
      .filter { !$0.isEmpty && !["line", "own.json", "script"].contains($0) }.map(String.init)
    let wanted = shell == .bash ? replies.map { $0.replacing("--format=", with: "") } : replies
    // Fish sorts them, and offers words that only contain what is typed.
    let isRight =
      shell == .fish ? Set(found).isSuperset(of: wanted) : found == wanted
    #expect(isRight, "\(shell): \(words): \(found), \(result.error)")
  }
}

/// A shell that asks while a line is typed does not wait for what comes on standard input or a pipe.
@Test(arguments: ["-", "/dev/stdin", "pipe.json", "pipe.onnx"])
func completionReadsNoStream(operand: String) throws {
  let folder = try Scratch()
  // Somebody holds the pipe open and writes nothing.
  let line = """
    mkfifo pipe.json pipe.onnx; exec 3<>pipe.json 4<>pipe.onnx
    timeout 60 costcalc completions bash -- count \(operand) --fo < pipe.json
    """
  let result = try Tool.run(shell: line, in: folder.url)
  #expect(result.status == 0 && result.output == "--fold\n--format\n", "\(result)")
}
