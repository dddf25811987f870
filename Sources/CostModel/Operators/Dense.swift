import Symbolic

/// A fully connected layer: it flattens its input, C_in * H * W inputs to c outputs, or works along
/// one axis at every other position, as those of a token's features do.
package struct Dense<Size: AttributeNumber>: Hashable, Sendable {
  /// The number of outputs.
  package let channels: Size
  /// Whether each has a bias.
  package let hasBias: Bool
  /// The axis of its inputs; nil if it flattens all of a sample.
  package let axis: Int?

  /// A layer with the given attributes.
  package init(channels: Size, hasBias: Bool, axis: Int? = nil) {
    self.channels = channels
    self.hasBias = hasBias
    self.axis = axis
  }
}

extension Dense: OperatorDefinition where Size == Formula {
  var name: String { "dense" }

  func kind(_ inputs: [Shape]) -> LayerKind { .dense }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    try demands.require("c", [channels])
    guard let axis else {
      return inputs[0].with(channels: channels, map: inputs[0].map.map { _ in 1 })
    }
    try inputs[0].requireAxis(axis)
    return inputs[0].with(channels, along: axis)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let elements = try inputs[0].elements()
    let products = try elements * channels
    let features =
      if let axis { inputs[0].sizes[axis] } else { try inputs[0].channels * inputs[0].area() }
    return Counts(
      macs: products, effectiveMACs: products,
      weights: try features * channels,
      biases: hasBias ? channels : .zero, read: [elements], isActivation: true)
  }

  /// The layer in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Dense<Int> {
    Dense<Int>(channels: try channels.integer(), hasBias: hasBias, axis: axis)
  }
}
