/// `none`: a branch that is not there, the zeros of NAS-Bench-201 (arXiv:2001.00326, section 2.1).
///
/// A sum leaves it out; the expander makes a layer of it only where something else reads it.
struct Zeros: Operator {
  let name = Zeros.word
  let kind = LayerKind.rearrangement
  let detail = ""

  /// The word in specs.
  static let word = "none"

  /// Writes zeros; of the input only the size is needed.
  func counts(_ inputs: [Shape], _ output: Shape) -> Counts { Counts(read: [.zero]) }

  func attributes() -> Attributes { .zeros }

  static let entry = OperatorEntry(
    word, "an absent branch: zeros, which a sum leaves out", columns: []
  ) { (_, inputs) throws(Diagnostic) in (Zeros(), inputs[0]) }
}
