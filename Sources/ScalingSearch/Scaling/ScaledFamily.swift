import CostModel

/// The networks that a baseline becomes when its depth, width and resolution are multiplied, and
/// those that were released of its family.
public struct ScaledFamily: Sendable {
  /// A network of the family, counted.
  public struct Member: Sendable {
    /// The model's name.
    public let name: String
    /// What its depth, width and resolution are multiples of the baseline's by.
    public let factors: ScaleFactors
    /// The values of depth, width and resolution; nil for one that the model does not have.
    public let values: [Number?]
    /// What it costs.
    public let cost: Cost
    /// Its MACs over the baseline's; nil where the baseline has none.
    public let growth: Double?

    /// How far it grows beyond d · w² · r², as a share of that.
    public var excess: Double? { growth.map { $0 / factors.ideal - 1 } }
  }

  /// A whole parameter that would round to no size, or a real one that leaves the reals.
  public struct Vanished: Error, Hashable {
    /// The parameter.
    public let dimension: ScaleFactors.Dimension
    /// What it would be before rounding.
    public let value: Double
  }

  /// What a dimension of the baseline is.
  private struct Base {
    let value: Number
    let isWhole: Bool
  }

  /// What the baseline costs.
  public let baseline: Cost
  private let model: Model
  private let settings: Settings
  private let rounding: Coefficient.Rounding
  private let catalog: Catalog
  private let bases: [ScaleFactors.Dimension: Base]
  private let candidates: [(model: Model, factors: ScaleFactors)]

  /// The family of a model.
  ///
  /// - Parameters:
  ///   - settings: values for its parameters; those scaled are the baseline's.
  ///   - rounding: how a parameter that is whole is rounded.
  ///   - catalog: where blocks and other networks are looked up.
  /// - Throws: a diagnostic where the baseline has no cost.
  public init(
    _ model: Model, _ settings: Settings, rounding: Coefficient.Rounding, in catalog: Catalog
  ) throws(Diagnostic) {
    let network = try Network.expand(model, settings, in: catalog)
    baseline = try Report(network).totals
    var bases: [ScaleFactors.Dimension: Base] = [:]
    for dimension in ScaleFactors.Dimension.allCases {
      guard let parameter = model.spec.parameter(named: dimension.rawValue),
        let value = network.parameters.first(where: { $0.name == parameter.name })?.value.number
      else { continue }
      bases[dimension] = Base(value: value, isWhole: parameter.domain != .real)
    }
    (self.bases, self.model, self.rounding, self.catalog) = (bases, model, rounding, catalog)
    self.settings = settings
    candidates = try ScaledFamily.candidates(model, settings, bases)
  }

  /// Whether the baseline has a parameter of that name that is a number.
  public func has(_ dimension: ScaleFactors.Dimension) -> Bool { bases[dimension] != nil }

  // MARK: By factors

  /// The network for factors. A dimension that is multiplied by 1 stays as it is, unrounded.
  ///
  /// - Parameter flag: what a diagnostic names.
  /// - Throws: ``Vanished``, or a diagnostic where no such network exists.
  public func member(_ factors: ScaleFactors, flag: String) throws -> Member {
    var scaled = settings
    for dimension in ScaleFactors.Dimension.allCases {
      guard factors[dimension] != 1, let value = try value(of: dimension, factors) else { continue }
      scaled.values.removeAll { $0.name == dimension.rawValue }
      scaled.values.append(
        Settings.Entry(name: dimension.rawValue, text: value.literal, flag: flag))
    }
    return try count(model, scaled, factors)
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
    let cost = try Report(network).totals
    return Member(
      name: model.name, factors: factors,
      values: ScaleFactors.Dimension.allCases.map { dimension in
        network.parameters.first { $0.name == dimension.rawValue }?.value.number
      },
      cost: cost, growth: cost.macs(over: baseline))
  }

  // MARK: As released

  /// The members of the family that differ from the baseline in depth, width and resolution alone,
  /// in the order of the spec.
  ///
  /// - Throws: a diagnostic where one has no cost.
  public func released() throws(Diagnostic) -> [Member] {
    var members: [Member] = []
    for candidate in candidates { members.append(try released(candidate)) }
    return members
  }

  /// The member that stands a whole step of the compound scale behind the baseline; nil for other
  /// steps, and where the members do not grow one after the other.
  ///
  /// - Throws: a diagnostic where it has no cost.
  public func released(step phi: Rational) throws(Diagnostic) -> Member? {
    let ideals = candidates.map(\.factors.ideal)
    guard zip(ideals, ideals.dropFirst()).allSatisfy({ $0 < $1 }),
      let start = candidates.firstIndex(where: { $0.model.name == model.name })
        ?? candidates.firstIndex(where: { $0.factors.ideal == 1 }),
      let step = try? phi.integer(), candidates.indices.contains(start + step)
    else { return nil }
    return try released(candidates[start + step])
  }

  private func released(
    _ candidate: (model: Model, factors: ScaleFactors)
  ) throws(Diagnostic) -> Member {
    try count(candidate.model, ScaledFamily.unscaled(settings), candidate.factors)
  }

  /// The settings without those of scaled parameters, which members have of their own.
  private static func unscaled(_ settings: Settings) -> Settings {
    var settings = settings
    let scaled = Set(ScaleFactors.Dimension.allCases.map(\.rawValue))
    settings.values.removeAll { scaled.contains($0.name) }
    return settings
  }

  private static func candidates(
    _ model: Model, _ settings: Settings, _ bases: [ScaleFactors.Dimension: Base]
  ) throws(Diagnostic) -> [(Model, ScaleFactors)] {
    let scaled = ScaleFactors.Dimension.allCases.map(\.rawValue)
    func others(_ values: [String: Value]) -> [String: Value] {
      values.filter { !scaled.contains($0.key) }
    }
    let own = others(try model.parameters(settings))
    var candidates: [(Model, ScaleFactors)] = []
    for variant in model.spec.variants {
      let member = Model(model.spec, variant)
      let values = try member.parameters(unscaled(settings))
      guard others(values) == own else { continue }
      func factor(_ dimension: ScaleFactors.Dimension) -> Double {
        guard let base = bases[dimension],
          let value = values[dimension.rawValue]?.number
        else { return 1 }
        return value.doubleValue / base.value.doubleValue
      }
      candidates.append(
        (
          member,
          ScaleFactors(
            depth: factor(.depth), width: factor(.width), resolution: factor(.resolution))
        ))
    }
    return candidates
  }
}

extension Cost {
  /// The MACs over those of another cost; nil where that has none, or either is not bound.
  func macs(over other: Cost) -> Double? {
    guard let own = macs.constantValue, let base = other.macs.constantValue, base > .zero else {
      return nil
    }
    return own.doubleValue / base.doubleValue
  }
}

extension Number {
  /// As a user would type it.
  fileprivate var literal: String {
    switch self {
    case .exact(let value): value.description
    case .real(let value): "\(value)"
    }
  }
}
