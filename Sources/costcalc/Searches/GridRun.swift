import Charts
import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic

/// A request, run: the steps of ``SearchRequest/run(threads:)`` with a journal, progress and
/// accuracies in between.
struct GridRun {
  let request: SearchRequest
  let search: GridSearch
  let session: SearchSession
  /// Where networks are written; nil for nowhere.
  let output: OutputFile?
  let outcome: GridSearch.Outcome
  /// The networks within all budgets, in the order of the grid.
  let feasible: [Candidate]
  /// The networks of the selection.
  let candidates: [Candidate]

  init(
    _ request: SearchRequest, _ invocation: Invocation, merging journals: [Journal.Contents]?
  ) throws {
    self.request = request
    search = try request.search(threads: try SearchArguments(invocation).threads())
    session = try SearchSession(
      invocation, request.networks, ranking: request.ranking, merging: journals)
    output = try invocation.output()
    outcome = try search.outcome(session.found(search))
    feasible = try session.withinBudgets(outcome.candidates, of: search, for: request)
    // The first ones are tried first.
    var candidates = request.selected(feasible, of: search)
    try session.fillAccuracies(&candidates, parameter: request.parameter)
    self.candidates = candidates
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

extension SearchAnswer {
  /// The output of the search of a grid.
  init(
    _ run: GridRun, parameters: [(name: String, isShown: Bool)] = [], criterion: String,
    limits: [String], reference: Reference? = nil, facts: [(String, JSONOutput)] = [],
    footer: String, tried: [String] = [], unmet: [String]
  ) {
    self.init(
      session: run.session, candidates: run.candidates,
      choices: run.request.coefficients.map(\.name), run: run, parameters: parameters,
      criterion: criterion, limits: limits, reference: reference,
      facts: facts + run.outcome.facts(of: run.feasible), footer: footer, tried: tried,
      unmet: unmet)
  }
}

extension SearchRequest {
  /// The MACs that growth is relative to.
  var baselineMACs: Int128 { Metric.macs.value(of: baseline.totals)?.floor ?? 0 }
}

extension SearchArguments {
  /// A request about a model, with what its own words set.
  func request(_ operand: String, on device: SearchDevice?) throws -> SearchRequest {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(operand)
    let settings = try arguments.settings(for: model)
    return try SearchRequest(
      CandidateNetworks(
        model, settings, in: arguments.catalog, storage(device), for: device?.profile,
        under: device?.roofline))
  }
}
