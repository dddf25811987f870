import CostModel
import ScalingSearch

extension Command {
  static let gridSearch = Command(
    name: "grid-search", summary: "Solve for the coefficients of compound scaling",
    usage: "costcalc grid-search [MODEL] [--alpha 1:2:0.05]… [--target 2] [--tolerance 5%]",
    operands: [
      Operand(
        name: "MODEL", summary: "The baseline (default efficientnet_b0)", isOptional: true)
    ],
    options: [
      .alpha, .beta, .gamma, .phi, .vary, .constraint, .target, .tolerance, .condition, .rounding,
      .maxMACs, .maxParameters, .maxActivations, .macsWindow, .minimize, .maximize, .pareto, .top,
      .threads, .set, .input, .variant, .format, .columns, .exact,
    ],
    takesParameters: true,
    discussion: """
      A network is scaled to depth d·alpha^phi, width w·beta^phi and resolution r·gamma^phi. The \
      search looks at every point of the grid and keeps those whose ideal factor, \
      alpha * beta^2 * gamma^2 unless --constraint says otherwise, is within the tolerance of the \
      target: typed decimals compared exactly, bounds included. What the network really costs \
      with its widths, repeats and sizes rounded stands beside it as the real factor. Points that \
      round to one network are one row.

      --vary NAME=RANGE searches a parameter of any model by its values, in place of alpha, beta \
      and gamma; then there is no constraint unless one is given.

      --where, --minimize and --maximize take formulas over the coefficients; the last two also \
      over ideal, real, macs, parameters and activations. Without an objective the rows stand by \
      how far the real factor is from the target.

      --columns takes the coefficients, the parameters, ideal, real, macs, parameterCount, \
      activations, points.
      """,
    examples: [
      ("costcalc grid-search", "EfficientNet's own search"),
      ("costcalc grid-search --tolerance 1% --top 5", "the five nearest of a narrower band"),
      (
        "costcalc grid-search mobilenet_v1 --vary width=0.25:1:0.05 --vary resolution=128:224:32 "
          + "--max-macs 150M --maximize macs", "the largest networks within a budget"
      ),
    ], run: GridSearchRun.run)
}

