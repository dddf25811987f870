import Foundation
import TestSupport
import Testing

/// The example of docs/training.md, where the packages that it needs are installed for `python3`.
/// `EXAMPLE_PYTHON` names another interpreter.
struct ExampleTests {
  private static let python = ProcessInfo.processInfo.environment["EXAMPLE_PYTHON"] ?? "python3"

  private static func has(_ modules: String) -> Bool {
    (try? Tool.run(shell: "\(python) -c 'import \(modules)'"))?.status == 0
  }

  /// The example with three candidates, and a folder of programs that has the interpreter.
  private func folder() throws -> Scratch {
    let folder = try Scratch()
    let example = Repository.root.appending(path: "Examples/digits")
    let setUp = try Tool.run(
      shell: """
        cp \(example.path)/* . && sed -i 's/tolerance 4%/tolerance 1%/' search.sh networks.py
        mkdir bin; echo 'exec '"$(command -v \(ExampleTests.python))"' "$@"' > bin/python3
        sed -i '1i #!/bin/sh' bin/python3; chmod +x bin/python3
        """, in: folder.url)
    #expect(setUp.status == 0, "\(setUp.error)")
    return folder
  }

  private func run(_ line: String, in folder: Scratch) throws -> String {
    let result = try Tool.run(
      shell: "PATH=\"$PWD/bin:$PATH\" OMP_NUM_THREADS=1; export PATH OMP_NUM_THREADS; \(line)",
      in: folder.url)
    #expect(result.status == 0, "\(line): \(result.error.suffix(2000))")
    return result.output
  }

  /// The last line is coefficients and an accuracy better than chance.
  private func expectAnswer(_ output: String) throws {
    let last = try #require(output.split(separator: "\n").last)
    let words = last.split(separator: " ")
    #expect(last.hasPrefix("{'alpha': '") && last.contains("'gamma': '"), "\(last)")
    #expect((15...100).contains(Double(words.last ?? "") ?? 0), "\(last)")
  }

  @Test(.enabled(if: ExampleTests.has("torch, sklearn"), "torch or scikit-learn is not installed"))
  func theSearchTrains() throws {
    let folder = try folder()
    let search = "EPOCHS=2 ./search.sh --jobs 2 --journal j"
    // Killed in the middle; what has ended is not run again.
    _ = try Tool.run(
      shell: "PATH=\"$PWD/bin:$PATH\"; export PATH; timeout -s KILL 8 sh -c '\(search)'",
      in: folder.url)
    let output = try run("\(search) --repeats 2 --format json", in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let cells = try #require(object?["cells"] as? [[String: Any]])
    #expect(cells.count >= 3)
    for cell in cells {
      #expect(cell["n"] as? Int == 2 && cell["stderr"] as? Double != nil)
      // Two epochs are enough to be better than chance.
      #expect((10...100).contains(cell["accuracy"] as? Double ?? 0), "\(cell)")
      #expect((cell["metrics"] as? [String: Any])?.keys.sorted() == ["loss"])
    }
    #expect(try folder.text("j").split(separator: "\n").count == 1 + 2 * cells.count)
  }

  @Test(
    .enabled(if: ExampleTests.has("torch, sklearn, optuna"), "optuna, torch or sklearn is missing"))
  func optunaSearchesTheSame() throws {
    let folder = try folder()
    let output = try run("python3 with_optuna.py & python3 with_optuna.py; wait", in: folder)
    try expectAnswer(output)
    let trials = try run(
      """
      python3 -c "import optuna; s = optuna.load_study(study_name='digits', \
      storage='sqlite:///digits.db'); print(sorted(t.params['network'] for t in s.trials))"
      """, in: folder)
    #expect(trials.contains("[0, 1, 2"), "\(trials)")
  }

  @Test(
    .enabled(if: ExampleTests.has("torch, sklearn, ray.tune"), "ray[tune] is not installed"),
    .timeLimit(.minutes(10)))
  func rayTuneSearchesTheSame() throws {
    let folder = try folder()
    let output = try run("python3 with_ray.py", in: folder)
    try expectAnswer(output)
  }
}
