import Symbolic

/// Attention's operators: `matmul` and `softmax`.
///
/// A feature map is a matrix with a row for each position and a column for each channel. `matmul`
/// multiplies the first input by the second, or by its transpose.
struct MatrixProduct: Operator {
  let name: String
  let kind = LayerKind.matmul
  let detail: String
  let transposes: Bool
  let call: Call

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let (left, right) = (inputs[0], inputs[1])
    let products = try left.elements() * output.channels
    return Counts(
      macs: products, effectiveMACs: products,
      read: [try left.elements(), try right.elements()], isActivation: true)
  }

  func attributes() -> Attributes { .product(transposes: transposes) }

  static let entries = [
    OperatorEntry(
      "matmul", "matrix product of positions x channels; `transpose` turns the second",
      columns: ["transpose", "called"], inputs: .two()
    ) { (cells, inputs) throws(Diagnostic) in
      let (left, right) = (inputs[0], inputs[1])
      let transposes = try cells.flag("transpose") ?? false
      let call = try cells.call(among: [.function, .infix])
      let positions = try cells.exactly { () throws(ArithmeticFault) in try right.area() }
      let (inner, columns) =
        transposes ? (right.channels, positions) : (positions, right.channels)
      try cells.require(
        "\(left.channels.text) channels can't be multiplied with \(inner.text)"
      ) { () throws(ArithmeticFault) in
        try .compare(.exact(left.channels), .equal, .exact(inner))
      }
      return (
        MatrixProduct(
          name: "matmul", detail: transposes ? "transposed" : "", transposes: transposes,
          call: call),
        Shape(channels: columns, height: left.height, width: left.width)
      )
    },
    OperatorEntry("softmax", "softmax over the channels", columns: ["called"]) {
      (cells, inputs) throws(Diagnostic) in
      let call = try cells.call(among: [.module, .function])
      return (Activation(name: "softmax", call: call), inputs[0])
    },
  ]
}
