import CostModel
import Symbolic

extension GridSearch {
  /// Why a search does not find a network.
  package enum Exclusion: Sendable {
    /// A coefficient is not among the values tried.
    case grid
    /// The ideal factor is too far from the target.
    case ideal
    /// The condition on the coefficients does not hold.
    case condition
    /// A cost is outside its window.
    case budget
  }

  /// The network for given coefficients, whether the search finds it or not; it has no points.
  ///
  /// - Throws: a diagnostic if there is no such network, or a coefficient has no such factor.
  package func candidate(
    of factors: ScaleFactors, named name: String
  ) throws(Diagnostic) -> Candidate {
    let values = coefficients.compactMap { $0.value(in: factors) }
    guard values.count == coefficients.count else {
      throw Diagnostic("the search is not over coefficients of depth, width and resolution")
    }
    let choices = zip(coefficients, values).map { (name: $0.name, text: $1.text) }
    let parameters = zip(coefficients, values).compactMap { coefficient, value in
      coefficient.parameter(for: value.text, phi: phi)
    }
    let report = try networks.folded(networks.model, parameters)
    var candidate = Candidate(
      choices: choices, parameters: parameters, points: 0, ideal: ideal(at: bindings(of: factors)),
      costs: report.searchCosts)
    candidate.names = [name]
    candidate.growth = growth(candidate.cost(.macs))
    return candidate
  }

  /// Why a network is excluded; nil if nothing that a grid knows of excludes it.
  package func exclusion(of candidate: Candidate) -> Exclusion? {
    let texts = Dictionary(candidate.choices.map { ($0.name, $0.text) }) { first, _ in first }
    var bindings: Bindings = [:]
    for coefficient in coefficients {
      guard let value = texts[coefficient.name].flatMap({ Rational(decimal: $0) }),
        coefficient.axis.points.contains(where: { $0.exact == value })
      else { return .grid }
      bindings[coefficient.name] = .exact(value)
    }
    if let ideal = candidate.ideal, let band = try? constraint?.band,
      ideal < band.low || ideal > band.high
    {
      return .ideal
    }
    if let condition, (try? condition.holds(at: bindings)) != true { return .condition }
    let isWithin = budgets.allSatisfy { $0.holds(candidate) }
    return isWithin ? nil : .budget
  }

  private func bindings(of factors: ScaleFactors) -> Bindings {
    coefficients.reduce(into: [:]) { bindings, coefficient in
      bindings[coefficient.name] = coefficient.value(in: factors).map { .exact($0.exact) }
    }
  }
}
