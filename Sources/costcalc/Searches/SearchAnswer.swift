import Charts
import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic

/// The output of a search: its networks, ranked, with all that is known about them.
struct SearchAnswer {
  let session: SearchSession
  /// Networks, in the order of the search.
  let candidates: [Candidate]
  /// The columns in which networks differ.
  let choices: [String]
  /// The search of a grid; nil for a search space.
  var run: GridRun?
  /// Parameters that follow from the choices, and whether they are shown by default.
  var parameters: [(name: String, isShown: Bool)] = []
  /// The name of the search's own order.
  let criterion: String
  /// The limits on networks as understood: `band 1.9 to 2.1`.
  var limits: [String] = []
  /// A network that is shown whatever its rank.
  var reference: Reference?
  /// Members of the JSON before the networks.
  let facts: [(String, JSONOutput)]
  /// The first note below the table.
  let footer: String
  /// The values tried, one text a parameter; shown below the footer.
  var tried: [String] = []
  /// What is said of networks if there are none.
  var failure = "is feasible"
  /// Where the first point without a network has its fault, if there is no other reason.
  var place: SourcePosition?
  /// Why nothing was found.
  let unmet: [String]

  /// A network for comparison: the coefficients of a paper.
  struct Reference {
    let candidate: Candidate
    /// Why it is not among the networks found; nil if it is.
    let exclusion: String?
  }

  var invocation: Invocation { session.invocation }
  /// The request of a grid; nil for a search space.
  var request: SearchRequest? { run?.request }
  /// Whether networks are shown by what they use of their budgets.
  var isFit: Bool { request.map { $0.selection != .feasible } ?? false }
  private var model: Model { session.networks.model }

  /// The networks, best first, or those of the front.
  func ranked() throws -> [Candidate] {
    let order = request?.order
    return try SearchArguments(invocation).ranking(session.ranking) {
      (ranking) throws(Diagnostic) in try ranking.ranked(candidates, otherwise: order)
    }
  }

  /// Those of them that text prints; programs get all.
  func shown(of ranked: [Candidate]) throws -> [Candidate] {
    let isText = invocation.choice(of: .format) ?? Format.text == .text
    let top = try SearchArguments(invocation).count(.top) ?? (isText ? 20 : ranked.count)
    return Array(ranked.prefix(top))
  }

  /// Prints the networks, best first.
  ///
  /// - Throws: a diagnostic if nothing was found, after printing what there is to say.
  func show(writingTo output: OutputFile? = nil) throws {
    let ranked = try ranked()
    let shown = try shown(of: ranked)
    // What can't be printed is written all the same.
    let printing = Result { try show(ranked, shown) }
    if let output, !shown.isEmpty {
      try output.write(
        model.spec(
          of: shown.map(\.parameters), session.networks.settings, source: invocation.source
        ).text)
    }
    if let page = session.page, !ranked.isEmpty {
      try page.write(
        self.page(
          ranked, lead: lead(criterionText), notes: notes(cells: ranked.count, shown: ranked.count)
        ).html())
    }
    try printing.get()
  }

  /// How networks are ranked, in words.
  private var criterionText: String {
    session.ranking.text(
      for: candidates, front: invocation.value(of: .pareto), otherwise: criterion)
  }

  private func show(_ ranked: [Candidate], _ shown: [Candidate]) throws {
    let apart = apart(ranked, shown: shown.count)
    let criterion = criterionText
    let within = try SearchArguments(invocation).ranking(session.ranking) {
      (ranking) throws(Diagnostic) in try ranking.withinError(ranked)
    }
    let rows = try described(
      shown.enumerated().map {
        Row(candidate: $1, rank: $0 + 1, isWithinError: within?.isWithin[$0])
      })
    let last = try described([apart].compactMap(\.self)).first
    try invocation.show(
      grid(rows, last),
      JSONHead("search", of: model, [("bindings", try bindings())]),
      json: json(rows, last, criterion),
      lead: lead(criterion),
      notes: notes(cells: ranked.count, shown: shown.count)
        + (within.map { [withinNote($0.error, $0.isWithin)] } ?? []))
    guard candidates.isEmpty, session.looksAtAll, !Interruption.isWanted else { return }
    throw Diagnostic(
      "no network of \(model.name) \(failure): "
        + (unmet.isEmpty ? conflict : unmet.joined(separator: "; ")), at: place)
  }

