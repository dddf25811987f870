import CostModel
import Specs
import Symbolic

/// The networks that a baseline becomes when its depth, width and resolution are multiplied, and
/// the released members of its family.
package struct ScaledFamily: Sendable {
  /// A network of the family, counted.
  package struct Member: Sendable {
    /// The model's name.
    package let name: String
    /// The factors of its depth, width and resolution over the baseline's.
    package let factors: ScaleFactors
    /// The values of depth, width and resolution; nil for one that the model does not have.
    package let values: [Number?]
    /// The cost of the network.
    package let cost: Cost
    /// What budgets limit of it.
    package let sizes: Candidate
    /// Its MACs over the baseline's; nil if the baseline has none.
    package let growth: Double?

    /// How far its growth exceeds d · w² · r², as a share of that.
    package var excess: Double? { growth.map { $0 / factors.ideal - 1 } }
  }

  /// A whole parameter that would round to zero, or a real one that is no longer finite.
  package struct Vanished: Error, Hashable {
    /// The parameter.
    package let dimension: ScaleFactors.Dimension
    /// Its value before rounding.
    package let value: Double

    package init(dimension: ScaleFactors.Dimension, value: Double) {
      self.dimension = dimension
      self.value = value
    }
  }

  /// A dimension of the baseline.
  private struct Base {
    let value: Number
    let isWhole: Bool
  }

  /// The cost of the baseline.
  package let baseline: Cost
  private let model: Model
  private let settings: Settings
  private let rounding: Coefficient.Rounding
  private let catalog: Catalog
  private let options: CountOptions
  private let roofline: Roofline?
  private let bases: [ScaleFactors.Dimension: Base]
  private let candidates: [(model: Model, factors: ScaleFactors)]

  /// A row names a released member if each of its dimensions is within this share.
  package static let nearness = 0.1

  /// The family of a model.
  ///
  /// - Parameters:
  ///   - settings: values for its parameters; those to be scaled are the baseline's.
  ///   - rounding: how a whole parameter is rounded.
  ///   - catalog: where blocks and other networks are looked up.
  ///   - options: how weights and tensors are stored.
  ///   - roofline: the roof of the machine that tells times; nil without one.
  /// - Throws: a diagnostic if the baseline has no cost.
  package init(
    _ model: Model, _ settings: Settings, rounding: Coefficient.Rounding, in catalog: Catalog,
    _ options: CountOptions = CountOptions(), under roofline: Roofline? = nil
  ) throws(Diagnostic) {
    let network = try Network.expand(model, settings, in: catalog)
    baseline = try Report(network, options).totals
    (self.options, self.roofline) = (options, roofline)
    var bases: [ScaleFactors.Dimension: Base] = [:]
    for dimension in ScaleFactors.Dimension.allCases {
      guard let parameter = model.spec.parameter(named: dimension.rawValue),
        let value = network.parameters.first(where: { $0.name == parameter.name })?.value.number
      else { continue }
      bases[dimension] = Base(value: value, isWhole: parameter.domain != .real)
    }
    (self.bases, self.model, self.rounding, self.catalog) = (bases, model, rounding, catalog)
    // Repeats are folded if possible, however deep the network gets.
    self.settings = settings.folded
    candidates = try ScaledFamily.candidates(model, settings, bases, in: catalog)
  }

  /// Whether the baseline has a numeric parameter of that name.
  package func has(_ dimension: ScaleFactors.Dimension) -> Bool { bases[dimension] != nil }

  // MARK: By factors

  /// The network for the given factors. A dimension with factor 1 stays as it is, unrounded.
  ///
  /// - Parameter flag: the flag for diagnostics.
  /// - Throws: ``Vanished``, or a diagnostic if no such network exists.
  package func member(_ factors: ScaleFactors, flag: String) throws -> Member {
    var scaled = settings
    for dimension in ScaleFactors.Dimension.allCases {
      guard factors[dimension] != 1, let value = try value(of: dimension, factors) else { continue }
      scaled.values.removeAll { $0.name == dimension.rawValue }
      scaled.values.append(
        Settings.Entry(name: dimension.rawValue, text: value.literal, flag: flag))
    }
    do throws(Diagnostic) {
      return try count(model, scaled, factors)
    } catch {
      // The values are at fault, wherever in the spec they first do harm.
      let values = scaled.values.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
      throw Diagnostic("\(flag) gives \(values): \(error.message)", help: error.help)
    }
  }

  private func value(
    of dimension: ScaleFactors.Dimension, _ factors: ScaleFactors
  ) throws(Vanished) -> Number? {
    guard let base = bases[dimension] else { return nil }
    guard factors[dimension] != 1 else { return base.value }
    let value = base.value.doubleValue * factors[dimension]
    let rounded = base.isWhole ? rounding.apply(value) : value
    guard rounded > 0, rounded.isFinite else {
      throw Vanished(dimension: dimension, value: value)
    }
    guard base.isWhole else { return .real(value) }
    guard let whole = Int(exactly: rounded) else {
      throw Vanished(dimension: dimension, value: value)
    }
    return .exact(Rational(whole))
  }

  private func count(
    _ model: Model, _ settings: Settings, _ factors: ScaleFactors
  ) throws(Diagnostic) -> Member {
    let network = try Network.expand(model, settings, in: catalog)
    let report = try Report(network, options)
    return Member(
      name: model.name, factors: factors,
      values: ScaleFactors.Dimension.allCases.map { dimension in
        network.parameters.first { $0.name == dimension.rawValue }?.value.number
      },
      cost: report.totals, sizes: try Candidate(sizesOf: report, under: roofline),
      growth: report.totals.macs(over: baseline))
  }

  // MARK: As released

  /// The members of the family that differ from the baseline only in depth, width and resolution,
  /// in the order of the spec.
  ///
  /// - Throws: a diagnostic if one has no cost.
  package func released() throws(Diagnostic) -> [Member] {
    var members: [Member] = []
    for candidate in candidates { members.append(try released(candidate)) }
    return members
  }

  /// The released member whose depth, width and resolution are each within ``nearness`` of a
  /// network's; among several, the one with the least sum of |log(ratio)|; nil for none.
  ///
  /// - Throws: a diagnostic if it has no cost.
  package func released(near network: Member) throws(Diagnostic) -> Member? {
    func distance(_ factors: ScaleFactors) -> Double? {
      var sum = 0.0
      for (dimension, value) in zip(ScaleFactors.Dimension.allCases, network.values) {
        guard let base = bases[dimension], let value else { continue }
        let ratio = factors[dimension] * base.value.doubleValue / value.doubleValue
        // Six digits distinguish 1.1 from its neighbors; products of doubles may not.
        guard abs(ratio - 1) <= ScaledFamily.nearness + 1e-6 else { return nil }
        sum += abs(Elementary.logarithm(ratio))
      }
      return sum
    }
    let near = candidates.compactMap { candidate in
      distance(candidate.factors).map { (candidate: candidate, distance: $0) }
    }
    return try near.min { $0.distance < $1.distance }.map { near throws(Diagnostic) in
      try released(near.candidate)
    }
  }

  private func released(
    _ candidate: (model: Model, factors: ScaleFactors)
  ) throws(Diagnostic) -> Member {
    try count(candidate.model, settings.dropping(ScaledFamily.scaled), candidate.factors)
  }

  private static let scaled = Set(ScaleFactors.Dimension.allCases.map(\.rawValue))

  private static func candidates(
    _ model: Model, _ settings: Settings, _ bases: [ScaleFactors.Dimension: Base],
    in catalog: Catalog
  ) throws(Diagnostic) -> [(Model, ScaleFactors)] {
    let networks = try ReleasedNetwork.all(
      like: model, settings, differingIn: scaled, in: catalog)
    return networks.compactMap { network in
      func factor(_ dimension: ScaleFactors.Dimension) -> Double {
        guard let base = bases[dimension],
          let value = network.values.first(where: { $0.name == dimension.rawValue })?.value
        else { return 1 }
        return value.doubleValue / base.value.doubleValue
      }
      return network.member.map { member in
        (
          member,
          ScaleFactors(
            depth: factor(.depth), width: factor(.width), resolution: factor(.resolution))
        )
      }
    }
  }
}

extension Settings {
  /// The same settings, with repeats folded if possible.
  fileprivate var folded: Settings {
    var own = self
    own.unfoldLimit = 0
    return own
  }
}

extension Cost {
  /// The MACs over those of another cost; nil if that has none, or either is not bound.
  func macs(over other: Cost) -> Double? {
    guard let own = macs.constantValue, let base = other.macs.constantValue, base > .zero else {
      return nil
    }
    return own.doubleValue / base.doubleValue
  }
}

extension Number {
  /// As a user would type it.
  package var literal: String {
    switch self {
    case .exact(let value): value.description
    case .real(let value): "\(value)"
    }
  }
}
