import Testing

import ScalingSearch

/// What a user's command may do, and what it is taken for.
struct CommandRunnerTests {
  private func answer(_ runner: CommandRunner) throws -> CommandRunner.Result {
    var results: [CommandRunner.Result] = []
    let isComplete = try runner.run(
      [0],
      setting: { _ in CommandRunner.Setting(environment: [("COSTCALC_WIDTH", "1.5")]) },
      finished: { results.append($0) }, goesOn: { _ in true })
    #expect(isComplete)
    return try #require(results.first)
  }

  @Test func theLastLineIsTheAnswer() throws {
    let table: [(command: String, answer: CommandRunner.Answer)] = [
      ("echo 0.75", .number(0.75)),
      ("echo loss 3; echo 71.5", .number(71.5)),
      ("printf 1.5", .number(1.5)),
      ("printf '  2 \\n\\n  \\n'", .number(2)),
      ("printf '10%%\\r50%%\\r77.1\\r'", .number(77.1)),
      ("echo $COSTCALC_WIDTH", .number(1.5)),
      ("echo 1e-3", .number(0.001)),
      ("echo -0.5", .number(-0.5)),
      (
        "echo '{\"accuracy\": 97.5, \"loss\": 0.1, \"device\": \"cpu\", \"n\": null}'",
        .number(97.5, metrics: ["loss": 0.1])
      ),
      (
        "echo '{\"loss\": 1}'",
        .failure("the last line has no number 'accuracy': {\"loss\": 1}")
      ),
      (
        "echo '{\"accuracy\": NaN}'",
        .failure("the last line is not JSON, which has no NaN: {\"accuracy\": NaN}")
      ),
      ("true", .failure("nothing was printed on standard output")),
      ("echo 1 >&2", .failure("nothing was printed on standard output: 1")),
      ("echo nan", .failure("the last line is not a number: nan")),
      ("echo 1e999", .failure("the last line is not a number: 1e999")),
      ("echo 3; echo done", .failure("the last line is not a number: done")),
      ("echo 3; exit 7", .failure("exit code 7")),
      ("echo no torch >&2; exit 1", .failure("exit code 1: no torch")),
      ("kill -9 $$", .failure("ended by signal 9")),
      ("exec >&- 2>&-; sleep 0.02", .failure("nothing was printed on standard output")),
      ("no-such-command-here 2>/dev/null", .failure("exit code 127")),
    ]
    for (command, expected) in table {
      #expect(try answer(CommandRunner(command)).answer == expected, "\(command)")
    }
  }

  @Test func whatTakesTooLongIsEnded() throws {
    let start = ContinuousClock.now
    for command in ["sleep 60", "trap '' TERM INT; while true; do sleep 1; done", "yes"] {
      let result = try answer(CommandRunner(command, timeLimit: .milliseconds(200)))
      #expect(result.answer == .failure("no answer within 0.2 seconds"), "\(command)")
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  /// A child that stays behind and holds the pipes does not keep the answer, and is ended.
  @Test func childrenThatStayBehindAreEnded() throws {
    let start = ContinuousClock.now
    #expect(try answer(CommandRunner("sleep 60 & echo 0.5")).answer == .number(0.5))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func failuresAreTriedAgain() throws {
    let folder = try Scratch()
    let counting =
      "echo x >> \(folder.path)/runs; test $(wc -l < \(folder.path)/runs) -ge 3 && echo 9"
    let third = try answer(CommandRunner(counting, retries: 2))
    #expect(third.answer == .number(9) && third.attempts == 3)
    let never = try answer(CommandRunner("exit 1", retries: 2))
    #expect(never.answer == .failure("exit code 1") && never.attempts == 3)
  }

  @Test func soManyRunAtATime() throws {
    for jobs in [1, 3] {
      var most = 0
      var finished: Set<Int> = []
      let runner = CommandRunner("sleep 0.2; echo $INDEX", jobs: jobs)
      let isComplete = try runner.run(
        Array(0..<7),
        setting: { attempt in
          CommandRunner.Setting(environment: [("INDEX", "\(attempt.index)")])
        },
        finished: { result in
          #expect(result.answer == .number(Double(result.index)))
          finished.insert(result.index)
        },
        goesOn: { running in
          most = max(most, running)
          return true
        })
      #expect(isComplete && finished == Set(0..<7) && most == jobs)
    }
  }

  @Test func aSearchThatEndsLeavesNoCommandBehind() throws {
    let folder = try Scratch()
    let start = ContinuousClock.now
    let isComplete = try CommandRunner("sleep 0.3; touch \(folder.path)/late; echo 1", jobs: 4).run(
      Array(0..<8), setting: { _ in CommandRunner.Setting(environment: []) }, finished: { _ in },
      goesOn: { _ in ContinuousClock.now - start < .milliseconds(100) })
    #expect(!isComplete)
    try await500Milliseconds()
    #expect(!folder.has("late"))
  }

  private func await500Milliseconds() throws {
    _ = try answer(CommandRunner("sleep 0.5; echo 1"))
  }
}
