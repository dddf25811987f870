import CostModel
import Symbolic

extension Layer {
  /// Whether it is an earlier layer applied to another tensor, its norm included.
  var isCopy: Bool { weights.owner != nil && (norm == nil || normWeights.owner == weights.owner) }

  /// Whether it is a fully connected layer that flattens a sample.
  var isFlattening: Bool {
    if case .dense(let dense) = operation { dense.axis == nil } else { false }
  }
}
