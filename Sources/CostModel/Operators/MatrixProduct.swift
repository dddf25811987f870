import Symbolic

/// `matmul`, attention's product.
///
/// A feature map is a matrix with a row for each position and a column for each channel. `matmul`
/// multiplies the first input by the second, or by its transpose. With heads, the channels of both
/// are divided between heads, which are multiplied on their own (arXiv:1706.03762, section 3.2.2).
package struct MatrixProduct<Size: AttributeNumber>: Hashable, Sendable {
  /// Whether the second factor is transposed.
  package let transposes: Bool
  /// Heads of the first factor, and of the result.
  package let heads: Size
  /// Heads of the second factor, each of which serves as many of the first: 1 for multi-query
  /// attention (arXiv:1911.02150, section 3).
  package let kvHeads: Size

  /// A product with the second factor as it is, or transposed.
  package init(transposes: Bool, heads: Size, kvHeads: Size) {
    self.transposes = transposes
    self.heads = heads
    self.kvHeads = kvHeads
  }
}

extension MatrixProduct: OperatorDefinition where Size == Formula {
  var name: String { "matmul" }

  func kind(_ inputs: [Shape]) -> LayerKind { .matmul }

  func reads(_ count: Int) -> Bool { count == 2 }

  func detail(_ inputs: [Shape]) -> String {
    var parts = transposes ? ["transposed"] : []
    if heads != 1 { parts.append("\(heads.text) heads") }
    if kvHeads != heads { parts.append("on \(kvHeads.text)") }
    return parts.joined(separator: ", ")
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let (left, right) = (inputs[0], inputs[1])
    try demands.require("heads", [heads])
    try demands.require("kv_heads", [kvHeads])
    try demands.requireDivides(heads, left.channels, "channels", unit: "heads do", of: "heads")
    try demands.requireDivides(
      kvHeads, right.channels, "channels", unit: "heads do", of: "kv_heads")
    try demands.requireDivides(kvHeads, heads, "heads", unit: "heads do", of: "kv_heads")
    let (own, other, positions) = try (
      left.channels / heads, right.channels / kvHeads, right.area()
    )
    try demands.require(
      "\(left.batch.text) samples can't be multiplied with \(right.batch.text)",
      .compare(.exact(left.batch), .equal, .exact(right.batch)))
    let (inner, columns) = transposes ? (other, positions) : (positions, other)
    try demands.require(
      "\(own.text) channels can't be multiplied with \(inner.text)",
      .compare(.exact(own), .equal, .exact(inner)))
    return left.with(channels: try heads * columns)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let (left, right) = (inputs[0], inputs[1])
    // Each element of the first is multiplied with the columns of its own head.
    let products = try left.elements() * (output.channels / heads)
    return Counts(
      macs: products, effectiveMACs: products,
      read: [try left.elements(), try right.elements()], isActivation: true)
  }

  /// The product in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> MatrixProduct<Int> {
    MatrixProduct<Int>(
      transposes: transposes, heads: try heads.integer(), kvHeads: try kvHeads.integer())
  }
}
