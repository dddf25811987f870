import Foundation
import Symbolic
import TestSupport
import Testing

/// How trainings are treated: what they are told, how they end, and what is kept of them.
struct TreatmentTests {
  private static let grid = "costcalc grid-search mobilenet_v1 --vary width=0.5,1 --journal j"

  private func lines(_ folder: Scratch, _ name: String) throws -> [String] {
    try folder.text(name).split(separator: "\n").map(String.init)
  }

  /// A training knows its name and its folder, the same when it is tried again and after a resume.
  @Test func aTrainingKnowsWhoItIs() throws {
    let folder = try Scratch()
    let search = """
      \(TreatmentTests.grid) --repeats 2 --jobs 2 --retries 1 --evaluate '
        echo "$COSTCALC_ID $COSTCALC_ATTEMPT $COSTCALC_SLOT $COSTCALC_JOBS" >> tried
        echo "$COSTCALC_WORKDIR" | grep -q "/j.work/$COSTCALC_ID$" || echo lost >> tried
        test -e done || { echo half > $COSTCALC_WORKDIR/checkpoint; exit 3; }
        test "$(cat $COSTCALC_WORKDIR/checkpoint)" = half && rm $COSTCALC_WORKDIR/checkpoint
        sleep 0.05; echo 1'
      """
    let first = try Tool.run(shell: search, in: folder.url)
    #expect(first.status == 1, "\(first.error)")
    #expect(first.error.contains("no number for 4 of the trainings; the first: width 0.5, seed 1"))
    let second = try Tool.run(shell: "touch done; \(search); ls -d j.work", in: folder.url)
    #expect(second.output.contains("2 points"), "\(second)")
    #expect(!folder.has("j.work"))
    let tried = try lines(folder, "tried").map { $0.split(separator: " ") }
    #expect(tried.count == 12 && !tried.contains { $0[0] == "lost" }, "\(tried)")
    let names = Dictionary(grouping: tried) { $0[0] }
    #expect(names.count == 4)
    for (name, attempts) in names {
      #expect(attempts.map { $0[1] } == ["1", "2", "3"], "\(name): \(attempts)")
    }
    #expect(Set(tried.map { $0[2] }) == ["0", "1"] && Set(tried.map { $0[3] }) == ["2"])
  }

  /// What is to end is asked to, and has some time for a checkpoint, whatever shell started it.
  @Test(arguments: ["TERM", "HUP", "INT"]) func aTrainingMayEndInPeace(signal: String) throws {
    let folder = try Scratch()
    try folder.write(
      "trap 'sleep 0.3; echo saved >> saved; exit 0' TERM; echo x >> on; "
        + "while :; do sleep 0.05; done",
      to: "train.sh")
    let start = ContinuousClock.now
    let result = try Tool.run(
      shell: """
        env --default-signal \(TreatmentTests.grid) --jobs 2 --evaluate 'true; sh train.sh; true' &
        for i in $(seq 200); do
          test "$(cat on 2>/dev/null | wc -l)" -eq 2 && break; sleep 0.02
        done
        kill -\(signal) $!; wait $!; echo $?; cat saved
        """, in: folder.url)
    let status = ["TERM": "143", "HUP": "129", "INT": "130"][signal] ?? ""
    #expect(result.output.hasSuffix("\(status)\nsaved\nsaved\n"), "\(result)")
    #expect(result.error.contains("ending 2 commands, within 30.0 seconds; another signal"))
    #expect(ContinuousClock.now - start < .seconds(20))
    // A number that comes after the end was wanted is no answer.
    #expect(try lines(folder, "j").count == 1)
  }

