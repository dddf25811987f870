import CostModel
import Symbolic

/// How a network grows: the factors for depth, width and resolution.
package enum ScalingStrategy: Hashable, Sendable {
  /// By alpha^phi, beta^phi and gamma^phi (EfficientNet, arXiv:1905.11946, equation 3).
  case compound
  /// By powers of the factor s by which the cost should grow: d = s^((1 - a) / 2), w = s^(a / 2), r
  /// = s^((1 - a) / 4); a = 0.8 is fast compound scaling (arXiv:2103.06877, section 4.2).
  case family(a: Double)
  /// One dimension alone: s for depth, its root for width or resolution.
  case depth, width, resolution

  /// The three factors; all strategies have the ideal factor s of the compound one.
  ///
  /// - Parameters:
  ///   - phi: the step of the compound scale; it may be a fraction, or negative for networks below
  ///     the baseline.
  ///   - coefficients: the factors of one step.
  package func factors(phi: Double, coefficients: ScaleFactors) -> ScaleFactors {
    func step(_ dimension: ScaleFactors.Dimension) -> Double {
      TypedDecimal.power(coefficients[dimension], phi)
    }
    let s = TypedDecimal.power(coefficients.ideal, phi)
    func power(_ exponent: Double) -> Double { Elementary.power(s, exponent) }
    return switch self {
    case .compound:
      ScaleFactors(depth: step(.depth), width: step(.width), resolution: step(.resolution))
    case .family(let a):
      ScaleFactors(
        depth: power((1 - a) / 2), width: power(a / 2), resolution: power((1 - a) / 4))
    case .depth: ScaleFactors(depth: s, width: 1, resolution: 1)
    case .width: ScaleFactors(depth: 1, width: power(0.5), resolution: 1)
    case .resolution: ScaleFactors(depth: 1, width: 1, resolution: power(0.5))
    }
  }

  /// The dimensions that the strategy changes.
  package func dimensions(under coefficients: ScaleFactors) -> [ScaleFactors.Dimension] {
    let factors = factors(phi: 1, coefficients: coefficients)
    return ScaleFactors.Dimension.allCases.filter { factors[$0] != 1 }
  }
}
