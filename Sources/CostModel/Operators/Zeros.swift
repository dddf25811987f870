import Symbolic

/// `none`: an absent branch, the zeros of NAS-Bench-201 (arXiv:2001.00326, section 2.1).
///
/// Sums omit it; the expander makes it a layer only if something else reads it.
struct Zeros: Operator {
  let name = Zeros.word
  let kind = LayerKind.rearrangement
  let detail = ""

  /// Its name in specs.
  static let word = "none"

  /// Writes zeros; only the size of the input is needed.
  func counts(_ inputs: [Shape], _ output: Shape) -> Counts { Counts(read: [.zero]) }

  func attributes() -> Attributes { .zeros }

  static let entry = OperatorEntry(
    word, "an absent branch: zeros, which a sum leaves out", columns: []
  ) { (_, inputs) throws(Diagnostic) in (Zeros(), inputs[0]) }
}
