/// Quantities shared by several commands that are no ``Metric``, each with one name in all of them
/// and in every format.
extension Name {
  static let memory = Name(
    "memory", "Memory", "bytes of the parameters plus the peak of live tensors")

  static let peak = Name("peak", "Peak", "bytes of the live tensors at the peak")

  static let latency = Name(
    "latency", "Latency",
    "seconds on --machine: a lower bound by its roofline, or an estimate if it was calibrated")

  // MARK: Searched

  static let accuracy = Name("accuracy", "Accuracy", "measured or published accuracy")
  static let standardError = Name(
    "stderr", "±", "standard error of the mean accuracy", older: ["standardError"])
  static let trainings = Name("n", "n", "how many trainings the accuracy is the mean of")
  static let seconds = Name("seconds", "Seconds", "the time of all trainings")
  static let attempts = Name(
    "attempts", "Attempts", "runs of the command that ended, failures included")
  static let withinError = Name(
    "withinError", "≈ best", "whether it is within one standard error of the best")
  static let ideal = Name("ideal", "Ideal", "growth over the baseline's cost, by the formula")
  static let real = Name("real", "Real", "growth over the baseline's MACs, as counted")

  // MARK: Published

  static let top1 = Name("top1", "Top-1", "published accuracy, in percent")
  static let averagePrecision = Name("ap", "AP", "published average precision, in percent")

  // MARK: Timed

  static let time = Name("time", "Time", "seconds", older: ["seconds"])
  static let rate = Name("rate", "Rate", "operations per second")
}
