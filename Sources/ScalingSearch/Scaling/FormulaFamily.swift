import CostModel
import Specs
import Symbolic

/// A family whose paper gives its parameters as formulas of phi, which its released members only
/// partly follow: EfficientDet (arXiv:1911.09070, equations 1 to 3).
///
/// The formulas are in the spec. A member `X_formula` is the network of the formulas where `X` was
/// released; the first such member is phi = 0, the next phi = 1.
package struct FormulaFamily: Sendable {
  /// A network by the formulas, next to the released one.
  package struct Member: Sendable {
    /// The step of the scale.
    package let phi: Int
    /// The values of the family's ``FormulaFamily/parameters``.
    package let values: [Value]
    /// The cost of the network.
    package let cost: Cost
    /// What budgets limit of it.
    package let sizes: Candidate
    /// Its MACs over the baseline's; nil if the baseline has none.
    package let growth: Double?
    /// The released member's name.
    package let released: String
    /// What the released member sets differently.
    package let differences: [(parameter: String, value: Value)]
    /// The cost of the released member.
    package let releasedCost: Cost

    /// How far the MACs by the formulas exceed the released ones, as a share of the latter.
    package var excess: Double? { cost.macs(over: releasedCost).map { $0 - 1 } }
  }

  /// The parameters that the formulas change, in the order of the spec.
  package let parameters: [String]
  /// The largest phi for which the spec has a member.
  package var lastStep: Int { pairs.count - 1 }

  private let pairs: [(formula: Model, released: Model)]
  private let settings: Settings
  private let catalog: Catalog
  private let baseline: Cost
  private let options: CountOptions
  private let roofline: Roofline?

  /// The suffix of members that follow the formulas.
  private static let suffix = "_formula"

  /// Whether a spec has members that follow formulas.
  package static func exists(in spec: Spec) -> Bool { !pairs(of: spec).isEmpty }

  /// The family of a model; nil if its spec has no members that follow formulas.
  ///
  /// - Parameters:
  ///   - settings: values for parameters, which override those of all members.
  ///   - options: how weights and tensors are stored.
  ///   - roofline: the roof of the machine that tells times; nil without one.
  /// - Throws: a diagnostic if the baseline has no cost.
  package init?(
    _ model: Model, _ settings: Settings, in catalog: Catalog,
    _ options: CountOptions = CountOptions(), under roofline: Roofline? = nil
  ) throws(Diagnostic) {
    (self.options, self.roofline) = (options, roofline)
    pairs = FormulaFamily.pairs(of: model.spec)
    guard !pairs.isEmpty else { return nil }
    (self.settings, self.catalog) = (settings, catalog)
    baseline = try Report(Network.expand(model, settings, in: catalog), options).totals
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

  /// The member of a step; nil if the spec has none for it.
  ///
  /// - Throws: a diagnostic if it or the released member has no cost.
  package func member(step phi: Rational) throws(Diagnostic) -> Member? {
    guard let step = try? phi.integer(), pairs.indices.contains(step) else { return nil }
    let (formula, released) = pairs[step]
    let (values, others) = (
      try formula.parameters(settings), try released.parameters(settings)
    )
    let report = try Report(Network.expand(formula, settings, in: catalog), options)
    let cost = report.totals
    return Member(
      phi: step, values: parameters.compactMap { values[$0] }, cost: cost,
      sizes: try Candidate(sizesOf: report, under: roofline), growth: cost.macs(over: baseline),
      released: released.name,
      differences: formula.spec.parameters.compactMap { parameter in
        guard let value = others[parameter.name], value != values[parameter.name] else {
          return nil
        }
        return (parameter.name, value)
      },
      releasedCost: try Report(Network.expand(released, settings, in: catalog), options).totals)
  }
}
