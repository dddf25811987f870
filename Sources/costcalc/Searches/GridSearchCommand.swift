import CostModel
import ScalingSearch
import Specs
import Symbolic

extension Command {
  static let gridSearch = Command(
    name: "grid-search", summary: "Search for compound-scaling coefficients",
    usage: "costcalc grid-search [MODEL] [--alpha 1:2:0.05]… [--target 2] [--tolerance 5%]",
    operands: [
      Operand(
        name: "MODEL", summary: "The baseline (default efficientnet_b0)", isOptional: true)
    ],
    options: [.alpha, .beta, .gamma, .phi, .vary, .constraint, .target, .tolerance, .condition]
      + [.rounding] + Option.budgets + Option.searching + [.set, .input, .variant] + Option.showing,
    columns: SearchAnswer.columns,
    takesParameters: true,
    discussion: """
      A network is scaled to depth d·alpha^phi, width w·beta^phi and resolution r·gamma^phi. The \
      search tries every point of the grid and keeps those whose ideal factor, alpha * beta^2 * \
      gamma^2 unless --constraint gives another, is within the tolerance of the target. Decimals \
      are compared exactly as typed, and the bounds are included. The real factor is what the \
      network costs once its widths, repeats and sizes are rounded.

      Points that round to the same network share a row; JSON lists all of them. The row shows a \
      released network's own point, and otherwise the point nearest to the defaults, the one with \
      the least sum of |log(value / default)|. Known names released networks and the coefficients \
      of EfficientNet's paper. The paper's coefficients always have a row: it comes below the \
      others if --top would cut it or the search has not found it.

      --vary NAME=RANGE searches the values of any parameter of a model, instead of alpha, beta \
      and gamma. There is then no constraint unless you give one.

      --where, --minimize and --maximize take formulas over the coefficients; the last two also \
      accept ideal, real, macs, parameters, activations, memory and accuracy. Without an \
      objective, rows are sorted by accuracy, if any is known, otherwise by the distance of the \
      real factor from the target.

      \(Amount.spellings)

      --evaluate runs a command with sh -c for each network. COSTCALC_NETWORK names a file with \
      its layers as JSON; variables such as COSTCALC_ALPHA and COSTCALC_MACS hold its \
      coefficients, parameters and costs. The answers are kept in a journal, and an interrupted \
      search resumes where it stopped.
      """,
    examples: [
      ("costcalc grid-search", "EfficientNet's own search"),
      ("costcalc grid-search --tolerance 1% --top 5", "the five nearest in a narrower band"),
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
  /// The costs with all coefficients 1.
  let baseline: Cost

  static func run(_ invocation: Invocation) throws { try run(invocation, merging: nil) }

  /// Runs the search, or joins the results of its parts.
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
    let networks = CandidateNetworks(model, settings, in: arguments.catalog)
    let search = try run.search(words, networks, phi: phi)
    _ = try Ranking(invocation)
    let session = try SearchSession(invocation, networks, merging: journals)
    let outcome = try search.outcome(session.found(search))
    var candidates = try session.withinMemory(outcome.candidates, of: search)
    if let target = run.constraint?.target.doubleValue {
      // Try the networks nearest to the target first.
      candidates = candidates.sorted(by: { abs(run.real($0) - target) })
    }
    try session.fillAccuracies(&candidates) { choice in
      coefficients.first { $0.name == choice.name }.flatMap {
        $0.parameter(for: choice.text, phi: phi)
      }
    }
    try run.show(search, outcome, candidates, session)
    try session.end()
  }

  private func search(
    _ words: SearchArguments, _ networks: CandidateNetworks, phi: Double
  ) throws -> GridSearch {
    let condition = try words.expression(.condition)
    let names = coefficients.map(\.name)
    try check(.constraint, names) { () throws(Diagnostic) in
      _ = try constraint?.expression.formula(of: names)
    }
    try check(.condition, names) { () throws(Diagnostic) in
      _ = try condition?.condition(of: names)
    }
    return try GridSearch(
      networks, coefficients, phi: phi, constraint: constraint, condition: condition,
      budgets: try words.budgets(baseline),
      landmarks: try words.landmarks(coefficients, phi: phi, networks), threads: try words.threads()
    )
  }

  private func real(_ candidate: Candidate) -> Double {
    let base = (baseline.macs.constantValue?.doubleValue ?? 0)
    return base > 0 ? Double(candidate.cost(.macs)) / base : 0
  }

  // MARK: The answer

  private func show(
    _ search: GridSearch, _ outcome: GridSearch.Outcome, _ candidates: [Candidate],
    _ session: SearchSession
  ) throws {
    let words = SearchArguments(invocation)
    let band = try constraint?.band
    var order: (@Sendable (Candidate) -> Double)?
    var criterion = "in the order of the grid"
    if let target = constraint?.target {
      order = { abs(real($0) - target.doubleValue) }
      criterion = "real factor of MACs nearest to \(target.text)"
    }
    let isVaried = coefficients.allSatisfy { $0.base == nil }
    try SearchAnswer(
      session: session, candidates: candidates, choices: coefficients.map(\.name), search: search,
      baseline: (model.name, baseline),
      parameters: isVaried ? [] : coefficients.map { ($0.parameter, $0.rounding != nil) },
      order: order, criterion: criterion,
      limits: (band.map { ["ideal factor in the band \($0.low.text) to \($0.high.text)"] } ?? [])
        + (try words.limits(words.budgets(baseline))),
      reference: try reference(search, candidates, session),
      facts: [("band", band.map { .array([.decimal($0.low), .decimal($0.high)]) } ?? .null)]
        + outcome.facts(of: candidates), footer: outcome.summary(of: candidates),
      unmet: { try unmet(outcome, session.shortage) }
    ).show()
  }

  /// The paper's coefficients, found or not; nil if the search is over something else, or may find
  /// them elsewhere.
  private func reference(
    _ search: GridSearch, _ candidates: [Candidate], _ session: SearchSession
  ) throws -> SearchAnswer.Reference? {
    guard Landmark.paper(over: coefficients) != nil else { return nil }
    if let own = candidates.first(where: { $0.names.contains(Landmark.paperName) }) {
      return SearchAnswer.Reference(candidate: own, exclusion: nil)
    }
    guard session.looksAtAll, !Interruption.isWanted,
      let candidate = try? search.candidate(of: .efficientNet, named: Landmark.paperName)
    else { return nil }
    let exclusion =
      switch search.exclusion(of: candidate) {
      case .grid: "not in the grid"
      case .ideal: "outside the band"
      case .condition: "not within --where"
      case .budget: "not within the budgets"
      case nil: "not within --max-memory"
      }
    return SearchAnswer.Reference(candidate: candidate, exclusion: exclusion)
  }

  /// Why nothing was found, and by how much it was missed.
  private func unmet(_ outcome: GridSearch.Outcome, _ shortage: String?) throws -> [String] {
    let words = SearchArguments(invocation)
    let budgets = try words.budgets(baseline)
    let unmet = words.unmet(budgets, outcome)
    if outcome.invalid == outcome.examined { return unmet }
    var reasons: [String] = []
    if let constraint, let nearest = outcome.nearest,
      let distance = try? nearest - constraint.target,
      abs(distance.doubleValue) > constraint.tolerance.doubleValue
    {
      reasons.append(
        "the nearest ideal factor is \(nearest.doubleValue.significant(6)), "
          + "\(abs(distance.doubleValue).significant(4)) from \(constraint.target.text)")
    }
    reasons += unmet
    if let shortage { reasons.append(shortage) }
    if reasons.isEmpty, invocation.isGiven(.condition) {
      reasons.append("no point meets --where" + (budgets.isEmpty ? "" : " within the budgets"))
    }
    return reasons
  }

  // MARK: Arguments

  /// Adds the flag, and the names that it may use, to a fault in a typed formula.
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
        throw invocation.usageError("\(option.spelling) and --vary can't be combined")
      }
      return try search.varied(model, network)
    }
    let table: [(option: Option, parameter: String, range: String)] = [
      (.alpha, "depth", "1:2:0.05"), (.beta, "width", "1:1.5:0.05"),
      (.gamma, "resolution", "1:1.5:0.05"),
    ]
    return try table.map { option, name, range in
      let parameter = try search.parameter(name, of: model, flag: option.spelling)
      let value = network.value(of: name)
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
        throw invocation.usageError("\(option.spelling) with --vary needs a --constraint")
      }
      return nil
    }
    let expression = try Expression(text ?? "alpha * beta^2 * gamma^2")
    let target = try SearchArguments(invocation).decimal(.target) ?? Rational(2)
    return GridSearch.Constraint(
      expression, target: target, tolerance: try tolerance(invocation, target))
  }

  /// `5%` of the target, or a distance from it such as `0.1`; a band that reaches 0 is an error.
  private static func tolerance(_ invocation: Invocation, _ target: Rational) throws -> Rational {
    let text = invocation.value(of: .tolerance) ?? "5%"
    let isShare = text.hasSuffix("%")
    guard let size = Rational(decimal: isShare ? String(text.dropLast()) : text), size >= .zero
    else {
      throw invocation.usageError(
        "--tolerance takes a share such as 5% or a distance such as 0.1, not \(quoted(text))")
    }
    let tolerance = isShare ? try target * size / Rational(100) : size
    guard tolerance < target else {
      let high = try target + tolerance
      throw invocation.usageError(
        "--tolerance \(text) admits every factor up to \(high.text)",
        remedy: "5% is a share of the target, 0.1 a distance from it")
    }
    return tolerance
  }
}

extension GridSearch.Outcome {
  /// `2,541 points, 109 feasible, 65 networks`
  ///
  /// - Parameter candidates: the networks that no memory budget excludes.
  func summary(of candidates: [Candidate]) -> String {
    let isPart = seen + invalid < examined
    var text = isPart ? "\(Int128(seen).grouped) of " : ""
    text += "\(counted(examined, "point")), \(points(of: candidates).grouped) feasible"
    if invalid > 0 { text += ", \(Int128(invalid).grouped) without a network" }
    return "\(text), \(counted(candidates.count, "network"))"
  }

  /// The same for JSON.
  func facts(of candidates: [Candidate]) -> [(String, JSONOutput)] {
    [
      ("examined", .integer(Int128(examined))), ("invalid", .integer(Int128(invalid))),
      ("feasible", .integer(points(of: candidates))),
    ]
  }

  /// Journals may claim any number of points for each.
  private func points(of candidates: [Candidate]) -> Int128 {
    candidates.reduce(0) { $0 + Int128($1.points) }
  }
}
