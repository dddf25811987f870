import ScalingSearch
import Symbolic

extension SearchSession {
  /// Reports failed trainings, then the signal that ended the search.
  func end() throws {
    try Interruption.endSearch()
    guard let first = failures.first else { return }
    let isRepeated = invocation.isGiven(.repeats)
    let what = isRepeated ? "trainings" : "networks"
    throw CheckFailed(
      message: "the command gave no number for \(failures.count) of the \(what); the "
        + "first: " + text(first, withSeed: isRepeated)
        + failures.prefix(3).map(ending).joined())
  }

  /// `width 0.5, resolution 160, seed 2: exit code 1`
  private func text(
    _ failed: (candidate: Candidate, failure: Trials.Failure), withSeed: Bool
  ) -> String {
    let values = failed.candidate.parameters.map { "\($0.name) \($0.text)" }
    let seed = withSeed ? ["seed \(failed.failure.seed)"] : []
    return "\((values + seed).joined(separator: ", ")): \(failed.failure.reason)"
  }

  /// The last lines of a training, unless the reason has said it all, and where the others are.
  private func ending(_ failed: (candidate: Candidate, failure: Trials.Failure)) -> String {
    let failure = failed.failure
    let isSaid = failure.lines.allSatisfy { failure.reason.hasSuffix($0.prefix(200)) }
    guard !isSaid || failure.log != nil else { return "" }
    let log = failure.log.map { ", in \($0)" } ?? ""
    return "\n\(text(failed, withSeed: true))\(log)"
      + failure.lines.map { "\n  \(printable($0))" }.joined()
  }
}