  @Test func whatDoesNotEndIsKilled() throws {
    let folder = try Scratch()
    let start = ContinuousClock.now
    let result = try Tool.run(
      shell: "\(TreatmentTests.grid) --time-limit 0.2s --grace 0.4s --jobs 2 --evaluate "
        + "'trap \"echo asked >> asked\" TERM; while :; do sleep 0.1; done'", in: folder.url)
    #expect(result.status == 1 && result.error.contains("no answer within 0.2 seconds"))
    #expect(try lines(folder, "asked").count == 2)
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test func logsAreKeptAndFailuresShowTheirEnd() throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: "\(TreatmentTests.grid) --logs logs --evaluate 'seq 12; echo why >&2; exit 1'",
      in: folder.url)
    #expect(
      result.error.contains("exit code 1: why\nwidth 0.5, seed 1: exit code 1: why, in logs/"))
    #expect(result.error.contains("\n  4\n  5\n") && !result.error.contains("\n  3\n"))
    let logs = try Tool.run(shell: "cat logs/*.log", in: folder.url).output
    #expect(logs.contains("costcalc: width 0.5, seed 1, attempt 1\n1\n2\n"), "\(logs)")
    let wrong = try Tool.run(
      shell: "\(TreatmentTests.grid) --logs no/logs --evaluate 'echo 1' --comparable",
      in: folder.url)
    #expect(wrong.status == 2 && wrong.error.contains("'no/logs' can't be created"))
  }

  /// What leaves its process group goes on after a kill; the next search names it.
  @Test func whatIsLeftBehindIsNamed() throws {
    let folder = try Scratch()
    let nap = "sleep 7.\(UInt32.random(in: 1...UInt32.max))"
    let result = try Tool.run(
      shell: """
        \(TreatmentTests.grid) --evaluate 'setsid \(nap) & echo x >> on; sleep 60' >/dev/null &
        for i in $(seq 200); do test -e on && break; sleep 0.02; done
        sleep 0.1; kill -KILL $!; wait $!
        \(TreatmentTests.grid) --evaluate 'setsid \(nap) & echo x >> on; sleep 60' > /dev/null &
        for i in $(seq 200); do test "$(cat on | wc -l)" -eq 2 && break; sleep 0.02; done
        kill $!; wait $!; kill $(pgrep -f '^\(nap)$')
        """, in: folder.url)
    #expect(
      result.error.contains("a training of an earlier search still runs: process"),
      "\(result.error)")
    #expect(result.error.contains("(\(nap))"))
  }

  /// A hundred kills of a search with repeats: each training that has ended is kept, once, none runs
  /// beside its parent's end, and all are there in the end.
  @Test func aHundredKillsOfRepeats() async throws {
    try await onOwnThread {
      let seed = UInt64.random(in: 0...UInt64.max)
      var numbers = SplitMix64(seed: seed)
      // The shell that runs the test does not show it as a word.
      let mark = UInt32.random(in: 1...UInt32.max, using: &numbers)
      let setUp = "nap=\"sleep 0.02$((\(mark) + 10000000000))\""
      let search = """
        env --default-signal costcalc grid-search mobilenet_v1 --vary width=0.5:1:0.05 --repeats 3 \
        --of-best 4 --jobs 2 --journal j --grace 1s \
        --evaluate "$nap; echo \\$((COSTCALC_MACS % 97 + COSTCALC_SEED))"
        """
      var (kills, searches, orphans) = (0, 0, 0)
      while kills < 100 {
        let folder = try Scratch()
        searches += 1
        var known: [Substring] = []
        for _ in 0..<25 where kills < 100 {
          let signal = ["KILL", "HUP", "TERM"].randomElement(using: &numbers) ?? ""
          let wait = Double(numbers.next() % 150) / 1000
          // The moment after the end, nothing of the search may run, but for a killer on its way.
          let result = try Tool.run(
            shell: """
              \(setUp); \(search) >/dev/null 2>&1 &
              sleep \(wait); kill -\(signal) $! 2>/dev/null; wait $!
              for i in 1 2 3 4 5 6 7 8 9 10; do
                pgrep -f "$nap" > /dev/null || break; sleep 0.02
              done
              pgrep -fc "$nap"
              """, in: folder.url)
          kills += 1
          if result.output != "0\n" { orphans += 1 }
          guard folder.has("j") else { continue }
          let now = try folder.text("j").split(separator: "\n")
          #expect(now.starts(with: known), "seed \(seed)")
          known = now
        }
        let result = try Tool.run(
          shell: "\(setUp); \(search) --columns accuracy,n --format csv", in: folder.url)
        #expect(result.status == 0, "\(result.error), seed \(seed)")
        let rows = result.output.split(separator: "\n").dropFirst()
        #expect(rows.count == 11 && rows.prefix(4).allSatisfy { $0.hasSuffix(",3") }, "\(rows)")
        let trials = try folder.text("j").split(separator: "\n").dropFirst()
        let trainings = Set(trials.map { $0.split(separator: "\"accuracy\"")[0] })
        #expect(trials.count == trainings.count, "seed \(seed)")
      }
      print(
        "\(kills) kills in \(searches) searches, \(orphans) left trainings behind; seed \(seed)")
      #expect(orphans == 0, "seed \(seed)")
    }
  }
}
