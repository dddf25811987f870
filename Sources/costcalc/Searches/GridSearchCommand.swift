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
    options: [.alpha, .beta, .gamma, .phi, .vary, .constraint, .target, .tolerance, .condition]
      + [.rounding] + Option.budgets + Option.searching + [.set, .input, .variant] + Option.showing,
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
      over ideal, real, macs, parameters, activations, memory and accuracy. Without an objective \
      the rows stand by accuracy, where some is known, else by how far the real factor is from the \
      target.

      --evaluate runs a command by sh -c for each network, with COSTCALC_NETWORK naming a file \
      with its layers as JSON, and the coefficients, parameters and costs beside it, such as \
      COSTCALC_ALPHA and COSTCALC_MACS. What it answers is kept in a journal; a search that was \
      ended goes on where it was.

      --columns takes the coefficients, the parameters, ideal, real, accuracy, macs, \
      parameters, activations, memory, points, network.
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

  static func run(_ invocation: Invocation) throws { try run(invocation, merging: nil) }

  /// Searches, or joins what parts of the search have found.
  static func run(_ invocation: Invocation, merging journals: [Journal.Contents]?) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands.first ?? "efficientnet_b0")
    let settings = try arguments.settings(for: model, among: [model])
    let baseline = try arguments.report(model, settings, CountOptions())
    let words = SearchArguments(invocation)
    let coefficients = try coefficients(words, model, baseline.network)
    let run = GridSearchRun(
      invocation: invocation, model: model, coefficients: coefficients,
      constraint: try constraint(invocation), baseline: baseline.totals)
    let phi = try words.number(.phi, within: -100...100) ?? 1
    let search = try run.search(words, settings, phi: phi, in: arguments.catalog)
    _ = try Ranking(invocation)
    let session = try SearchSession(
      invocation, CandidateNetworks(model, settings, in: arguments.catalog), merging: journals)
    let outcome = try search.outcome(session.found(search))
    var candidates = try session.withinMemory(outcome.candidates)
    if let target = run.constraint?.target.doubleValue {
      // The nearest to the target is tried first.
      candidates = candidates.sorted(by: { abs(run.real($0) - target) })
    }
    try session.fillAccuracies(&candidates) { choice in
      coefficients.first { $0.name == choice.name }.flatMap {
        $0.parameter(for: choice.text, phi: phi)
      }
    }
    try run.show(outcome, candidates, session)
    try session.end()
  }

  private func search(
    _ words: SearchArguments, _ settings: Settings, phi: Double, in catalog: Catalog
  ) throws -> GridSearch {
    let condition = try words.expression(.condition)
    let names = coefficients.map(\.name)
    try check(.constraint, names) { () throws(Diagnostic) in
      _ = try constraint?.expression.formula(of: names)
    }
    try check(.condition, names) { () throws(Diagnostic) in
      _ = try condition?.condition(of: names)
    }
    let network = try Network.expand(
      model, words.freeing(coefficients, in: settings), in: catalog)
    return try GridSearch(
      network, coefficients, phi: phi, constraint: constraint, condition: condition,
      budgets: try words.budgets(baseline))
  }

  private func real(_ candidate: Candidate) -> Double {
    let base = SearchMetric.macs.value(of: baseline)
    return base > 0 ? Double(candidate.cost(.macs)) / base : 0
  }

  // MARK: The answer

  private func show(
    _ outcome: GridSearch.Outcome, _ candidates: [Candidate], _ session: SearchSession
  ) throws {
    let feasible = candidates.reduce(0) { $0 + $1.points }
    var order: (@Sendable (Candidate) -> Double)?
    if let target = constraint?.target.doubleValue { order = { abs(real($0) - target) } }
    let isVaried = coefficients.allSatisfy { $0.base == nil }
    try SearchAnswer(
      session: session, candidates: candidates, choices: coefficients.map(\.name),
      baseline: SearchMetric.macs.value(of: baseline),
      parameters: isVaried ? [] : coefficients.map { ($0.parameter, $0.rounding != nil) },
      order: order,
      facts: [
        ("examined", .integer(Int128(outcome.examined))),
        ("invalid", .integer(Int128(outcome.invalid))),
        ("feasible", .integer(Int128(feasible))),
      ], footer: footer(outcome, feasible, candidates.count, session)
    ).show()
    if candidates.isEmpty, session.looksAtAll, !Interruption.isWanted {
      throw Diagnostic(try infeasible(outcome, session.shortage))
    }
  }

  private func footer(
    _ outcome: GridSearch.Outcome, _ feasible: Int, _ networks: Int, _ session: SearchSession
  ) -> String {
    let isPart = outcome.seen + outcome.invalid < outcome.examined
    var text = isPart ? "\(Int128(outcome.seen).grouped) of " : ""
    text += "\(counted(outcome.examined, "point")), \(Int128(feasible).grouped) feasible"
    if outcome.invalid > 0 { text += ", \(Int128(outcome.invalid).grouped) without a network" }
    return "\(text), \(counted(networks, "network"))"
  }

  /// Why nothing was found, and by how much.
  private func infeasible(
    _ outcome: GridSearch.Outcome, _ shortage: String?
  ) throws -> String {
    if outcome.invalid == outcome.examined { return "no point of the grid has a network" }
    var reasons: [String] = []
    if let constraint, let nearest = outcome.nearest,
      let distance = try? nearest - constraint.target,
      abs(distance.doubleValue) > constraint.tolerance.doubleValue
    {
      reasons.append(
        "the nearest ideal factor is \(nearest.doubleValue.significant(6)), "
          + "\(abs(distance.doubleValue).significant(4)) from "
          + "\(constraint.target.doubleValue.significant(6))")
    }
    let words = SearchArguments(invocation)
    let budgets = try words.budgets(baseline)
    reasons += words.unmet(budgets, outcome.least)
    if let shortage { reasons.append(shortage) }
    if reasons.isEmpty, invocation.isGiven(.condition) {
      reasons.append("none meets --where" + (budgets.isEmpty ? "" : " within the budgets"))
    }
    let why = reasons.isEmpty ? "each condition alone can be met" : reasons.joined(separator: "; ")
    return "no point of the grid is feasible: \(why)"
  }

  // MARK: What was asked

  /// Gives a fault in a typed formula the name of its flag, and the names that it may use.
  private func check(
    _ option: Option, _ names: [String],
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
}
