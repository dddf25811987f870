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
    return Shape(channels: channels, height: 1, width: 1)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let features = try inputs[0].elements()
    let products = try features * output.channels
    return Counts(
      macs: products, effectiveMACs: products, weights: products,
      biases: hasBias ? output.channels : .zero, read: [features], isActivation: true)
  }

  /// The layer in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Dense<Int> {
    Dense<Int>(channels: try channels.integer(), hasBias: hasBias)
  }
}
