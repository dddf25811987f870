import Symbolic

/// What is asked of a model file beside what it says.
package struct ModelFileSettings: Sendable {
  /// Values of sizes by their names: those that the file gives to its free sizes, and those that
  /// axes of inputs have by their place, such as `height`.
  package var sizes: [String: Formula] = [:]

  /// Sizes of inputs by their names; an empty name means the only input. All sizes, or those of one
  /// sample, or, of a batch of maps with channels, those of the map.
  package var inputSizes: [String: [Formula]] = [:]

  /// The size of the first axis of every input; nil leaves a number of the file as it is, and means
  /// 1 where the file leaves it open.
  package var batch: Formula?

  /// Names of sizes that stay symbols even if the file says a number.
  package var free: Set<String> = []

  /// Names of tensors, or of nodes, at which the graph ends; empty for the file's own outputs.
  package var outputs: [String] = []

  /// Operators that may be left out of the count.
  package var unpriced: Set<String> = []

  /// The file as it is.
  package init() {}
}
