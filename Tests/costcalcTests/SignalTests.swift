import Foundation
import Symbolic
import TestSupport
import Testing

/// Searches that are ended from outside: nothing is lost, and nothing runs on.
struct SignalTests {
  /// Shell text that sets `mark`, by which this test's processes are told from others': the shell
  /// that runs the test does not show it as a word.
  private static func setUp(_ mark: UInt32) -> String {
    "mark=$((\(mark) + 10000000000)); "
      + "await() { for i in $(seq 250); do eval \"$1\" && break; sleep 0.02; done; }; "
  }

  /// A shell without job control has commands in the background ignore INT and QUIT.
  private static let costcalc = "env --default-signal costcalc"

  /// How a search of three commands that take long ends by a signal, and what it leaves.
  @Test(arguments: [
    ("HUP", 129), ("INT", 130), ("QUIT", 131), ("TERM", 143), ("KILL", 137),
    // Those that crashes raise end it at once, too.
    ("ABRT", 134), ("SEGV", 139), ("BUS", 135), ("FPE", 136), ("ILL", 132), ("TRAP", 133),
  ])
  func whatASearchStartedEndsWithIt(signal: String, status: Int) throws {
    let folder = try Scratch()
    let setUp = SignalTests.setUp(.random(in: 1...UInt32.max))
    let search = """
      \(SignalTests.costcalc) grid-search mobilenet_v1 --vary width=0.5:1:0.1 --jobs 3 --journal j \
        --evaluate "echo x >> started; (sleep $mark) & sleep $mark; wait"
      """
    let result = try Tool.run(
      shell: """
        \(setUp) mkdir t
        export SWIFT_BACKTRACE=enable=yes TMPDIR="$PWD/t"
        \(search) &
        search=$!
        await 'test "$(pgrep -fc "^sleep $mark")" -eq 6'
        kill -\(signal) $search; wait $search; echo $?
        await '! pgrep -f "sleep $mark" > /dev/null'
        pgrep -fc "sleep $mark"; wc -l < started; ls t | wc -l
        # The next search goes on, and takes away what was left.
        \(search) &
        await 'test "$(wc -l < started)" -eq 6'; kill $!; wait $!; ls t | wc -l
        """, in: folder.url)
    let lines = result.output.split(separator: "\n").map(String.init)
    let left = ["HUP", "INT", "QUIT", "TERM"].contains(signal) ? "0" : "1"
    #expect(lines.filter { $0.count < 4 } == ["\(status)", "0", "3", left, "0"], "\(result)")
    #expect(!result.error.contains("crashed"))
  }

