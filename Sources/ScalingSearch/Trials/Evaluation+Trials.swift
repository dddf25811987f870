import CostModel

extension Evaluation {
  /// All that is known from the trainings of a network; nil if none gave a number.
  package init?(of trials: [Journal.Trial]) {
    let answers = trials.distinctAnswers
    guard !answers.isEmpty else { return nil }
    let names = Set(answers.flatMap(\.metrics.keys))
    // A journal may be read twice, and a line may have been copied.
    let paid = Set(trials.map { Paid(seed: $0.seed, seconds: $0.seconds, attempts: $0.attempts) })
    self.init(
      Quantity(of: answers.map(\.accuracy)),
      metrics: names.reduce(into: [:]) { metrics, name in
        metrics[name] = Quantity(of: answers.compactMap { $0.metrics[name] })
      }, count: answers.count, seconds: paid.map(\.seconds).sorted().reduce(0, +),
      attempts: paid.reduce(0) { $0 &+ $1.attempts })
  }

  /// What a training has cost.
  private struct Paid: Hashable {
    let seed: Int?
    let seconds: Double
    let attempts: Int
  }
}

extension [Journal.Trial] {
  /// The answers that are trainings of their own, in an order that does not depend on that of
  /// reading: two are the same training if their seeds and their numbers are the same.
  var distinctAnswers: [(seed: Int?, accuracy: Double, metrics: [String: Double])] {
    var known: [Journal.Trial.Training: [String: Double]] = [:]
    for case (let training?, .number(_, let metrics)) in map({ ($0.training, $0.answer) }) {
      known[training, default: [:]].merge(metrics) { Swift.min($0, $1) }
    }
    return known.map { ($0.key.seed, $0.key.accuracy, $0.value) }
      .sorted { ($0.0 ?? -1, $0.1) < ($1.0 ?? -1, $1.1) }
  }
}

extension Journal.Trial {
  /// What tells a training from others of the same network.
  struct Training: Hashable {
    let seed: Int?
    let accuracy: Double
  }

  /// The training that gave the answer; nil for a failure.
  var training: Training? {
    guard case .number(let accuracy, _) = answer else { return nil }
    return Training(seed: seed, accuracy: accuracy)
  }
}
