import CostModel
import Symbolic

extension Journal {
  /// Adds the trainings of other journals that this one lacks, each with its whole network.
  ///
  /// - Throws: a diagnostic if they can't be written.
  package func add(_ others: [Record], of networks: CandidateNetworks) throws(Diagnostic) {
    struct Known: Hashable {
      let key: [String: String]
      let training: Trial.Training
    }
    func known(_ record: Record) -> Known? {
      guard case .trial(let trial) = record, let training = trial.training else { return nil }
      return Known(key: networks.key(of: trial), training: training)
    }
    var own = Set(records.compactMap(known))
    var lacking: [Record] = []
    for case .trial(var trial) in others {
      guard let training = known(.trial(trial)), own.insert(training).inserted else { continue }
      (trial.network, trial.isPartial) = (training.key, false)
      lacking.append(.trial(trial))
    }
    if !lacking.isEmpty { try append(lacking) }
  }
}
