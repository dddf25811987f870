import CostModel
import Symbolic

/// Accuracies from a user's command: trainings of networks, each journaled as it ends.
package struct Trials {
  /// How often networks are trained.
  package struct Plan: Sendable {
    /// The number of trainings of a network.
    package let repeats: Int
    /// Only so many networks, the best, are trained that often, and all others once; nil for all.
    package let best: Int?
    /// The seed of the first training; others follow.
    package let firstSeed: Int

    package init(repeats: Int = 1, best: Int? = nil, firstSeed: Int = 1) {
      self.repeats = repeats
      self.best = best
      self.firstSeed = firstSeed
    }
  }

  /// How far a search has got.
  package struct Progress: Sendable {
    /// Trainings to run, and those that have run, now or before.
    package let total, finished: Int
    /// Trainings without a number.
    package let failed: Int
    /// Commands running now.
    package let running: Int
    /// The average duration of this run's trainings; nil before the first has ended.
    package let secondsEach: Double?
  }

  /// A training that gave no number.
  package struct Failure: Sendable {
    /// The network.
    package let index: Int
    /// The seed of the training.
    package let seed: Int
    /// Why there is no number.
    package let reason: String
    /// What it printed last.
    package let lines: [String]
    /// Where its whole output is kept; nil for nowhere.
    package let log: String?
  }

  private let runner: CommandRunner
  private let journal: Journal
  private let networks: CandidateNetworks
  private let plan: Plan
  private let places: TrainingPlaces

  /// Trainings of networks with a command, kept in a journal.
  ///
  /// - Parameter places: the folders and files that trainings get.
  package init(
    _ runner: CommandRunner, _ journal: Journal, of networks: CandidateNetworks,
    plan: Plan = Plan(), places: TrainingPlaces
  ) {
    self.runner = runner
    self.journal = journal
    self.networks = networks
    self.plan = plan
    self.places = places
  }

  /// A training: of a network, with a seed.
  private struct Task: Hashable {
    let index, seed: Int
  }

  /// Runs all trainings that the plan still lacks, and fills in all that is known. Networks with an
  /// accuracy from elsewhere are not trained.
  ///
  /// Failures in the journal are tried again: if a search is restarted, something has been fixed.
  ///
  /// - Parameters:
  ///   - candidates: the networks; they start in this order.
  ///   - others: what other journals know; the journal takes what concerns the candidates.
  ///   - shard: the part of the networks to train here.
  ///   - order: the indices of the candidates, the best first.
  ///   - describe: the texts of the files that a command gets of a network, by variable.
  ///   - goesOn: called several times a second; false stops everything.
  /// - Returns: the trainings that gave no number.
  /// - Throws: what `order` and `describe` throw; a diagnostic if the journal can't be written.
  package func run(
    _ candidates: inout [Candidate], using others: [Journal.Record] = [], shard: Shard?,
    order: ([Candidate]) throws -> [Int],
    describe: (Candidate) throws -> [(variable: String, name: String, text: String)],
    goesOn: (Progress) -> Bool
  ) throws -> [Failure] {
    try candidates.first?.checkEnvironment()
    let isOpen = candidates.map { $0.evaluation == nil }
    try take(others, for: candidates)
    var trials = try networks.trials(of: candidates, in: journal.records)
    let own = candidates.indices.filter { isOpen[$0] && (shard?.holds($0) ?? true) }
    let folder = try TemporaryFolder()
    let start = ContinuousClock.now
    var failures: [Task: Failure] = [:]
    var ended = 0
    // The closures below may not capture `candidates`, because it is inout.
    var filled = candidates
    func fill(_ index: Int) {
      if isOpen[index] { filled[index].evaluation = Evaluation(of: trials[index]) }
    }
    filled.indices.forEach(fill)
    while true {
      let tasks = try missing(own, trials, Set(failures.keys), best: { try order(filled) }) {
        filled[$0].evaluation != nil
      }
      let before = own.reduce(0) { $0 + min(trials[$1].distinctAnswers.count, plan.repeats) }
      let total = before + tasks.count
      var done = 0
      let isComplete = try runner.run(
        Array(tasks.indices),
        setting: { attempt in
          let (index, seed) = (tasks[attempt.index].index, tasks[attempt.index].seed)
          var files: [(String, String)] = []
          for file in try describe(filled[index]) {
            let name = "\(index)-\(seed)\(file.name)"
            files.append((file.variable, try folder.write(file.text, to: name)))
          }
          let failed = trials[index].filter { $0.seed == seed }.reduce(0) { $0 &+ $1.attempts }
          var setting = try places.setting(
            of: networks.key(of: filled[index].parameters), seed: seed,
            attempt: failed &+ attempt.number)
          setting.environment +=
            filled[index].environment + files
            + [("COSTCALC_SLOT", "\(attempt.slot)"), ("COSTCALC_JOBS", "\(runner.jobs)")]
          return setting
        },
        finished: { result in
          let task = tasks[result.index]
          let key = networks.key(of: filled[task.index].parameters)
          let trial = Journal.Trial(
            network: key, seed: task.seed, answer: result.answer, seconds: result.seconds,
            attempts: result.attempts)
          try journal.append([.trial(trial)])
          folder.removeAll(startingWith: "\(task.index)-\(task.seed).")
          let log = places.tidy(of: key, seed: task.seed)
          (ended, done) = (ended + 1, done + 1)
          trials[task.index].append(trial)
          fill(task.index)
          if case .failure(let reason) = result.answer {
            failures[task] = Failure(
              index: task.index, seed: task.seed, reason: reason, lines: result.lines, log: log)
          }
        },
        goesOn: { running in
          let parts = (ContinuousClock.now - start).components
          let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
          return goesOn(
            Progress(
              total: total, finished: before + done, failed: failures.count, running: running,
              secondsEach: ended == 0 ? nil : seconds / Double(ended)))
        })
      if tasks.isEmpty || !isComplete { break }
    }
    places.tidy()
    candidates = filled
    return failures.values.sorted { ($0.seed, $0.index) < ($1.seed, $1.index) }
  }

  /// Copies what other journals know of the candidates, so that this one needs no other.
  private func take(
    _ others: [Journal.Record], for candidates: [Candidate]
  ) throws(Diagnostic) {
    guard !others.isEmpty else { return }
    let trials = try networks.trials(of: candidates, in: others)
    try journal.add(trials.flatMap(\.self).map { .trial($0) }, of: networks)
  }

  /// The trainings to run next: first one of every network, then those that the best of them lack,
  /// and again, because the order may change with each.
  private func missing(
    _ own: [Int], _ trials: [[Journal.Trial]], _ failed: Set<Task>, best: () throws -> [Int],
    isKnown: (Int) -> Bool
  ) rethrows -> [Task] {
    func tasks(_ indices: [Int], _ count: Int) -> [Task] {
      let seeds = indices.map { self.seeds(of: $0, trials[$0], failed, count) }
      // The second training of a network comes after the first one of all.
      return (0..<count).flatMap { number in
        zip(indices, seeds).compactMap { index, seeds in
          number < seeds.count ? Task(index: index, seed: seeds[number]) : nil
        }
      }
    }
    guard let count = plan.best else { return tasks(own, plan.repeats) }
    let first = tasks(own, 1)
    guard first.isEmpty else { return first }
    let chosen = Set(try best().filter(isKnown).prefix(count))
    return tasks(own.filter(chosen.contains), plan.repeats)
  }

  /// The seeds that a network lacks; those that failed are not replaced by others.
  private func seeds(
    of index: Int, _ trials: [Journal.Trial], _ failed: Set<Task>, _ count: Int
  ) -> [Int] {
    let answers = trials.distinctAnswers
    var used = Set(answers.compactMap(\.seed))
    let failures = failed.filter { $0.index == index && !used.contains($0.seed) }.map(\.seed)
    used.formUnion(failures)
    let lacking = max(0, count - answers.count - failures.count)
    var seeds: [Int] = []
    var seed = plan.firstSeed
    while seeds.count < lacking {
      if !used.contains(seed) { seeds.append(seed) }
      seed += 1
    }
    return seeds
  }
}
