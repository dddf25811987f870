import Charts
import CostModel
import ScalingSearch
import Symbolic

extension SearchArguments {
  /// The options that limit a metric.
  private static let limits: [(Option, Metric)] = [
    (.maxMACs, .macs), (.maxParameters, .parameters), (.maxActivations, .activations),
  ]

  /// The machine whose RAM and flash are the budgets; nil without one.
  func device() throws -> MachineProfile? {
    guard invocation.isGiven(.device) else { return nil }
    let machine = try invocation.machine()
    guard machine.ram?.value != nil || machine.flash?.value != nil else {
      throw invocation.usageError(
        "--machine: no RAM or flash of \(machine.name) is known",
        remedy: "use --max-peak and --max-model")
    }
    return machine
  }

  /// How networks are stored: as told, or in int8 on a device.
  func storage(_ device: MachineProfile?) throws -> CountOptions {
    CountOptions(
      weights: invocation.choice(of: .weights), activations: invocation.choice(of: .activations),
      unstated: device == nil ? .fp32 : .int8)
  }

  /// The limits on networks; ratios are relative to the baseline.
  func budgets(_ baseline: Cost?, _ device: MachineProfile? = nil) throws -> Budgets {
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
      try invocation.amount(.maxPeak, .size)?.floor ?? device?.ram?.value.map { Int128($0) }
    let model =
      try invocation.amount(.maxModel, .size)?.doubleValue ?? device?.flash?.value
    if let model {
      let options = try storage(device)
      let bits = (options.weights ?? options.unstated).bits
      budgets.windows.append(
        Budget(.parameters, most: (model * 8 / Double(bits)).rounded(.down)))
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
  /// As understood: `at most 150 M MACs`.
  var texts: [String] {
    windows.map { budget in
      let most = Int128(budget.most).scaled()
      return (budget.least > 0 ? "\(Int128(budget.least).scaled()) to " : "at most ")
        + "\(most) \(budget.metric.noun)"
    } + (memory.map { ["at most \($0.scaled(unit: "B")) of memory"] } ?? [])
      + (peak.map { ["at most \($0.scaled(unit: "B")) of live tensors"] } ?? [])
  }

  /// Those that no network of a grid meets, and by how much: `the minimum is 22.7 M MACs`.
  func unmetTexts(_ outcome: GridSearch.Outcome) -> [String] {
    if outcome.invalid == outcome.examined { return ["no point of the grid has a network"] }
    return unmet(outcome.least).map { "the minimum is \($0.least.scaled()) \($0.metric.noun)" }
  }
}

extension CandidateNetworks {
  /// How they are stored, if not in fp32: `int8 weights and int8 tensors`.
  var storageTexts: [String] {
    let types = [options.weights ?? options.unstated, options.activations ?? options.unstated]
    guard types != [.fp32, .fp32] else { return [] }
    return ["\(types[0].rawValue) weights and \(types[1].rawValue) tensors"]
  }
}

extension Metric {
  /// The metric's name in a sentence.
  var noun: String { self == .macs ? "MACs" : rawValue }
}
