import Symbolic

/// A fully connected layer, which flattens its input: C_in * H * W inputs to c outputs.
struct Dense: Operator {
  let name = "dense"
  let kind = LayerKind.dense
  let detail = ""
  let channels: Formula
  let hasBias: Bool

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let features = try inputs[0].elements()
    let products = try features * output.channels
    return Counts(
      macs: products, effectiveMACs: products, weights: products,
      biases: hasBias ? output.channels : .zero, read: [features], isActivation: true)
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    .dense(channels: try channels.integer(), hasBias: hasBias)
  }

  static let entry = OperatorEntry(
    "dense", "fully connected layer of c outputs; flattens its input",
    columns: ["c", "bias", "norm", "act"]
  ) { (cells, _) throws(Diagnostic) in
    let channels = try cells.size("c")
    let hasBias = try cells.hasBias()
    return (
      Dense(channels: channels, hasBias: hasBias),
      Shape(channels: channels, height: 1, width: 1)
    )
  }
}
