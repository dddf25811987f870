import Symbolic

/// A normalization attached to a layer, and counted with it.
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

/// Normalizations as layers of their own, and what is left of one, by their words in specs.
///
/// A ``Norm`` is attached to the layer before it, of which it is a part; `layerNorm(trailingAxes:)`
/// knows axes by position.
public enum Normalization: String, CaseIterable, Sendable {
  /// Batch normalization (arXiv:1502.03167).
  case batchnorm
  /// Layer normalization over the channels of each position (arXiv:1607.06450).
  case layernorm
  /// The channels of each position scaled to a length of 1, and by trained factors (ParseNet,
  /// arXiv:1506.04579).
  case l2norm
  /// Local response normalization, without parameters (AlexNet).
  case lrn
  /// A trained factor for each channel (arXiv:2103.17239).
  case layerscale
  /// A trained number added to each channel.
  case biasadd
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
