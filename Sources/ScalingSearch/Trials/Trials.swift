import CostModel
import Symbolic

/// Accuracies from a user's command: one trial per network, each journaled as it ends.
package struct Trials {
  /// How far a search has got.
  package struct Progress: Sendable {
    /// Networks to try, and networks tried, in this run or before.
    package let total, finished: Int
    /// Networks without a number.
    package let failed: Int
    /// Commands running now.
    package let running: Int
    /// The average duration of this run's trials; nil before the first has ended.
    package let secondsEach: Double?
  }

  /// The outcome.
  package struct Summary: Sendable {
    /// Whether every network was tried.
    package var isComplete = true
    /// Indices of networks that gave no number, with the reasons.
    package var failures: [(index: Int, reason: String)] = []

    package init() {}
  }

  private let runner: CommandRunner
  private let journal: Journal
  private let networks: CandidateNetworks

  /// Trials of networks with a command, kept in a journal.
  package init(_ runner: CommandRunner, _ journal: Journal, of networks: CandidateNetworks) {
    self.runner = runner
    self.journal = journal
    self.networks = networks
  }

  /// Tries every network that has no number in the journal, and fills in all that is known.
  ///
  /// Failures in the journal are tried again: if a search is restarted, something has been fixed.
  ///
  /// - Parameters:
  ///   - candidates: the networks; they start in this order.
  ///   - shard: the part of them to try here.
  ///   - describe: the network as JSON, which the command finds under `COSTCALC_NETWORK`.
  ///   - goesOn: called several times a second; false stops everything.
  /// - Throws: what `describe` throws; a diagnostic if the journal can't be written.
  package func run(
    _ candidates: inout [Candidate], shard: Shard?, describe: (Candidate) throws -> String,
    goesOn: (Progress) -> Bool
  ) throws -> Summary {
    try candidates.first?.checkEnvironment()
    try candidates.fill(from: journal.records, of: networks)
    let own = candidates.indices.filter { shard?.holds($0) ?? true }
    let open = own.filter { candidates[$0].accuracy == nil }
    let folder = try TemporaryFolder()
    let start = ContinuousClock.now
    var summary = Summary()
    var ended = 0
    // The closures below may not capture `candidates`, because it is inout.
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
  /// Fills in the accuracies from journal records.
  ///
  /// If a network has two numbers, as journals of two machines may give, the lower one counts: the
  /// result then does not depend on the order of reading, and nothing looks better than it is.
  ///
  /// - Parameter networks: what the candidates are members of.
  /// - Throws: as counting a candidate does.
  package mutating func fill(
    from records: [Journal.Record], of networks: CandidateNetworks
  ) throws(Diagnostic) {
    var known: [[String: String]: Double] = [:]
    for case .trial(let trial) in records {
      guard case .number(let value) = trial.answer else { continue }
      known[trial.network] = Swift.min(known[trial.network] ?? value, value)
    }
    for index in indices { self[index].accuracy = known.removeValue(forKey: self[index].key) }
    // In journals of before another point may stand for a network of a grid.
    guard !known.isEmpty, contains(where: { $0.place != nil }) else { return }
    var others = NetworkIndex<Double>()
    for (network, value) in known.sorted(by: { $0.value < $1.value }) {
      let values = network.map { (name: $0.key, text: $0.value) }
      guard let report = try? networks.folded(networks.model, values) else { continue }
      _ = others.insert(report, value)
    }
    for index in indices {
      guard let value = try others.find(self[index], in: networks) else { continue }
      self[index].accuracy = Swift.min(self[index].accuracy ?? value, value)
    }
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
  /// The key of a network in a journal.
  var key: [String: String] {
    Dictionary(parameters.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  /// The environment of a command: `COSTCALC_WIDTH`, `COSTCALC_MACS`.
  var environment: [(name: String, value: String)] {
    let costs = Metric.searched.map { ($0.rawValue, "\(cost($0))") }
    let own =
      parameters
      + choices.filter { choice in
        !parameters.contains { $0.name == choice.name }
      }
    return (own + costs.filter { cost in !own.contains { $0.name == cost.0 } }).map { name, text in
      (Candidate.variable(name), text)
    }
  }

  /// The variable with the path of a network's file.
  static let networkVariable = variable("network")

  private static func variable(_ name: String) -> String { "COSTCALC_\(name.uppercased())" }

  /// Checks that no two names share an environment variable, where case is lost.
  ///
  /// - Throws: a diagnostic that gives both names.
  func checkEnvironment() throws(Diagnostic) {
    let costs = Metric.searched.map(\.rawValue)
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
