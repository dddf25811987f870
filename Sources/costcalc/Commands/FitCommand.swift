import CostModel
import ScalingSearch

extension Command {
  static let fit = Command(
    name: "fit", summary: "Find the networks of a family that use a budget best",
    usage: "costcalc fit MODEL --max-macs 300M [--max-parameters 4M] [--vary width=0.25:1:0.05]…",
    operands: [Operand(name: "MODEL", summary: "An architecture, a variant, or a spec file")],
    options: [
      .maxMACs, .maxParameters, .maxActivations, .vary, .everything, .top, .threads, .set, .input,
      .variant, .format, .columns, .exact,
    ],
    takesParameters: true,
    discussion: """
      Looks at every combination of the values of --vary, else of the model's width, depth and \
      resolution around their defaults, and shows the networks within the budgets that cannot \
      grow: a larger value of any parameter, the others kept or enlarged, breaks a budget. The one \
      that comes closest to its budgets stands first. --all shows everything within them.

      What accuracy they have no formula knows; that is for training to say.

      --columns takes the parameters, macs, parameterCount, activations, used.
      """,
    examples: [
      ("costcalc fit mobilenet_v2 --max-macs 150M", "widths and resolutions for 150 M MACs"),
      ("costcalc fit efficientnet_b0 --max-macs 800M --max-parameters 8M", "two budgets at once"),
      (
        "costcalc fit mobilenet_v1 --max-macs 60M --vary width=0.25,0.5,0.75,1 "
          + "--vary resolution=128:224:32", "only what was released"
      ),
    ], run: FitRun.run)
}

extension Option {
  static let everything = Option(
    name: "all", summary: "Also networks that could grow within the budgets")
}

/// The command `fit`: budgets to coefficients.
private enum FitRun {
  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands[0])
    let settings = try arguments.settings(for: model, among: [model])
    let baseline = try arguments.report(model, settings, CountOptions())
    let words = SearchArguments(invocation)
    let coefficients = try coefficients(words, model, settings, baseline.network)
    let budgets = try words.budgets(baseline.totals)
    guard !budgets.isEmpty else {
      throw invocation.usageError("a budget is missing", remedy: "such as --max-macs 300M")
    }
    let network = try Network.expand(
      model, words.freeing(coefficients, in: settings), in: arguments.catalog)
    let search = try GridSearch(
      network, coefficients, phi: 1, constraint: nil, condition: nil, budgets: budgets)
    let outcome = try search.run(threads: words.threads())
    guard !outcome.cells.isEmpty else {
      throw CheckFailed(
        message: "no network of \(model.name) fits: "
          + words.least(outcome).joined(separator: "; "))
    }
    let cells = invocation.isGiven(.everything) ? outcome.cells : largest(outcome.cells)
    let ranked = cells.enumerated().sorted { a, b in
      let (x, y) = (used(a.element, budgets), used(b.element, budgets))
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
    let isText = invocation.choice(of: .format) ?? Format.text == .text
    let top = try words.count(.top) ?? (isText ? 20 : ranked.count)
    let shown = Array(ranked.prefix(top))
    let rest = shown.count < ranked.count ? "; the first \(shown.count) are shown" : ""
    try invocation.show(
      grid(shown, coefficients, budgets),
      footer: "\(outcome.cells.count) networks fit, \(largest(outcome.cells).count) of them "
        + "cannot grow\(rest)\n")
  }

  /// The values to try: what the user gave, else each scaling parameter around its default.
  private static func coefficients(
    _ words: SearchArguments, _ model: Model, _ settings: Settings, _ network: Network
  ) throws -> [Coefficient] {
    let varied = try words.varied(model)
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
      let value = network.parameters.first { $0.name == name }?.value.number?.doubleValue ?? 1
      guard name == "resolution" else {
        return Coefficient(
          name, of: name, axis: try Axis(name, "0.25:3:0.05", flag: name), base: nil, rounding: nil)
      }
      let last = max(96, Int(value) * 2)
      return Coefficient(
        name, of: name, axis: try Axis(name, "96:\(last):16", flag: name), base: nil,
        rounding: .nearest)
    }
  }

  /// The cells that no other is at least as large as in every parameter.
  private static func largest(_ cells: [GridSearch.Cell]) -> [GridSearch.Cell] {
    let points = cells.map { cell in
      cell.coefficients.map { point -> Int128 in
        // Typed decimals have few digits; a billionth tells any two of them apart.
        -((try? point.exact * Rational(1_000_000_000))?.floor ?? 0)
      }
    }
    return ParetoFront.indices(of: points).map { cells[$0] }
  }

  /// The largest share of any budget that a network takes.
  private static func used(_ cell: GridSearch.Cell, _ budgets: [GridSearch.Budget]) -> Double {
    budgets.map { Double(cell.cost($0.metric)) / $0.most }.max() ?? 0
  }

  private static func grid(
    _ cells: [GridSearch.Cell], _ coefficients: [Coefficient], _ budgets: [GridSearch.Budget]
  ) -> Grid {
    Grid(
      columns: coefficients.map { Column(key: $0.name, title: $0.name, priority: 10) } + [
        Column(key: "macs", title: "MACs", priority: 9),
        Column(key: "parameterCount", title: "Params", priority: 8),
        Column(key: "activations", title: "Acts", priority: 7),
        Column(key: "used", title: "Used", priority: 8),
      ],
      rows: cells.map { cell in
        cell.coefficients.map { Cell.text($0.text) }
          + GridSearch.Metric.allCases.map { Cell.count(cell.cost($0)) }
          + [.share(used(cell, budgets))]
      })
  }
}
