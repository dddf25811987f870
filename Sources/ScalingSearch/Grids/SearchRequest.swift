import CostModel
import Specs
import Symbolic

/// A search over a grid as a value: what is tried, what is wanted, and in which order.
///
/// The command line reads its words into one; a program asks for what fits:
///
///     let request = try SearchRequest.fit(
///       "mobilenet_v1", varying: ["width": "0.25:1:0.25", "resolution": "128:224:32"],
///       within: [Budget(.macs, most: 150_000_000)])
///     for network in try request.run() { print(network.choices, network[.macs] ?? 0) }
public struct SearchRequest: Sendable {
  /// The networks that a search keeps, and its own order.
  package enum Selection: Sendable {
    /// All of them, those first whose growth is nearest to the constraint's target, if there is
    /// one.
    case feasible
    /// Those that use most of the budget first.
    case fitting
    /// Of these, only networks that cannot grow: no other within the budgets has all parameters at
    /// least as large.
    case largest
  }

  /// The model, and the settings of all networks.
  package let networks: CandidateNetworks
  /// The network of the model itself, counted; growth is relative to it.
  package let baseline: Report
  /// The coefficients or parameters to try, each with its values.
  package var coefficients: [Coefficient] = []
  /// The step of the compound scale.
  package var phi = 1.0
  /// The constraint on the coefficients' ideal factor, or nil.
  package var constraint: GridSearch.Constraint?
  /// A further condition on the coefficients, or nil.
  package var condition: Expression?
  /// The limits on networks.
  package var budgets = Budgets()
  /// Which networks are kept, and the search's own order.
  package var selection = Selection.feasible
  /// A further order, or a front.
  package var ranking = Ranking()

  /// A request that tries nothing yet.
  ///
  /// - Throws: as counting the model does.
  package init(_ networks: CandidateNetworks) throws(Diagnostic) {
    self.networks = networks
    baseline = try Report(
      Network.expand(networks.model, networks.settings, in: networks.catalog), networks.options)
  }

  /// The networks of a model within budgets that cannot grow, most of the budget used first.
  ///
  /// - Parameters:
  ///   - ranges: the values to try by parameter, `1,1.4` or `0.25:1:0.25`; by default those around
  ///     its own depth, width and resolution.
  ///   - budgets: windows for costs.
  ///   - memory: the maximum bytes of parameters and live tensors; nil for no limit.
  /// - Throws: a diagnostic if there is no such model or parameter, or a range or a budget is wrong.
  public static func fit(
    _ model: String, varying ranges: KeyValuePairs<String, String> = [:], within budgets: [Budget],
    memory: Int128? = nil, in catalog: Catalog = .embedded
  ) throws(Diagnostic) -> SearchRequest {
    for budget in budgets { try budget.check() }
    let model = try catalog.model(named: model)
    var request = try SearchRequest(CandidateNetworks(model, Settings(), in: catalog))
    request.budgets = Budgets(budgets, memory: memory)
    request.selection = .largest
    for (name, range) in ranges {
      guard !request.coefficients.contains(where: { $0.name == name }) else {
        throw Diagnostic("\(quoted(name)) is given twice")
      }
      guard let parameter = model.spec.numbers.first(where: { $0.name == name }) else {
        throw Diagnostic(
          "\(model.name) has no numeric parameter \(quoted(name))",
          help: didYouMean(name, in: model.spec.numbers.map(\.name)))
      }
      request.coefficients.append(
        try Coefficient(
          varying: parameter, over: Axis(name, range, flag: name),
          standard: request.baseline.network.number(of: name)))
    }
    if ranges.isEmpty {
      request.coefficients = try Coefficient.around(
        request.baseline.network, of: model, Settings())
    }
    guard !request.coefficients.isEmpty else {
      throw Diagnostic("\(model.name) has no depth, width or resolution to vary")
    }
    return request
  }

  /// The search, ready to scan.
  ///
  /// - Parameter threads: the number of threads for expansions.
  /// - Throws: a diagnostic if the constraint or the condition uses a name that is no coefficient,
  ///   or the grid can't be compiled.
  package func search(threads: Int = 1) throws(Diagnostic) -> GridSearch {
    let released = try ReleasedNetwork.all(
      like: networks.model, networks.settings, differingIn: Set(coefficients.map(\.parameter)),
      in: networks.catalog)
    let landmarks =
      [Landmark.paper(over: coefficients)].compactMap(\.self)
      + Landmark.all(released, over: coefficients, phi: phi)
    return try GridSearch(
      networks, coefficients, phi: phi, constraint: constraint, condition: condition,
      budgets: budgets.windows + [budgets.implied(by: networks.roofline)].compactMap(\.self),
      landmarks: landmarks, baseline: baseline.totals, threads: threads)
  }

  /// Runs the whole search.
  ///
  /// - Parameter threads: how many threads it may use, at least one.
  /// - Throws: a diagnostic if the grid can't be compiled, or too many networks are feasible.
  public func run(threads: Int = 1) throws(Diagnostic) -> [Candidate] {
    let threads = min(max(1, threads), 1024)
    let search = try search(threads: threads)
    var candidates = try search.run(threads: threads).candidates
    if needsMemory {
      candidates = try search.measured(candidates, within: budgets, threads: threads)
    }
    if needsLatency { candidates = try search.timed(candidates, threads: threads) }
    candidates = candidates.filter(budgets.holdLatency)
    return try ranking.ranked(selected(candidates, of: search), otherwise: order)
  }

  // MARK: Steps of a run

  /// Whether each network's memory must be known.
  package var needsMemory: Bool {
    budgets.limitsMemory || ranking.mentions(.memory) || ranking.mentions(.peak)
  }

  /// Whether each network's time must be known.
  package var needsLatency: Bool { budgets.latency != nil || ranking.mentions(.latency) }

  /// The networks of the selection, in the search's own order.
  package func selected(_ candidates: [Candidate], of search: GridSearch) -> [Candidate] {
    let kept = selection == .largest ? search.withoutLarger(candidates) : candidates
    return order.map { kept.sorted(by: $0) } ?? kept
  }

  /// The search's own order: a key that is smallest for the first network; nil for the grid's.
  package var order: (@Sendable (Candidate) -> Double)? {
    guard selection == .feasible else { return { [budgets] in -budgets.used(by: $0) } }
    return (constraint?.target.doubleValue).map { target in { abs(($0.growth ?? 0) - target) } }
  }

  /// The parameter that a choice of a scaled coefficient stands for; nil for a choice that is one.
  package func parameter(
    for choice: (name: String, text: String)
  ) -> (name: String, text: String)? {
    coefficients.first { $0.name == choice.name && $0.base != nil }.flatMap {
      $0.parameter(for: choice.text, phi: phi)
    }
  }
}
