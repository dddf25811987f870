import Specs

/// Quantities shared by several commands, each with one name in all of them and in every format.
extension Name {
  // MARK: Counted

  static let macs = Name(
    "macs", "MACs", "multiply-accumulates, including taps on padding, without biases")
  static let effectiveMACs = Name(
    "effectiveMacs", "Effective MACs", "multiply-accumulates without taps on padding")
  static let flops = Name("flops", "FLOPs", "two per multiply-accumulate")
  static let parameters = Name(
    "parameters", "Params", "trainable weights, biases, scales and shifts",
    older: ["parameterCount"])
  static let activations = Name(
    "activations", "Acts", "output elements of convolutions, dense layers and matrix products")
  static let modelBytes = Name("modelBytes", "Model size", "the parameters in bytes")
  static let fusedBytes = Name(
    "fusedBytes", "Traffic",
    "bytes read and written, with normalization and activation folded into the layer")
  static let inputBytes = Name("inputBytes", "Input bytes", "the part that reads inputs")
  static let weightBytes = Name("weightBytes", "Weight bytes", "the part that reads weights")
  static let outputBytes = Name("outputBytes", "Output bytes", "the part that writes outputs")
  static let unfusedBytes = Name(
    "unfusedBytes", "Unfused", "bytes read and written if every operator runs separately")
  static let unfusedInputBytes = Name(
    "unfusedInputBytes", "Unfused input bytes", "the part that reads inputs")
  static let unfusedWeightBytes = Name(
    "unfusedWeightBytes", "Unfused weight bytes", "the part that reads weights")
  static let unfusedOutputBytes = Name(
    "unfusedOutputBytes", "Unfused output bytes", "the part that writes outputs")
  static let intensity = Name(
    "intensity", "FLOPs/byte", "arithmetic intensity: FLOPs per byte of traffic",
    older: ["arithmeticIntensity"])
  static let im2colBytes = Name(
    "im2colBytes", "im2col", "bytes that lowering to a matrix product would write and read")
  static let memory = Name(
    "memory", "Memory", "bytes of the parameters plus the peak of live tensors")

  /// All quantities of a layer or a network in a report, and those that a search adds.
  static let quantities = Metric.all.map(\.name) + [memory, accuracy, ideal, real]

  // MARK: Searched

  static let accuracy = Name("accuracy", "Accuracy", "measured or published accuracy")
  static let ideal = Name("ideal", "Ideal", "growth over the baseline's cost, by the formula")
  static let real = Name("real", "Real", "growth over the baseline's MACs, as counted")

  // MARK: Published

  static let top1 = Name("top1", "Top-1", "published accuracy, in percent")
  static let averagePrecision = Name("ap", "AP", "published average precision, in percent")

  // MARK: Timed

  static let time = Name("time", "Time", "seconds", older: ["seconds"])
  static let rate = Name("rate", "Rate", "operations per second")
}
