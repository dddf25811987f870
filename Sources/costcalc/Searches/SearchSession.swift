import Charts
import CostModel
import ScalingSearch
import Symbolic

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
  /// What it keeps, and what it knows from earlier runs.
  let journals: SearchJournals
  private var measured: MeasuredNetworks?
  /// Where a page is written; nil for nowhere. It is opened before the work begins.
  let page: OutputFile?

  init(
    _ invocation: Invocation, _ networks: CandidateNetworks, ranking: Ranking,
    merging merged: [Journal.Contents]?
  ) throws {
    let words = SearchArguments(invocation)
    self.invocation = invocation
    self.networks = networks
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
    invocation.value(of: .accuracy).map(FilesInUse.note)
    if let merged {
      // The journal is written at once: what may fail comes before.
      page = try invocation.page()
      journals = try SearchJournals(merging: merged, for: header, of: networks, invocation)
    } else {
      try words.checkTrials(of: networks.model)
      journals = try SearchJournals(opening: header, of: networks.model, invocation)
      page = try invocation.page()
    }
    Interruption.expect()
  }

  /// Whether the user's command tries networks; every part then searches the whole.
  var isTried: Bool { invocation.isGiven(.evaluate) }

  /// Whether all candidates are covered: if none is found, there is none. A part of a search may
  /// well be empty.
  var looksAtAll: Bool { shard == nil || isTried }

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
    if let merged = journals.merged, isTried {
      try candidates.fill(from: merged.flatMap(\.records), of: networks)
    } else if isTried, let journal = journals.own, let places = journals.places {
      try tryOut(&candidates, journal, places)
    } else {
      try candidates.fill(from: journals.reused, of: networks)
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
      &candidates, using: journals.reused, shard: shard,
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
}
