import Foundation
import Testing

/// What an attack on searches that train has found: each as it is refused, or treated, now.
struct AttackedTrainingTests {
  private static let grid = "costcalc grid-search mobilenet_v1 --vary width=0.5,1"

  private func run(
    _ line: String, in folder: Scratch, status: Int32 = 0
  ) throws -> (output: String, error: String) {
    let result = try Tool.run(shell: line, in: folder.url)
    #expect(result.status == status, "\(line): \(result.error)")
    return (result.output, result.error)
  }

  /// No output takes the place of a journal, whether it is read or has just been written.
  @Test(arguments: ["merge a --output a", "merge a --output link", "merge a --journal b -o b"])
  func mergeOverwritesNoJournal(line: String) throws {
    let folder = try Scratch()
    _ = try run("\(Self.grid) --evaluate 'echo 7' --journal a; ln -s a link", in: folder)
    let before = try folder.text("a")
    let refused = try run("costcalc \(line)", in: folder, status: 2)
    #expect(refused.error.contains("is read by this command and would be overwritten"))
    #expect(try folder.text("a") == before)
    _ = try run("costcalc merge a --output c; costcalc merge a", in: folder)
  }

  /// Answers keep their origin where a journal takes them over.
  @Test func takenAnswersAreOfTheirCommand() throws {
    let folder = try Scratch()
    _ = try run("\(Self.grid) --evaluate 'echo 9' --journal a", in: folder)
    let seven = "\(Self.grid) --evaluate 'echo 7'"
    let nine = "\(Self.grid) --evaluate 'echo 9'"
    _ = try run("\(seven) --reuse a --comparable --journal b", in: folder)
    _ = try run(
      "\(seven) --journal c --tag x; costcalc merge a c --comparable --journal d", in: folder)
    for (line, other) in [
      ("\(seven) --reuse b --journal e", "the command 'echo 9'"),
      ("\(nine) --reuse b --journal e", "the command 'echo 7'"),
      ("\(nine) --reuse d --journal e", "the command 'echo 7' with the tag 'x'"),
    ] {
      let refused = try run(line, in: folder, status: 2)
      #expect(refused.error.contains("has answers of \(other)"), "\(refused.error)")
      _ = try run("\(line) --comparable", in: folder)
      _ = try run("rm e", in: folder)
    }
    // The search goes on in its own journal, and says no more each time.
    let before = try folder.text("b")
    _ = try run("\(seven) --journal b; \(seven) --reuse a --comparable --journal b", in: folder)
    #expect(try folder.text("b") == before)
  }

  /// A checkpoint is found by the same training only.
  @Test func anotherCommandOrTagHasAnotherFolder() throws {
    let folder = try Scratch()
    let command = "echo $COSTCALC_WORKDIR >> places; echo 1"
    for options in ["'\(command)'", "'\(command)' --tag x", "'\(command) '", "'\(command)'"] {
      _ = try run("\(Self.grid) --journal j --evaluate \(options); rm j", in: folder)
    }
    let places = try folder.text("places").split(separator: "\n")
    #expect(places.count == 8 && Set(places).count == 6)
    #expect(places[0] == places[6] && places[1] == places[7])
  }

  @Test func logsNeedAFolder() throws {
    let folder = try Scratch()
    try folder.write("hello\n", to: "file")
    let refused = try run(
      "\(Self.grid) --evaluate 'echo 7' --journal j --logs file", in: folder, status: 2)
    #expect(
      refused.error == "costcalc: 'file' can't hold logs: Not a directory; "
        + "name a folder that can be written with --logs\n")
  }

  /// Any second signal ends what the first one has asked to end.
  @Test(arguments: [("TERM", "HUP"), ("INT", "TERM"), ("HUP", "HUP")])
  func aSecondSignalEndsAtOnce(first: String, second: String) throws {
    let folder = try Scratch()
    let start = ContinuousClock.now
    _ = try run(
      """
      env --default-signal \(Self.grid) --journal j --evaluate 'trap "" TERM; echo on >> on; sleep 60' &
      for i in $(seq 300); do test -e on && break; sleep 0.02; done
      kill -\(first) $!; sleep 0.3; kill -\(second) $!; wait $!; test $? -gt 128
      """, in: folder)
    #expect(ContinuousClock.now - start < .seconds(25))
  }

  @Test func aRemovedJournalIsTold() throws {
    let folder = try Scratch()
    let result = try run(
      "\(Self.grid) --evaluate 'rm -f j; echo 7' --journal j", in: folder, status: 2)
    #expect(result.error.contains("'j' has been removed, and what it held with it"), "\(result)")
  }

  @Test(arguments: [
    ("\"seed\": 1,", "\"seed\": 1.5,"), ("\"seed\": 1,", "\"seed\": -1,"),
    ("\"attempts\": 1", "\"attempts\": 0"), ("\"seconds\": ", "\"seconds\": -"),
    ("{\"network\"", "\n{\"network\""),
  ])
  func damagedLinesAreRefused(good: String, damaged: String) throws {
    let folder = try Scratch()
    _ = try run("\(Self.grid) --evaluate 'echo 7' --journal j", in: folder)
    let lines = try folder.text("j").replacing(good, with: damaged, maxReplacements: 1)
    try folder.write(lines, to: "j")
    let refused = try run("costcalc merge j", in: folder, status: 2)
    let isBlank = damaged.first == "\n"
    #expect(
      refused.error.hasPrefix("j:2:1: this \(isBlank ? "line is blank" : "is not a record")"),
      "\(refused.error)")
  }

  /// A metric may be called anything; one with a name of ours is not mistaken for ours.
  @Test func metricsMayBeCalledAnything() throws {
    let folder = try Scratch()
    let search = """
      \(Self.grid) --evaluate 'printf "{\\"accuracy\\": 97, \\"memory\\": 3, \\"=x\\": 2}\\n"' --journal j
      """
    let text = try run(search, in: folder).output
    #expect(
      text.contains("\nmemory: costcalc's own, and not what the command printed under that name\n"))
    #expect(try run("\(search) --format csv", in: folder).output.contains(",'=x,"))
  }

  @Test func numbersThatJSONLacksAreNamed() throws {
    let folder = try Scratch()
    let result = try run(
      "\(Self.grid) --evaluate 'echo \"{\\\"accuracy\\\": 1, \\\"loss\\\": NaN}\"' --journal j",
      in: folder, status: 1)
    #expect(result.error.contains("the last line is not JSON, which has no NaN: "), "\(result)")
  }
}
