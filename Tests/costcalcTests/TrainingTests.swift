import Foundation
import TestSupport
import Testing

/// Searches that train: answers with errors, and trainings that are paid for once.
struct TrainingTests {
  /// Six networks of a spec of its own; the command keeps count of what it is asked, in `log`.
  private static let spec = """
    { "name": "own", "note": "a note", "let": { "width": 1.0, "resolution": 32, "classes": 10 },
      "input": ["resolution", "resolution", 3],
      "body": [["operator", "k", "c"],
        ["conv", 3, "8 * width"], ["avgpool"], ["dense", "-", "classes"]] }
    """
  private static let train = """
    #!/bin/sh
    echo "$COSTCALC_WIDTH $COSTCALC_RESOLUTION $COSTCALC_SEED" >> log
    echo "{\\"accuracy\\": $((COSTCALC_MACS % 97 + COSTCALC_SEED * COSTCALC_SEED)), \\
      \\"latency\\": $((COSTCALC_RESOLUTION * 2))}" | tr -d '\\n'; echo
    """
  private static let grid = "grid-search own.json --vary width=0.5:1.5:0.5 --vary resolution=24,32"

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(TrainingTests.spec, to: "own.json")
    try folder.write(TrainingTests.train, to: "train")
    _ = try Tool.run(shell: "chmod +x train", in: folder.url)
    return folder
  }

  private func run(
    _ line: String, in folder: Scratch, status: Int32 = 0
  ) throws -> (output: String, error: String) {
    let result = try Tool.run(shell: line, in: folder.url)
    #expect(result.status == status, "\(line): \(result.error)")
    return (result.output, result.error)
  }

  /// How many trainings have run.
  private func count(_ folder: Scratch) throws -> Int {
    folder.has("log") ? try folder.text("log").split(separator: "\n").count : 0
  }

  private func cells(_ line: String, in folder: Scratch) throws -> [[String: Any]] {
    let output = try run("costcalc \(line) --format json", in: folder).output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return try #require(object?["cells"] as? [[String: Any]])
  }

  @Test func repeatsHaveAMeanAndAnError() throws {
    let folder = try folder()
    let search = "\(TrainingTests.grid) --evaluate ./train --journal j"
    let cells = try cells("\(search) --repeats 3 --jobs 2", in: folder)
    #expect(try count(folder) == 18)
    #expect(Set(try folder.text("log").split(separator: "\n")).count == 18)
    for cell in cells {
      // Seeds 1, 2 and 3 add 1, 4 and 9: a mean of 14/3, and squares of 98/3 about it.
      let macs = try #require(cell["macs"] as? Int)
      let accuracy = try #require(cell["accuracy"] as? Double)
      #expect(abs(accuracy - Double(macs % 97) - 14.0 / 3) < 1e-9)
      let error = try #require(cell["stderr"] as? Double)
      #expect(abs(error - (98.0 / 3 / 2 / 3).squareRoot()) < 1e-9)
      #expect(cell["n"] as? Int == 3 && cell["attempts"] as? Int == 3)
      #expect(cell["seconds"] as? Double != nil)
      let latency = (cell["metrics"] as? [String: [String: Any]])?["latency"]
      let resolution = (cell["parameters"] as? [String: Any])?["resolution"] as? Int
      #expect(latency?["mean"] as? Int ?? 0 == 2 * (resolution ?? -1))
      #expect(latency?["stderr"] as? Double == 0)
    }
    #expect(cells.map { $0["withinError"] as? Bool } == [true] + Array(repeating: false, count: 5))
    // The first two alone get more, which the journal keeps.
    let more = try self.cells("\(search) --repeats 5 --of-best 2", in: folder)
    #expect(more.map { $0["n"] as? Int } == [5, 5, 3, 3, 3, 3])
    #expect(try count(folder) == 22)
    let text = try run("costcalc \(search) --maximize 'accuracy - latency' --top 2", in: folder)
    #expect(text.output.contains("  ±  n  ≈ best  Seconds"), "\(text.output)")
    #expect(text.output.contains("≈: within one standard error of the best, 4.3: no other network"))
    #expect(try count(folder) == 22)
    let typo = try run("costcalc \(search) --maximize latenzy", in: folder, status: 2)
    #expect(typo.error.contains("latenzy"), "\(typo.error)")
  }

  /// The spread of the best makes ties of what an order of means would hide.
  @Test func whatIsWithinAStandardErrorIsMarked() throws {
    let folder = try folder()
    try folder.write(
      """
      # Source: typed by hand
      width,resolution,accuracy,stderr,n
      0.5,24,70,0.5,4
      0.5,32,71.0,0.6,4
      1,32,70.41,,1
      1.5,24,70.39,0.1,9
      """, to: "a.csv")
    let result = try run(
      "costcalc \(TrainingTests.grid) --accuracy a.csv --columns "
        + "width,resolution,accuracy,stderr,n,withinError", in: folder)
    #expect(
      result.output.contains(
        """
        width  resolution  Accuracy     ±  n  ≈ best
        ────────────────────────────────────────────
          0.5          32     71.00  0.60  4  ≈
          1.0          32     70.41     –  1  ≈
          1.5          24     70.39  0.10  9
          0.5          24     70.00  0.50  4
          1.0          24         –     –  –
        """), "\(result.output)")
    #expect(
      result.output.contains("≈: within one standard error of the best, 0.60: 2 networks"))
    try folder.write("width,accuracy,stderr\n1,70,-1\n", to: "b.csv")
    let wrong = try run("costcalc \(TrainingTests.grid) --accuracy b.csv", in: folder, status: 2)
    #expect(wrong.error == "b.csv:2:1: stderr is wrong, not '-1'\n", "\(wrong.error)")
  }

  /// Another search of the same networks goes on in the journal, whatever its words.
  @Test func aTrainingIsOfANetwork() throws {
    let folder = try folder()
    let options = "--evaluate ./train --journal j"
    _ = try run("costcalc \(TrainingTests.grid) \(options)", in: folder)
    #expect(try count(folder) == 6)
    let reworded = TrainingTests.spec.replacing("a note", with: "another")
      .replacing("  ", with: " ")
    _ = try run("mkdir -p sub", in: folder)
    try folder.write(reworded, to: "sub/own.json")
    for search in [
      "grid-search own.json --vary width=0.50,1.0,1.50 --vary resolution=24:32:8",
      "grid-search ./sub/../sub/own.json --vary resolution=32,24 --vary width=0.5:1.5:0.5",
      "fit own.json --vary width=0.5:1.5:0.5 --vary resolution=24,32 --max-macs 200k --all",
      "grid-search own.json --vary width=1 --resolution 24 --maximize 'accuracy / macs'",
      "grid-search own.json --vary width=1 --classes 10 --max-macs 1G --shard 1/1",
    ] {
      _ = try run("costcalc \(search) \(options)", in: folder)
      #expect(try count(folder) == 6, "\(search)")
    }
    // What is another network is trained: other classes, another width.
    _ = try run(
      "costcalc grid-search own.json --vary width=1,2 --classes 11 \(options)", in: folder)
    #expect(try count(folder) == 8)
    // The journal is of the last search, and merge prints what it would.
    let last = try run(
      "costcalc grid-search own.json --vary width=0.5,1,2 \(options)", in: folder
    ).output
    #expect(try count(folder) == 9)
    #expect(try run("costcalc merge j", in: folder).output == last)
  }

  @Test func whatCantBeComparedIsRefused() throws {
    let folder = try folder()
    let search = "costcalc \(TrainingTests.grid) --journal j --evaluate"
    _ = try run("\(search) ./train --tag '1 epoch'", in: folder)
    let before = try folder.text("j")
    for (line, difference) in [
      (
        "\(search) './train fast' --tag '1 epoch'",
        "answers of the command './train' with the tag '1 epoch', not of the command "
          + "'./train fast' with the tag '1 epoch'; "
      ),
      (
        "\(search) ./train --tag '9 epochs'",
        "not of the command './train' with the tag '9 epochs'; "
      ),
      ("\(search) ./train", "not of the command './train'; "),
    ] {
      let result = try run(line, in: folder, status: 2)
      #expect(
        result.error.contains(
          difference + "name another with --journal, or use --comparable if they can be compared"),
        "\(result.error)")
      #expect(try folder.text("j") == before)
    }
    _ = try run("\(search) ./train --comparable", in: folder)
    #expect(try count(folder) == 6)
    // It was allowed once, so it is from now on.
    _ = try run("\(search) ./train", in: folder)
    // Another cell of the spec is another network of the same name.
    try folder.write(TrainingTests.spec.replacing("8 * width", with: "9 * width"), to: "own.json")
    let changed = try run("\(search) ./train", in: folder, status: 2)
    #expect(changed.error.contains("its spec was different"), "\(changed.error)")
  }

  @Test func trainingsOfOtherSearchesAreReused() throws {
    let folder = try folder()
    let small = "costcalc grid-search own.json --vary width=0.5,1 --evaluate ./train"
    _ = try run("\(small) --journal a --repeats 2", in: folder)
    _ = try run("\(small) --journal b --repeats 2 --first-seed 5", in: folder)
    #expect(try count(folder) == 8)
    let cells = try cells(
      "grid-search own.json --vary width=0.5,1,1.5 --reuse a b --evaluate ./train --journal c",
      in: folder)
    #expect(try count(folder) == 9)
    #expect(cells.compactMap { $0["n"] as? Int }.sorted() == [1, 4, 4])
    // The journal needs the others no longer.
    _ = try run("rm a b", in: folder)
    let alone = try self.cells(
      "grid-search own.json --vary width=0.5,1,1.5 --evaluate ./train --journal c", in: folder)
    #expect(alone.map { $0["n"] as? Int } == cells.map { $0["n"] as? Int })
    #expect(try count(folder) == 9)
    // Without a command they are only shown.
    let shown = try self.cells("grid-search own.json --vary width=1,2 --reuse c", in: folder)
    #expect(shown.map { $0["n"] as? Int } == [4, nil])
    // A table knows some; the command tries the others.
    let table = try run(
      "costcalc grid-search own.json --vary width=0.5,1,1.5 --reuse c --format csv > t.csv; "
        + "costcalc grid-search own.json --vary width=0.5:2.5:0.5 --accuracy t.csv "
        + "--evaluate ./train --journal d --format csv > u.csv", in: folder)
    #expect(table.error == "")
    #expect(try count(folder) == 11)
    let line = "costcalc grid-search own.json --vary width=0.5:2.5:0.5 --format csv --accuracy"
    let again = try run("\(line) u.csv", in: folder).output
    #expect(try again == folder.text("u.csv"))
  }

  @Test func journalsWithOtherSeedsArePooled() throws {
    let folder = try folder()
    let search = "costcalc \(TrainingTests.grid) --evaluate ./train --repeats 2"
    _ = try run("\(search) --journal a", in: folder)
    _ = try run("\(search) --journal b --first-seed 3", in: folder)
    _ = try run(
      "costcalc \(TrainingTests.grid) --evaluate ./train --repeats 4 --journal all", in: folder)
    let columns = "--columns width,resolution,accuracy,stderr,n,attempts,latency"
    let whole = try run("costcalc merge all \(columns)", in: folder).output
    for journals in ["a b", "b a", "b a a b"] {
      #expect(try run("costcalc merge \(journals) \(columns)", in: folder).output == whole)
    }
    let other = try run(
      "costcalc \(TrainingTests.grid) --evaluate ./train --tag x --journal c; costcalc merge a c",
      in: folder, status: 2)
    #expect(other.error.contains("use --comparable if their answers can be compared"))
    _ = try run("costcalc merge a c --comparable", in: folder)
  }

  /// A journal of before knows its networks only with its own search, and can be converted.
  @Test func aJournalOfBeforeIsConverted() throws {
    let folder = try Scratch()
    let fixtures = Repository.root.appending(path: "Tests/costcalcTests/Fixtures/journals")
    for name in ["net.json", "1fbb368/trials.jsonl"] {
      let file = fixtures.appending(path: name)
      try folder.write(try String(contentsOf: file, encoding: .utf8), to: file.lastPathComponent)
    }
    let other =
      "costcalc fit net.json --max-macs 210k --vary width=0.5:1.5:0.5 --vary resolution=24,32 "
      + "--evaluate 'echo $COSTCALC_PARAMETERS'"
    let refused = try run("\(other) --journal trials.jsonl", in: folder, status: 2)
    #expect(
      refused.error.hasSuffix("'costcalc merge trials.jsonl --journal NEW' converts it\n"),
      "\(refused.error)")
    _ = try run("costcalc merge trials.jsonl --journal new.jsonl", in: folder)
    _ = try run("\(other) --journal new.jsonl --columns accuracy", in: folder)
    let lines = try folder.text("new.jsonl").split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("{\"schema\": \"costcalc.journal/3\""))
    #expect(lines[1].contains("\"seed\": null") && lines[3].hasPrefix("{\"search\": "))
  }

  @Test func whatIsFoundIsASpec() throws {
    let folder = try folder()
    for (search, name) in [
      ("\(TrainingTests.grid) --classes 7", "own"),
      ("fit own.json --max-macs 200k --vary width=0.5:1.5:0.25", "own"),
      ("grid-search --tolerance 1% --top 4", "efficientnet_b0"),
      ("grid-search efficientnet_b1 --tolerance 2% --gamma 1:2:0.5 --top 3", "efficientnet_b1"),
      ("scale --phi=-1:2:0.5", "efficientnet_b0"), ("scale mobilenet_v2 --phi 1:2", "mobilenet_v2"),
      ("scale efficientdet_d0", "efficientdet_d0"),
    ] {
      let found = try run("costcalc \(search) --format csv --output found.json", in: folder)
      let rows = found.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let header = try #require(rows.first)
      let macs = try #require(header.firstIndex(of: "macs"))
      let rank = header.firstIndex(of: "rank")
      let check = try run(
        "mkdir -p away; cp found.json away; cd away; costcalc check found.json",
        in: folder)
      #expect(check.output.contains("no faults"), "\(check)")
      let ranked = rows.dropFirst().filter { row in rank.map { !row[$0].isEmpty } ?? true }
      #expect(!ranked.isEmpty)
      for (number, row) in ranked.enumerated() {
        let count = try run(
          "cd away; costcalc count found.json --variant \(name)_found_\(number + 1) --format json",
          in: folder)
        #expect(count.output.contains("\"macs\": \(row[macs]),"), "\(search), row \(number)")
      }
    }
    for line in ["\(TrainingTests.grid) -o own.json", "scale own.json --phi 0 -o own.json"] {
      let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
      #expect(result.status == 2)
    }
    #expect(try folder.text("own.json") == TrainingTests.spec)
  }
}
