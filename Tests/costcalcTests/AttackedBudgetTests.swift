import Foundation
import TestSupport
import Testing

/// Ways in which a build could pass although its budgets are broken, each found by trying.
struct AttackedBudgetTests {
  private static let files = Repository.modelFiles.path

  /// A folder with a model file, and one of another model.
  private func folder() throws -> Scratch {
    let folder = try Scratch()
    let line = """
      cp '\(Self.files)/mlperftiny_ad01_int8.tflite' a.tflite; cp '\(Self.files)/small.tflite' .
      mkdir sub; cp a.tflite sub; costcalc spec stm32f746 > sub/own.json
      costcalc count mobilenet_v2 --format json > v2.json
      costcalc count mobilenet_v2 --batch 8 --format json > batch.json
      costcalc count mobilenet_v2 --weights int8 --activations int8 --format json > int8.json
      """
    try #require(try Tool.run(shell: line, in: folder.url).status == 0)
    return folder
  }

  /// What an operator that is left out adds is not known, to a time and a peak as little as to MACs.
  @Test(arguments: ["macs", "parameters", "activations", "peak", "model", "memory", "latency"])
  func whatIsLeftOutIsNeverKept(gauge: String) throws {
    let folder = try folder()
    let most = gauge == "latency" ? "10s" : "1G"
    let line =
      "costcalc check small.tflite --unpriced Boxes --unpriced WHILE -m h100 --max-\(gauge) \(most)"
    let result = try Tool.run(shell: "\(line) --format csv --columns verdict", in: folder.url)
    #expect(result.status == 2 && result.output == "verdict\nunknown\n", "\(result)")
    #expect(result.error.contains("can't be known: not counted: 1 custom.Boxes"), "\(result.error)")
  }

  @Test(
    arguments: [
      (
        "mobilenet_v2 --against batch.json --max-increase macs:1%", 2,
        "--against was counted with --batch 8, and this with 1; count both with one"
      ),
      (
        "mobilenet_v2 --against v2.json", 2,
        "--against needs an increase to limit; use --max-increase macs:1%"
      ),
      (
        "mobilenet_v2 --against v2.json --max-macs 1G", 2, "--against needs an increase to limit"
      ),
      (
        "mobilenet_v2 --against int8.json --max-increase macs:1%", 0,
        "int8.json counts int8 weights and int8 tensors"
      ),
      (
        "mobilenet_v1 --against v2.json --max-increase macs:100%", 0, "v2.json counts mobilenet_v2"
      ),
      ("mobilenet_v2 --max-macs 1.98x", 2, "--max-macs takes a count such as 300M or 3e8"),
    ]) func comparisonsOfUnlikeThings(line: String, status: Int32, message: String) throws
  {
    let folder = try folder()
    let result = try Tool.run(shell: "costcalc check \(line)", in: folder.url)
    #expect(result.status == status, "\(line): \(result)")
    #expect((result.output + result.error).contains(message), "\(line): \(result)")
  }

  /// What a file of budgets says, where its words lead, and that it is there at all.
  @Test(
    arguments: [
      // A machine is found from the folder of the file that names it, whatever the current one is.
      (
        #"{"budgets": {"a.tflite": {"machine": "own.json"}}}"#, "sub/a.tflite", 0,
        "RAM of stm32f746"
      ),
      (
        #"{"budgets": {"a.tflite": {"machine": "./none.json"}}}"#, "sub/a.tflite", 2,
        "'sub/./none.json' can't be read"
      ),
      (
        #"{"budgets": {"a.tflite": {"machine": "h100"}}}"#, "sub/a.tflite", 2,
        "sub/costcalc.json:1:38: no RAM or flash of h100 is known; add a budget"
      ),
      // A name that is mistyped would turn all budgets off.
      (
        #"{"budgets": {"a.tflit": {"macs": 1}}}"#, "sub/a.tflite", 0,
        "json:1:1: note: there are no budgets for 'a.tflite'; did you mean 'a.tflit'?"
      ),
      (
        #"{"budgets": {"a.tflit": {"macs": 1}}}"#, "sub/a.tflite --format github", 0,
        "::notice file=sub/costcalc.json,line=1,col=1,title=costcalc::"
      ),
      (
        #"{"budgets": {"a.tflit": {"macs": 1}}}"#, "a.tflite --budgets sub/costcalc.json", 2,
        "sub/costcalc.json:1:1: there are no budgets for 'a.tflite'"
      ),
      (
        "FOLDER", "sub/a.tflite", 2, "'sub/costcalc.json' is a folder; name a file of budgets in it"
      ),
      ("LINK", "sub/a.tflite", 2, "'sub/costcalc.json' can't be read: No such file or directory"),
      (
        "LARGE", "sub/a.tflite", 2,
        "'sub/costcalc.json' is larger than 16 MiB; name a file of budgets"
      ),
    ]) func filesOfBudgets(text: String, line: String, status: Int32, message: String) throws
  {
    let folder = try folder()
    let file = "sub/costcalc.json"
    switch text {
    case "FOLDER": try #require(Tool.run(shell: "mkdir \(file)", in: folder.url).status == 0)
    case "LINK": try #require(Tool.run(shell: "ln -s none \(file)", in: folder.url).status == 0)
    case "LARGE":
      try #require(Tool.run(shell: "truncate -s 17M \(file)", in: folder.url).status == 0)
    default: try folder.write(text, to: file)
    }
    let result = try Tool.run(shell: "costcalc check \(line)", in: folder.url)
    #expect(result.status == status, "\(text), \(line): \(result)")
    #expect((result.output + result.error).contains(message), "\(text), \(line): \(result)")
  }

  /// Columns that are named are the only ones, without a heading for the only file.
  @Test func namedColumnsHaveNoHeading() throws {
    let line = "check mobilenet_v2 --max-macs 301M --columns verdict,budget"
    let result = try Tool.run(line.split(separator: " ").map(String.init))
    #expect(
      result.output == """
        mobilenet_v2: 64 layers, no faults
        Verdict  Budget
        ───────────────
        kept     MACs

        """)
  }

  /// Multiples of a baseline are for searches, which have one.
  @Test func helpSaysWhatIsTaken() throws {
    #expect(try !Tool.run(["check", "--help"]).output.contains("1.98x"))
    for command in ["fit", "space", "grid-search"] {
      #expect(try Tool.run([command, "--help"]).output.contains("1.98x means"), "\(command)")
    }
  }
}
