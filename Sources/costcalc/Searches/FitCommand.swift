import CostModel
import ScalingSearch
import Specs

extension Command {
  static let fit = Command(
    name: "fit", summary: "Find the networks of a family that best use a budget",
    usage: "costcalc fit MODEL --max-macs 300M [--max-parameters 4M] [--vary width=0.25:1:0.05]…",
    operands: [Operand(name: "MODEL", summary: "An architecture, a variant, or a spec file")],
    options: Option.budgets + [.vary, .everything] + Option.searching + [.set, .input, .variant]
      + Option.showing,
    columns: SearchAnswer.columns,
    takesParameters: true,
    discussion: """
      Tries every combination of the values of --vary or, without it, of the model's width, depth \
      and resolution around their defaults. Shows the networks within the budgets that cannot \
      grow: making any parameter larger breaks a budget, unless another gets smaller, or leaves the \
      values tried; the note below the table counts the latter apart and says what was tried. The \
      network closest to its budgets comes first. --all shows every network within them.

      No formula predicts their accuracy: --accuracy reads measured or published values, and \
      --evaluate runs a command for each network, as in grid-search.

      \(Amount.spellings)
      """,
    examples: [
      ("costcalc fit mobilenet_v2 --max-macs 150M", "widths and resolutions for 150 M MACs"),
      ("costcalc fit efficientnet_b0 --max-macs 800M --max-parameters 8M", "two budgets at once"),
      (
        "costcalc fit mobilenet_v1 --max-macs 60M --vary width=0.25,0.5,0.75,1 "
          + "--vary resolution=128:224:32", "only the released networks"
      ),
    ], run: FitRun.run)
}

extension Option {
  static let everything = Option(
    name: "all", summary: "Include networks that could grow within the budgets")
}

/// The command `fit`: budgets to coefficients.
enum FitRun {
  static func run(_ invocation: Invocation) throws { try run(invocation, merging: nil) }

  /// Runs the search, or joins the results of its parts.
  static func run(_ invocation: Invocation, merging journals: [Journal.Contents]?) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands[0])
    let settings = try arguments.settings(for: model, among: [model])
    let baseline = try arguments.report(model, settings, CountOptions())
    let words = SearchArguments(invocation)
    let coefficients = try coefficients(words, model, settings, baseline.network)
    let budgets = try words.budgets(baseline.totals)
    let memory = try words.bytes(.maxMemory)
    guard !budgets.isEmpty || memory != nil else {
      throw invocation.usageError("a budget is missing", remedy: "such as --max-macs 300M")
    }
    _ = try Ranking(invocation)
    let networks = CandidateNetworks(model, settings, in: arguments.catalog)
    let search = try GridSearch(
      networks, coefficients, phi: 1, constraint: nil, condition: nil, budgets: budgets,
      landmarks: try words.landmarks(coefficients, phi: 1, networks),
      threads: try words.threads())
    let session = try SearchSession(invocation, networks, merging: journals)
    let outcome = try search.outcome(session.found(search))
    let fitting = try session.withinMemory(outcome.candidates, of: search)
    let used: @Sendable (Candidate) -> Double = { candidate in
      budgets.map { Double(candidate.cost($0.metric)) / $0.most }.max()
        ?? memory.flatMap { limit in candidate.memory.map { Double($0) / Double(limit) } } ?? 0
    }
    let largest = search.withoutLarger(fitting)
    var candidates = invocation.isGiven(.everything) ? fitting : largest
    candidates = candidates.sorted { -used($0) }
    try session.fillAccuracies(&candidates)
    try SearchAnswer(
      session: session, candidates: candidates, choices: coefficients.map(\.name), search: search,
      baseline: (model.name, baseline.totals), used: used, order: { -used($0) },
      criterion: "most of the budget used", limits: words.limits(budgets),
      facts: outcome.facts(of: fitting),
      footer: outcome.summary(of: fitting) + growth(of: largest, coefficients),
      tried: coefficients.map(\.axis.summary),
      unmet: { session.shortage.map { [$0] } ?? words.unmet(budgets, outcome) }
    ).show()
    try session.end()
  }

  /// `, 12 cannot grow, 3 at the edge of the values tried`: beyond the edge nothing is known.
  private static func growth(
    of largest: [Candidate], _ coefficients: [Coefficient]
  ) -> String {
    let edge = largest.count { candidate in
      candidate.choices.contains { choice in
        coefficients.contains { $0.name == choice.name && $0.axis.isLargest(choice.text) }
      }
    }
    let inner = ", \(Int128(largest.count - edge).grouped) cannot grow"
    return inner + (edge > 0 ? ", \(Int128(edge).grouped) at the edge of the values tried" : "")
  }

  /// The values to try: those given by the user, or else each scaling parameter around its default.
  private static func coefficients(
    _ words: SearchArguments, _ model: Model, _ settings: Settings, _ network: Network
  ) throws -> [Coefficient] {
    let varied = try words.varied(model, network)
    guard varied.isEmpty else { return varied }
    let wanted = ["depth", "width", "resolution"].filter { name in
      model.spec.parameter(named: name) != nil
        && !settings.values.contains { $0.name == name }
    }
    guard !wanted.isEmpty else {
      throw words.invocation.usageError(
        "\(model.name) has no free depth, width or resolution", remedy: "--vary names others")
    }
    return try wanted.map { name in
      let value = network.value(of: name) ?? 1
      guard name == "resolution" else {
        return Coefficient(
          name, of: name, axis: try Axis(name, "0.25:3:0.05", flag: name), base: nil, rounding: nil,
          standard: value)
      }
      let last = max(96, Int(value) * 2)
      return Coefficient(
        name, of: name, axis: try Axis(name, "96:\(last):16", flag: name), base: nil,
        rounding: .nearest, standard: value)
    }
  }
}
