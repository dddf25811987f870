import Charts
import CostModel
import ScalingSearch
import Symbolic

extension SearchArguments {
  /// The options that limit a metric.
  private static let limits: [(Option, Metric)] = [
    (.maxMACs, .macs), (.maxParameters, .parameters), (.maxActivations, .activations),
  ]

  /// The limits on networks; ratios are relative to the baseline.
  func budgets(_ baseline: Cost?, _ device: SearchDevice? = nil) throws -> Budgets {
    var budgets = Budgets()
    for (option, metric) in SearchArguments.limits {
      guard let text = invocation.value(of: option) else { continue }
      budgets.windows.append(
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
      budgets.windows.append(Budget(.macs, least: least, most: most))
    }
    budgets.memory = try invocation.amount(.maxMemory, .size)?.floor
    budgets.peak =
      try invocation.amount(.maxPeak, .size)?.floor ?? device?.profile.ram?.value.map { Int128($0) }
    budgets.latency = try invocation.amount(.maxLatency, .latency)?.doubleValue
    let model =
      try invocation.amount(.maxModel, .size)?.doubleValue ?? device?.profile.flash?.value
    if let model {
      let options = storage(device)
      let type = options.weights ?? options.unstated
      budgets.windows.append(
        Budget(.parameters, most: (model * 8 / Double(type.bits)).rounded(.down)))
      if !type.takesWholeBytes { budgets.model = Int128(exactly: model.rounded(.down)) }
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
}

extension Budgets {
  /// As understood, with the types and the machine that they are for: `at most 150 M MACs`.
  func texts(for networks: CandidateNetworks) -> [String] {
    texts(storedAs: networks.options, networks.roofline)
  }

  /// The same.
  func texts(storedAs options: CountOptions, _ roofline: Roofline?) -> [String] {
    let time = latency.map { Cell.time($0).text(.scaled) }
    return windows.map { budget in
      let most = Int128(budget.most).scaled()
      return (budget.least > 0 ? "\(Int128(budget.least).scaled()) to " : "at most ")
        + "\(most) \(budget.metric.noun)"
    } + (memory.map { ["at most \($0.scaled(unit: "B")) of memory"] } ?? [])
      + (peak.map { ["at most \($0.scaled(unit: "B")) of live tensors"] } ?? [])
      + (model.map { ["at most \($0.scaled(unit: "B")) of parameters"] } ?? [])
      + (time.map { ["at most \($0) on \(roofline?.machine.name ?? "")"] } ?? [])
      + options.storageTexts
  }

  /// Those that no network of a grid meets, and by how much: `the minimum is 22.7 M MACs`.
  func unmetTexts(_ outcome: GridSearch.Outcome, under roofline: Roofline?) -> [String] {
    if outcome.invalid == outcome.examined { return ["no point of the grid has a network"] }
    let time = leastTime(outcome.least, under: roofline).map {
      ["the fewest MACs alone take \(Cell.time($0).text(.scaled))"]
    }
    return (time ?? [])
      + unmet(outcome.least).map { "the minimum is \($0.least.scaled()) \($0.metric.noun)" }
  }
}

extension Budgets {
  /// What a network takes of the memory that is limited: `1.05 MB of memory`.
  func needs(of network: CandidateNetworks.Details) -> String? {
    if memory != nil { return network.memory.map { "\($0.scaled(unit: "B")) of memory" } }
    guard let own = network.peak, let whole = network.memory else { return nil }
    let isTooLarge = model.map { whole - own > $0 } ?? false
    return isTooLarge
      ? "\((whole - own).scaled(unit: "B")) for its parameters"
      : "\(own.scaled(unit: "B")) for its live tensors"
  }
}

extension CountOptions {
  /// How networks are stored, if not in fp32: `int8 weights and int8 tensors`.
  fileprivate var storageTexts: [String] {
    let types = [weights ?? unstated, activations ?? unstated]
    guard types != [.fp32, .fp32] else { return [] }
    return ["\(types[0].rawValue) weights and \(types[1].rawValue) tensors"]
  }
}

extension Metric {
  /// The metric's name in a sentence.
  var noun: String { self == .macs ? "MACs" : rawValue }
}
