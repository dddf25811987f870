import CostModel
import Foundation
import Specs
import Symbolic
import Testing

import ScalingSearch

/// What a journal keeps, whatever happens to it.
struct JournalTests {
  private let header = Journal.Header(
    search: ["grid-search", "--tolerance=1%"], ranking: ["--maximize=accuracy"], spec: "fnv1a64:0",
    shard: Shard("2/3"))
  private let trials: [Journal.Record] = [
    .trial(
      Journal.Trial(
        network: ["width": "1.1", "depth": "1.2"], answer: .number(0.1 + 0.2), seconds: 1.5,
        attempts: 1)),
    .trial(
      Journal.Trial(
        network: ["width": "1.2", "depth": "1.2"], answer: .failure("exit code 1: \"no\"\n"),
        seconds: 0.25, attempts: 3)),
    .trial(
      Journal.Trial(
        network: ["width": "1.2"], seed: 7, answer: .number(3, metrics: ["loss": 0.1, "µ": -1e30]),
        seconds: 1, attempts: 1)),
    .trial(
      Journal.Trial(
        network: ["width": "1.2"], isPartial: true, answer: .number(4), seconds: 1, attempts: 1)),
  ]

  private func journal(_ folder: Scratch, _ header: Journal.Header? = nil) throws -> Journal {
    try Journal("\(folder.path)/j.jsonl", for: header ?? self.header, version: "1")
  }

  @Test func whatIsWrittenIsRead() throws {
    let folder = try Scratch()
    let draw = RandomSample.Draw(index: 3, point: [0, 2], costs: [1, 2, 3], memory: nil)
    let entry = GridSearch.Found.Entry(
      key: [1, 2],
      draft: .init(line: 1, index: 2, bestLine: 3, bestIndex: 4, distance: 0.1, candidates: 5))
    let summary = GridSearch.Found.Summary(
      lines: 7, feasible: 5, networks: 1, points: 70, nearest: nil, distance: .infinity,
      least: [.infinity, 2, 3])
    let records =
      trials + [
        .candidates([entry]), .scan(summary), .draws([draw]),
        .sample(networks: 1, drawn: 4, invalid: 2, outside: 1),
      ]
    try journal(folder).append(records)
    let contents = try Journal.read("\(folder.path)/j.jsonl")
    #expect(contents.header == header && contents.records == records)
    #expect(try journal(folder).records == records)
  }

  /// Whatever bytes a command prints, its journal can be read.
  @Test func whateverIsPrintedCanBeRead() throws {
    let folder = try Scratch()
    let seed = UInt64.random(in: 0...UInt64.max)
    var numbers = SplitMix64(seed: seed)
    let marks = Array(String(repeating: "\u{301}\u{5B0}\u{20DD}", count: 20).utf8)
    var records: [Journal.Record] = []
    for _ in 0..<300 {
      var line = LastLine()
      for _ in 0..<Int.random(in: 1..<6, using: &numbers) {
        let bytes = (0..<Int.random(in: 0..<60, using: &numbers)).map { _ in
          UInt8.random(in: 0...255, using: &numbers)
        }
        line.take((Bool.random(using: &numbers) ? bytes : marks)[...])
      }
      line.finish()
      records.append(
        .trial(
          Journal.Trial(
            network: ["width": "1"], answer: .failure(line.text), seconds: 1, attempts: 1)))
    }
    try journal(folder).append(records)
    #expect(try Journal.read("\(folder.path)/j.jsonl").records == records, "seed \(seed)")
  }

  /// Cut off at every single byte, a journal keeps every whole line and goes on behind it.
  @Test func aTornLineIsDropped() throws {
    let folder = try Scratch()
    try journal(folder).append(trials)
    let text = try folder.text("j.jsonl")
    let headerLength = try #require(text.split(separator: "\n").first).utf8.count + 1
    for length in 0..<text.utf8.count {
      let whole = String(decoding: text.utf8.prefix(length), as: UTF8.self)
      try folder.write(whole, to: "j.jsonl")
      let known = length < headerLength ? [] : try Journal.read("\(folder.path)/j.jsonl").records
      let lines = whole.utf8.count { $0 == UInt8(ascii: "\n") }
      #expect(known == Array(trials.prefix(max(0, lines - 1))))
      let opened = try patiently { try journal(folder) }
      #expect(opened.records == known)
      try opened.append([trials[0]])
      #expect(try Journal.read("\(folder.path)/j.jsonl").records == known + [trials[0]])
    }
  }

  /// Tries again for a second: a process that another test starts at this moment has the journal
  /// open, too, until it runs its own program.
  private func patiently(_ open: () throws -> Journal) throws -> Journal {
    for _ in 0..<100 {
      if let journal = try? open() { return journal }
      usleep(10_000)
    }
    return try open()
  }

