import Charts
import CostModel
import ScalingSearch
import Symbolic
import Synchronization

/// A run of a search command: its identity, its journal, its part of the whole, and the memory and
/// accuracies of its candidates.
final class SearchSession {
  let invocation: Invocation
  let networks: CandidateNetworks
  let ranking: Ranking
  let threads: Int
  /// The part that this run searches; nil for the whole.
  let shard: Shard?
  let progress = ProgressLine()
  /// Trainings for which the user's command gave no number.
  private(set) var failures: [(candidate: Candidate, failure: Trials.Failure)] = []
  /// Why no network keeps the budgets of memory and time, if none does.
  private(set) var shortage: String?
  private let header: Journal.Header
  private var journal: Journal?
  private var measured: MeasuredNetworks?
  /// What the journals of `--reuse` hold.
  private var reused: [Journal.Record] = []
  private var places: TrainingPlaces?
  /// The journals that `merge` joins; nothing is written then.
  private let merged: [Journal.Contents]?
  /// Where a page is written; nil for nowhere. It is opened before the work begins.
  private(set) var page: OutputFile?

  init(
    _ invocation: Invocation, _ networks: CandidateNetworks, ranking: Ranking,
    merging merged: [Journal.Contents]?
  ) throws {
    let words = SearchArguments(invocation)
    self.invocation = invocation
    self.networks = networks
    self.merged = merged
    self.ranking = {
      var ranking = ranking
      ranking.usesMetrics = invocation.isGiven(.evaluate) || invocation.isGiven(.reuse)
      return ranking
    }()
    threads = try words.threads()
    shard = try words.shard()
    let header = Journal.Header(
      search: invocation.words { !$0.isRanking }, ranking: invocation.words(where: \.isRanking),
      spec: try networks.catalog.contentFingerprint(of: networks.model),
      specText: networks.model.spec.fingerprint,
      machine: networks.machine?.contentFingerprint,
      shard: shard)
    self.header = header
    invocation.value(of: .accuracy).map(FilesInUse.note)
    if let merged {
      if let other = merged.first(where: { !header.isOfSpec($0.header) }) {
        throw Diagnostic(
          "the journal \(quoted(other.path)) is of another spec of \(networks.model.name)",
          help: "use the spec that it was written with, or run its part of the search again")
      }
      // Trainings belong to networks, whatever machine these were for.
      if let other = merged.first(where: {
        $0.header.origin == nil && !header.isOfMachine($0.header)
      }) {
        throw Diagnostic(
          "the numbers of the machine have changed since \(quoted(other.path)) was written",
          help: "use the profile that it was written with, or run its part of the search again")
      }
      try writeMerged(merged)
    } else {
      try openJournal(words)
    }
    page = try invocation.page()
    Interruption.expect()
  }

  /// Opens the journal; without a name it gets one, because every result is kept.
  private func openJournal(_ words: SearchArguments) throws {
    try words.checkTrials(of: networks.model)
    let isComparable = invocation.isGiven(.comparable)
    var first = header
    var sources: [Journal.Header] = []
    for path in invocation.values(of: .reuse) {
      let contents = try Journal.read(path)
      guard contents.header.origin != nil else {
        throw Diagnostic(
          "the journal \(quoted(path)) has no trainings",
          help: "--reuse takes journals of searches with --evaluate")
      }
      try first.check(contents, isComparable: isComparable, readBy: Option.reuse.spelling)
      if first.origin == nil { first = contents.header(of: first) }
      FilesInUse.note(path)
      reused += contents.records
      sources += contents.headers
    }
    guard invocation.isGiven(.journal) || invocation.isGiven(.evaluate) else { return }
    let part = shard.map { "-\($0.index)-of-\($0.count)" } ?? ""
    let path = invocation.value(of: .journal) ?? "\(networks.model.name)\(part).journal.jsonl"
    journal = try Journal(
      path, for: header, version: program.version, isComparable: isComparable)
    FilesInUse.note(path)
    try journal?.note(sources)
    if isTried {
      places = try TrainingPlaces(
        besides: path, logs: invocation.value(of: .logs), spec: header.spec, origin: header.origin)
    }
    guard !invocation.isGiven(.journal) else { return }
    Terminal.writeStandardError("costcalc: keeping results in \(path)\n")
  }

  /// Writes what several journals know into one of the current format.
  private func writeMerged(_ merged: [Journal.Contents]) throws {
    guard let path = invocation.value(of: .journal) else { return }
    guard isTried else {
      throw invocation.usageError("--journal needs journals of --evaluate")
    }
    let journal = try Journal(path, for: header, version: program.version, isComparable: true)
    FilesInUse.note(path)
    try journal.note(merged.flatMap(\.headers))
    try journal.add(merged.flatMap(\.records), of: networks)
  }