/// The command `grid-search`.
struct GridSearchRun {
  let invocation: Invocation
  let model: Model
  let coefficients: [Coefficient]
  let constraint: GridSearch.Constraint?
  /// The costs where all coefficients are 1.
  let baseline: Cost

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands.first ?? "efficientnet_b0")
    let settings = try arguments.settings(for: model, among: [model])
    let baseline = try arguments.report(model, settings, CountOptions())
    let coefficients = try coefficients(invocation, model, baseline.network)
    let run = GridSearchRun(
      invocation: invocation, model: model, coefficients: coefficients,
      constraint: try constraint(invocation), baseline: baseline.totals)
    var free = settings
    free.values.removeAll { entry in coefficients.contains { $0.parameter == entry.name } }
    free.free = Set(coefficients.map(\.parameter))
    free.unfoldLimit = 0
    let network = try Network.expand(model, free, in: arguments.catalog)
    let search = try GridSearch(
      network, coefficients, phi: try number(invocation, .phi) ?? 1, constraint: run.constraint,
      condition: try expression(invocation, .condition), budgets: try run.budgets())
    let threads = try count(invocation, .threads) ?? 2
    try run.show(search.run(threads: min(threads, 256)))
  }

  // MARK: What was asked

  private static func coefficients(
    _ invocation: Invocation, _ model: Model, _ network: Network
  ) throws -> [Coefficient] {
    let varied = invocation.values(of: .vary)
    let rounding = try rounding(invocation)
    guard varied.isEmpty else {
      if let option = [Option.alpha, .beta, .gamma, .phi].first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) and --vary are two ways to search")
      }
      return try varied.map { text in
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
          throw invocation.usageError("--vary takes NAME=RANGE, not \(quoted(text))")
        }
        let name = String(parts[0])
        let parameter = try parameter(name, of: model, invocation, flag: "--vary")
        let axis = try Axis(name, String(parts[1]), flag: "--vary \(name)")
        return Coefficient(
          name, of: name, axis: axis, base: nil,
          rounding: parameter.domain == .real ? nil : .nearest)
      }
    }
    let table: [(option: Option, parameter: String, range: String)] = [
      (.alpha, "depth", "1:2:0.05"), (.beta, "width", "1:1.5:0.05"),
      (.gamma, "resolution", "1:1.5:0.05"),
    ]
    return try table.map { option, name, range in
      let parameter = try parameter(name, of: model, invocation, flag: option.spelling)
      let value = network.parameters.first { $0.name == name }?.value.number?.doubleValue
      return Coefficient(
        option.name, of: name,
        axis: try Axis(
          option.name, invocation.value(of: option) ?? range, flag: option.spelling),
        base: value ?? 1, rounding: parameter.domain == .real ? nil : rounding)
    }
  }

  private static func parameter(
    _ name: String, of model: Model, _ invocation: Invocation, flag: String
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

  static func rounding(_ invocation: Invocation) throws -> Coefficient.Rounding {
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

  private static func constraint(_ invocation: Invocation) throws -> GridSearch.Constraint? {
    let isVaried = !invocation.values(of: .vary).isEmpty
    let text = invocation.value(of: .constraint)
    if isVaried, text == nil {
      if let option = [Option.target, .tolerance].first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) needs a --constraint beside --vary")
      }
      return nil
    }
    let expression = try Expression(text ?? "alpha * beta^2 * gamma^2")
    let target = try decimal(invocation, .target) ?? Rational(2)
    let share = invocation.value(of: .tolerance) ?? "5%"
    let isShare = share.hasSuffix("%")
    guard let size = Rational(decimal: isShare ? String(share.dropLast()) : share), size >= .zero
    else {
      throw invocation.usageError(
        "--tolerance takes a share such as 5% or a distance such as 0.1, not \(quoted(share))")
    }
    return GridSearch.Constraint(
      expression, target: target, tolerance: isShare ? try target * size / Rational(100) : size)
  }

  static func expression(_ invocation: Invocation, _ option: Option) throws -> Expression? {
    try invocation.value(of: option).map { text in
      do throws(Diagnostic) {
        return try Expression(text)
      } catch {
        throw invocation.usageError("\(option.spelling): \(error.message)")
      }
    }
  }

  private static func decimal(_ invocation: Invocation, _ option: Option) throws -> Rational? {
    try invocation.value(of: option).map { text in
      guard let value = Rational(decimal: text), value > .zero else {
        throw invocation.usageError(
          "\(option.spelling) takes a positive number, not \(quoted(text))")
      }
      return value
    }
  }

  private static func number(_ invocation: Invocation, _ option: Option) throws -> Double? {
    try invocation.value(of: option).map { text in
      guard let value = Rational(decimal: text)?.doubleValue, abs(value) <= 100 else {
        throw invocation.usageError(
          "\(option.spelling) takes a number from -100 to 100, not \(quoted(text))")
      }
      return value
    }
  }

  static func count(_ invocation: Invocation, _ option: Option) throws -> Int? {
    try invocation.value(of: option).map { text in
      guard let value = Int(text), value >= 1 else {
        throw invocation.usageError(
          "\(option.spelling) takes a positive whole number, not \(quoted(text))")
      }
      return value
    }
  }

  // MARK: Budgets

  static let limits: [(Option, GridSearch.Metric)] = [
    (.maxMACs, .macs), (.maxParameters, .parameters), (.maxActivations, .activations),
  ]

  private func budgets() throws -> [GridSearch.Budget] {
    var budgets: [GridSearch.Budget] = []
    for (option, metric) in GridSearchRun.limits {
      guard let text = invocation.value(of: option) else { continue }
      budgets.append(
        GridSearch.Budget(metric, most: try amount(text, option, of: metric)))
    }
    if let text = invocation.value(of: .macsWindow) {
      let ends = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard ends.count == 2 else {
        throw invocation.usageError("--macs takes FROM:TO, such as 500M:600M, not \(quoted(text))")
      }
      let (least, most) = (
        try amount(ends[0], .macsWindow, of: .macs), try amount(ends[1], .macsWindow, of: .macs)
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
    _ text: String, _ option: Option, of metric: GridSearch.Metric
  ) throws -> Double {
    guard let figure = Figure(text), figure.meaning != .share, figure.value > 0 else {
      throw invocation.usageError(
        "\(option.spelling) takes a count such as 300M, or 1.98x of the baseline's, "
          + "not \(quoted(text))")
    }
    let base = cost(metric, of: baseline)
    return figure.meaning == .ratio ? figure.value * base : figure.value
  }

  func cost(_ metric: GridSearch.Metric, of cost: Cost) -> Double {
    let formula =
      switch metric {
      case .macs: cost.macs
      case .parameters: cost.parameters
      case .activations: cost.activations
      }
    return formula.constantValue?.doubleValue ?? 0
  }
}
