import Foundation
import TestSupport
import Testing

/// Journals by the code of earlier commits, which `Fixtures/journals` names: searches go on in them
/// and `merge` prints them as if they were written now.
///
/// 1fbb368 is the last to keep the point nearest to the target; 441a72a the last to say format 1;
/// 57f5478 says format 3.
struct JournalFormatTests {
  private static let grid =
    "grid-search net.json --alpha 1:1.4:0.2 --beta 1:1.4:0.2 --gamma 1:1.4:0.2 --tolerance 20%"
  private static let sample = "space net.json --sample 4 --seed 1"
  private static let trials =
    "fit net.json --max-macs 200k --vary width=0.5:1.5:0.5 --vary resolution=24,32"

  /// A folder with the network and the journals of a commit.
  private func folder(_ commit: String) throws -> Scratch {
    let fixtures = Repository.root.appending(path: "Tests/costcalcTests/Fixtures/journals")
    let folder = try Scratch()
    let journals = try FileManager.default.contentsOfDirectory(
      at: fixtures.appending(path: commit), includingPropertiesForKeys: nil)
    for file in journals + [fixtures.appending(path: "net.json")] {
      try folder.write(try String(contentsOf: file, encoding: .utf8), to: file.lastPathComponent)
    }
    return folder
  }

  private func output(_ line: String, in folder: Scratch) throws -> String {
    let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    return result.output
  }

  @Test(arguments: [
    ("1fbb368", "grid", JournalFormatTests.grid), ("441a72a", "grid", JournalFormatTests.grid),
    ("1fbb368", "sample", JournalFormatTests.sample), ("57f5478", "grid", JournalFormatTests.grid),
    ("57f5478", "sample", JournalFormatTests.sample),
  ])
  func aSearchOfBeforeIsReadAsOneOfNow(commit: String, name: String, search: String) throws {
    let folder = try folder(commit)
    let now = try output(search, in: folder)
    let before = try folder.text("\(name).jsonl")
    let format = commit == "57f5478" ? 3 : 1
    #expect(before.hasPrefix("{\"schema\": \"costcalc.journal/\(format)\""))
    #expect(try output("merge \(name).jsonl", in: folder) == now)
    #expect(try output("merge \(name)-2-of-2.jsonl \(name)-1-of-2.jsonl", in: folder) == now)
    #expect(try output("\(search) --journal \(name).jsonl", in: folder) == now)
    // What it holds is all that the search needs.
    #expect(try folder.text("\(name).jsonl") == before)
  }

  /// A part by the code of before and one by that of now are one search.
  @Test(arguments: [("grid", JournalFormatTests.grid), ("sample", JournalFormatTests.sample)])
  func partsOfTwoFormatsAreMerged(name: String, search: String) throws {
    let folder = try folder("1fbb368")
    let now = try output(search, in: folder)
    _ = try output("\(search) --shard 2/2 --journal now.jsonl", in: folder)
    #expect(try folder.text("now.jsonl").hasPrefix("{\"schema\": \"costcalc.journal/3\""))
    #expect(try output("merge \(name)-1-of-2.jsonl now.jsonl", in: folder) == now)
  }

  /// A search that was killed by the code of before, after its header, goes on.
  @Test func aSearchGoesOnInAJournalOfBefore() throws {
    let folder = try folder("1fbb368")
    let now = try output(JournalFormatTests.grid, in: folder)
    let header = try #require(folder.text("grid.jsonl").split(separator: "\n").first) + "\n"
    try folder.write(String(header), to: "killed.jsonl")
    let search = "\(JournalFormatTests.grid) --journal killed.jsonl"
    for line in [search, search, "merge killed.jsonl"] {
      #expect(try output(line, in: folder) == now)
    }
  }

  /// The trials of before are of other points of the same networks: none is run again.
  @Test func noTrialOfBeforeIsRunAgain() throws {
    let folder = try folder("1fbb368")
    let before = try folder.text("trials.jsonl")
    let table = """
      width  resolution  Accuracy   MACs  Params    Acts   Memory   Used  Points  Known
      ─────────────────────────────────────────────────────────────────────────────────
        1.5          24    1210.0  141 k  1.21 k  9.23 k  23.3 kB  70.4%       1  –
        1.0          32     698.0  125 k     698  10.3 k  27.4 kB  62.5%       2  net

      """
    for line in [
      "\(JournalFormatTests.trials) --evaluate 'echo $COSTCALC_PARAMETERS' --journal trials.jsonl",
      "merge trials.jsonl",
    ] {
      #expect(try output(line, in: folder).contains(table), "\(line)")
    }
    #expect(try folder.text("trials.jsonl") == before)
  }

