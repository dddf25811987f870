import Symbolic

/// A user's settings for a model.
package struct Settings: Sendable {
  /// A value as typed.
  package struct Entry: Sendable {
    /// The parameter.
    package let name: String
    /// The text, such as `0.75`.
    package let text: String
    /// The flag that gave it, for errors: `--width`; nil if none did.
    package let flag: String?

    /// A value for a parameter.
    package init(name: String, text: String, flag: String? = nil) {
      self.name = name
      self.text = text
      self.flag = flag
    }

    /// What takes the value, for errors.
    var taker: String { flag ?? "the parameter \(quoted(name))" }
  }

  /// Values for parameters.
  package var values: [Entry] = []
  /// Parameters left free; also `batch`.
  package var free: Set<String> = []
  /// Sizes that replace those of inputs, by name; the empty name means the only input. Those of a
  /// spec's input are in its order: the map's, then the channels.
  package var inputs: [String: [Int]] = [:]
  /// Sizes that replace those of the only input.
  package var input: [Int]? {
    get { inputs[""] }
    set { inputs[""] = newValue }
  }
  /// How many samples the network takes at once, unless that is free.
  package var batch = 1
  /// Numeric repeats up to this count are listed copy by copy.
  package var unfoldLimit = 1000
  /// Values at which rows exist or not, where free parameters leave that open: the network is that
  /// of all values that decide alike; nil leaves it open.
  package var decidedAt: Bindings?
  /// Replacements for operators or blocks in the model's own rows, by name.
  package var replacements: [String: String] = [:]

  /// Values by name, and what is not given as the spec has it.
  package init(
    _ values: [(String, String)] = [], free: Set<String> = [], unfoldLimit: Int = 1000,
    batch: Int = 1
  ) {
    self.values = values.map { Entry(name: $0.0, text: $0.1, flag: "--\($0.0)") }
    self.free = free
    self.unfoldLimit = unfoldLimit
    self.batch = batch
  }
}