  /// What no network meets at once.
  private var conflict: String {
    let condition = invocation.value(of: .condition).map { ["--where \($0)"] } ?? []
    return "each of these alone can be met: " + (limits + condition).joined(separator: "; ")
  }

  /// The parameters that are the same in all networks.
  private func bindings() throws -> JSONOutput {
    try model.bindings(
      session.networks.settings, except: choices + parameters.map(\.name))
  }

  /// The reference, if it is not among the rows shown.
  private func apart(_ ranked: [Candidate], shown: Int) -> Row? {
    guard let reference, !candidates.isEmpty else { return nil }
    guard reference.exclusion == nil else {
      return Row(candidate: reference.candidate, rank: nil, exclusion: reference.exclusion)
    }
    let name = reference.candidate.names.first
    guard let index = ranked.firstIndex(where: { name.map($0.names.contains) ?? false }) else {
      return Row(candidate: reference.candidate, rank: nil, exclusion: "not on the front")
    }
    return index < shown ? nil : Row(candidate: ranked[index], rank: index + 1)
  }

  var hasIdeal: Bool { candidates.contains { $0.ideal != nil } }
  var hasAccuracy: Bool {
    [Option.accuracy, .evaluate, .reuse].contains(where: invocation.isGiven)
  }
  /// What is known of trainings besides the accuracy.
  static let errors = [Name.standardError, .trainings, .seconds, .attempts, .withinError]
  /// Whether accuracies have errors, or the user asks for what is known of trainings. Times differ
  /// from run to run, so the columns are not there unless somebody wants them.
  var hasErrors: Bool {
    let columns = invocation.value(of: .columns) ?? ""
    return invocation.isGiven(.repeats) || SearchAnswer.errors.contains(where: columns.mentions)
      || candidates.contains { candidate in
        (candidate.evaluation?.count ?? 1) > 1
          || candidate.evaluation?.accuracy.standardError != nil
      }
  }
  /// The metrics that the command printed, but for those that have a name of ours.
  var metrics: [String] { printed.subtracting(ownNames).sorted() }

  /// All metrics that the command printed.
  private var printed: Set<String> {
    Set(candidates.flatMap { $0.evaluation?.metrics.keys.map { $0 } ?? [] })
  }

  private var ownNames: Set<String> {
    var names = Set(SearchAnswer.columns.map(\.key) + choices + parameters.map(\.name))
    if session.networks.roofline == nil { names.remove(Name.latency.key) }
    return names
  }

  /// What a reader must know of metrics that have a name of ours: rankings mean ours.
  private var hiddenMetrics: [String] {
    let hidden = printed.intersection(ownNames).sorted()
    guard !hidden.isEmpty else { return [] }
    return [
      "\(allOf(hidden)): costcalc's own, and not what the command printed under "
        + "\(hidden.count == 1 ? "that name" : "those names")"
    ]
  }
  var hasPoints: Bool { candidates.contains { $0.points > 1 } }

  // MARK: In words

  /// How the networks are ranked, the limits, and what no ranking by cost can tell.
  private func lead(_ criterion: String) -> [String] {
    let base = request.map { request in
      "\(model.name), \(request.baselineMACs.scaled()) MACs"
    }
    let first = ([criterion] + [base].compactMap(\.self) + limits).joined(separator: "; ")
    guard !hasAccuracy else { return [first] }
    let known =
      reference == nil
      ? "accuracy is unknown"
      : "EfficientNet's paper chose by accuracy, which is unknown here"
    return [first, "\(known): read it with --accuracy, or measure it with --evaluate"]
  }

  /// `≈: within one standard error of the best, 0.63: 12 networks`
  private func withinNote(_ error: Double, _ isWithin: [Bool]) -> String {
    let count = isWithin.count { $0 }
    return "≈: within one standard error of the best, \(error.significant(2)): "
      + (count == 1 ? "no other network" : counted(count, "network"))
  }

  private func notes(cells: Int, shown: Int) -> [String] {
    var text = footer
    if cells < candidates.count { text += ", \(cells) on the front" }
    if shown < cells {
      text += "; the first \(shown == 1 ? "is" : "\(shown) are") shown, --top shows more"
    }
    if Interruption.isWanted { text += "; interrupted" }
    return [text] + (tried.isEmpty ? [] : ["tried \(tried.joined(separator: "; "))"])
      + [session.networks.roofline].compactMap { $0?.latencyNote } + session.accuracyNotes
      + hiddenMetrics + (request?.baseline.network.remarks ?? [])
  }
}