  @Test func onlyOneSearchWritesAtATime() throws {
    let folder = try Scratch()
    let first = try journal(folder)
    #expect {
      _ = try journal(folder)
    } throws: { error in
      (error as? Diagnostic)?.message.hasPrefix("another search is writing the journal") ?? false
    }
    try first.append(trials)
  }

  @Test func anotherSearchIsRefused() throws {
    let folder = try Scratch()
    _ = try journal(folder)
    var changes: [(change: (inout Journal.Header) -> Void, says: String)] = []
    changes.append(({ $0.search[1] = "--tolerance=5%" }, "it has '--tolerance=1%'"))
    changes.append(({ $0.search.append("--phi=2") }, "it has no '--phi=2'"))
    changes.append(({ $0.search.reverse() }, "its arguments are in a different order"))
    changes.append(({ $0.spec = "fnv1a64:1" }, "its spec was different"))
    changes.append(({ $0.shard = Shard("1/3") }, "it is part 2/3"))
    for (change, says) in changes {
      var other = header
      change(&other)
      #expect {
        _ = try journal(folder, other)
      } throws: { error in
        (error as? Diagnostic)?.message.hasSuffix("is another search's: \(says)") ?? false
      }
    }
    // How it is ranked may change, and an earlier version knows the spec by its text.
    var other = header
    other.ranking = []
    (other.spec, other.specText) = ("content-fnv1a64:2", header.spec)
    _ = try journal(folder, other)
  }

  @Test func whatIsNoJournalIsRefused() throws {
    let folder = try Scratch()
    _ = try journal(folder)
    let header = try folder.text("j.jsonl")
    let table: [(text: String, message: String)] = [
      ("hello\n", "1:1: this is not the journal of a search"),
      ("hello", "' is not the journal of a search"),
      ("{}\n", "1:1: this is not the journal of a search"),
      (header + "{}\n", "2:1: this is not a record of a search"),
      (header + "{\"network\": 5}\n", "2:1: this is not a record of a search"),
      (
        header + "{\"network\": {}, \"accuracy\": 1e999, \"seconds\": 1, \"attempts\": 1}\n",
        "2:1: this is not a record of a search"
      ),
      (
        header + "{\"scan\": {\"lines\": 99999999999999999999}}\n",
        "2:1: this is not a record of a search"
      ),
      (header + "{\"draws\": [[1, [0], [1, 2], null]]}\n", "2:1: this is not a record of a search"),
      // Unfinished lines, of which only the beginning of this header is ours.
      ("{\"schema\": \"costcalc.journal/3\", \"mine\": true}", "' is not the journal of a search"),
      (header.dropLast() + " and my notes", "' is not the journal of a search"),
      (header.dropLast() + "\r{\"network\": {}, ", "' is not the journal of a search"),
      (header.replacing("2/3", with: "1/3").dropLast() + "", "' is not the journal of a search"),
      (header.replacing("1%", with: "2%").dropLast(9) + "", "' is not the journal of a search"),
    ]
    for (text, message) in table {
      try folder.write(text, to: "j.jsonl")
      #expect {
        _ = try journal(folder)
      } throws: { error in "\(error)".hasSuffix(message) }
      #expect(try folder.text("j.jsonl") == text)
    }
    #expect(throws: Diagnostic.self) {
      try Journal("/dev/null", for: self.header, version: "1")
    }
    #expect(throws: Diagnostic.self) {
      try Journal(folder.path, for: self.header, version: "1")
    }
  }

  /// Trainings are pooled, in whatever order they are read; one that is read twice counts once.
  @Test func trainingsArePooled() throws {
    let catalog = Catalog.embedded
    let networks = CandidateNetworks(
      try catalog.model(named: "separable"), Settings(), in: catalog)
    func trial(_ answer: CommandRunner.Answer, seed: Int?, _ seconds: Double) -> Journal.Record {
      .trial(
        Journal.Trial(
          network: ["w": "1"], isPartial: seed == nil, seed: seed, answer: answer,
          seconds: seconds, attempts: 1))
    }
    let records = [
      trial(.number(70, metrics: ["loss": 1]), seed: 1, 2), trial(.failure("x"), seed: 4, 3),
      trial(.number(73, metrics: ["loss": 2]), seed: 2, 4), trial(.number(76), seed: nil, 5),
      // The same seed and the same number, on another machine.
      trial(.number(73), seed: 2, 6),
    ]
    // (70 + 73 + 76) / 3, and √(9 + 0 + 9) / 2 / 3), worked out by hand.
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
      var candidates = [Candidate(choices: [], parameters: [("w", "1.0")], costs: [])]
      try candidates.fill(from: order.map { records[$0] }, of: networks)
      let found = try #require(candidates[0].evaluation)
      #expect(found.accuracy.mean == 73 && found.count == 3)
      #expect(found.accuracy.standardError == (9.0 / 3).squareRoot())
      #expect(found.seconds == 20 && found.attempts == 5)
      #expect(found.metrics["loss"]?.mean == 1.5)
    }
    // A single training has no error, and equal ones have none left.
    #expect(Evaluation.Quantity(of: [5]).standardError == nil)
    #expect(Evaluation.Quantity(of: [0.1, 0.1, 0.1]) == .init(0.1, standardError: 0))
  }
}

struct ShardTests {
  @Test func partsAreAPartition() {
    for (total, count) in [(0, 3), (1, 3), (10, 3), (11, 1), (5, 9), (Int.max, 1000)] {
      let shards = (1...count).compactMap { Shard("\($0)/\(count)") }
      #expect(shards.count == count)
      var next = 0
      for shard in shards {
        #expect(shard.range(of: total).lowerBound == next)
        next = shard.range(of: total).upperBound
      }
      #expect(next == total)
      for position in 0..<50 {
        #expect(shards.filter { $0.holds(position) }.count == 1)
      }
    }
  }

  @Test func whatIsNoPartIsNone() {
    for text in ["", "1", "0/3", "4/3", "1/0", "-1/3", "1/3/5", "a/b", "1/9999999999999999999"] {
      #expect(Shard(text) == nil, "\(text)")
    }
    #expect(Shard("3/3")?.text == "3/3")
  }
}
