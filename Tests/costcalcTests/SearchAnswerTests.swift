import Foundation
import TestSupport
import Testing

import costcalc

/// What the searches and `scale` say about what they show.
struct SearchAnswerTests {
  private static let specs = Repository.root.appending(
    path: "Tests/ScalingSearchTests/Fixtures/specs"
  ).path

  private func lines(_ line: String) throws -> [String] {
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(result.status == 0, "\(line): \(result.error)")
    return result.output.split(separator: "\n").map(String.init)
  }

  private func object(_ line: String) throws -> [String: Any] {
    let result = try Tool.run(shell: "costcalc \(line) --format json")
    #expect(result.status == 0, "\(line): \(result.error)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test(arguments: [
    (
      "grid-search --top 1",
      "real factor of MACs nearest to 2; efficientnet_b0, 386 M MACs; "
        + "ideal factor in the band 1.9 to 2.1"
    ),
    (
      "grid-search --top 1 --tolerance 0.05 --max-macs 2.5x --target 1.5",
      "real factor of MACs nearest to 1.5; efficientnet_b0, 386 M MACs; "
        + "ideal factor in the band 1.45 to 1.55; "
        + "at most 965 M MACs"
    ),
    (
      "grid-search --top 1 --minimize 'macs * real' --macs 500M:900m",
      "least macs * real; efficientnet_b0, 386 M MACs; ideal factor in the band 1.9 to 2.1; "
        + "500 M to 900 M MACs"
    ),
    (
      "grid-search mobilenet_v1 --vary width=0.5,1 --vary resolution=192,224",
      "in the order of the grid; mobilenet_v1, 569 M MACs"
    ),
    (
      "grid-search mobilenet_v1 --vary width=0.5,1 --pareto macs,-activations",
      "least macs; front of macs,-activations; mobilenet_v1, 569 M MACs"
    ),
    (
      "fit mobilenet_v2 --max-parameters 4m --max-memory 20MiB --top 1",
      "most of the budget used; mobilenet_v2, 301 M MACs; at most 4.00 M parameters; "
        + "at most 21.0 MB of memory"
    ),
    ("space detnas_space --sample 1", "in the order drawn"),
  ])
  func theFirstLineSaysWhatWasUnderstood(line: String, first: String) throws {
    let printed = try lines(line)
    #expect(printed[0] == first)
    let hint = "read it with --accuracy, or measure it with --evaluate"
    let isPapers = line.hasPrefix("grid-search --")
    #expect(
      printed[1]
        == (isPapers
          ? "EfficientNet's paper chose by accuracy, which is unknown here: "
          : "accuracy is unknown: ")
        + hint)
    #expect(try (object(line)["notes"] as? [String])?.first == first)
  }

  @Test func whereAccuracyIsKnownItRanks() throws {
    let printed = try lines(
      "grid-search mobilenet_v1 --vary width=0.5,1 --vary resolution=192,224 --accuracy published")
    #expect(printed[0] == "highest accuracy; mobilenet_v1, 569 M MACs")
    #expect(printed[1].hasPrefix("width  resolution"))
  }

  /// The paper's triple is a row whatever --top cuts, and whatever keeps it out.
  @Test(arguments: [
    ("grid-search --top 3", " 39  paper"),
    ("grid-search --top 40", "  2  paper"),
    ("grid-search --top 3 --tolerance 1%", "  –  paper, outside the band"),
    ("grid-search --alpha 1:2:0.3 --top 1", "  –  paper, not in the grid"),
    ("grid-search --max-macs 800M --top 1", "  –  paper, not within the budgets"),
    ("grid-search --where 'beta > 1.1' --top 1", "  –  paper, not within --where"),
    ("grid-search --pareto macs,parameters --top 1", "  –  paper, not on the front"),
  ])
  func thePaperIsAlwaysARow(line: String, ending: String) throws {
    let rows = try lines(line).filter { $0.contains("paper") && !$0.contains("accuracy") }
    #expect(rows.count == 1 && rows[0].hasSuffix(ending), "\(line): \(rows)")
    #expect(rows.first?.contains("1.2   1.1   1.15  1.9203") ?? false, "\(rows)")
    let object = try object(line)
    let apart = object["apart"] as? [String: Any]
    let cells = try #require(object["cells"] as? [[String: Any]])
    let own = cells.filter { $0["known"] as? [String] == ["paper"] }
    #expect((apart == nil) == (own.count == 1), "\(line)")
    #expect((apart ?? own.first)?["ideal"] as? Double == 1.92027)
    if let reason = apart?["excluded"] as? String { #expect(ending.hasSuffix(reason)) }
  }

  /// JSON has all points of a network, with decimals as they were typed.
  @Test func mergedPointsAreListed() throws {
    let line = "grid-search --format json"
    let text = try Tool.run(shell: "costcalc \(line)").output
    #expect(text.contains("\"ideal\": 1.92027,") && text.contains("\"band\": [1.9, 2.1]"))
    #expect(text.contains("[1.2, 1.1, 1.15],\n        [1.25, 1.1, 1.15]"))
    let cells = try #require(try object("grid-search")["cells"] as? [[String: Any]])
    for (index, cell) in cells.enumerated() {
      let merged = try #require(cell["merged"] as? [[Double]])
      #expect(cell["rank"] as? Int == index + 1 && merged.count == cell["points"] as? Int)
    }
    #expect(cells.count == 65)
    #expect(cells.reduce(0) { $0 + (($1["merged"] as? [[Double]])?.count ?? 0) } == 109)
  }

  /// CSV has exact decimals, and the columns of before where they were.
  @Test func csvKeepsItsColumns() throws {
    let rows = try lines("grid-search --alpha 1.2 --beta 1.1 --gamma 1.15 --format csv")
    #expect(
      rows[0]
        == "alpha,beta,gamma,ideal,real,accuracy,macs,parameters,activations,memory,depth,width,"
        + "resolution,used,points,choices,network,rank,known,peak")
    #expect(rows[1].hasPrefix("1.2,1.1,1.15,1.92027,2.572813680281463,,992629472,9109994,"))
    #expect(rows[1].contains(",1,paper,"))
  }

  @Test func releasedNetworksAreNamed() throws {
    let rows = try lines(
      "fit efficientnet_b0 --max-macs 700M --vary depth=1:1.2:0.05 --vary width=1 "
        + "--vary resolution=224:240:16 --all")
    #expect(
      rows.contains {
        $0.hasPrefix("  1.1      1         240  687 M") && $0.hasSuffix("  efficientnet_b1")
      })
    let stock = try lines("fit mobilenet_v2 --max-macs 1x --top 1")
    #expect(
      stock[4].hasPrefix("  1.0    1.0         224  301 M") && stock[4].hasSuffix("  mobilenet_v2"))
  }

  /// Copies that grow by concatenation have no closed form, and are searched all the same.
  @Test func whatGrowsIsSearched() throws {
    let grow = "\(SearchAnswerTests.specs)/grow.json"
    let searched = try lines("grid-search \(grow) --vary depth=0.5:2:0.5 --format csv")
    #expect(
      searched.dropFirst().map { $0.split(separator: ",")[2] } == [
        "4718592", "10616832", "18874368", "42467328",
      ])
    #expect(try lines("fit \(grow) --max-macs 20M").count > 3)
    let deep = try lines("fit \(SearchAnswerTests.specs)/yolov8.json --max-macs 8.7G --top 3")
    #expect(deep.dropLast().last?.hasPrefix("235,200 points, ") ?? false, "\(deep)")
  }

  // MARK: scale

  @Test func aStepStandsBesideTheNetworkThatItIs() throws {
    // The costs of B0 and B2 are torchvision's.
    let rows = try lines("scale --phi 0:3 --columns phi,member,memberMacs --exact")
    #expect(
      rows.dropFirst(3).map { $0.split(separator: " ").map(String.init) } == [
        ["0", "efficientnet_b0", "385,814,752"], ["1", "efficientnet_b2", "993,561,872"],
        ["2", "efficientnet_b3", "1,827,141,392"], ["3", "–", "–"],
      ])
  }

  /// On a narrow terminal rows say what they are; what a released network costs goes first.
  @Test(
    arguments: [
      (
        "scale --phi 0:1",
        ["phi", "depth", "width", "resolution", "Ideal", "Real", "MACs", "Released"]
      ),
      (
        "grid-search --top 1", ["alpha", "beta", "gamma", "Ideal", "Real", "MACs", "Rank", "Known"]
      ),
      (
        "fit mobilenet_v2 --max-macs 1x --top 1",
        ["depth", "width", "resolution", "MACs", "Used", "Known"]
      ),
    ] as [(String, [String])])
  func narrowTerminalsKeepWhatRowsAreAbout(line: String, headings: [String]) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
      print("skipped: no /usr/bin/script to make a terminal with")
      return
    }
    let result = try Tool.run(
      shell: "export COLUMNS=80 TERM=dumb; script -qec 'costcalc \(line)' /dev/null")
    let printed = result.output.split { $0.isNewline }.map(String.init)
    #expect(printed.allSatisfy { displayWidth($0) <= 80 }, "\(line)")
    let heading = try #require(printed.first { $0.contains("MACs") && !$0.contains(";") })
    let words = heading.split(separator: " ").map(String.init)
    #expect(headings.allSatisfy(words.contains), "\(heading)")
  }

  /// One row that can't be keeps no other from being shown.
  @Test func missingRowsAreExplained() throws {
    let all = try lines("scale --strategy all --phi 6:7")
    #expect(all.count == 15 && all.filter { $0.contains("depth") }.count == 4, "\(all)")
    let some = try lines("scale --phi=-20,0,20 --strategy all")
    #expect(some.count > 5)
    #expect(
      some.contains {
        $0.hasPrefix("no row for phi -20, resolution: phi = -20 gives a resolution of 0.")
          && $0.hasSuffix(", too small")
      }, "\(some)")
    let object = try object("scale --phi=-20,0,20 --strategy all")
    let notes = try #require(object["notes"] as? [String])
    #expect(notes[0] == "efficientnet_b0, 386 M MACs; alpha 1.2, beta 1.1, gamma 1.15, a 0.8")
    #expect(notes[1].hasPrefix("no row for phi "))
  }

  /// The coefficients come first; a network beside no released one says so.
  @Test func scaleSaysWhatItScalesBy() throws {
    for (line, first) in [
      ("scale", "efficientnet_b0, 386 M MACs; alpha 1.2, beta 1.1, gamma 1.15"),
      ("scale --phi 1 --gamma 1.3", "efficientnet_b0, 386 M MACs; alpha 1.2, beta 1.1, gamma 1.3"),
      (
        "scale --strategy fast --a 0.5 --phi 1",
        "efficientnet_b0, 386 M MACs; alpha 1.2, beta 1.1, gamma 1.15, a 0.5"
      ),
      ("scale --fit", "efficientnet_b0; alpha 1.2, beta 1.1, gamma 1.15"),
    ] {
      #expect(try lines(line)[0] == first, "\(line)")
    }
    let none = "Released: none is within 10 % in depth, width and resolution"
    #expect(try lines("scale mobilenet_v2 --phi 3").last == none)
    #expect(try !lines("scale").contains(none))
  }

  /// Values too large for any network are named, not a row of a file that nobody wrote.
  @Test func valuesTooLargeAreNamed() throws {
    let result = try Tool.run(["scale", "mobilenet_v2", "--phi", "100"])
    #expect(result.status == 2 && !result.error.contains(".json"))
    let start = "costcalc: --phi 100 gives depth 82817974.5"
    #expect(result.error.hasPrefix(start) && result.error.contains(", width 13780.6"))
    #expect(result.error.contains(", resolution 263046213: conv: the number is outside the range"))
    let fine = try Tool.run(
      shell: "costcalc grid-search mobilenet_v1 --vary width=0.00001:2.1:0.00001 "
        + "--vary resolution=1:210000:1 --vary classes=1:210000:1")
    #expect(
      fine.error.hasPrefix(
        "costcalc: the grid is too fine: it has 9.261e+15 points, and at most 2^53 can be counted"
      ))
  }

  /// What `fit` tried, and where it can't know whether a network could grow.
  @Test func fitSaysWhatItTried() throws {
    let vary = "--vary width=0.25,0.5,0.75,1 --vary resolution=128:224:32"
    let released = try lines("fit mobilenet_v1 --max-macs 60M \(vary)")
    #expect(
      released.suffix(2) == [
        "16 points, 5 feasible, 5 networks, 1 cannot grow, 1 at the edge of the values tried",
        "tried width 0.25, 0.5, 0.75, 1; resolution 128, 160, 192, 224",
      ])
    let wide = try lines("fit mobilenet_v2 --max-macs 150M --top 1")
    #expect(
      wide.last == "tried depth 0.25 to 3.0 (56 values); width 0.25 to 3.0 (56 values); "
        + "resolution 96 to 448 (23 values)")
    let single = try lines(
      "fit mobilenet_v1 --max-macs 60M --vary width=0.25 --vary resolution=128")
    #expect(single.contains { $0.hasSuffix(", 1 cannot grow") }, "\(single)")
  }

  /// Budgets that can be met one by one, but not at once, are named.
  @Test func budgetsInConflictAreNamed() throws {
    let result = try Tool.run(
      shell: "costcalc fit mobilenet_v1 --max-macs 60M --max-activations 600k "
        + "--vary width=0.25,0.5 --vary resolution=128,224 --macs 45M:60M")
    #expect(result.status == 2)
    #expect(
      result.error.hasSuffix(
        "is feasible: each of these alone can be met: at most 60.0 M MACs; "
          + "at most 600 k activations; 45.0 M to 60.0 M MACs\n"), "\(result.error)")
  }

  /// A program is named once.
  @Test func whatFailsIsNamedOnce() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Tool.run(
      shell: "costcalc grid-search --tolerance 0.1% --evaluate false --journal j", in: folder)
    #expect(result.status == 1)
    #expect(result.error.hasPrefix("costcalc: the command gave no number for 7 of the networks"))
  }
}
