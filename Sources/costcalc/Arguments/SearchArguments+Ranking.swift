import CostModel
import ScalingSearch
import Symbolic

extension SearchArguments {
  /// The order of networks, and the front.
  func ranking() throws -> Ranking {
    let (least, most) = (try expression(.minimize), try expression(.maximize))
    if least != nil, most != nil {
      throw invocation.usageError("--minimize and --maximize can't be combined; choose one")
    }
    let objective = least.map { ($0, .least) } ?? most.map { ($0, Ranking.Goal.most) }
    return Ranking(
      objective: objective.map { expression, goal in
        Ranking.Objective(expression, goal, synonyms: SearchArguments.synonyms(in: expression))
      }, front: try front())
  }

  /// The names that an expression uses for quantities, with their keys.
  private static func synonyms(in expression: Expression) -> [String: String] {
    let names = Criterion.all.map(\.name) + [.ideal, .real]
    return expression.names.reduce(into: [:]) { synonyms, word in
      synonyms[word] = names.indices(meantBy: word).first.map { names[$0].key }
    }
  }

  /// The names of `--pareto`, to minimize, or to maximize after a sign.
  private func front() throws -> [(criterion: Criterion, goal: Ranking.Goal)] {
    guard let text = invocation.value(of: .pareto) else { return [] }
    return try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      let name = String(word.hasPrefix("-") ? word.dropFirst() : word)
      let index = try invocation.index(
        of: name, in: Criterion.all.map(\.name), "metric", of: " for --pareto")
      return (Criterion.all[index], word.hasPrefix("-") ? .most : .least)
    }
  }

  /// Adds the flag to a fault of an objective.
  func ranking<Result>(
    _ ranking: Ranking, _ body: (Ranking) throws(Diagnostic) -> Result
  ) throws(UsageError) -> Result {
    do throws(Diagnostic) {
      return try body(ranking)
    } catch {
      let option = ranking.objective?.goal == .most ? Option.maximize : .minimize
      throw invocation.usageError("\(option.spelling): \(error.message)", remedy: error.help)
    }
  }
}

extension Ranking {
  /// The order in words.
  ///
  /// - Parameters:
  ///   - candidates: the networks to be ranked.
  ///   - front: the front as typed, if there is one.
  ///   - own: the search's own order.
  func text(for candidates: [Candidate], front: String?, otherwise own: String) -> String {
    let suffix = front.map { "; front of \($0)" } ?? ""
    switch rule(for: candidates) {
    case .objective(let objective):
      let which = objective.goal == .least ? "least" : "largest"
      return "\(which) \(objective.expression.text)" + suffix
    case .accuracy: return "highest accuracy" + suffix
    case .front(let criterion, let goal):
      return "\(goal == .least ? "least" : "most") \(criterion.key)" + suffix
    case .search: return own
    }
  }
}

extension Criterion {
  /// Its name, in all commands and in every format.
  var name: Name {
    switch self {
    case .cost(let metric): metric.name
    case .memory: .memory
    case .peak: .peak
    case .latency: .latency
    case .accuracy: .accuracy
    }
  }
}
