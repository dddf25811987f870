import CostModel

extension Evaluation {
  /// All that is known from the trainings of a network; nil if none gave a number.
  package init?(of trials: [Journal.Trial]) {
    let answers = trials.distinctAnswers
    guard !answers.isEmpty else { return nil }
    let names = Set(answers.flatMap(\.metrics.keys))
    self.init(
      Quantity(of: answers.map(\.accuracy)),
      metrics: names.reduce(into: [:]) { metrics, name in
        metrics[name] = Quantity(of: answers.compactMap { $0.metrics[name] })
      }, count: answers.count, seconds: trials.reduce(0) { $0 + $1.seconds },
      attempts: trials.reduce(0) { $0 &+ $1.attempts })
  }
}

extension [Journal.Trial] {
  /// The answers that are trainings of their own, in an order that does not depend on that of
  /// reading: two are the same training if their seeds and their numbers are the same.
  var distinctAnswers: [(seed: Int?, accuracy: Double, metrics: [String: Double])] {
    var known: Set<Journal.Trial.Training> = []
    return compactMap { trial -> (seed: Int?, accuracy: Double, metrics: [String: Double])? in
      guard case .number(let accuracy, let metrics) = trial.answer,
        known.insert(Journal.Trial.Training(seed: trial.seed, accuracy: accuracy)).inserted
      else { return nil }
      return (trial.seed, accuracy, metrics)
    }.sorted { ($0.seed ?? -1, $0.accuracy) < ($1.seed ?? -1, $1.accuracy) }
  }
}

extension Journal.Trial {
  /// What tells a training from others of the same network.
  struct Training: Hashable {
    let seed: Int?
    let accuracy: Double
  }
}
