import Symbolic

/// `resize`: nearest neighbor, to the height and width of a second tensor, or by a factor.
struct Resize: Operator {
  let name = "resize"
  let kind = LayerKind.resize
  /// The factor for each size of the map; nil if a second tensor gives the sizes.
  let factors: [Scalar]?
  let call: Call

  var detail: String {
    factors.map { factors in
      let texts = factors.map(\.text)
      return "by \(Set(texts).count == 1 ? texts[0] : texts.joined(separator: "x"))"
    } ?? ""
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    // Enlarging reads everything; shrinking reads one position per output.
    var read = inputs[0].channels
    for (input, output) in zip(inputs[0].map, output.map) {
      read = try read * Function.formula("min", [input, output])
    }
    return Counts(read: [read] + inputs.dropFirst().map { _ in .zero })
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    guard let factors else { return .resize(by: nil) }
    var bound: [Attributes.Factor] = []
    for factor in factors { bound.append(try factor.attributes()) }
    return .resize(by: bound)
  }

  static let entry = OperatorEntry(
    "resize", "nearest neighbor, to the height and width of a second tensor, or by a factor",
    columns: ["by", "called"], inputs: .two(unless: "by")
  ) { (cells, inputs) throws(Diagnostic) in
    let call = try cells.call(among: [.module, .function])
    guard let factors = try cells.factors("by") else {
      return (
        Resize(factors: nil, call: call),
        Shape(channels: inputs[0].channels, map: inputs[1].map)
      )
    }
    let map = try cells.exactly { () throws(ArithmeticFault) in
      var sizes: [Formula] = []
      for (size, factor) in zip(inputs[0].map, factors) {
        guard let floor = Function.named("floor"),
          let product = try floor.call([.exact(size) * factor]).formula
        else { throw .notAnInteger(factor.text) }
        sizes.append(product)
      }
      return sizes
    }
    return (
      Resize(factors: factors, call: call), Shape(channels: inputs[0].channels, map: map)
    )
  }
}

extension RowCells {
  /// A positive number for each axis of a map, or nil if the cell is empty.
  fileprivate mutating func factors(_ column: String) throws(Diagnostic) -> [Scalar]? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
    guard case .scalar(let factor) = value else {
      return try perAxis(value, column, atLeast: 1, at: cell.position).map(Scalar.exact)
    }
    try require("\(column) must be positive, not \(factor.text)", in: column) {
      () throws(ArithmeticFault) in try .compare(.exact(0), .less, factor)
    }
    return Shape.axes.map { _ in factor }
  }
}

extension Scalar {
  /// The factor of a bound scalar. - Throws: `unbound` if a symbol has no value; `overflow`.
  fileprivate func attributes() throws(ArithmeticFault) -> Attributes.Factor {
    switch self {
    case .exact(let formula):
      guard let value = formula.constantValue else {
        throw .unbound(symbols.sorted().first ?? text)
      }
      guard let numerator = Int(exactly: value.numerator),
        let denominator = Int(exactly: value.denominator)
      else { throw .overflow }
      return .exact(numerator, over: denominator)
    case .inexact(let tree):
      guard let value = tree.constantValue else { throw .unbound(symbols.sorted().first ?? text) }
      return .real(value)
    }
  }
}
