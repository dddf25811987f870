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
    let words = SearchArguments(invocation)
    let coefficients = try coefficients(words, model, baseline.network)
    let run = GridSearchRun(
      invocation: invocation, model: model, coefficients: coefficients,
      constraint: try constraint(invocation), baseline: baseline.totals)
    let condition = try expression(invocation, .condition)
    let names = coefficients.map(\.name)
    try check(invocation, .constraint, names) { () throws(Diagnostic) in
      _ = try run.constraint?.expression.formula(of: names)
    }
    try check(invocation, .condition, names) { () throws(Diagnostic) in
      _ = try condition?.condition(of: names)
    }
    let network = try Network.expand(
      model, words.freeing(coefficients, in: settings), in: arguments.catalog)
    let search = try GridSearch(
      network, coefficients, phi: try words.number(.phi, within: -100...100) ?? 1,
      constraint: run.constraint,
      condition: condition, budgets: try words.budgets(baseline.totals)
    )
    try run.show(search.run(threads: words.threads()))
  }

  // MARK: What was asked

  /// Gives a fault in a typed formula the name of its flag, and the names that it may use.
  private static func check(
    _ invocation: Invocation, _ option: Option, _ names: [String],
    _ body: () throws(Diagnostic) -> Void
  ) throws {
    do throws(Diagnostic) {
      try body()
    } catch {
      throw invocation.usageError(
        "\(option.spelling): \(error.message)",
        remedy: error.help ?? "it is about \(anyOf(names))")
    }
  }

  private static func coefficients(
    _ search: SearchArguments, _ model: Model, _ network: Network
  ) throws -> [Coefficient] {
    let invocation = search.invocation
    let rounding = try search.rounding()
    guard !invocation.isGiven(.vary) else {
      if let option = [Option.alpha, .beta, .gamma, .phi].first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) and --vary are two ways to search")
      }
      return try search.varied(model)
    }
    let table: [(option: Option, parameter: String, range: String)] = [
      (.alpha, "depth", "1:2:0.05"), (.beta, "width", "1:1.5:0.05"),
      (.gamma, "resolution", "1:1.5:0.05"),
    ]
    return try table.map { option, name, range in
      let parameter = try search.parameter(name, of: model, flag: option.spelling)
      let value = network.parameters.first { $0.name == name }?.value.number?.doubleValue
      return Coefficient(
        option.name, of: name,
        axis: try Axis(
          option.name, invocation.value(of: option) ?? range, flag: option.spelling),
        base: value ?? 1, rounding: parameter.domain == .real ? nil : rounding)
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
    let target = try SearchArguments(invocation).decimal(.target) ?? Rational(2)
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
}
