import Foundation
import Testing

/// Standard streams that are closed, and what must never reach the open ones.
struct StreamTests {
  /// Every command that writes a file or a result, with the files it leaves.
  private static let commands: [(line: String, files: [String])] = [
    ("list", []), ("spec mobilenet_v1", []), ("table mobilenet_v1", []), ("count mobilenet_v1", []),
    ("compare mobilenet_v1 vs mobilenet_v2", []), ("formula mobilenet_v1", []),
    ("roofline mobilenet_v1 --machine h100 --svg r.svg", ["r.svg"]),
    ("explain mobilenet_v1", []), ("published detnas", []), ("verify standard", []),
    ("check own.json", []), ("completions bash", []), ("--help", []), ("--version", []),
    ("scale efficientnet_b0", []),
    ("grid-search mobilenet_v1 --vary width=0.5:1:0.5 --evaluate 'echo 1' --journal j", ["j"]),
    ("grid-search mobilenet_v1 --vary width=0.5:1:0.1 --shard 1/1 --journal j", ["j"]),
    ("fit mobilenet_v1 --max-macs 200M --vary width=0.5:1:0.5 --journal j", ["j"]),
    ("space detnas_space --sample 3 --seed 1 --journal j -o s.json", ["j", "s.json"]),
  ]

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      #"{"name": "own", "input": [8, 8, 3], "body": [["operator", "k", "c"], ["conv", 3, 8]]}"#,
      to: "own.json")
    return folder
  }

  /// Whatever is closed, files hold what they hold otherwise, and nothing of what is printed.
  @Test(arguments: StreamTests.commands.indices)
  func aClosedStreamIsNoFile(index: Int) throws {
    let (line, files) = StreamTests.commands[index]
    let whole = try folder()
    let expected = try Tool.run(shell: "costcalc \(line)", in: whole.url)
    #expect(expected.status == 0, "\(expected.error)")
    for closed in ["<&-", ">&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"] {
      let own = try folder()
      let result = try Tool.run(shell: "costcalc \(line) \(closed)", in: own.url)
      if closed.contains(" >&-") || closed.hasPrefix(">") {
        #expect(result.status == 2, "\(line) \(closed)")
        if closed == ">&-" {
          #expect(
            result.error.hasSuffix("cannot write to standard output: Bad file descriptor\n"))
        }
      } else {
        #expect(result.status == 0 && result.output == expected.output, "\(line) \(closed)")
      }
      for file in files where result.status == 0 || own.has(file) {
        let lines = { (text: String) in text.split(separator: "\n").map { $0.prefix(20) } }
        // Seconds differ from run to run.
        #expect(lines(try own.text(file)) == lines(try whole.text(file)), "\(line) \(closed)")
      }
      // What was kept goes on.
      if files.contains("j") {
        let again = try Tool.run(shell: "costcalc \(line)", in: own.url)
        #expect(again.status == 0 && again.output == expected.output, "\(line): \(again.error)")
      }
    }
  }

  @Test func aFullDeviceIsAnError() throws {
    let result = try Tool.run(shell: "costcalc list > /dev/full")
    #expect(result.status == 2)
    #expect(
      result.error == "costcalc: cannot write to standard output: No space left on device\n")
  }

  // MARK: What steers a terminal

  private static let hostile = "\u{1B}[31mRED\u{1B}]0;pwn\u{7}\u{202E}RTL\u{2066}\u{9B}2J"

  private func expectHarmless(_ line: String, in folder: Scratch) throws {
    for format in ["", " --format json", " --format markdown"] {
      let result = try Tool.run(shell: line + format, in: folder.url)
      for text in [result.output, result.error] {
        let steering = text.unicodeScalars.filter { scalar in
          scalar != "\n"
            && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
              || scalar.properties.isBidiControl)
        }
        #expect(steering.isEmpty, "\(line)\(format): \(text.debugDescription)")
      }
    }
  }

  @Test func whatComesFromOutsideSteersNoTerminal() throws {
    let folder = try folder()
    let hostile = StreamTests.hostile
    try folder.write("# Source: \(hostile)\nwidth,accuracy\n0.5,60.5\n", to: "a.csv")
    try folder.write(hostile, to: "noise")
    let escaped = hostile.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.value >= 0x20
        ? String(scalar) : "\\u\(String(0x10000 + scalar.value, radix: 16).suffix(4))"
    }.joined()
    try folder.write(
      """
      {"name": "own", "title": "\(escaped)", "source": "\(escaped)", "note": "\(escaped)",
       "input": [8, 8, 3], "body": [["operator", "k", "c"], ["conv", 3, 8]]}
      """, to: "titled.json")
    try folder.write(
      """
      {"name": "own", "input": [8, 8, 3],
       "body": [["operator", "k", "c"], ["\(escaped)", 3, 8]]}
      """, to: "bad.json")
    let search = "costcalc grid-search mobilenet_v1 --vary width=0.5:1:0.5"
    for line in [
      "\(search) --accuracy a.csv", "costcalc count titled.json", "costcalc check titled.json",
      "costcalc count bad.json", "costcalc spec titled.json --format pytorch",
      "costcalc spec titled.json > /dev/null; costcalc table titled.json",
      "\(search) --journal k --evaluate 'cat noise >&2; exit 1'",
      "\(search) --journal l --evaluate 'cat noise'",
      "costcalc count \"$(printf 'x\\nforged.json:1:1: lie\\033[2J')\"",
      "cp bad.json \"$(printf 'x\\033[2J\\ny')\"; costcalc count \"$(printf 'x\\033[2J\\ny')\"",
      "costcalc count mobilenet_v1 --width \"$(cat noise)\"",
      "costcalc count mobilenet_v1 --set \"$(cat noise)=1\"", "costcalc \"$(cat noise)\"",
    ] {
      try expectHarmless(line, in: folder)
    }
  }

  /// A message is one line, whatever the name of the file.
  @Test func aFileNameForgesNoMessage() throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: "printf '{}' > \"$(printf 'x\\ny.json:1:1: lie')\"; "
        + "costcalc check \"$(printf 'x\\ny.json:1:1: lie')\"", in: folder.url)
    #expect(result.status == 2)
    #expect(result.error.split(separator: "\n").allSatisfy { $0.hasPrefix("x<U+000A>y.json") })
  }

  // MARK: Bytes

  /// Names of files, and the environment of commands, are bytes of any encoding.
  @Test func pathsAreBytes() throws {
    let folder = try folder()
    let setUp =
      "name=$(printf 'caf\\351.json'); export COSTCALC_X=\"$name\"; cp own.json \"$name\"; "
    for (line, output) in [
      ("costcalc count \"$name\" --format csv | wc -l", "2\n"),
      (
        "costcalc space detnas_space --sample 2 --journal \"j$name\" -o \"s$name\" > /dev/null; "
          + "wc -l < \"j$name\"; costcalc check \"s$name\" > /dev/null; echo $?", "3\n0\n"
      ),
      (
        "costcalc grid-search mobilenet_v1 --vary width=1 --journal k --format csv --evaluate "
          + "'test \"$COSTCALC_X\" = \"$(printf \"caf\\351.json\")\" && echo 7' | grep -c ,7.0,",
        "1\n"
      ),
      (
        "mkdir \"d$name\"; TMPDIR=\"$PWD/d$name\" costcalc grid-search mobilenet_v1 --vary width=1 "
          + "--journal l --format csv --evaluate 'test -s \"$COSTCALC_NETWORK\" && grep -q \"class MobilenetV1\" \"$COSTCALC_PYTHON\" && echo 7' "
          + "| grep -c ,7.0,; ls \"d$name\" | wc -l", "1\n0\n"
      ),
    ] {
      let result = try Tool.run(shell: setUp + line, in: folder.url)
      #expect(result.output == output, "\(line): \(result.error)")
    }
    let missing = try Tool.run(shell: "costcalc count \"$(printf './no\\377')\"", in: folder.url)
    #expect(
      missing.error.hasPrefix("costcalc: './no<0xFF>' can't be read: No such file or directory"))
  }
}
