import Foundation
import Testing

import costcalc

/// Searches as users run them: interrupted, killed, shared between machines.
struct SearchTests {
  /// A search of 29 networks whose command writes what it did into `log`.
  private static let search = """
    costcalc grid-search --tolerance 1% --jobs 2 --journal j.jsonl --format csv \
    --evaluate 'sleep 0.01; echo $COSTCALC_MACS >> log; echo $((COSTCALC_MACS % 97))'
    """

  private func lines(_ folder: Scratch, _ name: String) throws -> [String] {
    // What stands behind the last line feed is no line yet.
    try folder.text(name).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  @Test func anInterruptShowsTheBestSoFar() throws {
    let folder = try Scratch()
    // The fifth command sends the signal, once, while others run.
    let interrupted = SearchTests.search.replacingOccurrences(
      of: ">> log;",
      with: ">> log; [ $(wc -l < log) -lt 5 ] || ! mkdir sent 2> /dev/null || kill -INT $PPID;")
    let result = try Tool.run(shell: interrupted, in: folder.url)
    #expect(result.status == 130)
    let known = try lines(folder, "j.jsonl").count - 1
    #expect(known > 0 && known < 29)
    let rows = result.output.split(separator: "\n").dropFirst()
    #expect(rows.count == 29)
    #expect(
      rows.filter { !$0.split(separator: ",", omittingEmptySubsequences: false)[5].isEmpty }.count
        == known)
    // A grid without commands, too.
    let grid =
      "grid-search --vary depth=1:2:0.01 --vary width=1:2:0.001 --vary resolution=224:9999:1 "
      + "--vary classes=1:1000:1 --macs 1.999x:2.001x --format json"
    // In the foreground, or timeout sends the signal twice, and the second ends it at once.
    let scan = try Tool.run(
      shell: "timeout --foreground --preserve-status -s INT 3 costcalc \(grid) > out",
      in: folder.url)
    #expect(scan.status == 130)
    #expect(try folder.text("out").contains("\"complete\": false"))
  }

  @Test(arguments: [
    ("grid-search --max-macs 1k", "efficientnet_b0", "the minimum is 386 M MACs"),
    (
      "grid-search --max-memory 1kB", "efficientnet_b0",
      "the network with the fewest parameters needs 33.0 MB of memory"
    ),
    ("grid-search --where 'alpha > 3'", "efficientnet_b0", "no point meets --where"),
    (
      "grid-search --alpha 1 --beta 1 --gamma 1", "efficientnet_b0",
      "the nearest ideal factor is 1.00000, 1.000 from 2"
    ),
    ("fit mobilenet_v1 --max-macs 1k", "mobilenet_v1", "the minimum is 3.18 M MACs"),
    (
      "fit mobilenet_v1 --machine h100 --max-latency 1ns", "mobilenet_v1",
      "the fewest MACs alone take 95.1 ns"
    ),
    (
      "fit mobilenet_v1 --machine h100 --max-latency 500ns", "mobilenet_v1",
      "the fastest network takes 741 ns"
    ),
    (
      "space mnasnet_space --sample 3 --machine a100 --max-latency 1us", "mnasnet_space",
      "the fastest network found takes 12.0 µs"
    ),
    (
      "fit mobilenet_v1 --max-peak 1kB --activations int8", "mobilenet_v1",
      "the network with the fewest parameters needs 55.3 kB for its live tensors"
    ),
    (
      "fit ssd300_vgg16 --max-macs 300M --vary resolution=32:64:16", "ssd300_vgg16",
      "no point of the grid has a network"
    ),
    (
      "fit mobilenet_v1 --max-memory 1kB", "mobilenet_v1",
      "the network with the fewest parameters needs "
    ),
    (
      "space detnas_space --sample 2 --max-macs 1k", "detnas_space",
      "the smallest network found has 270 M MACs"
    ),
  ])
  func whatCantBeMetIsSaidByHowMuch(line: String, model: String, reason: String) throws {
    let folder = try Scratch()
    let error = "costcalc: no network of \(model) is feasible: \(reason)"
    for (format, output) in [
      // What was looked at is said, and no heading stands above no rows.
      ("text", ", 0 feasible"), ("json", "\"cells\": []"), ("csv", "macs,parameters,"),
    ] {
      let result = try Tool.run(shell: "costcalc \(line) --format \(format)", in: folder.url)
      #expect(result.status == 2)
      #expect(result.error.hasPrefix(error), "\(result.error)")
      #expect(result.output.contains(output), "\(result.output)")
      if format == "text" { #expect(!result.output.contains("Params"), "\(result.output)") }
    }
  }

  /// Where random points would hardly ever be within the budgets, none is drawn.
  @Test func whatIsRareIsNotLookedFor() throws {
    let start = ContinuousClock.now
    let result = try Tool.run(
      shell: "costcalc space detnas_space_large --sample 100000 --max-macs 1040M --format csv")
    #expect(result.status == 2 && result.output.split(separator: "\n").count == 1)
    #expect(
      result.error.hasPrefix(
        "costcalc: no network of detnas_space_large was found: the smallest network found has "
          + "1.02 G MACs, and at most about one point in "), "\(result.error)")
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  /// A fault of the first point of a space stands at its place.
  @Test func aSpaceWithoutNetworksSaysWhere() throws {
    let folder = try Scratch()
    try folder.write(
      """
      { "name": "own", "let": { "g": [5, 7] }, "input": [8, 8, 3],
        "body": [["operator", "k", "c", "g"],
          ["conv", 3, 8, "g"]] }
      """, to: "own.json")
    let result = try Tool.run(
      shell: "costcalc space own.json --sample 2 --max-macs 1M", in: folder.url)
    #expect(result.status == 2)
    #expect(
      result.error == "own.json:3:5: no network of own was found: the first point without one: "
        + "7 groups do not divide 3 input channels\n")
  }

