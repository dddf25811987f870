import Symbolic

/// What an operator counts, in elements; and what the norm attached to it does.
public struct Counts: Sendable {
  /// Multiply-accumulates, including taps on padding.
  var macs = Formula.zero
  /// Multiply-accumulates without taps on padding.
  var effectiveMACs = Formula.zero
  /// Trained weights.
  package var weights = Formula.zero
  /// Trained biases.
  package var biases = Formula.zero
  /// Numbers read at inference but not trained: a batch normalization's means and variances.
  var statistics = Formula.zero
  /// Distinct elements read of each input.
  var read: [Formula] = []
  /// Whether the output is a view of the input, which moves no data.
  var isView = false
  /// Whether the output counts as activations: convolutions, dense layers, matrix products.
  var isActivation = false
  /// Elements of the matrix that im2col would build; 0 if the input already is that matrix.
  var im2col = Formula.zero
  /// Of the normalization attached to it, if there is one.
  var norm: NormCounts?
}

/// What a normalization counts.
struct NormCounts: Hashable, Sendable {
  /// Trained numbers per channel.
  var trained: Int
  /// Numbers per channel that are read at inference but not trained.
  var statistics: Int
  /// Whether it can be merged into the preceding convolution at inference.
  var folds: Bool
}

/// The kinds by which shares of the cost are reported.
public enum LayerKind: String, CaseIterable, Sendable {
  case pointwise, depthwise, standard, grouped, transposed, dense, matmul
  case normalization, activation, pooling, join, resize, rearrangement
  case recurrent, elementwise, reduction, conversion
}