  /// Whether the user's command tries networks; every part then searches the whole.
  private var isTried: Bool { invocation.isGiven(.evaluate) }

  /// Whether all candidates are covered: if none is found, there is none. A part of a search may
  /// well be empty.
  var looksAtAll: Bool { shard == nil || isTried }

  // MARK: Candidates

  /// The findings of a search, from journals if they have them: `Found` for grids or for samples.
  ///
  /// - Parameters:
  ///   - restore: turns records into findings; nil if they have no end.
  ///   - join: joins parts of the whole.
  ///   - records: turns findings into records for the journal.
  ///   - search: runs the part.
  func found<Found>(
    restore: ([Journal.Record]) throws -> Found?, join: ([Found]) -> Found,
    records: (Found) -> [Journal.Record], search: (Shard) -> Found
  ) throws -> Found {
    if isTried { return search(.whole) }
    if let merged {
      return join(
        try parts(of: merged).map { journals in
          // A journal that was copied too early may come with the complete one.
          guard let found = try journals.compactMap({ try restore($0.records) }).first else {
            throw Diagnostic(
              "part \(journals[0].header.shard?.text ?? "1/1") has not finished",
              help: "run it again with the same --journal")
          }
          return found
        })
    }
    if let journal, let found = try restore(journal.records) { return found }
    let found = search(shard ?? .whole)
    // Partial results are not kept: the part starts again.
    if !Interruption.isWanted { try journal?.append(records(found)) }
    return found
  }

  /// The findings on a grid.
  func found(_ search: GridSearch) throws -> GridSearch.Found {
    let done = Atomic<Int>(0)
    defer { progress.clear() }
    return try found(
      restore: { try GridSearch.Found($0, of: search) }, join: { GridSearch.Found(joining: $0) },
      records: \.records
    ) { [threads, progress] shard in
      search.scan(shard, threads: threads) {
        progress.show(
          done.wrappingAdd(1, ordering: .relaxed).newValue,
          of: search.chunkCount(shard, threads: threads), nil)
        return Interruption.isWanted
      }
    }
  }

  /// The findings of a sample.
  func found(_ sample: RandomSample, _ count: Int) throws -> RandomSample.Found {
    let done = Atomic<Int>(0)
    defer { progress.clear() }
    return try found(
      restore: { try RandomSample.Found($0, of: sample) },
      join: { RandomSample.Found(joining: $0) },
      records: \.records
    ) { [threads, progress] shard in
      sample.draw(
        count, shard: shard, threads: threads, isCancelled: { Interruption.isWanted },
        progress: {
          progress.show(done.wrappingAdd(1, ordering: .relaxed).newValue, of: count, "network")
        })
    }
  }

  /// The journals of each part of the search. - Throws: a diagnostic if a part has none.
  private func parts(of merged: [Journal.Contents]) throws -> [[Journal.Contents]] {
    let parts = Dictionary(grouping: merged) { $0.header.shard?.index ?? 1 }
    let count = merged.first?.header.shard?.count ?? 1
    return try (1...count).map { index in
      guard let journals = parts[index] else {
        throw Diagnostic("the journal of part \(index)/\(count) is missing")
      }
      return journals
    }
  }

  // MARK: Details of candidates

  /// The candidates within the budgets of memory and time, each with what anything depends on.
  func withinBudgets(
    _ candidates: [Candidate], of search: GridSearch, for request: SearchRequest
  ) throws -> [Candidate] {
    let fitting = try withinMemory(candidates, of: search, for: request)
    guard request.needsLatency else { return fitting }
    let timed = try search.timed(fitting, threads: threads) { [progress] done, total in
      progress.show(done, of: total, "network", "time")
      return !Interruption.isWanted
    }
    progress.clear()
    let quick = timed.filter(request.budgets.holdLatency)
    if quick.isEmpty, let least = timed.compactMap(\.latency).min() {
      shortage = "the fastest network takes \(Cell.time(least).text(.scaled))"
    }
    return quick
  }

  private func withinMemory(
    _ candidates: [Candidate], of search: GridSearch, for request: SearchRequest
  ) throws -> [Candidate] {
    guard request.needsMemory else { return candidates }
    let fitting = try search.measured(
      candidates, within: request.budgets, threads: threads
    ) { [progress] done, total in
      progress.show(done, of: total, "network", "memory")
      return !Interruption.isWanted
    }
    progress.clear()
    if fitting.isEmpty {
      shortage = try search.smallest(candidates).flatMap { request.budgets.needs(of: $0) }
        .map { "the network with the fewest parameters needs \($0)" }
    }
    return fitting
  }

