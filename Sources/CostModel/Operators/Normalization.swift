import Symbolic

/// A normalization as an attribute of a layer.
public struct Norm: Hashable, Sendable {
  /// Its name in specs.
  public let name: String
  /// Trained numbers per channel.
  let trained: Int
  /// Numbers per channel that are read at inference but not trained.
  let statistics: Int
  /// Whether it can be merged into the preceding convolution at inference.
  let folds: Bool

  /// Every norm of the spec language. Batch normalization trains a scale and a shift, and also
  /// reads a mean and a variance (arXiv:1502.03167); if frozen, it trains nothing.
  public static let all = [
    Norm(name: "batch", trained: 2, statistics: 2, folds: true),
    Norm(name: "frozen", trained: 0, statistics: 4, folds: true),
    Norm(name: "layer", trained: 2, statistics: 0, folds: false),
    Norm(name: "instance", trained: 2, statistics: 0, folds: false),
    Norm(name: "group", trained: 2, statistics: 0, folds: false),
  ]

  /// The norm of that name, or nil.
  public static func named(_ name: String) -> Norm? { all.first { $0.name == name } }
}

/// Normalizations as rows of their own: `batchnorm`, `layernorm`, `l2norm`, `lrn`, `layerscale`.
struct Normalization: Operator {
  let name: String
  let kind = LayerKind.normalization
  let detail = ""
  /// Numbers per channel that are trained, and that are only read.
  let trained, statistics: Int

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(
      weights: try Formula(trained) * output.channels,
      statistics: try Formula(statistics) * output.channels, read: [try inputs[0].elements()])
  }

  func attributes() -> Attributes { .normalization(name) }

  static let entries = [
    entry("batchnorm", "batch normalization", trained: 2, statistics: 2),
    entry("layernorm", "layer normalization", trained: 2, statistics: 0),
    entry(
      "l2norm", "L2 norm over the channels, with trained scales", trained: 1, statistics: 0),
    entry("lrn", "local response normalization, without parameters", trained: 0, statistics: 0),
    entry("layerscale", "a trained factor per channel", trained: 1, statistics: 0),
  ]

  private static func entry(
    _ name: String, _ summary: String, trained: Int, statistics: Int
  ) -> OperatorEntry {
    OperatorEntry(name, summary, columns: ["act"]) { (_, inputs) throws(Diagnostic) in
      (Normalization(name: name, trained: trained, statistics: statistics), inputs[0])
    }
  }
}
