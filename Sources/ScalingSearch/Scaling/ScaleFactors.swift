import CostModel

/// What depth, width and resolution are multiplied by; also the coefficients alpha, beta and gamma
/// of one step of the compound scale.
///
/// Source: EfficientNet, arXiv:1905.11946, equation 3.
public struct ScaleFactors: Hashable, Sendable {
  /// A dimension in which networks grow; its raw value is the parameter's name.
  public enum Dimension: String, CaseIterable, Sendable {
    case depth, width, resolution
  }

  /// What repeats are multiplied by.
  public let depth: Double
  /// What channels are multiplied by.
  public let width: Double
  /// What the input's height and width are multiplied by.
  public let resolution: Double

  /// Factors of the three dimensions.
  public init(depth: Double, width: Double, resolution: Double) {
    self.depth = depth
    self.width = width
    self.resolution = resolution
  }

  /// The coefficients of the paper, from its grid search at phi = 1 (section 4).
  public static let efficientNet = ScaleFactors(depth: 1.2, width: 1.1, resolution: 1.15)

  /// The factor of one dimension.
  public subscript(dimension: Dimension) -> Double {
    switch dimension {
    case .depth: depth
    case .width: width
    case .resolution: resolution
    }
  }

  /// What MACs would grow by without rounding: d · w² · r².
  public var ideal: Double { TypedDecimal.product([depth, width, width, resolution, resolution]) }

  /// The step phi at which a dimension of the compound scale has this factor, log(factor) /
  /// log(coefficient); nil where the coefficient is 1, which all steps share.
  public func step(of dimension: Dimension, under coefficients: ScaleFactors) -> Double? {
    let coefficient = coefficients[dimension]
    guard coefficient != 1 else { return nil }
    return Elementary.logarithm(self[dimension]) / Elementary.logarithm(coefficient)
  }
}
