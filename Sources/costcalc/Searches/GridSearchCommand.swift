import Charts
import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic

extension Command {
  static let gridSearch = Command(
    name: "grid-search", summary: "Search for compound-scaling coefficients",
    usage: "costcalc grid-search [MODEL] [--alpha 1:2:0.05]… [--target 2] [--tolerance 5%]",
    operands: [
      Operand(
        name: "MODEL", summary: "The baseline (default efficientnet_b0)", isOptional: true,
        offers: .models)
    ],
    options: Option.coefficients.map(\.option)
      + [
        .phi, .vary, .constraint, .target, .tolerance, .condition, .rounding, .output,
      ]
      + Option.budgets
      + Option.searching
      + [.set, .input, .variant] + Option.modelFile + Option.showing,
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

      \(Amount.spellings) 1.98x means 1.98 times the baseline's count.

      --evaluate runs a command with sh -c for each network. COSTCALC_PYTHON names a file with it \
      as a module of PyTorch, COSTCALC_NETWORK one with its layers as JSON; variables such as COSTCALC_ALPHA and COSTCALC_MACS hold its \
      coefficients, parameters and costs. --repeats trains each one several times, and gives the \
      mean and its standard error. The answers are kept in a journal, and an interrupted search \
      resumes where it stopped. Another search of the same networks may go on in it.
      """,
    examples: [
      ("costcalc grid-search", "EfficientNet's own search"),
      ("costcalc grid-search --tolerance 1% --top 5", "the five nearest in a narrower band"),
      (
        "costcalc grid-search mobilenet_v1 --vary width=0.25:1:0.05 --vary resolution=128:224:32 "
          + "--max-macs 150M --maximize macs", "the largest networks within a budget"
      ),
      ("costcalc grid-search --report search.html", "as a page to look at"),
    ], run: GridSearchRun.run)
}

/// The command `grid-search`.
enum GridSearchRun {
  static func run(_ invocation: Invocation) throws { try run(invocation, merging: nil) }

  /// Runs the search, or joins the results of its parts.
  static func run(_ invocation: Invocation, merging journals: [Journal.Contents]?) throws {
    let request = try request(invocation)
    let run = try GridRun(request, invocation, merging: journals)
    let (constraint, band) = (request.constraint, try request.constraint?.band)
    let isVaried = request.coefficients.allSatisfy { $0.base == nil }
    try SearchAnswer(
      run,
      parameters: isVaried ? [] : request.coefficients.map { ($0.parameter, $0.rounding != nil) },
      criterion: constraint.map { "real factor of MACs nearest to \($0.target.text)" }
        ?? "in the order of the grid",
      limits: (band.map { ["ideal factor in the band \($0.low.text) to \($0.high.text)"] } ?? [])
        + request.budgets.texts(for: request.networks),
      reference: reference(run),
      facts: [("band", band.map { .array([.decimal($0.low), .decimal($0.high)]) } ?? .null)],
      footer: run.outcome.summary(of: run.candidates), unmet: unmet(run)
    ).show(writingTo: run.output)
    try run.session.end()
  }

  /// The request that the words make.
  private static func request(_ invocation: Invocation) throws -> SearchRequest {
    let words = SearchArguments(invocation)
    let device = try words.device()
    var request = try words.request(invocation.operands.first ?? "efficientnet_b0", on: device)
    let (model, network) = (request.networks.model, request.baseline.network)
    if invocation.isGiven(.vary) {
      let options = Option.coefficients.map(\.option) + [.phi]
      if let option = options.first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) and --vary can't be combined")
      }
      request.coefficients = try words.varied(model, network)
    } else {
      request.coefficients = try words.compound(model, network)
    }
    request.constraint = try words.constraint()
    request.phi = try words.number(.phi, within: -100...100) ?? 1
    request.condition = try words.expression(.condition)
    let names = request.coefficients.map(\.name)
    try words.check(.constraint, names) { [constraint = request.constraint] () throws(Diagnostic) in
      _ = try constraint?.expression.formula(of: names)
    }
    try words.check(.condition, names) { [condition = request.condition] () throws(Diagnostic) in
      _ = try condition?.condition(of: names)
    }
    request.budgets = try words.budgets(request.baseline.totals, device)
    request.ranking = try words.ranking()
    return request
  }

  // MARK: The answer

  /// The paper's coefficients, found or not; nil if the search is over something else, or may find
  /// them elsewhere.
  private static func reference(_ run: GridRun) -> SearchAnswer.Reference? {
    guard Landmark.paper(over: run.request.coefficients) != nil else { return nil }
    if let own = run.candidates.first(where: { $0.names.contains(Landmark.paperName) }) {
      return SearchAnswer.Reference(candidate: own, exclusion: nil)
    }
    guard run.session.looksAtAll, !Interruption.isWanted,
      let candidate = try? run.search.candidate(of: .efficientNet, named: Landmark.paperName)
    else { return nil }
    let exclusion =
      switch run.search.exclusion(of: candidate) {
      case .grid: "not in the grid"
      case .ideal: "outside the band"
      case .condition: "not within --where"
      case .budget: "not within the budgets"
      case nil: "not within the budgets"
      }
    return SearchAnswer.Reference(candidate: candidate, exclusion: exclusion)
  }

  /// Why nothing was found, and by how much it was missed.
  private static func unmet(_ run: GridRun) -> [String] {
    let outcome = run.outcome
    let budgets = run.request.budgets
    let unmet = budgets.unmetTexts(outcome, under: run.request.networks.roofline)
    if outcome.invalid == outcome.examined { return unmet }
    var reasons: [String] = []
    if let constraint = run.request.constraint, let nearest = outcome.nearest,
      let distance = try? nearest - constraint.target,
      abs(distance.doubleValue) > constraint.tolerance.doubleValue
    {
      reasons.append(
        "the nearest ideal factor is \(nearest.doubleValue.significant(6)), "
          + "\(abs(distance.doubleValue).significant(4)) from \(constraint.target.text)")
    }
    reasons += unmet + [run.session.shortage].compactMap(\.self)
    if reasons.isEmpty, run.request.condition != nil {
      let rest = budgets.windows.isEmpty ? "" : " within the budgets"
      reasons.append("no point meets --where\(rest)")
    }
    return reasons
  }
}