  /// A network without numbers has none to name.
  @Test func nothingIsListedWhereNothingCanBeSearched() throws {
    let folder = try Scratch()
    try folder.write(
      #"{ "name": "own", "input": [8, 8, 3], "body": [["operator"], ["relu"]] }"#, to: "own.json")
    let result = try Tool.run(shell: "costcalc grid-search own.json --vary x=1", in: folder.url)
    #expect(
      result.error == """
        costcalc grid-search: --vary: own has no numeric parameter 'x'
        Try 'costcalc grid-search --help'.

        """)
  }

  @Test func whatCantBeKeptIsSaid() throws {
    let folder = try Scratch()
    let table: [(line: String, status: Int32, error: String)] = [
      // As on a full disk, a write fails in the middle of a line.
      (
        "ulimit -f 1; trap '' XFSZ; costcalc grid-search --tolerance 1% --journal full "
          + "--evaluate 'echo 0.5'",
        2, "can't be written: File too large"
      ),
      (
        "(\(SearchTests.search) >/dev/null &) ; sleep 0.3; \(SearchTests.search)", 2,
        "another search is writing the journal"
      ),
      (
        SearchTests.search.replacingOccurrences(of: "% 97", with: "% 98"), 2,
        "has answers of the command 'sleep 0.01; echo $COSTCALC_MACS >> log; echo "
          + "$((COSTCALC_MACS % 97))', not of the command"
      ),
      (SearchTests.search.replacingOccurrences(of: "j.jsonl", with: "no/j"), 2, "can't be opened"),
      (
        SearchTests.search.replacingOccurrences(of: "j.jsonl", with: "/dev/null"), 2,
        "can't hold a journal"
      ),
      (
        "costcalc grid-search --tolerance 1% --journal k --evaluate 'exit 3'", 1,
        "costcalc: the command gave no number for 29 of the networks; the first: "
      ),
    ]
    for (line, status, error) in table {
      let result = try Tool.run(shell: line, in: folder.url)
      #expect(result.status == status, "\(line): \(result.error)")
      #expect(result.error.contains(error), "\(line): \(result.error)")
    }
    // Whatever happened, the journal is whole, and the search comes to its end.
    let result = try Tool.run(shell: "sleep 0.5; \(SearchTests.search)", in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(try lines(folder, "j.jsonl").count == 30)
    let filled = try Tool.run(
      shell: "costcalc grid-search --tolerance 1% --journal full --evaluate 'echo 0.5'",
      in: folder.url)
    #expect(filled.status == 0, "\(filled.error)")
    #expect(try lines(folder, "full").count == 30)
  }

  /// Parts on several machines are one search, in every format and in any order.
  @Test func mergedPartsAreOneSearch() throws {
    let folder = try Scratch()
    let searches = [
      "grid-search --tolerance 5%",
      "grid-search --tolerance 1% --evaluate 'echo $((COSTCALC_MACS % 97))'",
      "grid-search mobilenet_v1 --vary width=0.25:1:0.01 --vary resolution=96:224:32 --max-macs 90M",
      "fit mobilenet_v2 --max-macs 150M --max-parameters 3M",
      "space detnas_space --sample 40 --seed 5 --max-macs 330M",
    ]
    for (number, search) in searches.enumerated() {
      for part in 1...3 {
        let result = try Tool.run(
          shell: "costcalc \(search) --shard \(part)/3 --journal \(number)-\(part)", in: folder.url)
        #expect([0, 1].contains(result.status), "\(search): \(result.error)")
      }
      // A last line that was never finished.
      _ = try Tool.run(shell: "printf '{\"netw' >> \(number)-2", in: folder.url)
      for format in ["text", "json", "csv", "markdown"] {
        let whole = try Tool.run(
          shell: "costcalc \(search) --journal \(number)-whole --format \(format)", in: folder.url)
        for order in ["3 1 2", "1 2 3 2 1"] {
          let files = order.split(separator: " ").map { "\(number)-\($0)" }
          let merged = try Tool.run(
            shell: "costcalc merge \(files.joined(separator: " ")) --format \(format)",
            in: folder.url)
          #expect(merged.output == whole.output, "\(search), \(format): \(merged.error)")
          #expect(merged.status == whole.status)
        }
      }
    }
    let missing = try Tool.run(shell: "costcalc merge 0-1 0-3", in: folder.url)
    #expect(
      missing.status == 2 && missing.error == "costcalc: the journal of part 2/3 is missing\n")
    let mixed = try Tool.run(shell: "costcalc merge 0-1 2-2", in: folder.url)
    #expect(mixed.status == 2 && mixed.error.contains("belongs to a different search"))
  }

