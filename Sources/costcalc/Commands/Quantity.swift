/// The quantities that several commands know: each has one name for all of them, in every format.
extension Name {
  // MARK: Counted

  static let macs = Name(
    "macs", "MACs", "multiply-accumulates, taps on padding included, without biases")
  static let effectiveMACs = Name(
    "effectiveMacs", "Effective MACs", "multiply-accumulates without taps on padding")
  static let flops = Name("flops", "FLOPs", "two for each multiply-accumulate")
  static let parameters = Name(
    "parameters", "Params", "numbers that train: weights, biases, scales and shifts",
    older: ["parameterCount"])
  static let activations = Name(
    "activations", "Acts", "output elements of convolutions, dense layers and matrix products")
  static let modelBytes = Name("modelBytes", "Model size", "bytes of the parameters")
  static let fusedBytes = Name(
    "fusedBytes", "Traffic",
    "bytes read and written, normalization and activation folded into their layer")
  static let inputBytes = Name("inputBytes", "Input bytes", "the part of it that is read")
  static let weightBytes = Name("weightBytes", "Weight bytes", "the part of it that is weights")
  static let outputBytes = Name("outputBytes", "Output bytes", "the part of it that is written")
  static let unfusedBytes = Name(
    "unfusedBytes", "Unfused", "bytes read and written by every operator on its own")
  static let unfusedInputBytes = Name(
    "unfusedInputBytes", "Unfused input bytes", "the part of it that is read")
  static let unfusedWeightBytes = Name(
    "unfusedWeightBytes", "Unfused weight bytes", "the part of it that is weights")
  static let unfusedOutputBytes = Name(
    "unfusedOutputBytes", "Unfused output bytes", "the part of it that is written")
  static let intensity = Name(
    "intensity", "FLOPs/byte", "arithmetic intensity, FLOPs for each byte of traffic",
    older: ["arithmeticIntensity"])
  static let im2colBytes = Name(
    "im2colBytes", "im2col", "bytes that lowering to a matrix product would write and read again")
  static let memory = Name(
    "memory", "Memory", "bytes of the parameters and of the largest sum of live tensors")

  /// All that a report has of a layer or a network, and what a search has besides.
  static let quantities = Metric.all.map(\.name) + [memory, accuracy, ideal, real]

  // MARK: Searched

  static let accuracy = Name("accuracy", "Accuracy", "what somebody has measured")
  static let ideal = Name("ideal", "Ideal", "how many times the baseline's cost, by the formula")
  static let real = Name("real", "Real", "how many times the baseline's MACs, as counted")

  // MARK: Published

  static let top1 = Name("top1", "Top-1", "published accuracy, in percent")
  static let averagePrecision = Name("ap", "AP", "published average precision, in percent")

  // MARK: Timed

  static let time = Name("time", "Time", "seconds", older: ["seconds"])
  static let rate = Name("rate", "Rate", "operations a second")
}
