import CostModel

/// A family whose paper gives its parameters as formulas of phi, which the released members follow
/// in part: EfficientDet (arXiv:1911.09070, equations 1 to 3).
///
/// The formulas stand in the spec. A member `X_formula` is what they give where `X` was released;
/// the first such member is phi = 0, the next phi = 1.
public struct FormulaFamily: Sendable {
  /// A network by the formulas, beside the released one.
  public struct Member: Sendable {
    /// The step of the scale.
    public let phi: Int
    /// The values of the family's ``FormulaFamily/parameters``.
    public let values: [Value]
    /// What the network costs.
    public let cost: Cost
    /// Its MACs over the baseline's; nil where the baseline has none.
    public let growth: Double?
    /// The released member's name.
    public let released: String
    /// What the released member sets otherwise.
    public let differences: [(parameter: String, value: Value)]
    /// What the released member costs.
    public let releasedCost: Cost

    /// How many more MACs the formulas give than were released, as a share of the released.
    public var excess: Double? { cost.macs(over: releasedCost).map { $0 - 1 } }
  }

  /// The parameters that the formulas change, in the order of the spec.
  public let parameters: [String]
  /// The largest phi that the spec has a member for.
  public var lastStep: Int { pairs.count - 1 }

  private let pairs: [(formula: Model, released: Model)]
  private let settings: Settings
  private let catalog: Catalog
  private let baseline: Cost

  /// The suffix of members by formula.
  private static let suffix = "_formula"

  /// Whether a spec has members by formula.
  public static func exists(in spec: Spec) -> Bool { !pairs(of: spec).isEmpty }

  /// The family of a model; nil where its spec has no members by formula.
  ///
  /// - Parameter settings: values for parameters, in place of those of all members.
  /// - Throws: a diagnostic where the baseline has no cost.
  public init?(_ model: Model, _ settings: Settings, in catalog: Catalog) throws(Diagnostic) {
    pairs = FormulaFamily.pairs(of: model.spec)
    guard !pairs.isEmpty else { return nil }
    (self.settings, self.catalog) = (settings, catalog)
    baseline = try Report(Network.expand(model, settings, in: catalog)).totals
    var bound: [[String: Value]] = []
    for pair in pairs { bound.append(try pair.formula.parameters(settings)) }
    parameters = model.spec.parameters.map(\.name).filter { name in
      Set(bound.map { $0[name] }).count > 1
    }
  }

  private static func pairs(of spec: Spec) -> [(formula: Model, released: Model)] {
    spec.variants.compactMap { variant in
      guard variant.name.hasSuffix(suffix),
        let released = spec.model(named: String(variant.name.dropLast(suffix.count)))
      else { return nil }
      return (Model(spec, variant), released)
    }
  }

  /// The member of a step; nil where the spec has none for it.
  ///
  /// - Throws: a diagnostic where it or the released one has no cost.
  public func member(step phi: Rational) throws(Diagnostic) -> Member? {
    guard let step = try? phi.integer(), pairs.indices.contains(step) else { return nil }
    let (formula, released) = pairs[step]
    let (values, others) = (
      try formula.parameters(settings), try released.parameters(settings)
    )
    let cost = try Report(Network.expand(formula, settings, in: catalog)).totals
    return Member(
      phi: step, values: parameters.compactMap { values[$0] }, cost: cost,
      growth: cost.macs(over: baseline), released: released.name,
      differences: formula.spec.parameters.compactMap { parameter in
        guard let value = others[parameter.name], value != values[parameter.name] else {
          return nil
        }
        return (parameter.name, value)
      },
      releasedCost: try Report(Network.expand(released, settings, in: catalog)).totals)
  }
}
