import CostModel

/// How a network grows: what depth, width and resolution are multiplied by.
public enum ScalingStrategy: Sendable {
  /// By alpha^phi, beta^phi and gamma^phi (EfficientNet, arXiv:1905.11946, equation 3).
  case compound(alpha: Double, beta: Double, gamma: Double)
  /// By powers of the factor s that the cost shall grow by: d = s^((1 - a) / 2), w = s^(a / 2),
  /// r = s^((1 - a) / 4); a = 0.8 is fast compound scaling (arXiv:2103.06877, section 4.2).
  case family(a: Double)
  /// One dimension alone: s for depth, its root for width or resolution.
  case depth, width, resolution

  /// What the three are multiplied by, where the ideal cost grows by a factor.
  ///
  /// - Parameters:
  ///   - phi: the step of the compound scale.
  ///   - base: the ideal factor of one step, `alpha * beta^2 * gamma^2`.
  public func factors(
    phi: Double, base: Double
  ) -> (depth: Double, width: Double, resolution: Double) {
    let s = Elementary.power(base, phi)
    func power(_ exponent: Double) -> Double { Elementary.power(s, exponent) }
    return switch self {
    case .compound(let alpha, let beta, let gamma):
      (
        Elementary.power(alpha, phi), Elementary.power(beta, phi), Elementary.power(gamma, phi)
      )
    case .family(let a): (power((1 - a) / 2), power(a / 2), power((1 - a) / 4))
    case .depth: (s, 1, 1)
    case .width: (1, power(0.5), 1)
    case .resolution: (1, 1, power(0.5))
    }
  }

  /// The step phi that a factor of one dimension is of a coefficient: log(factor) / log(coefficient).
  public static func step(of factor: Double, coefficient: Double) -> Double {
    Elementary.logarithm(factor) / Elementary.logarithm(coefficient)
  }
}
