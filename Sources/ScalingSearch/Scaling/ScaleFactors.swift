import CostModel
import Symbolic

/// The factors of depth, width and resolution; also the coefficients alpha, beta and gamma of one
/// step of the compound scale.
///
/// Source: EfficientNet, arXiv:1905.11946, equation 3.
package struct ScaleFactors: Hashable, Sendable {
  /// A dimension in which networks grow; its raw value is the parameter's name.
  package enum Dimension: String, CaseIterable, Sendable {
    case depth, width, resolution
  }

  /// The factor for repeats.
  package let depth: Double
  /// The factor for channels.
  package let width: Double
  /// The factor for the input's height and width.
  package let resolution: Double

  /// Factors for the three dimensions.
  package init(depth: Double, width: Double, resolution: Double) {
    self.depth = depth
    self.width = width
    self.resolution = resolution
  }

  /// The coefficients of the paper, from its grid search at phi = 1 (section 4).
  package static let efficientNet = ScaleFactors(depth: 1.2, width: 1.1, resolution: 1.15)

  /// The factor of one dimension.
  package subscript(dimension: Dimension) -> Double {
    switch dimension {
    case .depth: depth
    case .width: width
    case .resolution: resolution
    }
  }

  /// The growth of MACs without rounding: d · w² · r².
  package var ideal: Double { TypedDecimal.product([depth, width, width, resolution, resolution]) }

  /// The step phi at which a dimension of the compound scale has this factor, log(factor) /
  /// log(coefficient); nil if the coefficient is 1, which fits any step.
  package func step(of dimension: Dimension, under coefficients: ScaleFactors) -> Double? {
    let coefficient = coefficients[dimension]
    guard coefficient != 1 else { return nil }
    return Elementary.logarithm(self[dimension]) / Elementary.logarithm(coefficient)
  }
}