  /// Signals that mean a crash end a command that is no search, too, instead of being reported.
  @Test(arguments: [
    ("QUIT", 131), ("ABRT", 134), ("SEGV", 139), ("BUS", 135), ("FPE", 136), ("ILL", 132),
    ("TRAP", 133),
  ])
  func nobodyCallsASignalACrash(signal: String, status: Int32) throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: """
        \(SignalTests.setUp(1)) export SWIFT_BACKTRACE=enable=yes
        mkfifo pipe; exec 3<> pipe
        \(SignalTests.costcalc) check - < pipe &
        await 'grep -q costcalc /proc/$!/comm'; sleep 0.2; kill -\(signal) $!; wait $!
        """, in: folder.url)
    #expect(result.status == status && result.output == "", "\(result)")
    #expect(!result.error.contains("crashed"), "\(result)")
  }

  /// Killed by whatever signal at whatever moment, each training that has ended is kept, once.
  @Test func aHundredSignalsLoseNothing() async throws {
    try await onOwnThread {
      let seed = UInt64.random(in: 0...UInt64.max)
      var numbers = SplitMix64(seed: seed)
      let setUp = SignalTests.setUp(.random(in: 1...UInt32.max))
      let search = """
        \(SignalTests.costcalc) grid-search --tolerance 1% --jobs 2 --journal j.jsonl --format csv \
        --evaluate "sleep 0.01$mark; echo \\$COSTCALC_MACS >> log; echo \\$((COSTCALC_MACS % 97))"
        """
      var signals = 0
      while signals < 100 {
        let folder = try Scratch()
        var known: [Substring] = []
        for _ in 0..<20 {
          let signal = ["HUP", "TERM", "INT", "KILL"].randomElement(using: &numbers) ?? ""
          let wait = Double(numbers.next() % 80) / 1000
          let result = try Tool.run(
            shell: """
              \(setUp)
              \(search) >/dev/null 2>&1 & sleep \(wait); kill -\(signal) $! 2>/dev/null; wait $!
              await '! pgrep -f "sleep 0.01$mark" > /dev/null'; pgrep -fc "sleep 0.01$mark"
              """, in: folder.url)
          signals += 1
          #expect(result.output == "0\n", "seed \(seed)")
          guard folder.has("j.jsonl") else { continue }
          let now = try folder.text("j.jsonl").split(separator: "\n")
          #expect(now.starts(with: known), "seed \(seed)")
          known = now
        }
        let result = try Tool.run(shell: "\(setUp) \(search)", in: folder.url)
        #expect(result.status == 0, "\(result.error), seed \(seed)")
        let trials = try folder.text("j.jsonl").split(separator: "\n").dropFirst()
        #expect(trials.count == 29 && Set(trials).count == 29, "seed \(seed)")
        let networks = try Set(trials.map { try network(String($0)) })
        #expect(networks.count == 29, "seed \(seed)")
        // Every row has its own accuracy, as if nothing had happened.
        let rows = result.output.split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let columns = try ["accuracy", "macs", "rank"].map { name in
          try #require(rows.first?.firstIndex { $0 == name })
        }
        // The paper's coefficients have a row, but no rank, where the search excluded them.
        for row in rows.dropFirst() where !row[columns[2]].isEmpty {
          #expect(
            Double(row[columns[0]]) == Double((Int(row[columns[1]]) ?? 0) % 97),
            "\(row), seed \(seed)")
        }
      }
    }
  }

  private func network(_ line: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let network = try #require(object?["network"] as? [String: String])
    return network.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  /// As many commands run as the system has room for.
  @Test func fewDescriptorsAreEnough() throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: "ulimit -n 64; costcalc grid-search mobilenet_v1 --vary width=0.5:1:0.01 --jobs 60 "
        + "--journal j --format csv --evaluate 'sleep 0.05; echo 5' | wc -l", in: folder.url)
    #expect(result.output == "52\n" && result.error == "", "\(result.error)")
  }

  /// A command may take away the folder of the networks, its own and those of others.
  @Test func aFolderThatACommandRemovesIsCreatedAgain() throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: """
        mkdir t; export TMPDIR="$PWD/t"
        costcalc grid-search mobilenet_v1 --vary width=0.5:1:0.1 --journal j --format csv \
          --evaluate 'test -s $COSTCALC_NETWORK && rm -r ${COSTCALC_NETWORK%/*} && echo 7' | \
          grep -c ',7.0,'
        ls t | wc -l
        """, in: folder.url)
    #expect(result.output == "6\n0\n" && result.error == "", "\(result)")
  }

  /// Folders of versions without locks go once they have been left for a day; what may be anybody's
  /// stays.
  @Test func abandonedFoldersAreRemoved() throws {
    let folder = try Scratch()
    let result = try Tool.run(
      shell: """
        mkdir t; export TMPDIR="$PWD/t"; cd t
        mkdir -m 700 costcalc.old costcalc.empty costcalc.new costcalc.other
        mkdir -m 755 costcalc.open
        echo 1 | tee costcalc.old/12.json costcalc.new/3.json costcalc.other/notes.txt > /dev/null
        touch -d '2 days ago' costcalc.old costcalc.empty costcalc.other costcalc.open
        costcalc grid-search mobilenet_v1 --vary width=0.5:1:0.5 --journal ../j \
          --evaluate 'echo 1' > /dev/null
        ls
        """, in: folder.url)
    #expect(result.output == "costcalc.new\ncostcalc.open\ncostcalc.other\n", "\(result)")
  }

  @Test func namesThatTheEnvironmentCantTellApart() throws {
    let folder = try Scratch()
    for (names, message) in [
      (["W", "w"], "'w' and 'W' are both COSTCALC_W in the environment of the command"),
      (["network"], "'network' and the file of the network are both COSTCALC_NETWORK"),
      (["MACS"], "'macs' and 'MACS' are both COSTCALC_MACS"),
    ] {
      let parameters = names.map { "\"\($0)\": 1" }.joined(separator: ", ")
      let sum = names.joined(separator: " + ")
      try folder.write(
        """
        {"name": "own", "let": {\(parameters)}, "input": [8, 8, 3],
         "body": [["operator", "k", "c"], ["conv", 3, "\(sum)"]]}
        """, to: "own.json")
      let axes = names.map { "--vary \($0)=1:2:1" }.joined(separator: " ")
      let result = try Tool.run(
        shell: "costcalc grid-search own.json \(axes) --journal j --evaluate 'echo 1'; rm -f j",
        in: folder.url)
      #expect(result.error.contains(message), "\(result.error)")
    }
  }
}
