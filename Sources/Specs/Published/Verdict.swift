import CostModel
import Symbolic

/// The result of checking a published figure.
package enum Verdict: String, CaseIterable, Sendable {
  /// It is our count, rounded as printed.
  case asPrinted = "as printed"
  /// It is our count under a named convention.
  case underConvention = "under convention"
  /// It is our count with further digits cut off.
  case truncated = "truncated"
  /// It is wrong, as a second figure or a known cause shows.
  case misprint = "misprint"
  /// It is about a system that no spec describes.
  case notModelled = "not modelled"
  /// It is none of these, and docs/errata.md says what was tried.
  case unexplained = "unexplained"

  /// Whether the figure is a count of ours.
  package var isAgreement: Bool {
    switch self {
    case .asPrinted, .underConvention, .truncated: true
    case .misprint, .notModelled, .unexplained: false
    }
  }

  /// Whether a file of published figures may say why a figure has it.
  var takesReason: Bool { !isAgreement || self == .truncated }
}

/// A published figure next to our count.
package struct Finding: Sendable {
  /// The table that has the figure.
  package let table: Published.Table
  /// The row that has the figure.
  package let row: Published.Row
  /// The number of that row, from 1.
  package let number: Int
  /// Its metric: one of ``Published/costs``.
  package let metric: String
  /// As printed.
  package let figure: Figure
  /// Our count that gives the figure, or else the one under the column's convention; the share or
  /// ratio if the figure is one; nil if it is not modelled.
  package let count: Rational?
  /// The verdict.
  package let verdict: Verdict
  /// The convention, or why the figure can't agree.
  package let reason: String
}
