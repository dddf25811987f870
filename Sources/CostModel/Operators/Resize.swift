import Symbolic

/// `resize`: nearest neighbor, to the height and width of a second tensor, by a factor, or to sizes.
package enum Resize<Size: AttributeNumber>: Hashable, Sendable {
  /// By a factor for each size of the map.
  case by([Size.Factor])
  /// To the map of a second tensor.
  case like
  /// To these sizes of the map.
  case to([Size])
}

/// The factor by which a size is multiplied; the product is truncated to an integer.
package enum ResizeFactor: Hashable, Sendable {
  /// A quotient of whole numbers.
  case exact(Int, over: Int)
  /// A real number, multiplied in `Double`.
  case real(Double)
}

extension Resize: OperatorDefinition where Size == Formula {
  var name: String { "resize" }

  func kind(_ inputs: [Shape]) -> LayerKind { .resize }

  func reads(_ count: Int) -> Bool { count == (self == .like ? 2 : 1) }

  func sources(_ count: Int) -> Int { 1 }

  func detail(_ inputs: [Shape]) -> String {
    guard case .by(let factors) = self, !factors.isEmpty else { return "" }
    let texts = factors.map(\.text)
    return "by \(Set(texts).count == 1 ? texts[0] : texts.joined(separator: "x"))"
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    let factors: [Scalar]
    switch self {
    case .by(let given): factors = given
    case .like:
      try input.requireAxes(inputs[1].map.count, "sizes")
      return input.with(map: inputs[1].map)
    case .to(let sizes):
      try input.requireAxes(sizes.count, "sizes")
      return input.with(map: sizes)
    }
    try input.requireAxes(factors.count, "factors")
    for factor in factors {
      try demands.require(
        "by must be positive, not \(factor.text)", of: "by", .compare(.exact(0), .less, factor))
    }
    var map: [Formula] = []
    for (size, factor) in zip(input.map, factors) {
      guard let floor = Function.named("floor"),
        let product = try floor.call([.exact(size) * factor]).formula
      else { throw .notAnInteger(factor.text) }
      map.append(product)
    }
    return input.with(map: map)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    // Enlarging reads everything; shrinking reads one position per output.
    var read = try inputs[0].batch * inputs[0].channels
    for (input, output) in zip(inputs[0].map, output.map) {
      read = try read * Function.formula("min", [input, output])
    }
    return Counts(read: [read] + inputs.dropFirst().map { _ in .zero })
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Resize<Int> {
    switch self {
    case .like: return .like
    case .to(let sizes): return .to(try sizes.integers())
    case .by(let factors):
      var bound: [ResizeFactor] = []
      for factor in factors { bound.append(try factor.bound()) }
      return .by(bound)
    }
  }
}

extension Scalar {
  /// The factor of a bound scalar. - Throws: `unbound` if a symbol has no value; `overflow`.
  fileprivate func bound() throws(ArithmeticFault) -> ResizeFactor {
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
