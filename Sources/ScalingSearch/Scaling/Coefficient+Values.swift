import CostModel
import Specs
import Symbolic

extension ScaleFactors.Dimension {
  /// The coefficient of one step of the compound scale.
  package var coefficient: String {
    switch self {
    case .depth: "alpha"
    case .width: "beta"
    case .resolution: "gamma"
    }
  }

  /// The coefficients that a grid search tries unless told; those of the paper's own search were
  /// never published.
  package var coefficients: String { self == .depth ? "1:2:0.05" : "1:1.5:0.05" }

  /// The values that a search around a default tries unless told.
  fileprivate func values(around standard: Double) throws(Diagnostic) -> Axis {
    let range =
      self == .resolution ? "96:\(max(96, 2 * Int(min(standard, 1e9)))):16" : "0.25:3:0.05"
    return try Axis(rawValue, range, flag: rawValue)
  }
}

extension Coefficient {
  /// The coefficient of a dimension of the compound scale.
  ///
  /// - Parameters:
  ///   - parameter: the dimension's parameter.
  ///   - axis: the coefficients to try.
  ///   - base: the parameter's value in the baseline; nil counts as 1.
  ///   - rounding: how it becomes whole, if it must be.
  package init(scaling parameter: Parameter, axis: Axis, base: Double?, _ rounding: Rounding) {
    self.init(
      axis.name, of: parameter.name, axis: axis, base: base ?? 1,
      rounding: parameter.domain == .real ? nil : rounding)
  }

  /// A parameter that takes the values of an axis.
  ///
  /// - Parameter standard: its default.
  /// - Throws: a diagnostic if it takes whole numbers, and the axis has others.
  package init(
    varying parameter: Parameter, over axis: Axis, standard: Double?
  ) throws(Diagnostic) {
    if parameter.domain == .integer, let point = axis.points.first(where: { !$0.exact.isInteger }) {
      throw Diagnostic("\(parameter.name) takes whole numbers, not \(quoted(point.text))")
    }
    self.init(
      parameter.name, of: parameter.name, axis: axis, base: nil,
      rounding: parameter.domain == .real ? nil : .nearest, standard: standard)
  }

  /// The dimensions of a model that settings leave free, each with values around its default; none
  /// if it has none.
  ///
  /// - Parameter network: the model's own network.
  /// - Throws: a diagnostic if a default is too large.
  package static func around(
    _ network: Network, of model: Model, _ settings: Settings
  ) throws(Diagnostic) -> [Coefficient] {
    var coefficients: [Coefficient] = []
    for dimension in ScaleFactors.Dimension.allCases
    where !settings.values.contains(where: { $0.name == dimension.rawValue }) {
      guard model.spec.parameter(named: dimension.rawValue) != nil else { continue }
      let standard = network.number(of: dimension.rawValue) ?? 1
      coefficients.append(
        Coefficient(
          dimension.rawValue, of: dimension.rawValue, axis: try dimension.values(around: standard),
          base: nil, rounding: dimension == .resolution ? .nearest : nil, standard: standard))
    }
    return coefficients
  }
}

extension Network {
  /// The value of a numeric parameter.
  package func number(of parameter: String) -> Double? {
    parameters.first { $0.name == parameter }?.value.number?.doubleValue
  }
}