  /// Metrics, failures and repeats as format 3 wrote them.
  @Test func noTrainingOfFormat3IsRunAgain() throws {
    let folder = try folder("57f5478")
    let before = try folder.text("trials.jsonl")
    let search = "\(JournalFormatTests.trials) --evaluate 'echo $COSTCALC_PARAMETERS' --repeats 2"
    for line in ["\(search) --journal trials.jsonl", "merge trials.jsonl"] {
      #expect(try output(line, in: folder).contains("≈: within one standard error of the best"))
    }
    // The search that goes on is noted, and no training.
    let trainings = try [before, folder.text("trials.jsonl")].map { text in
      text.split(separator: "\n").filter { $0.hasPrefix("{\"network\"") }
    }
    #expect(trainings[0].count == 4 && trainings[0] == trainings[1])
    let metrics = try Tool.run(shell: "costcalc merge metrics.jsonl", in: folder.url)
    #expect(metrics.status == 0 && metrics.output.contains("latency"), "\(metrics)")
  }

  /// A network is the same in other words and another layout; journals of both are one search.
  @Test(arguments: [("grid", JournalFormatTests.grid), ("sample", JournalFormatTests.sample)])
  func aRewordedSpecIsTheSameSearch(name: String, search: String) throws {
    let folder = try folder("1fbb368")
    let now = try output(search, in: folder)
    _ = try output("\(search) --shard 2/2 --journal two.jsonl", in: folder)
    _ = try output("\(search) --journal all.jsonl", in: folder)
    let before = try folder.text("all.jsonl")
    #expect(try output("merge \(name)-1-of-2.jsonl two.jsonl", in: folder) == now)
    let reworded = try folder.text("net.json").replacing("made for", with: "reworded:")
      .replacing("  ", with: " ").replacing("\"let\"", with: "\"note\": \"new\", \"let\"")
    try folder.write(reworded, to: "net.json")
    _ = try output("\(search) --shard 1/2 --journal one.jsonl", in: folder)
    #expect(try output("merge two.jsonl one.jsonl", in: folder) == now)
    #expect(try output("merge all.jsonl", in: folder) == now)
    #expect(try output("\(search) --journal all.jsonl", in: folder) == now)
    #expect(try folder.text("all.jsonl") == before)
  }

  /// Journals of before and of now are refused if a cell of the spec has changed.
  @Test(arguments: [("grid", JournalFormatTests.grid), ("sample", JournalFormatTests.sample)])
  func aChangedCellIsAnotherSearch(name: String, search: String) throws {
    let folder = try folder("1fbb368")
    _ = try output("\(search) --journal now.jsonl", in: folder)
    let changed = try folder.text("net.json").replacing(
      "\"dense\",     \"-\",      \"10\"", with: "\"dense\", \"-\", \"11\"")
    try folder.write(changed, to: "net.json")
    for journal in ["now.jsonl", "\(name).jsonl"] {
      let before = try folder.text(journal)
      for (line, message) in [
        (
          "merge \(journal)",
          "the journal '\(journal)' is of another spec of net; use the spec that it was written "
            + "with, or run its part of the search again"
        ),
        (
          "\(search) --journal \(journal)",
          "the journal '\(journal)' is another search's: its spec was different; name another "
            + "with --journal"
        ),
      ] {
        let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
        #expect(result.status == 2 && result.error == "costcalc: \(message)\n", "\(result)")
      }
      #expect(try folder.text(journal) == before)
    }
  }

  /// What a later version may mean is not guessed.
  @Test func aLaterFormatIsRefused() throws {
    let folder = try folder("441a72a")
    let later = try folder.text("grid.jsonl")
      .replacing("journal/1\", \"version\": \"0.1.0\"", with: "journal/4\", \"version\": \"0.9.0\"")
    try folder.write(later, to: "later.jsonl")
    for line in ["merge later.jsonl", "\(JournalFormatTests.grid) --journal later.jsonl"] {
      let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
      #expect(result.status == 2)
      #expect(
        result.error
          == "later.jsonl:1:12: this journal has format 4, and this costcalc reads formats 1 to 3; "
          + "use costcalc 0.9.0, which wrote it, or a later one\n")
      #expect(try folder.text("later.jsonl") == later)
    }
    for schema in ["journal/0", "journal/02", "journal/-1", "journal/+1", "journal/", "report/1"] {
      try folder.write(later.replacing("journal/4", with: schema), to: "none.jsonl")
      let result = try Tool.run(shell: "costcalc merge none.jsonl", in: folder.url)
      #expect(result.error == "none.jsonl:1:1: this is not the journal of a search\n", "\(schema)")
    }
  }
}
