import Symbolic

/// `none`: an absent branch, the zeros of NAS-Bench-201 (arXiv:2001.00326, section 2.1).
///
/// Sums omit it; the expander makes it a layer only if something else reads it.
struct Zeros: OperatorDefinition {
  let name = "none"

  func sources(_ count: Int) -> Int { 0 }

  func kind(_ inputs: [Shape]) -> LayerKind { .rearrangement }

  func output(_ inputs: [Shape], _ demands: inout Demands) -> Shape { inputs[0] }

  /// Writes zeros; only the size of the input is needed.
  func counts(_ inputs: [Shape], _ output: Shape) -> Counts { Counts(read: [.zero]) }
}
