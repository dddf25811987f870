import Symbolic

/// What an operator counts, in elements; and what the norm attached to it does.
package struct Counts: Sendable {
  /// Multiply-accumulates, including taps on padding.
  package var macs = Formula.zero
  /// Multiply-accumulates without taps on padding.
  package var effectiveMACs = Formula.zero
  /// Trained weights.
  package var weights = Formula.zero
  /// Trained biases.
  package var biases = Formula.zero
  /// Numbers read at inference but not trained: a batch normalization's means and variances.
  package var statistics = Formula.zero
  /// Distinct elements read of each input.
  package var read: [Formula] = []
  /// Whether the output is a view of the input, which moves no data.
  package var isView = false
  /// Whether the output counts as activations: convolutions, dense layers, matrix products.
  package var isActivation = false
  /// Elements of the matrix that im2col would build; 0 if the input already is that matrix.
  var im2col = Formula.zero
  /// Of the normalization attached to it, if there is one.
  package var norm: NormCounts?
}

/// What a normalization counts.
package struct NormCounts: Hashable, Sendable {
  /// Trained numbers per channel.
  package var trained: Int
  /// Numbers per channel that are read at inference but not trained.
  package var statistics: Int
  /// Whether it can be merged into the preceding convolution at inference.
  package var folds: Bool
}

/// The kinds by which shares of the cost are reported.
package enum LayerKind: String, CaseIterable, Sendable {
  case pointwise, depthwise, standard, grouped, transposed, dense, matmul
  case normalization, activation, pooling, join, resize, rearrangement
  case recurrent, elementwise, reduction, conversion
}
