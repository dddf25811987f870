import CostModel
import Symbolic

extension Layer {
  /// Whether it is an earlier layer applied to another tensor, its norm included.
  var isCopy: Bool { weightsOwner != nil && (norm == nil || normOwner == weightsOwner) }

  /// Whether it is a fully connected layer that flattens a sample.
  var isFlattening: Bool {
    if case .dense(let dense) = operation { dense.axis == nil } else { false }
  }
}
