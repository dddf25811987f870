/// What a published figure turned out to be.
public enum Verdict: String, CaseIterable, Sendable {
  /// It is our count, rounded as printed.
  case asPrinted = "as printed"
  /// It is our count under a named convention, the same for all of its column.
  case underConvention = "under convention"
  /// It is our count with the further digits cut off, where the column rounds.
  case truncated = "truncated"
  /// It is wrong, as a second figure or a mechanism shows.
  case misprint = "misprint"
  /// It is about a system that no spec describes.
  case notModelled = "not modelled"
  /// It is neither, and docs/errata.md says what was tried.
  case unexplained = "unexplained"

  /// Whether the figure agrees with a count.
  public var isAgreement: Bool { self == .asPrinted || self == .underConvention }
}

/// A published figure beside our count.
public struct Finding: Sendable {
  /// The table that it stands in.
  public let table: Published.Table
  /// The row that it stands in.
  public let row: Published.Row
  /// The number of that row, from 1 on.
  public let number: Int
  /// What it is about: one of ``Published/costs``.
  public let metric: String
  /// As printed.
  public let figure: Figure
  /// Our count under the column's convention, a share or a ratio where the figure is one; nil for
  /// what is not modelled.
  public let count: Rational?
  /// What it turned out to be.
  public let verdict: Verdict
  /// The convention, or why the figure can't agree.
  public let reason: String
}
