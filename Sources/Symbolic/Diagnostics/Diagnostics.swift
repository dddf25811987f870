/// Up to ``limit`` faults of one input.
package struct Diagnostics: Error, Sendable, CustomStringConvertible {
  /// At most this many are collected.
  package static let limit = 20
  /// The faults in the order of the file.
  package let all: [Diagnostic]
  /// How many more there were.
  package let omitted: Int

  /// A list of faults, which must not be empty.
  package init(_ all: [Diagnostic]) {
    self.all = Array(all.prefix(Diagnostics.limit))
    omitted = max(0, all.count - Diagnostics.limit)
  }

  /// One line each.
  package var description: String { all.map(\.description).joined(separator: "\n") }
}
