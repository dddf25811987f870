import Foundation
import TestSupport
import Testing

/// `check` with budgets: what it prints, how it ends, and what it refuses.
struct BudgetTests {
  private static let files = Repository.modelFiles
  private static let keyword = "mlperftiny_kws_ref_model.tflite"

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try FileManager.default.copyItem(
      at: BudgetTests.files.appending(path: BudgetTests.keyword),
      to: folder.url.appending(path: "kws.tflite"))
    return folder
  }

  private func run(_ line: String, _ folder: Scratch) throws -> Tool.Result {
    try Tool.run(shell: "costcalc check \(line)", in: folder.url)
  }

  /// The count is 2,656,768: that many are within, one fewer is not.
  @Test func theLimitItselfIsKept() throws {
    let folder = try folder()
    let kept = try run("kws.tflite --max-macs 2656768", folder)
    #expect(kept.status == 0 && kept.error == "", "\(kept)")
    #expect(
      kept.output == """
        kws.tflite: 13 layers, no faults
        Budget    Used   Limit   Share  Verdict  Set by
        ───────────────────────────────────────────────────
        MACs    2.66 M  2.66 M  100.0%  kept     --max-macs

        """)
    let broken = try run("kws.tflite --max-macs 2656767 --exact", folder)
    #expect(broken.status == 1, "\(broken)")
    #expect(broken.error == "costcalc: 1 of 1 budget is broken\n")
    #expect(broken.output.contains("broken"), "\(broken)")
    #expect(broken.output.contains("2,656,768  2,656,767  100.0%  broken      1"), "\(broken)")
  }

  /// Options override the file beside the model, which overrides the machine; all three are told.
  @Test func whoOverridesWhomIsSaid() throws {
    let folder = try folder()
    try folder.write(
      #"{"budgets": {"kws.tflite": {"macs": "2.5M", "peak": 16384, "machine": "stm32f746"}}}"#,
      to: "costcalc.json")
    let result = try run("kws.tflite --max-macs 2.6M", folder)
    #expect(result.status == 1, "\(result)")
    for part in [
      "--max-macs (2.60 M) overrides costcalc.json:1:37 (2.50 M)",
      "costcalc.json:1:53 (16.4 kB) overrides RAM of stm32f746 (328 kB)", "flash of stm32f746",
      "int8 and int32 weights and int8 tensors",
    ] {
      #expect(result.output.contains(part), "\(part): \(result.output)")
    }
    // That a file says nothing of the model is a note, or a fault where the file is named.
    try folder.write(#"{"budgets": {"other.tflite": {"macs": 1}}}"#, to: "costcalc.json")
    let missing = "costcalc.json:1:1: note: there are no budgets for 'kws.tflite'"
    #expect(
      try run("kws.tflite", folder).output == "\(missing)\nkws.tflite: 13 layers, no faults\n")
    let named = try run("kws.tflite --budgets costcalc.json", folder)
    #expect(named.status == 2 && named.error.contains("there are no budgets for 'kws.tflite'"))
  }

  @Test func anIncreaseIsHeldAgainstTheReport() throws {
    let folder = try folder()
    let setUp = "costcalc count kws.tflite --format json > main.json"
    #expect(try Tool.run(shell: setUp, in: folder.url).status == 0)
    let same = try run(
      "kws.tflite --against main.json --max-increase macs:0% --max-increase peak:0", folder)
    #expect(same.status == 0, "\(same)")
    let other = try run(
      "mobilenet_v1 --against main.json --max-increase macs:1% --format json", folder)
    #expect(other.status == 1)
    #expect(other.output.contains(#""was": 2656768"#))
    #expect(other.output.contains(#""verdict": "broken""#))
    for (line, message) in [
      ("kws.tflite --max-increase macs:1%", "--max-increase needs --against"),
      ("kws.tflite kws.tflite --against main.json", "--against is one network, and 2 are checked"),
      (
        "kws.tflite --against main.json --max-increase macs:1% --convention fvcore",
        "--against was counted with --convention costcalc, and this with fvcore; count both with one"
      ),
      (
        "kws.tflite --against main.json --max-increase mac:1%",
        "--max-increase does not know 'mac'; did you mean 'macs'?"
      ),
      (
        "kws.tflite --against main.json --max-increase macs:1% --max-increase macs:2%",
        "--max-increase limits macs twice"
      ),
    ] {
      let result = try run(line, folder)
      #expect(result.status == 2 && result.error.contains(message), "\(line): \(result.error)")
    }
  }

  @Test func whatIsNoReportIsRefused() throws {
    let folder = try folder()
    for (text, message) in [
      ("", "m.json:1:1: the file is empty"), ("{}", "m.json:1:1: this is no report"),
      (#"{"schema": "costcalc.table/1"}"#, "m.json:1:12: expected a document of costcalc.report/1"),
      (#"{"schema": "costcalc.report/1"}"#, "m.json:1:1: the report has no 'model'"),
      (
        #"{"schema": "costcalc.report/1", "model": "x", "convention": "costcalc", "totals": {}}"#,
        "the report has no total of 'macs'"
      ),
      (
        #"{"schema": "costcalc.report/1", "model": "x", "convention": "", "totals": {"macs": "9 * k"}}"#,
        "the total of 'macs' is not a known number"
      ),
    ] {
      try folder.write(text, to: "m.json")
      let result = try run("kws.tflite --against m.json --max-increase macs:1%", folder)
      #expect(result.status == 2 && result.error.contains(message), "\(text): \(result.error)")
    }
  }

  /// A file of budgets is read strictly, and `check` checks it, too.
  @Test func filesOfBudgetsAreStrict() throws {
    let folder = try folder()
    for (text, message) in [
      (
        #"{"budgets": {"a": {"mac": "1M"}}}"#,
        "1:20: unknown key 'mac' in the budgets of a model; did you mean 'macs' or 'machine'?"
      ),
      (
        #"{"budgets": {"a": {"macs": "1MiB"}}}"#,
        "costcalc.json:1:28: a budget of macs is a count such as 300M or 3e8, not '1MiB'"
      ),
      (
        #"{"budgets": {"a": {"macs": -1}}}"#,
        "costcalc.json:1:28: a budget of macs is a count"
      ),
      (
        #"{"budgets": {"a": {"peak": [1]}}}"#,
        "costcalc.json:1:28: expected a string, not an array"
      ),
      (
        #"{"budgets": {"a": {"increase": {"latency_": "1%"}}}}"#,
        "costcalc.json:1:33: unknown key 'latency_'"
      ),
      (
        #"{"budgets": {"a": {"increase": {"latency": "1%"}}}}"#,
        "unknown key 'latency' in 'increase'; use one of macs, parameters"
      ),
      (
        #"{"budgets": {"a": {"increase": {"macs": "1"}}}, "budget": 1}"#,
        "1:49: unknown key 'budget' in a file of budgets; did you mean 'budgets'?"
      ),
      (
        #"{"budgets": {"b/a": {}}}"#,
        "1:14: a model is named by its file without the folder, not 'b/a'"
      ),
      (
        #"{"budgets": []}"#,
        "costcalc.json:1:13: 'budgets' is an object, not an array"
      ),
    ] {
      try folder.write(text, to: "costcalc.json")
      for operand in ["costcalc.json", "kws.tflite"] {
        let result = try run(operand, folder)
        #expect(result.status == 2 && result.error.contains(message), "\(text): \(result.error)")
      }
    }
    try folder.write(
      #"{"note": "of two", "budgets": {"a": {}, "b": {"note": "x"}}}"#, to: "costcalc.json")
    let right = try run("costcalc.json", folder)
    #expect(right.output == "costcalc.json: budgets of 2 models, no faults\n")
  }

  /// A network is counted at its parameters; what can't be known ends with 2, whatever is kept.
  @Test func modelsParametersAndTheUnknown() throws {
    let folder = try folder()
    #expect(try run("mobilenet_v1 --width 0.25 --max-macs 42M", folder).status == 0)
    #expect(try run("mobilenet_v1 --max-macs 42M", folder).status == 1)
    let setUp = "costcalc spec mobilenet_v2 > mine.json"
    #expect(try Tool.run(shell: setUp, in: folder.url).status == 0)
    #expect(try run("mine.json --max-parameters 3.6M", folder).status == 0)
    let missing = try run("mine.json none.json --max-macs 1G", folder)
    #expect(missing.status == 2 && missing.output.contains("MACs    301 M  1.00 G"), "\(missing)")
    let operators = "\(BudgetTests.files.path)/operators.onnx"
    #expect(try run("\(operators)", folder).status == 0)
    for (line, message) in [
      ("mobilenet_v2 -m h100", "no RAM or flash of h100 is known"),
      ("mobilenet_v2 --max-latency 1ms", "--max-latency needs --machine"),
      ("mobilenet_v2 --precision int8 --max-macs 1G", "--precision needs --machine"),
      ("mobilenet_v2 -m h100 --max-latency 1M", "--max-latency takes a time such as 20ms"),
      ("costcalc.json --max-macs 1M", "'costcalc.json' can't be read"),
      ("mine.json --max-macs 4KiB", "--max-macs takes a count such as 300M or 3e8, not '4KiB'"),
      ("mine.json --variant x --max-macs 1M", "unknown variant 'x' of mine.json"),
    ] {
      let result = try run(line, folder)
      #expect(result.status == 2 && result.error.contains(message), "\(line): \(result)")
    }
  }

  /// A latency is the time that `roofline` prints, to the last digit: it is kept, and a millionth less is not.
  @Test func latencyIsThatOfTheRoofline() throws {
    let folder = try folder()
    let line = "mobilenet_v2 -m h100 --precision fp16"
    let roof = try Tool.run(
      shell: "costcalc roofline \(line) --format json", in: folder.url)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(roof.output.utf8)) as? [String: Any])
    let time = try #require((report["totals"] as? [String: Any])?["time"] as? Double)
    let kept = try run("\(line) --max-latency \(time)s --format csv -c used,verdict", folder)
    #expect(kept.status == 0 && kept.output == "used,verdict\n\(time),kept\n", "\(kept)")
    let broken = try run("\(line) --max-latency \(time * (1 - 1e-6))s", folder)
    #expect(broken.status == 1 && broken.output.contains("a lower bound from peak rates"))
    try folder.write(#"{"budgets": {"kws.tflite": {"latency": "1ms"}}}"#, to: "costcalc.json")
    let unknown = try run("kws.tflite", folder)
    #expect(unknown.status == 2, "\(unknown)")
    #expect(unknown.error.contains("the budget of Latency can't be known: it needs --machine"))
    let known = try run("kws.tflite -m h100", folder)
    #expect(known.status < 2, "\(known)")
  }

  /// Verdicts are in color where it is asked for; the words are the same.
  @Test func verdictsHaveColors() throws {
    let folder = try folder()
    let line = "mobilenet_v2 --max-macs 1G --max-parameters 1k"
    let plain = try run("\(line) --color never", folder)
    let colored = try run("\(line) --color=always", folder)
    #expect(colored.output.contains("\u{1B}[32mkept\u{1B}[0m"))
    #expect(colored.output.contains("\u{1B}[31mbroken\u{1B}[0m"))
    let stripped = colored.output.replacing(/\u{1B}\[[0-9]+m/, with: "")
    #expect(stripped == plain.output)
    #expect(try run(line, folder).output == plain.output)
    #expect(
      try run("\(line) --color always --format csv", folder).output.contains("\u{1B}") == false)
    #expect(try run("\(line) --color sometimes", folder).status == 2)
  }
}
