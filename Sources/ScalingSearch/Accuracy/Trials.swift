import CostModel

/// Accuracies from a user's command: one trial a network, each kept in a journal when it ends.
public struct Trials {
  /// How far a search has come.
  public struct Progress: Sendable {
    /// Networks that are to be tried, and those that have been, in this run or before.
    public let total, finished: Int
    /// Those that gave no number.
    public let failed: Int
    /// Commands that run now.
    public let running: Int
    /// What trials of this run have taken on average; nil before the first has ended.
    public let secondsEach: Double?
  }

  /// What came of it.
  public struct Summary: Sendable {
    /// Whether every network was tried.
    public var isComplete = true
    /// Networks by index that gave no number, and why.
    public var failures: [(index: Int, reason: String)] = []
  }

  private let runner: CommandRunner
  private let journal: Journal

  /// Trials with a command, kept in a journal.
  public init(_ runner: CommandRunner, _ journal: Journal) {
    self.runner = runner
    self.journal = journal
  }

  /// Tries every network that the journal has no number for, and fills in all that is known.
  ///
  /// A failure in the journal is tried again: whoever starts a search anew has mended something.
  ///
  /// - Parameters:
  ///   - candidates: the networks; they start in this order.
  ///   - shard: which of them are this search's to try.
  ///   - describe: a network as JSON, which the command finds under `COSTCALC_NETWORK`.
  ///   - goesOn: called some times a second; false ends all that runs.
  /// - Throws: what `describe` throws; a diagnostic where the journal can't be written.
  public func run(
    _ candidates: inout [Candidate], shard: Shard?, describe: (Candidate) throws -> String,
    goesOn: (Progress) -> Bool
  ) throws -> Summary {
    try candidates.first?.checkEnvironment()
    candidates.fill(from: journal.records)
    let own = candidates.indices.filter { shard?.holds($0) ?? true }
    let open = own.filter { candidates[$0].accuracy == nil }
    let folder = try TemporaryFolder()
    let start = ContinuousClock.now
    var summary = Summary()
    var ended = 0
    // The closures below may not hold `candidates` while they change it.
    var filled = candidates
    summary.isComplete = try runner.run(
      open,
      environment: { index in
        let file = try folder.write(try describe(filled[index]), to: "\(index).json")
        return filled[index].environment + [(Candidate.networkVariable, file)]
      },
      finished: { result in
        try journal.append([.trial(Journal.Trial(filled[result.index], result))])
        folder.remove("\(result.index).json")
        ended += 1
        switch result.answer {
        case .number(let value): filled[result.index].accuracy = value
        case .failure(let reason): summary.failures.append((result.index, reason))
        }
      },
      goesOn: { running in
        let parts = (ContinuousClock.now - start).components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        return goesOn(
          Progress(
            total: own.count, finished: own.count - open.count + ended,
            failed: summary.failures.count, running: running,
            secondsEach: ended == 0 ? nil : seconds / Double(ended)))
      })
    candidates = filled
    return summary
  }
}

extension [Candidate] {
  /// Fills in the accuracies that a journal knows.
  ///
  /// Of two numbers for one network, which journals of two machines may hold, the lower one
  /// counts: it does not matter which was read first, and nothing is made to look better.
  public mutating func fill(from records: [Journal.Record]) {
    var known: [[String: String]: Double] = [:]
    for case .trial(let trial) in records {
      guard case .number(let value) = trial.answer else { continue }
      known[trial.network] = Swift.min(known[trial.network] ?? value, value)
    }
    for index in indices { self[index].accuracy = known[self[index].key] }
  }
}

extension Journal.Trial {
  init(_ candidate: Candidate, _ result: CommandRunner.Result) {
    self.init(
      network: candidate.key, answer: result.answer, seconds: result.seconds,
      attempts: result.attempts)
  }
}

extension Candidate {
  /// What a journal knows a network by.
  var key: [String: String] {
    Dictionary(parameters.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a command finds in its environment: `COSTCALC_WIDTH`, `COSTCALC_MACS`.
  var environment: [(name: String, value: String)] {
    let costs = SearchMetric.allCases.map { ($0.rawValue, "\(cost($0))") }
    let own =
      parameters
      + choices.filter { choice in
        !parameters.contains { $0.name == choice.name }
      }
    return (own + costs.filter { cost in !own.contains { $0.name == cost.0 } }).map { name, text in
      (Candidate.variable(name), text)
    }
  }

  /// The variable that names the file of a network.
  static let networkVariable = variable("network")

  private static func variable(_ name: String) -> String { "COSTCALC_\(name.uppercased())" }

  /// Sees that no two names of a network are one in the environment, where case is lost.
  ///
  /// - Throws: a diagnostic that names both.
  func checkEnvironment() throws(Diagnostic) {
    let costs = SearchMetric.allCases.map(\.rawValue)
    var known = [Candidate.networkVariable: "network"]
    for name in parameters.map(\.name) + choices.map(\.name) + costs {
      let variable = Candidate.variable(name)
      guard let other = known.updateValue(name, forKey: variable),
        other != name || variable == Candidate.networkVariable
      else { continue }
      let what = variable == Candidate.networkVariable ? "the file of the network" : quoted(other)
      throw Diagnostic(
        "\(quoted(name)) and \(what) are both \(variable) in the environment of the command",
        help: "rename the parameter")
    }
  }
}
