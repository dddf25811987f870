/// Up to ``limit`` faults of one input.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
  /// No more than this are collected.
  public static let limit = 20
  /// The faults in the order of the file.
  public let all: [Diagnostic]

  /// A list of faults, which must not be empty.
  public init(_ all: [Diagnostic]) { self.all = Array(all.prefix(Diagnostics.limit)) }

  /// A line each.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