  @Test func whatASpaceFindsIsASpec() throws {
    let folder = try Scratch()
    for search in [
      "space mnasnet_space --sample 5 --seed 3", "space detnas_space_large --sample 2",
      "space mnasnet_space --evolve 40 --population 10 --tournament 5 --maximize 'parameters / macs'",
      "space mnasnet_space --resolution 128 --classes 10 --sample 3",
      "space mnasnet_space --input 96x128 --sample 2",
    ] {
      let found = try Tool.run(
        shell: "costcalc \(search) --format csv --output found.json", in: folder.url)
      #expect(found.status == 0, "\(search): \(found.error)")
      let rows = found.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let macs = try #require(rows.first?.firstIndex(of: "macs"))
      let check = try Tool.run(shell: "costcalc check found.json", in: folder.url)
      #expect(check.status == 0, "\(search): \(check.error)")
      let name = String(search.split(separator: " ")[1])
      for (number, row) in rows.dropFirst().enumerated() {
        let count = try Tool.run(
          shell: "costcalc count found.json --variant \(name)_found_\(number + 1) --format json",
          in: folder.url)
        #expect(count.output.contains("\"macs\": \(row[macs]),"), "\(search): \(count.error)")
      }
      // The same seed, the same networks, with any number of threads.
      let again = try Tool.run(
        shell: "costcalc \(search) --format csv --threads 3", in: folder.url)
      #expect(again.output == found.output, "\(search)")
    }
  }

  /// MnasNet's reward, accuracy · (cost / target)^w with w = -0.07, ranks what was measured.
  @Test func mnasNetsRewardIsAnObjective() throws {
    let folder = try Scratch()
    let line = """
      costcalc grid-search mobilenet_v1 --vary width=0.25:1:0.25 --vary resolution=128:224:32 \
      --accuracy published --maximize 'accuracy * (macs / 150e6)^-0.07' --format json
      """
    let object = try JSONSerialization.jsonObject(
      with: Data(try Tool.run(shell: line, in: folder.url).output.utf8))
    let cells = try #require((object as? [String: Any])?["cells"] as? [[String: Any]])
    let rewards = try cells.map { cell in
      let (accuracy, macs) = (
        try #require(cell["accuracy"] as? Double), try #require(cell["macs"] as? Double)
      )
      return accuracy * pow(macs / 150e6, -0.07)
    }
    #expect(rewards.count == 16 && rewards == rewards.sorted(by: >))
  }
}
