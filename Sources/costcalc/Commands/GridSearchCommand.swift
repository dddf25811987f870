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

extension Option {
  private static func coefficient(_ name: String, _ of: String, _ range: String) -> Option {
    Option(
      name: name, value: Value("RANGE"),
      summary: "Values of the \(of) coefficient (default \(range))")
  }

  static let alpha = coefficient("alpha", "depth", "1:2:0.05")
  static let beta = coefficient("beta", "width", "1:1.5:0.05")
  static let gamma = coefficient("gamma", "resolution", "1:1.5:0.05")
  static let phi = Option(
    name: "phi", value: Value("NUMBER"), summary: "The step of the compound scale (default 1)")
  static let vary = Option(
    name: "vary", value: Value("NAME=RANGE"), summary: "Search a parameter by its own values",
    isRepeatable: true)
  static let constraint = Option(
    name: "constraint", value: Value("FORMULA"),
    summary: "The ideal factor (default alpha * beta^2 * gamma^2)")
  static let target = Option(
    name: "target", value: Value("NUMBER"), summary: "What the ideal factor shall be (default 2)")
  static let tolerance = Option(
    name: "tolerance", value: Value("SHARE"),
    summary: "How far it may be away: 5% of the target (the default), or 0.1")
  static let condition = Option(
    name: "where", value: Value("CONDITION"), summary: "What else must hold of the coefficients")
  static let rounding = Option(
    name: "round", value: Value("RULE"),
    summary: "Round the resolution down, up, nearest (the default), or to a multiple such as 8")
  static let maxMACs = Option(
    name: "max-macs", value: Value("COUNT"), summary: "The most MACs of the real network: 600M")
  static let maxParameters = Option(
    name: "max-parameters", value: Value("COUNT"), summary: "The most parameters: 10M")
  static let maxActivations = Option(
    name: "max-activations", value: Value("COUNT"), summary: "The most activations: 20M")
  static let macsWindow = Option(
    name: "macs", value: Value("FROM:TO"),
    summary: "A window for the MACs: 500M:600M, or 1.98x:2.02x of the baseline's")
  static let minimize = Option(
    name: "minimize", value: Value("FORMULA"), summary: "Rank by the smallest value")
  static let maximize = Option(
    name: "maximize", value: Value("FORMULA"), summary: "Rank by the largest value")
  static let pareto = Option(
    name: "pareto", value: Value("METRICS"),
    summary: "Only networks that no other beats in all of these: -macs,parameters (- for more)")
  static let top = Option(
    name: "top", value: Value("N"), summary: "So many rows (default 20 in text, all elsewhere)")
  static let threads = Option(
    name: "threads", value: Value("N"), summary: "Threads to use (default 2)")
}

/// The command `grid-search`.
private struct GridSearchRun {
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

