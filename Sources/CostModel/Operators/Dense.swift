import Symbolic

/// A fully connected layer, which flattens its input: C_in * H * W inputs to c outputs.
public struct Dense<Size: AttributeNumber>: Hashable, Sendable {
  /// The number of outputs.
  public let channels: Size
  /// Whether each has a bias.
  public let hasBias: Bool

  /// A layer with the given attributes.
  public init(channels: Size, hasBias: Bool) {
    self.channels = channels
    self.hasBias = hasBias
  }
}

extension Dense: OperatorDefinition where Size == Formula {
  var name: String { "dense" }

  func kind(_ inputs: [Shape]) -> LayerKind { .dense }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    try demands.require("c", [channels])
    return inputs[0].with(channels: channels, map: inputs[0].map.map { _ in 1 })
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let weights = try inputs[0].channels * inputs[0].area() * output.channels
    let products = try inputs[0].batch * weights
    return Counts(
      macs: products, effectiveMACs: products, weights: weights,
      biases: hasBias ? output.channels : .zero, read: [try inputs[0].elements()],
      isActivation: true)
  }

  /// The layer in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Dense<Int> {
    Dense<Int>(channels: try channels.integer(), hasBias: hasBias)
  }
}