  /// Fills in accuracies: measured ones, or from the user's command.
  ///
  /// - Parameter parameter: the parameter of a choice in a table of accuracies.
  func fillAccuracies(
    _ candidates: inout [Candidate],
    parameter: ((name: String, text: String)) -> (name: String, text: String)? = { _ in nil }
  ) throws {
    if let file = invocation.value(of: .accuracy) {
      if measured == nil {
        let choices = candidates.first?.choices.map(\.name) ?? []
        let columns = networks.model.spec.parameters.map(\.name)
        let table = try SearchArguments(invocation).measurements(
          file, of: networks.model, columns: columns + choices.filter { !columns.contains($0) })
        measured = try MeasuredNetworks(table, of: networks, parameter: parameter)
      }
      try measured?.fill(&candidates)
    }
    if let merged, isTried {
      try candidates.fill(from: merged.flatMap(\.records), of: networks)
    } else if isTried, let journal, let places {
      try tryOut(&candidates, journal, places)
    } else {
      try candidates.fill(from: reused, of: networks)
    }
  }

  /// The comments in a table of accuracies.
  var accuracyComments: [String] { measured?.comments ?? [] }

  /// The source of accuracies, and how many of the user's own matched no candidate.
  var accuracyNotes: [String] {
    guard let measured, let file = invocation.value(of: .accuracy) else { return [] }
    let sources = accuracyComments.filter { $0.hasPrefix("Source: ") }.map {
      "accuracies: \($0.dropFirst("Source: ".count))"
    }
    // Most published accuracies are for other members of the family.
    guard file != "published", measured.missing > 0 else { return sources }
    return sources + ["\(counted(measured.missing, "network")) of \(file) not in this search"]
  }

  private func tryOut(
    _ candidates: inout [Candidate], _ journal: Journal, _ places: TrainingPlaces
  ) throws {
    let words = SearchArguments(invocation)
    let (runner, plan) = (try words.runner(), try words.plan())
    for process in places.leftovers() {
      Terminal.writeStandardError(
        "costcalc: a training of an earlier search still runs: process \(process)\n")
    }
    let trials = Trials(runner, journal, of: networks, plan: plan, places: places)
    let noun = plan.repeats > 1 ? "training" : "network"
    var isEnding = false
    let failed = try trials.run(
      &candidates, using: reused, shard: shard,
      order: { [ranking] candidates in
        try words.ranking(ranking) { (ranking) throws(Diagnostic) in
          try ranking.order(of: candidates)
        }
      },
      describe: { [networks, program = invocation.program] candidate in
        let report = try networks.report(candidate)
        // What has no word in PyTorch has its JSON all the same.
        let python = try? report.pyTorch(source: networks.model.spec.source)
        return [("COSTCALC_NETWORK", ".json", try report.json(by: program).text)]
          + (python.map { [("COSTCALC_PYTHON", ".py", $0)] } ?? [])
      },
      goesOn: { [progress] state in
        let left = state.secondsEach.map { $0 * Double(state.total - state.finished) }
        let failed = state.failed > 0 ? "\(state.failed) failed" : ""
        progress.show(state.finished, of: state.total, noun, failed, secondsLeft: left)
        guard Interruption.isWanted else { return true }
        if !isEnding, state.running > 0 {
          progress.clear()
          Terminal.writeStandardError(
            "costcalc: ending \(counted(state.running, "command")), within \(runner.grace); "
              + "another signal ends them at once\n")
        }
        isEnding = true
        return false
      })
    progress.clear()
    failures += failed.map { (candidates[$0.index], $0) }
  }

  /// Reports failed trainings, then the signal that ended the search.
  func end() throws {
    try Interruption.endSearch()
    guard let first = failures.first else { return }
    let isRepeated = invocation.isGiven(.repeats)
    let what = isRepeated ? "trainings" : "networks"
    throw CheckFailed(
      message: "the command gave no number for \(failures.count) of the \(what); the "
        + "first: " + text(first, withSeed: isRepeated)
        + failures.prefix(3).map(ending).joined())
  }

  /// `width 0.5, resolution 160, seed 2: exit code 1`
  private func text(
    _ failed: (candidate: Candidate, failure: Trials.Failure), withSeed: Bool
  ) -> String {
    let values = failed.candidate.parameters.map { "\($0.name) \($0.text)" }
    let seed = withSeed ? ["seed \(failed.failure.seed)"] : []
    return "\((values + seed).joined(separator: ", ")): \(failed.failure.reason)"
  }

  /// The last lines of a training, unless the reason has said it all, and where the others are.
  private func ending(_ failed: (candidate: Candidate, failure: Trials.Failure)) -> String {
    let failure = failed.failure
    let isSaid = failure.lines.allSatisfy { failure.reason.hasSuffix($0.prefix(200)) }
    guard !isSaid || failure.log != nil else { return "" }
    let log = failure.log.map { ", in \($0)" } ?? ""
    return "\n\(text(failed, withSeed: true))\(log)"
      + failure.lines.map { "\n  \(printable($0))" }.joined()
  }
}