  private static func rounding(_ invocation: Invocation) throws -> Coefficient.Rounding {
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

  private static func expression(_ invocation: Invocation, _ option: Option) throws -> Expression? {
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

  private static func count(_ invocation: Invocation, _ option: Option) throws -> Int? {
    try invocation.value(of: option).map { text in
      guard let value = Int(text), value >= 1 else {
        throw invocation.usageError(
          "\(option.spelling) takes a positive whole number, not \(quoted(text))")
      }
      return value
    }
  }

  // MARK: Budgets

  private func budgets() throws -> [GridSearch.Budget] {
    let limits: [(Option, GridSearch.Metric)] = [
      (.maxMACs, .macs), (.maxParameters, .parameters), (.maxActivations, .activations),
    ]
    var budgets: [GridSearch.Budget] = []
    for (option, metric) in limits {
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

  private func cost(_ metric: GridSearch.Metric, of cost: Cost) -> Double {
    let formula =
      switch metric {
      case .macs: cost.macs
      case .parameters: cost.parameters
      case .activations: cost.activations
      }
    return formula.constantValue?.doubleValue ?? 0
  }

  // MARK: The answer

  private func show(_ outcome: GridSearch.Outcome) throws {
    var cells = outcome.cells
    if let text = invocation.value(of: .pareto) { cells = try front(cells, text) }
    cells = try ranked(cells)
    let isText = invocation.choice(of: .format) ?? Format.text == .text
    let top = try GridSearchRun.count(invocation, .top) ?? (isText ? 20 : cells.count)
    let shown = Array(cells.prefix(top))
    try invocation.show(
      grid(shown), json: json(shown, outcome),
      footer: footer(outcome, cells: cells.count, shown: shown.count))
    if outcome.cells.isEmpty { throw CheckFailed(message: "no point of the grid is feasible") }
  }

  private func real(_ cell: GridSearch.Cell) -> Double {
    let base = cost(.macs, of: baseline)
    return base > 0 ? Double(cell.cost(.macs)) / base : 0
  }

  /// By the objective, else by how far the real factor is from the target, else as the grid has it.
  private func ranked(_ cells: [GridSearch.Cell]) throws -> [GridSearch.Cell] {
    let (least, most) = (
      try GridSearchRun.expression(invocation, .minimize),
      try GridSearchRun.expression(invocation, .maximize)
    )
    if least != nil, most != nil {
      throw invocation.usageError("--minimize and --maximize are two objectives; choose one")
    }
    var keys: [Double] = []
    if let objective = least ?? most {
      keys = try cells.map { cell in
        let value = try objective.value(at: numbers(cell))
        return most == nil ? value : -value
      }
    } else if let constraint {
      keys = cells.map { abs(real($0) - constraint.target.doubleValue) }
    } else {
      return cells
    }
    return zip(keys, cells).enumerated().sorted { a, b in
      (a.element.0, a.offset) < (b.element.0, b.offset)
    }.map(\.element.1)
  }

  private func numbers(_ cell: GridSearch.Cell) -> [String: Double] {
    var numbers: [String: Double] = [
      "real": real(cell), "macs": Double(cell.cost(.macs)),
      "parameters": Double(cell.cost(.parameters)),
      "activations": Double(cell.cost(.activations)),
    ]
    if let ideal = cell.ideal { numbers["ideal"] = ideal.doubleValue }
    for (name, value) in cell.parameters { numbers[name] = value.doubleValue }
    for (coefficient, point) in zip(coefficients, cell.coefficients) {
      numbers[coefficient.name] = point.real
    }
    return numbers
  }

  /// The cells that no other is at least as good as in all metrics and better in one.
  private func front(_ cells: [GridSearch.Cell], _ text: String) throws -> [GridSearch.Cell] {
    var objectives: [(metric: GridSearch.Metric, sign: Int128)] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = word.hasPrefix("-") ? word.dropFirst() : word
      guard let metric = GridSearch.Metric(rawValue: String(name)) else {
        throw invocation.unknown(
          "metric", String(name), in: GridSearch.Metric.allCases.map(\.rawValue),
          of: " for --pareto")
      }
      objectives.append((metric, word.hasPrefix("-") ? -1 : 1))
    }
    return ParetoFront.indices(
      of: cells.map { cell in objectives.map { cell.cost($0.metric) * $0.sign } }
    ).map { cells[$0] }
  }

  private func grid(_ cells: [GridSearch.Cell]) -> Grid {
    let isVaried = coefficients.allSatisfy { $0.base == nil }
    var columns = coefficients.map { Column(key: $0.name, title: $0.name, priority: 10) }
    columns.append(
      Column(key: "ideal", title: "Ideal", priority: 8, isExtra: constraint == nil))
    columns.append(Column(key: "real", title: "Real", priority: 9))
    columns += [
      Column(key: "macs", title: "MACs", priority: 9),
      Column(key: "parameterCount", title: "Params", priority: 7),
      Column(key: "activations", title: "Acts", priority: 6),
    ]
    if !isVaried {
      columns += coefficients.map { coefficient in
        Column(
          key: coefficient.parameter, title: coefficient.parameter, priority: 5,
          isExtra: coefficient.rounding == nil)
      }
    }
    columns.append(Column(key: "points", title: "Points", priority: 4))
    return Grid(
      columns: columns,
      rows: cells.map { cell in
        cell.coefficients.map { Cell.text($0.text) }
          + [
            cell.ideal.map { .number($0.doubleValue, digits: 4) } ?? .missing,
            .ratio(real(cell)),
          ] + GridSearch.Metric.allCases.map { Cell.count(cell.cost($0)) }
          + (isVaried ? [] : cell.parameters.map { Cell.text($0.value.text) })
          + [.integer(Int128(cell.candidates))]
      })
  }

  private func footer(_ outcome: GridSearch.Outcome, cells: Int, shown: Int) -> String {
    var text = "\(outcome.examined) points, \(outcome.feasible) feasible"
    if outcome.invalid > 0 { text += ", \(outcome.invalid) without a network" }
    text += ", \(outcome.cells.count) networks"
    if cells < outcome.cells.count { text += ", \(cells) on the front" }
    if shown < cells { text += "; the first \(shown) are shown, --top shows more" }
    return text + "\n"
  }

  private func json(_ cells: [GridSearch.Cell], _ outcome: GridSearch.Outcome) -> JSONOutput {
    .object([
      ("schema", .string("costcalc.search/1")),
      ("version", .string(program.version)),
      ("model", .string(model.name)),
      ("examined", .integer(Int128(outcome.examined))),
      ("invalid", .integer(Int128(outcome.invalid))),
      ("feasible", .integer(Int128(outcome.feasible))),
      ("cells", .array(cells.map(json))),
    ])
  }

  private func json(_ cell: GridSearch.Cell) -> JSONOutput {
    .object([
      (
        "coefficients",
        .object(
          zip(coefficients, cell.coefficients).map { ($0.name, .string($1.text)) })
      ),
      ("parameters", .object(cell.parameters.map { ($0.name, $0.value.json) })),
      ("points", .integer(Int128(cell.candidates))),
      ("ideal", cell.ideal.map { .number($0.doubleValue) } ?? .null),
      ("real", .number(real(cell))),
      ("macs", .integer(cell.cost(.macs))),
      ("parameterCount", .integer(cell.cost(.parameters))),
      ("activations", .integer(cell.cost(.activations))),
    ])
  }
}

extension Number {
  fileprivate var json: JSONOutput {
    switch self {
    case .exact(let value): .integer(value.numerator)
    case .real(let value): .number(value)
    }
  }
}
