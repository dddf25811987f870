import CostModel
import ScalingSearch
import Specs
import Symbolic

/// Arguments shared by the commands that search: ranges, rounding, budgets, threads.
struct SearchArguments {
  let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  // MARK: Parameters

  /// The parameters of `--vary`, with their own values.
  ///
  /// - Parameter network: the model's own network, which has the defaults.
  func varied(_ model: Model, _ network: Network) throws -> [Coefficient] {
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
        rounding: parameter.domain == .real ? nil : .nearest, standard: network.value(of: name))
    }
  }

  /// A numeric parameter of a model.
  func parameter(
    _ name: String, of model: Model, flag: String
  ) throws -> Parameter {
    let numbers = model.spec.parameters.filter { $0.domain == .integer || $0.domain == .real }
    guard let parameter = numbers.first(where: { $0.name == name }) else {
      throw invocation.usageError(
        "\(flag): \(model.name) has no numeric parameter \(quoted(name))",
        remedy: didYouMean(name, in: numbers.map(\.name))
          ?? (numbers.isEmpty
            ? nil : "--vary can search: \(numbers.map(\.name).joined(separator: ", "))"))
    }
    return parameter
  }

  /// How a fraction becomes a whole size.
  func rounding() throws -> Coefficient.Rounding {
    switch invocation.value(of: .rounding) {
    case nil, "nearest": return .nearest
    case "down": return .down
    case "up": return .up
    case let text?:
      guard let multiple = Int(text), (1...4096).contains(multiple) else {
        throw invocation.usageError(
          "--round takes down, up, nearest or an integer up to 4096, not \(quoted(text))")
      }
      return .multiple(multiple)
    }
  }

  /// The named networks of a search: a paper's coefficients, and released networks.
  func landmarks(
    _ coefficients: [Coefficient], phi: Double, _ networks: CandidateNetworks
  ) throws -> [Landmark] {
    let released = try ReleasedNetwork.all(
      like: networks.model, networks.settings, differingIn: Set(coefficients.map(\.parameter)),
      in: networks.catalog)
    return [Landmark.paper(over: coefficients)].compactMap(\.self)
      + Landmark.all(released, over: coefficients, phi: phi)
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

  /// A number in a range.
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

  /// A whole number, positive by default.
  ///
  /// - Parameter most: the largest, where so many things are kept or done at a time.
  func count(_ option: Option, atLeast least: Int = 1, atMost most: Int = .max) throws -> Int? {
    try invocation.value(of: option).map { text in
      let typed = Amount.count.read(text).flatMap { try? $0.integer() }
      guard let value = Int(text) ?? typed, value >= least else {
        let kind = least == 1 ? "positive whole number" : "whole number from \(least) on"
        throw invocation.usageError(
          "\(option.spelling) takes a \(kind), not \(quoted(text))")
      }
      guard value <= most else {
        throw invocation.usageError(
          "\(option.spelling) takes at most \(Int128(most).grouped), not \(quoted(text))")
      }
      return value
    }
  }

  /// The number of threads to use.
  func threads() throws -> Int { min(try count(.threads) ?? 2, 256) }

  // MARK: Accuracy, and several machines

  /// The part of the search to run.
  func shard() throws -> Shard? {
    try invocation.value(of: .shard).map { text in
      guard let shard = Shard(text) else {
        throw invocation.usageError(
          "--shard takes a part such as 2/8, not \(quoted(text))")
      }
      return shard
    }
  }

  /// Checks that options for trials come with a command.
  func checkTrials() throws {
    if invocation.isGiven(.evaluate) {
      _ = try runner()
      guard !invocation.isGiven(.accuracy) else {
        throw invocation.usageError("--accuracy and --evaluate can't be combined; choose one")
      }
      return
    }
    for option in [Option.jobs, .timeLimit, .retries] where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) needs --evaluate")
    }
    guard !invocation.isGiven(.accuracy) else { return }
    for option in [Option.minimize, .maximize, .pareto]
    where invocation.value(of: option)?.mentions(.accuracy) ?? false {
      throw invocation.usageError(
        "\(option.spelling): no accuracy is known",
        remedy: "read accuracies with --accuracy, or run a command with --evaluate")
    }
  }

  /// The runner for the user's command.
  func runner() throws -> CommandRunner {
    CommandRunner(
      invocation.value(of: .evaluate) ?? "", jobs: min(try count(.jobs) ?? 1, 4096),
      timeLimit: try invocation.amount(.timeLimit, .time).map { .seconds($0.doubleValue) },
      retries: try count(.retries, atLeast: 0) ?? 0)
  }

  /// The accuracies of a file, or those that come with the tool.
  func measurements(_ file: String, of model: Model, columns: [String]) throws -> Measurements {
    guard file == "published" else {
      let bytes = try InputFile.bytes(of: file)
      return try Measurements(
        String(decoding: bytes, as: UTF8.self), file: file, known: columns)
    }
    let name = model.spec.name ?? model.name
    guard let known = Catalog.embedded.accuracies(of: name) else {
      throw invocation.usageError(
        "costcalc has no published accuracies for \(name)",
        remedy: "give a CSV file with --accuracy")
    }
    return try Measurements(known.text, file: "specs/\(known.path)", known: columns)
  }

  /// A whole number of bytes.
  func bytes(_ option: Option) throws(UsageError) -> Int128? {
    try invocation.amount(option, .size)?.floor
  }

  /// A formula. - Throws: a usage error with the flag.
  func expression(_ option: Option) throws -> Expression? {
    try invocation.value(of: option).map { text in
      do throws(Diagnostic) {
        return try Expression(text)
      } catch {
        throw invocation.usageError("\(option.spelling): \(error.message)")
      }
    }
  }

  // MARK: Budgets

  /// The options that limit a metric.
  static let limits: [(Option, Metric)] = [
    (.maxMACs, .macs), (.maxParameters, .parameters), (.maxActivations, .activations),
  ]

  /// The windows for the costs of the real network; ratios are relative to the baseline.
  func budgets(_ baseline: Cost?) throws -> [Budget] {
    var budgets: [Budget] = []
    for (option, metric) in SearchArguments.limits {
      guard let text = invocation.value(of: option) else { continue }
      budgets.append(
        Budget(metric, most: try amount(text, option, of: metric, baseline)))
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
      budgets.append(Budget(.macs, least: least, most: most))
    }
    return budgets
  }

  /// `300M`, or `1.98x` of the baseline.
  private func amount(
    _ text: String, _ option: Option, of metric: Metric, _ baseline: Cost?
  ) throws -> Double {
    if text.hasSuffix("x") || text.hasSuffix("×"), let times = Amount.factor.read(text.dropLast()) {
      guard let baseline else {
        throw invocation.usageError(
          "\(option.spelling): a search space has no baseline for \(quoted(text))",
          remedy: "write a count such as 300M")
      }
      return times.doubleValue * (metric.value(of: baseline)?.doubleValue ?? 0)
    }
    if let count = Amount.count.read(text) { return count.doubleValue }
    let isSize = Amount.size.read(text) != nil
    throw invocation.usageError(
      "\(option.spelling) takes \(Amount.count.wanted), or 1.98x of the baseline's, not "
        + (isSize ? "the size " : "") + quoted(text),
      remedy: isSize ? "\(Option.maxMemory.spelling) limits bytes" : nil)
  }

  /// The budgets as understood: `at most 150 M MACs`.
  func limits(_ budgets: [Budget]) throws(UsageError) -> [String] {
    let counts = budgets.map { budget in
      let most = Int128(budget.most).scaled()
      return (budget.least > 0 ? "\(Int128(budget.least).scaled()) to " : "at most ")
        + "\(most) \(budget.metric.title)"
    }
    return counts
      + (try bytes(.maxMemory).map { ["at most \($0.scaled(unit: "B")) of memory"] } ?? [])
  }

  /// The budgets that no network of a grid meets, and by how much.
  func unmet(_ budgets: [Budget], _ outcome: GridSearch.Outcome) -> [String] {
    if outcome.invalid == outcome.examined { return ["no point of the grid has a network"] }
    return budgets.compactMap { budget in
      guard let index = Metric.searched.firstIndex(of: budget.metric),
        Double(outcome.least[index]) > budget.most
      else { return nil }
      return "the minimum is \(outcome.least[index].scaled()) \(budget.metric.title)"
    }
  }
}

extension Network {
  /// The value of a numeric parameter.
  func value(of name: String) -> Double? {
    parameters.first { $0.name == name }?.value.number?.doubleValue
  }
}

extension Metric {
  /// The metric's name in a sentence.
  var title: String { self == .macs ? "MACs" : rawValue }
}
