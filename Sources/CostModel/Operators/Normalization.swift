import Symbolic

/// A normalization attached to a layer.
///
/// Batch normalization trains a scale and a shift, and also reads a mean and a variance
/// (arXiv:1502.03167); if frozen, it trains nothing.
public enum Norm: String, CaseIterable, Sendable {
  case batch, frozen, layer, instance, group

  /// Its name in specs.
  package var name: String { rawValue }

  /// What it counts.
  var counts: NormCounts {
    switch self {
    case .batch: NormCounts(trained: 2, statistics: 2, folds: true)
    case .frozen: NormCounts(trained: 0, statistics: 4, folds: true)
    case .layer, .instance, .group: NormCounts(trained: 2, statistics: 0, folds: false)
    }
  }
}

/// Normalizations as rows of their own, and what is left of one: a factor or a number for each channel.
public enum Normalization: String, CaseIterable, Sendable {
  case batchnorm, layernorm, l2norm, lrn, layerscale, biasadd
}

extension Normalization: OperatorDefinition {
  package var name: String { rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .normalization }

  /// Trained numbers per channel.
  private var trained: Int {
    switch self {
    case .batchnorm, .layernorm: 2
    case .l2norm, .layerscale, .biasadd: 1
    case .lrn: 0
    }
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) -> Shape { inputs[0] }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(
      weights: try Formula(trained) * output.channels,
      statistics: self == .batchnorm ? try 2 * output.channels : .zero,
      read: [try inputs[0].elements()])
  }
}
