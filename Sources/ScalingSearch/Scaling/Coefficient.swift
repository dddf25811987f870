import CostModel

/// How a coefficient becomes a parameter: `depth = 1.0 · alpha^phi`.
///
/// Source: EfficientNet, arXiv:1905.11946, equation 3.
public struct Coefficient: Sendable {
  /// What a size that must be whole does with a fraction.
  public enum Rounding: Sendable, Hashable {
    case down, nearest, up
    /// The nearest multiple.
    case multiple(Int)

    /// The whole number for a size.
    public func apply(_ size: Double) -> Double {
      switch self {
      case .down: size.rounded(.down)
      case .nearest: size.rounded()
      case .up: size.rounded(.up)
      case .multiple(let factor): (size / Double(factor)).rounded() * Double(factor)
      }
    }
  }

  /// The coefficient: `alpha`.
  public let name: String
  /// The parameter that it scales: `depth`.
  public let parameter: String
  /// The values to try.
  public let axis: Axis
  /// The parameter's value where the coefficient is 1; nil where the axis holds the values
  /// themselves.
  public let base: Double?
  /// For a parameter that is whole, how it is rounded; nil for one that is real.
  public let rounding: Rounding?

  /// A coefficient of a parameter.
  public init(
    _ name: String, of parameter: String, axis: Axis, base: Double?, rounding: Rounding?
  ) {
    self.name = name
    self.parameter = parameter
    self.axis = axis
    self.base = base
    self.rounding = rounding
  }

  /// The parameter for a coefficient and a step of the compound scale.
  func value(_ coefficient: Double, phi: Double) -> Number {
    let scaled =
      base.map { $0 * (phi == 1 ? coefficient : Elementary.power(coefficient, phi)) } ?? coefficient
    guard let rounding else { return .real(scaled) }
    let whole = rounding.apply(scaled)
    return .exact(Rational(Int(exactly: min(max(whole, 0), 0x1p53)) ?? 0))
  }

  /// The parameter for a coefficient as typed; nil where that is no number.
  public func parameter(for text: String, phi: Double) -> (name: String, text: String)? {
    Double(plain: text).map { (parameter, value($0, phi: phi).text) }
  }

  /// The axis of a grid: the coefficient exactly as typed, and the parameter that follows.
  func input(phi: Double) -> CompiledGrid.Input {
    CompiledGrid.Input(axis, symbols: [parameter, name]) { point in
      [value(point.real, phi: phi), .exact(point.exact)]
    }
  }
}
