import CostModel
import Specs
import Symbolic

// Which network a line of a journal is about: all that was set, in one spelling.

extension CandidateNetworks {
  /// What tells a network from others of the same spec: the values of parameters, whether they are
  /// the same for all candidates or not, in one spelling of each decimal; and, under names that no
  /// parameter has, sizes of inputs.
  package func key(of parameters: [(name: String, text: String)]) -> [String: String] {
    let settings = settings.replacing(parameters)
    var key: [String: String] = [:]
    for entry in settings.values {
      key[entry.name] = Rational(decimal: entry.text)?.text ?? entry.text
    }
    for (name, sizes) in settings.inputs {
      key["--input \(name)"] = sizes.map { "\($0)" }.joined(separator: "x")
    }
    return key
  }

  /// The key of a training, whose line may know only what its own search varied.
  func key(of trial: Journal.Trial) -> [String: String] {
    let values = trial.network.map { (name: $0.key, text: $0.value) }
    guard !trial.isPartial else { return key(of: values) }
    return trial.network.mapValues { Rational(decimal: $0)?.text ?? $0 }
  }

  /// The trainings of each candidate among those of journals.
  ///
  /// Those of the same values are found at once. Other values may still give the same network, by
  /// rounding: grids are searched for it, layer by layer.
  ///
  /// - Throws: as counting a candidate does.
  package func trials(
    of candidates: [Candidate], in records: [Journal.Record]
  ) throws(Diagnostic) -> [[Journal.Trial]] {
    var known: [[String: String]: [Journal.Trial]] = [:]
    for case .trial(let trial) in records { known[key(of: trial), default: []].append(trial) }
    guard !known.isEmpty else { return candidates.map { _ in [] } }
    var found = candidates.map { known.removeValue(forKey: key(of: $0.parameters)) ?? [] }
    guard !known.isEmpty, candidates.contains(where: { $0.place != nil }) else { return found }
    let alike = Dictionary(grouping: candidates.indices) { candidates[$0].costs }
    let fixed = key(of: []).filter { $0.key.hasPrefix("--") }
    // A training has its own values, and only those.
    var bare = settings
    bare.values = []
    let others = CandidateNetworks(model, bare, in: catalog, options)
    var signatures: [Int: [String]] = [:]
    for (key, trials) in known.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      guard key.filter({ $0.key.hasPrefix("--") }) == fixed,
        let report = try? others.folded(
          model, key.filter { !$0.key.hasPrefix("--") }.map { (name: $0.key, text: $0.value) })
      else { continue }
      for index in alike[report.searchCosts] ?? [] {
        if signatures[index] == nil {
          signatures[index] = try folded(model, candidates[index].parameters).network.signature
        }
        if signatures[index] == report.network.signature { found[index] += trials }
      }
    }
    return found
  }
}

extension [Candidate] {
  /// Fills in what journals know.
  ///
  /// - Parameter networks: what the candidates are members of.
  /// - Throws: as counting a candidate does.
  package mutating func fill(
    from records: [Journal.Record], of networks: CandidateNetworks
  ) throws(Diagnostic) {
    let trials = try networks.trials(of: self, in: records)
    // What a table knows stays.
    for index in indices where self[index].evaluation == nil {
      self[index].evaluation = Evaluation(of: trials[index])
    }
  }
}
