/// Up to ``limit`` faults of one input.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
  /// At most this many are collected.
  public static let limit = 20
  /// The faults in the order of the file.
  public let all: [Diagnostic]
  /// How many more there were.
  public let omitted: Int

  /// A list of faults, which must not be empty.
  public init(_ all: [Diagnostic]) {
    self.all = Array(all.prefix(Diagnostics.limit))
    omitted = max(0, all.count - Diagnostics.limit)
  }

  /// One line each.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
