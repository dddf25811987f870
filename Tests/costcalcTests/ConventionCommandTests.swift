import Foundation
import Specs
import Testing

import costcalc

/// Conventions as users name them: by a word, or by a file of their own; and what headings say.
struct ConventionCommandTests {
  /// Two operations for a product, nothing for the rest.
  private static let mine = """
    { "name": "mine", "title": "Mine", "source": "me", "unit": "FLOPs",
      "macs": [["term", "of", "count"], ["convolution", ["conv", "depthwise"], "2 * macs"]] }
    """

  private func inScratch(_ text: String, _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(to: folder.appending(path: "mine.json"), atomically: true, encoding: .utf8)
    try body(folder)
  }

  @Test func aFileIsAConvention() throws {
    try inScratch(ConventionCommandTests.mine) { folder in
      for (line, output) in [
        ("table mobilenet_v1 --width 1 --resolution 224", "macs\n1135432704\n"),
        ("compare mobilenet_v1 mobilenet_v1", "macs\n1135432704\n1135432704\n"),
      ] {
        let result = try Tool.run(
          shell: "costcalc \(line) --convention ./mine.json --format csv --columns macs",
          in: folder)
        #expect(result.output == output && result.status == 0, "\(line): \(result.error)")
      }
      for line in [
        "count mobilenet_v1 --convention mine.json", "formula mobilenet_v1 --convention mine.json",
        "explain mobilenet_v1 --from mine.json --to thop",
        "explain mobilenet_v1 --from thop --to ./mine.json",
      ] {
        let result = try Tool.run(shell: "costcalc \(line)", in: folder)
        #expect(result.status == 0 && result.output.contains("FLOPs"), "\(line): \(result.error)")
      }
    }
  }

