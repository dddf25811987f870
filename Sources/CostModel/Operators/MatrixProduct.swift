import Symbolic

/// `matmul`, attention's product.
///
/// A feature map is a matrix with a row for each position and a column for each channel. `matmul`
/// multiplies the first input by the second, or by its transpose.
public struct MatrixProduct: Hashable, Sendable {
  /// Whether the second factor is transposed.
  public let transposes: Bool

  /// A product with the second factor as it is, or transposed.
  public init(transposes: Bool) { self.transposes = transposes }
}

extension MatrixProduct: OperatorDefinition {
  var name: String { "matmul" }

  func kind(_ inputs: [Shape]) -> LayerKind { .matmul }

  func reads(_ count: Int) -> Bool { count == 2 }

  func detail(_ inputs: [Shape]) -> String { transposes ? "transposed" : "" }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let (left, right) = (inputs[0], inputs[1])
    let positions = try right.area()
    let (inner, columns) = transposes ? (right.channels, positions) : (positions, right.channels)
    try demands.require(
      "\(left.channels.text) channels can't be multiplied with \(inner.text)",
      .compare(.exact(left.channels), .equal, .exact(inner)))
    return left.with(channels: columns)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let (left, right) = (inputs[0], inputs[1])
    let products = try left.elements() * output.channels
    return Counts(
      macs: products, effectiveMACs: products,
      read: [try left.elements(), try right.elements()], isActivation: true)
  }
}
