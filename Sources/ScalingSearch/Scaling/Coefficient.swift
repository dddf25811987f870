import CostModel
import Symbolic

/// How a coefficient becomes a parameter: `depth = 1.0 · alpha^phi`.
///
/// Source: EfficientNet, arXiv:1905.11946, equation 3.
package struct Coefficient: Sendable {
  /// How a fraction becomes a whole size.
  package enum Rounding: Sendable, Hashable {
    case down, nearest, up
    /// The nearest multiple.
    case multiple(Int)

    /// The whole number for a size.
    package func apply(_ size: Double) -> Double {
      switch self {
      case .down: size.rounded(.down)
      case .nearest: size.rounded()
      case .up: size.rounded(.up)
      case .multiple(let factor): (size / Double(factor)).rounded() * Double(factor)
      }
    }
  }

  /// The coefficient: `alpha`.
  package let name: String
  /// The parameter that it scales: `depth`.
  package let parameter: String
  /// The values to try.
  package let axis: Axis
  /// The parameter's value if the coefficient is 1; nil if the axis holds the values themselves.
  package let base: Double?
  /// How a whole parameter is rounded; nil for a real one.
  package let rounding: Rounding?
  /// The value that leaves the network unchanged: 1 for a coefficient, otherwise the parameter's
  /// default; nil if it has none.
  package let standard: Double?

  /// A coefficient of a parameter.
  ///
  /// - Parameter standard: the parameter's default, if the axis holds its values.
  package init(
    _ name: String, of parameter: String, axis: Axis, base: Double?, rounding: Rounding?,
    standard: Double? = nil
  ) {
    self.name = name
    self.parameter = parameter
    self.axis = axis
    self.base = base
    self.rounding = rounding
    self.standard = base == nil ? standard : 1
  }

  /// The coefficient's value for the factor of its dimension, as typed and exactly; nil if the axis
  /// holds values or the parameter is not a dimension.
  func value(in factors: ScaleFactors) -> Axis.Point? {
    guard base != nil, let dimension = ScaleFactors.Dimension(rawValue: parameter),
      let exact = Rational(decimal: "\(factors[dimension])")
    else { return nil }
    return Axis.Point(text: "\(factors[dimension])", exact: exact)
  }

  /// How far each value of the axis is from ``standard``: |log(value / standard)| in units of
  /// 2^-40, as whole numbers so that sums are exact and ties are ties.
  var distances: [Double] {
    axis.points.map { point in
      guard let standard, standard > 0 else { return 0 }
      return (abs(Elementary.logarithm(point.real / standard)) * 0x1p40).rounded()
    }
  }

  /// The parameter for a coefficient and a step of the compound scale.
  func value(_ coefficient: Double, phi: Double) -> Number {
    let scaled =
      base.map { base in
        base * (phi == 1 ? coefficient : TypedDecimal.power(coefficient, phi))
      } ?? coefficient
    guard let rounding else { return .real(scaled) }
    let whole = rounding.apply(scaled)
    return .exact(Rational(Int(exactly: min(max(whole, 0), 0x1p53)) ?? 0))
  }

  /// The parameter for a coefficient as typed; nil if that is not a number.
  package func parameter(for text: String, phi: Double) -> (name: String, text: String)? {
    Double(plain: text).map { (parameter, value($0, phi: phi).text) }
  }

  /// The axis of a grid: the coefficient exactly as typed, and the resulting parameter.
  func input(phi: Double) -> CompiledGrid.Input {
    CompiledGrid.Input(axis, symbols: [parameter, name]) { point in
      [value(point.real, phi: phi), .exact(point.exact)]
    }
  }
}
