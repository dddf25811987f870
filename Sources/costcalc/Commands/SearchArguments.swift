import CostModel
import ScalingSearch

/// What the commands that search have in common: ranges, roundings, budgets, threads.
struct SearchArguments {
  let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  // MARK: Parameters

  /// The parameters of `--vary`, by their own values.
  func varied(_ model: Model) throws -> [Coefficient] {
    try invocation.values(of: .vary).map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw invocation.usageError("--vary takes NAME=RANGE, not \(quoted(text))")
      }
      let name = String(parts[0])
      let parameter = try parameter(name, of: model, flag: "--vary")
      let axis = try Axis(name, String(parts[1]), flag: "--vary \(name)")
      if parameter.domain == .integer, let point = axis.points.first(where: { !$0.exact.isInteger })
      {
        throw invocation.usageError(
          "--vary \(name) takes whole numbers, not \(quoted(point.text))")
      }
      return Coefficient(
        name, of: name, axis: axis, base: nil,
        rounding: parameter.domain == .real ? nil : .nearest)
    }
  }

  /// A parameter of a model that is a number.
  func parameter(
    _ name: String, of model: Model, flag: String
  ) throws -> Parameter {
    let numbers = model.spec.parameters.filter { $0.domain == .integer || $0.domain == .real }
    guard let parameter = numbers.first(where: { $0.name == name }) else {
      throw invocation.usageError(
        "\(flag): \(model.name) has no parameter \(quoted(name)) that is a number",
        remedy: didYouMean(name, in: numbers.map(\.name))
          ?? "--vary searches others: \(numbers.map(\.name).joined(separator: ", "))")
    }
    return parameter
  }

  /// What a size that must be whole does with a fraction.
  func rounding() throws -> Coefficient.Rounding {
    switch invocation.value(of: .rounding) {
    case nil, "nearest": return .nearest
    case "down": return .down
    case "up": return .up
    case let text?:
      guard let multiple = Int(text), (1...4096).contains(multiple) else {
        throw invocation.usageError(
          "--round takes down, up, nearest or a whole number up to 4096, not \(quoted(text))")
      }
      return .multiple(multiple)
    }
  }

  /// The settings with the searched parameters free, repeats folded.
  func freeing(_ coefficients: [Coefficient], in settings: Settings) -> Settings {
    var free = settings
    free.values.removeAll { entry in coefficients.contains { $0.parameter == entry.name } }
    free.free = Set(coefficients.map(\.parameter))
    free.unfoldLimit = 0
    return free
  }

  // MARK: Numbers

  /// An exact positive number.
  func decimal(_ option: Option) throws -> Rational? {
    try invocation.value(of: option).map { text in
      guard let value = Rational(decimal: text), value > .zero else {
        throw invocation.usageError(
          "\(option.spelling) takes a positive number, not \(quoted(text))")
      }
      return value
    }
  }

  /// A number within a range.
  func number(_ option: Option, within range: ClosedRange<Double>) throws -> Double? {
    try invocation.value(of: option).map { text in
      guard let value = Rational(decimal: text)?.doubleValue, range.contains(value) else {
        throw invocation.usageError(
          "\(option.spelling) takes a number from \(range.lowerBound.significant(3)) to "
            + "\(range.upperBound.significant(3)), not \(quoted(text))")
      }
      return value
    }
  }

  /// A positive whole number.
  func count(_ option: Option) throws -> Int? {
    try invocation.value(of: option).map { text in
      guard let value = Int(text), value >= 1 else {
        throw invocation.usageError(
          "\(option.spelling) takes a positive whole number, not \(quoted(text))")
      }
      return value
    }
  }

  /// How many threads to use.
  func threads() throws -> Int { min(try count(.threads) ?? 2, 256) }

  // MARK: Budgets

  /// The options that limit a metric.
  static let limits: [(Option, GridSearch.Metric)] = [
    (.maxMACs, .macs), (.maxParameters, .parameters), (.maxActivations, .activations),
  ]

  /// The windows for the costs of the real network; a ratio is to the baseline.
  func budgets(_ baseline: Cost) throws -> [GridSearch.Budget] {
    var budgets: [GridSearch.Budget] = []
    for (option, metric) in SearchArguments.limits {
      guard let text = invocation.value(of: option) else { continue }
      budgets.append(
        GridSearch.Budget(metric, most: try amount(text, option, of: metric, baseline)))
    }
    if let text = invocation.value(of: .macsWindow) {
      let ends = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard ends.count == 2 else {
        throw invocation.usageError("--macs takes FROM:TO, such as 500M:600M, not \(quoted(text))")
      }
      let (least, most) = (
        try amount(ends[0], .macsWindow, of: .macs, baseline),
        try amount(ends[1], .macsWindow, of: .macs, baseline)
      )
      guard least <= most else {
        throw invocation.usageError("--macs: the window \(quoted(text)) is empty")
      }
      budgets.append(GridSearch.Budget(.macs, least: least, most: most))
    }
    return budgets
  }

  /// `300M`, or `1.98x` of the baseline.
  private func amount(
    _ text: String, _ option: Option, of metric: GridSearch.Metric, _ baseline: Cost
  ) throws -> Double {
    guard let figure = Figure(text), figure.meaning != .share, figure.value > 0 else {
      throw invocation.usageError(
        "\(option.spelling) takes a count such as 300M, or 1.98x of the baseline's, "
          + "not \(quoted(text))")
    }
    let base = metric.value(of: baseline)
    return figure.meaning == .ratio ? figure.value * base : figure.value
  }

  /// Why budgets can't be met: the least that each limited metric is.
  func least(_ outcome: GridSearch.Outcome) -> [String] {
    SearchArguments.limits.compactMap { option, metric in
      guard invocation.isGiven(option),
        let index = GridSearch.Metric.allCases.firstIndex(of: metric)
      else { return nil }
      return "the least \(metric.title) are \(outcome.least[index].scaled())"
    }
  }
}

extension GridSearch.Metric {
  /// The metric in a sentence.
  fileprivate var title: String { self == .macs ? "MACs" : rawValue }

  /// The metric of a bound network.
  func value(of cost: Cost) -> Double {
    let formula =
      switch self {
      case .macs: cost.macs
      case .parameters: cost.parameters
      case .activations: cost.activations
      }
    return formula.constantValue?.doubleValue ?? 0
  }
}
