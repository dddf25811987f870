import CostModel
import Symbolic

extension Ranking {
  /// Which networks may be as good as the best: within one standard error of it, which is that of
  /// its accuracy or, for an objective, follows from those of the means that it uses (to first
  /// order: the root of the sum of the squared changes).
  ///
  /// - Parameter ranked: the networks, the best first.
  /// - Returns: the error of the best, and for each network whether it is within; nil if the error
  ///   is unknown, or the order does not depend on what was measured.
  /// - Throws: a diagnostic if the objective has no value.
  package func withinError(
    _ ranked: [Candidate]
  ) throws(Diagnostic) -> (error: Double, isWithin: [Bool])? {
    switch rule(for: ranked) {
    case .front, .search: return nil
    case .objective, .accuracy: break
    }
    guard let best = ranked.first, let value = try value(of: best) else { return nil }
    var squares = 0.0
    let deviations = best.evaluation?.deviations ?? []
    for deviation in deviations {
      var other = best
      other.evaluation = deviation
      guard let changed = try self.value(of: other) else { return nil }
      squares += (changed - value) * (changed - value)
    }
    let error = squares.squareRoot()
    // A cost alone has no error.
    guard !deviations.isEmpty, error > 0 || objective == nil else { return nil }
    var isWithin: [Bool] = []
    for candidate in ranked {
      isWithin.append(try self.value(of: candidate).map { $0 - value <= error } ?? false)
    }
    return (error, isWithin)
  }
}
