import Foundation
import Testing

/// Journals whose numbers were damaged: an error that says so, and never a trap.
struct DamagedJournalTests {
  private static let search =
    "grid-search mobilenet_v1 --vary width=0.25:0.75:0.25 --vary resolution=128:160:32"

  /// Each number of a whole journal, replaced by each of these, is refused or of no harm.
  @Test(arguments: [
    DamagedJournalTests.search, "space detnas_space --sample 4 --seed 1",
    "fit mobilenet_v1 --max-macs 200M --vary width=0.25:1:0.25",
  ])
  func aDamagedNumberIsNoTrap(search: String) throws {
    let folder = try Scratch()
    let whole = try Tool.run(shell: "costcalc \(search) --journal j", in: folder.url)
    #expect(whole.status == 0, "\(whole.error)")
    let lines = try folder.text("j").split(separator: "\n").map(String.init)
    var damaged: [String] = []
    for (number, line) in lines.enumerated().dropFirst() {
      let numbers = line.ranges(of: /-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?/)
      // The first and the last of many, which all are read alike.
      for range in numbers.prefix(12) + numbers.suffix(8) {
        for value in ["-1", "9", "1000000", "9223372036854775807", "1e300", "-1e300", "null"] {
          var changed = lines
          changed[number].replaceSubrange(range, with: value)
          damaged.append(changed.joined(separator: "\n") + "\n")
        }
      }
    }
    // One shell for all of them: a process each for merging and for going on.
    for (index, text) in damaged.enumerated() { try folder.write(text, to: "d\(index)") }
    let result = try Tool.run(
      shell: """
        for file in d*; do
          costcalc merge $file > /dev/null 2> merge.err; merged=$?
          costcalc \(search) --journal $file > /dev/null 2> resume.err; resumed=$?
          case $merged$resumed in *[!02]*) echo "$file $merged $resumed";; esac
        done
        """, in: folder.url)
    #expect(result.output == "" && result.error == "", "\(result.output.prefix(2000))")
  }

  @Test func whatIsNotOnTheGridIsSaid() throws {
    let folder = try Scratch()
    let run = "costcalc \(DamagedJournalTests.search) --journal j"
    _ = try Tool.run(shell: run, in: folder.url)
    let text = try folder.text("j")
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("{\"candidates\"") })
    let damaged = line.replacing(/\[0, 0, 0, 0, 1\]/, with: "[0, 0, 0, 9, 1]", maxReplacements: 1)
    #expect(damaged != line)
    try folder.write(text.replacing(line, with: damaged), to: "j")
    for command in [run, "costcalc merge j"] {
      let result = try Tool.run(shell: command, in: folder.url)
      #expect(result.status == 2)
      #expect(result.error.contains("points that are not on the grid of its search"), "\(result)")
    }
  }

  /// A header names a search; it is not a command line to be obeyed.
  @Test func aHeaderIsNotObeyed() throws {
    let folder = try Scratch()
    _ = try Tool.run(
      shell: "costcalc space detnas_space --sample 2 --seed 1 --journal j", in: folder.url)
    for (word, message) in [
      ("--output=stolen", "the journal's search has --output, which costcalc never writes"),
      (
        "--journal=stolen", "the journal's search has --journal, which costcalc never writes"
      ),
      ("--format=json", "the journal's search has --format, which costcalc never writes"),
    ] {
      let text = try folder.text("j").replacing(
        "\"--sample=2\"", with: "\"--sample=2\", \"\(word)\"")
      try folder.write(text, to: "k")
      let result = try Tool.run(shell: "costcalc merge k", in: folder.url)
      #expect(result.status == 2 && result.error == "costcalc: \(message)\n", "\(result)")
      #expect(!folder.has("stolen"))
    }
  }

  @Test func whatNeverEndsIsNoJournal() throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell:
        "ulimit -v 2000000; truncate -s 2G sparse; costcalc merge /dev/zero; costcalc merge sparse",
      in: folder.url)
    #expect(
      result.error
        == "costcalc: '/dev/zero' has a line of more than 16 MiB, and is no journal\n"
        + "costcalc: 'sparse' has a line of more than 16 MiB, and is no journal\n")
  }
}
