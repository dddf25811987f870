import CostModel

/// What trainings of a network gave: means, and how far to trust them.
package struct Evaluation: Equatable, Sendable {
  /// A measured quantity.
  package struct Quantity: Equatable, Sendable {
    /// The mean of all trainings.
    package let mean: Double
    /// The standard error of the mean; nil if it is unknown, as of a single training.
    package let standardError: Double?

    package init(_ mean: Double, standardError: Double? = nil) {
      self.mean = mean
      self.standardError = standardError
    }

    /// The mean of at least one value, and its error from their spread: s / √n.
    ///
    /// Differences from the first value are added up, so that equal values have exactly their mean.
    package init(of values: [Double]) {
      let (first, count) = (values.first ?? 0, Double(values.count))
      let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      self.init(
        mean, standardError: count > 1 ? (squares / (count - 1) / count).squareRoot() : nil)
    }
  }

  /// The accuracy.
  package let accuracy: Quantity
  /// Further quantities that the command printed, by name.
  package let metrics: [String: Quantity]
  /// The number of trainings; nil if a table does not say.
  package let count: Int?
  /// The time of all attempts in seconds, failed ones included; nil if a table does not say.
  package let seconds: Double?
  /// The number of all attempts, failed ones included; nil if a table does not say.
  package let attempts: Int?

  package init(
    _ accuracy: Quantity, metrics: [String: Quantity] = [:], count: Int? = nil,
    seconds: Double? = nil, attempts: Int? = nil
  ) {
    self.accuracy = accuracy
    self.metrics = metrics
    self.count = count
    self.seconds = seconds
    self.attempts = attempts
  }

  /// An accuracy about which nothing else is known.
  package init(_ accuracy: Double) { self.init(Quantity(accuracy)) }
}

extension Evaluation {
  /// The evaluations whose means differ from this one by a standard error of one quantity.
  var deviations: [Evaluation] {
    let accuracies = accuracy.standardError.map { error in
      Evaluation(Quantity(accuracy.mean - error), metrics: metrics)
    }
    let others = metrics.compactMap { name, quantity in
      quantity.standardError.map { error in
        var changed = metrics
        changed[name] = Quantity(quantity.mean - error)
        return Evaluation(accuracy, metrics: changed)
      }
    }
    return [accuracies].compactMap(\.self) + others
  }
}