  /// Terms that cancel each other differ from another convention's by more than 2^127: this was a
  /// trap.
  @Test func termsBeyondTheIntegersAreRefused() throws {
    let convention = """
      { "name": "mine", "title": "Mine", "source": "this test",
        "macs": [["term", "of", "count"],
          ["a", "conv", "macs - 10 ^ 38"], ["b", "conv", "10 ^ 38"]] }
      """
    try inScratch(convention) { folder in
      try convention.replacing("- 10 ^ 38", with: "+ 10 ^ 38").replacing(
        "\"10 ^ 38\"", with: "\"0 - 10 ^ 38\""
      ).write(to: folder.appending(path: "other.json"), atomically: true, encoding: .utf8)
      try #"{"name": "one", "input": [4, 4, 3], "body": [["operator", "k", "c"], ["conv", 3, 8]]}"#
        .write(to: folder.appending(path: "one.json"), atomically: true, encoding: .utf8)
      for ends in ["--from mine.json --to other.json", "--from other.json --to mine.json"] {
        let result = try Tool.run(shell: "costcalc explain one.json \(ends)", in: folder)
        #expect(result.status == 2 && result.output == "", "\(ends): \(result)")
        let file = ends.hasPrefix("--from mine") ? "mine" : "other"
        #expect(
          result.error.hasPrefix(
            "\(file).json:3:20: a of one: the number is outside the range of integers"),
          "\(result.error)")
      }
    }
  }

  /// Each term is within 2^127, and their sum is not: this was a trap.
  @Test func sumsBeyondTheIntegersAreRefused() throws {
    let huge = "9223372036854775807 * 9223372036854775807"
    let convention = """
      { "name": "huge", "title": "Huge", "source": "this test",
        "macs": [["term", "of", "count"], ["a", "conv", "\(huge)"], ["b", "conv", "\(huge)"]] }
      """
    try inScratch(convention) { folder in
      for ends in ["--from mine.json --to thop", "--from thop --to mine.json"] {
        let result = try Tool.run(shell: "costcalc explain alexnet \(ends)", in: folder)
        #expect(result.status == 2 && result.output == "", "\(ends): \(result)")
        #expect(result.error.contains("the number is outside the range of integers"))
      }
    }
  }

  @Test func faultsOfAFileHavePlaces() throws {
    let table = [
      (
        "mine.json", ConventionCommandTests.mine.replacing("macs\"]", with: "mac\"]"),
        "mine.json:2:76: unknown quantity 'mac'; did you mean 'macs'?"
      ),
      (
        "./mine.json", "{ \"name\": \"mine\" }",
        "./mine.json:1:1: a convention needs a 'name', a 'title' and a 'source'; 'title', 'source' are missing"
      ),
      (
        "mine.json", "{",
        "mine.json:1:2: the file ends inside the object opened at 1:1; close it with '}'"
      ),
      ("other.json", "{", "costcalc: 'other.json' can't be read: No such file or directory"),
    ]
    for (file, text, message) in table {
      try inScratch(text) { folder in
        for line in ["count mobilenet_v1 --convention", "explain mobilenet_v1 --to"] {
          let result = try Tool.run(shell: "costcalc \(line) \(file)", in: folder)
          #expect(result.error == message + "\n", "\(line) \(file)")
          #expect(result.status == 2 && result.output == "", "\(line) \(file)")
        }
      }
    }
  }

  /// The heading is what the convention counts; our own FLOPs are then called otherwise.
  @Test func headingsSayWhatIsCounted() throws {
    for (line, headings) in [
      (
        "count mobilenet_v1 --convention torch-flops --columns layer,macs,flops",
        ["Layer", "FLOPs", "2 × MACs"]
      ),
      (
        "count mobilenet_v1 --convention thop --columns layer,macs,flops",
        ["Layer", "MACs", "FLOPs"]
      ),
      ("count mobilenet_v1 --kinds --convention deepspeed --columns kind,macs", ["Kind", "FLOPs"]),
      (
        "count mobilenet_v1 --fold stages --convention deepspeed --columns layer,macs",
        ["Layer", "FLOPs"]
      ),
      (
        "table mobilenet_v1 --convention torch-flops --columns width,macs", ["width", "FLOPs"]
      ),
      (
        "compare mobilenet_v1 resnet50 --convention torch-flops --columns model,macs",
        ["Model", "FLOPs"]
      ),
    ] {
      let output = try Tool.run(shell: "costcalc \(line)").output
      let first = output.prefix { $0 != "\n" }
      let titles = first.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(titles.filter { !$0.isEmpty } == headings, "\(line)")
    }
    let formula = try Tool.run(["formula", "mobilenet_v1", "--convention", "torch-flops"]).output
    #expect(formula.contains("\nFLOPs =\n") && !formula.contains("MACs ="))
    let json = try Tool.run([
      "count", "mobilenet_v1", "--convention", "torch-flops", "--format", "json",
    ]).output
    #expect(json.contains("\"macsUnit\": \"FLOPs\""))
  }

  /// What a convention does not change is said below every table.
  @Test func notesSayWhatIsOurs() throws {
    for line in [
      "count mobilenet_v1", "count mobilenet_v1 --kinds", "table mobilenet_v1 --width 1",
      "compare mobilenet_v1 resnet50", "formula mobilenet_v1",
    ] {
      let result = try Tool.run(shell: "costcalc \(line) --convention thop")
      let note =
        "MACs as thop counts them; all else, such as traffic and FLOPs/byte, by our own rules\n"
      #expect(result.output.contains("\n" + note), "\(line): \(result.output)")
      let json = try Tool.run(shell: "costcalc \(line) --convention thop --format json").output
      #expect(json.contains("by our own rules"), "\(line)")
    }
  }

  @Test func commandsWithoutConventionsSaySo() throws {
    for line in [
      "fit mobilenet_v2 --max-macs 200M", "grid-search", "scale efficientnet_b0",
      "roofline mobilenet_v1 -m h100",
    ] {
      let command = line.prefix { $0 != " " }
      let result = try Tool.run(shell: "costcalc \(line) --convention thop")
      #expect(
        result.error.hasPrefix(
          "costcalc \(command): unknown option '--convention'; \(command) always uses our own "
            + "counts; table, count, compare, formula, report and check take --convention\n"),
        "\(result.error)")
      #expect(result.status == 2)
    }
    // Any other option of another command is found, too.
    for (line, remedy) in [
      ("fit mobilenet_v2 --fold blocks", "count takes --fold"),
      ("list --svg y", "memory and roofline take --svg"),
    ] {
      let result = try Tool.run(shell: "costcalc \(line)")
      #expect(result.error.contains("; \(remedy)\n"), "\(result.error)")
    }
  }

  @Test func aFileIsNamedAsOne() throws {
    try inScratch(ConventionCommandTests.mine) { folder in
      for (line, remedy) in [
        ("count mobilenet_v1 --convention mine", "mine.json; choose costcalc, calflops"),
        ("explain mobilenet_v1 --to npux", "./npux; choose calflops"),
        ("roofline mobilenet_v1 -m mine", "mine.json; choose a100"),
      ] {
        let result = try Tool.run(shell: "costcalc \(line)", in: folder)
        let rule = "; a file's name has a '/' or ends in .json: \(remedy)"
        #expect(result.error.contains(rule) && result.status == 2, "\(line): \(result.error)")
      }
    }
  }

  /// `check` reads whatever a user may write.
  @Test func everyKindOfFileIsChecked() throws {
    try inScratch(ConventionCommandTests.mine) { folder in
      let files = "mine.json machine.json spec.json"
      let all = try Tool.run(
        shell: "costcalc spec h100 > machine.json; costcalc spec mobilenet_v1 > spec.json; "
          + "costcalc check \(files)", in: folder)
      #expect(
        all.output
          == "mine.json: convention mine, no faults\nmachine.json: machine h100, no faults\n"
          + "spec.json: mobilenet_v1, no faults\n", "\(all.output)\(all.error)")
      let faulty = try Tool.run(
        shell: "sed -i s/macs/mac/2 mine.json; sed -i s/fp32/fp31/ machine.json; "
          + "costcalc check mine.json machine.json", in: folder)
      #expect(faulty.status == 2)
      #expect(faulty.error.contains("mine.json:2:") && faulty.error.contains("machine.json:"))
    }
  }

  @Test func explainSaysWhatItCounts() throws {
    let csv = try Tool.run(["explain", "mobilenet_v2", "--format", "csv"]).output
    for line in [
      "torch-flops,FLOPs,601548544,", "paper,MACs,300774272,", "costcalc,parameters,3504872,",
      "without-classifier,parameters,2223872,",
    ] {
      #expect(csv.contains("\n" + line), "\(line)")
    }
    #expect(!csv.contains("Multiply-adds without the classifier"))
  }

  @Test func valuesAreExplained() throws {
    let found = try Tool.run(["explain", "efficientnet_b0", "--value", "14819392", "--exact"])
    #expect(found.status == 0)
    #expect(found.output.contains("14,819,392"))
    #expect(
      found.output.contains("thop-0.0: linear 1,280,000 + batch norm 13,475,392 + pooling 64,000\n")
    )
    let chance = try Tool.run(["explain", "mobilenet_v2", "--value", "314M"])
    #expect(chance.status == 0 && chance.output.contains("may be chance"))
    #expect(!chance.output.contains("explains it"))
    // Our own count is among them, however many agree.
    let many = try Tool.run(["explain", "resnet50", "--value", "4.1G", "--format", "csv"])
    #expect(many.output.contains("\npaper,MACs,4089184256,"))
    let none = try Tool.run(["explain", "mobilenet_v2", "--value", "3504871"])
    #expect(none.status == 1 && none.output.contains("nearest"))
    // The digits that were given are shown, and one more.
    let digits = try Tool.run(["explain", "mobilenet_v2", "--value", "300.7M"])
    #expect(digits.output.contains("300.77 M"))
    let exponent = try Tool.run(["explain", "mobilenet_v2", "--value", "3.01e+8"])
    #expect(exponent.output.contains("300.8 M") && exponent.status == 0)
  }

  /// Where a paper or project prints a number for a network of the family, it is named.
  @Test func printedValuesAreNamed() throws {
    let small = try Tool.run(["explain", "mobilenet_v3_small", "--value", "66M"])
    #expect(small.status == 1)
    let place =
      "published: 66 M MACs of mobilenet_v3_small --width 1.0 --head 1280 in Howard et al., "
      + "Searching for MobileNetV3, arXiv:1905.02244 (2019), Table 3: misprint (56.91 million; "
    #expect(small.output.replacing("\n  ", with: " ").contains(place), "\(small.output)")
    // Two rows of the released checkpoints print it.
    #expect(small.output.split(separator: "published: 66 M").count == 3)
    let json = try Tool.run(
      ["explain", "mobilenet_v2", "--value", "3.4M", "--format", "json"]
    ).output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let printed = try #require(object?["published"] as? [[String: Any]])
    #expect(printed.map { $0["paper"] as? String } == ["mobilenet_v2", "mobilenet_v3"])
    #expect(printed.allSatisfy { $0["reason"] as? String == "without-batch-norm, truncated" })
  }

  /// What a few digits can't tell is said so; a cut stands first; a forgotten prefix is suggested.
  @Test func standingsSayWhatDigitsTell() throws {
    let coarse = try Tool.run(["explain", "resnet50", "--value", "4.1G"])
    #expect(coarse.output.contains("too few digits to tell\n"))
    #expect(!coarse.output.contains("may be chance"))
    let cut = try Tool.run(["explain", "mobilenet_v2", "--value", "0.31G"])
    #expect(cut.output.contains("  0.3199 G    1.06×  cut off: onnx-tool"), "\(cut.output)")
    let bare = try Tool.run(["explain", "mobilenet_v2", "--value", "0.31"])
    #expect(bare.status == 1 && bare.output.contains("  2,223,872  "))
    #expect(
      bare.error == "costcalc: nothing gives 0.31 for this network; did you mean 0.31G?\n")
  }

  /// A count is a whole number from zero on; what is not is the formula's fault, not the model's.
  @Test(arguments: [
    ("-macs", "'-macs' makes -10838016 of conv of"),
    ("macs / 5", "'macs / 5' makes 2167603.2 of conv of"),
  ])
  func formulasMustCount(_ formula: String, _ fault: String) throws {
    try inScratch(ConventionCommandTests.mine.replacing("2 * macs", with: formula)) { folder in
      for command in ["count", "explain", "table"] {
        let option = command == "explain" ? "--to" : "--convention"
        let result = try Tool.run(
          shell: "costcalc \(command) mobilenet_v1 \(option) ./mine.json", in: folder)
        #expect(result.status == 2 && result.output == "", "\(command)")
        #expect(result.error.hasPrefix("./mine.json:2:77: \(fault)"), "\(result.error)")
      }
    }
  }

  /// Its columns are told apart by what was typed.
  @Test func aFileMayHaveTheNameOfAConvention() throws {
    let text = ConventionCommandTests.mine.replacing("\"mine\"", with: "\"paper\"")
    try inScratch(text) { folder in
      let result = try Tool.run(shell: "costcalc explain mobilenet_v1 --to ./mine.json", in: folder)
      #expect(result.output.hasPrefix("Term          paper  ./mine.json"), "\(result.output)")
    }
  }

  @Test func helpNamesTheFile() throws {
    for command in ["count", "explain", "formula", "table", "compare"] {
      #expect(try Tool.run(["help", command]).output.contains("or FILE"), "\(command)")
    }
  }
}
