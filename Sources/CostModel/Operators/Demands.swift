import Symbolic

/// What must hold for an operator to work on its inputs, collected while its output is worked out.
struct Demands {
  /// A condition, and what is wrong if it does not hold.
  struct Demand {
    let condition: Condition
    let message: String
    /// The attribute that is wrong, by its column in specs; nil if it is none in particular.
    let attribute: String?
    /// Which element of the attribute, if it is a list.
    let element: Int?
  }

  private(set) var all: [Demand] = []

  /// Demands a condition. The message is built only when needed: printing formulas takes longer
  /// than most checks.
  mutating func require(
    _ message: @autoclosure () -> String, of attribute: String? = nil, element: Int? = nil,
    _ condition: Condition
  ) {
    guard condition.constantValue != true else { return }
    all.append(
      Demand(condition: condition, message: message(), attribute: attribute, element: element))
  }

  /// Demands sizes of at least 1, or at least 0.
  mutating func require(
    _ attribute: String, _ sizes: some Collection<Formula>, element: Int? = nil,
    atLeast least: Int = 1
  ) throws(ArithmeticFault) {
    for size in sizes where !size.isKnown(atLeast: least) {
      let wanted = least > 0 ? "must be positive, not" : "can't be negative:"
      try require(
        "\(attribute) \(wanted) \(Array(sizes).axesText)", of: attribute, element: element,
        .compare(.exact(Formula(least)), .lessOrEqual, .exact(size)))
    }
  }

  /// Demands that the tensor an operator makes has elements; the batch of its input does.
  mutating func requireElements(_ output: Shape, of input: Shape) throws(ArithmeticFault) {
    if output.sizes.allSatisfy({ $0.isKnown(atLeast: 1) }) { return }
    for (axis, size) in zip(output.sampleAxes, output.sample) {
      try require(
        "the output's \(axis) can't be \(size.text)",
        .compare(.exact(1), .lessOrEqual, .exact(size)))
    }
    if output.batch != input.batch {
      try require(
        "the output's first size can't be \(output.batch.text)",
        .compare(.exact(1), .lessOrEqual, .exact(output.batch)))
    }
  }

  /// Demands that groups divide the channels that a convolution reads and makes.
  mutating func requireGroups(
    _ groups: Formula, of input: Shape, making channels: Formula
  ) throws(ArithmeticFault) {
    try require("c", [channels])
    try require("g", [groups])
    try requireDivides(groups, input.channels, "input channels")
    try requireDivides(groups, channels, "output channels")
  }

  mutating func requireDivides(
    _ divisor: Formula, _ number: Formula, _ what: @autoclosure () -> String,
    unit: String = "groups do", of attribute: String? = nil
  ) throws(ArithmeticFault) {
    if divisor == 1 || divisor == number { return }
    try require(
      "\(divisor.text) \(unit) not divide \(number.text) \(what())", of: attribute,
      .isInteger(.exact(number / divisor)))
  }

  /// The map divided along each axis; demands that the factors divide it.
  mutating func dividing(
    _ input: Shape, by factors: [Formula]
  ) throws(ArithmeticFault) -> [Formula] {
    try requireFactors(factors, of: input)
    let (map, names) = (input.map, Shape.axisNames(factors.count))
    var quotients: [Formula] = []
    for (axis, factor) in factors.enumerated() {
      try requireDivides(
        factor, map[axis], "positions of the \(names[axis])", unit: "does", of: "by")
      quotients.append(try map[axis] / factor)
    }
    return quotients
  }

  /// The map multiplied along each axis.
  mutating func multiplying(
    _ input: Shape, by factors: [Formula]
  ) throws(ArithmeticFault) -> [Formula] {
    try requireFactors(factors, of: input)
    var products: [Formula] = []
    for (size, factor) in zip(input.map, factors) { products.append(try size * factor) }
    return products
  }

  /// Demands a positive factor for each axis of the map.
  private mutating func requireFactors(
    _ factors: [Formula], of input: Shape
  ) throws(ArithmeticFault) {
    try input.requireAxes(factors.count, "factors")
    try require("by", factors)
  }

  mutating func requireEqual(_ a: Shape, _ b: Shape) throws(ArithmeticFault) {
    if a.sizes == b.sizes { return }
    try requireSizes(a, b, a.sizes, b.sizes)
  }

  /// Demands the same batch and map.
  mutating func requireSameMap(_ a: Shape, _ b: Shape) throws(ArithmeticFault) {
    try requireSizes(a, b, [a.batch] + a.map, [b.batch] + b.map)
  }

  /// Demands the same channels, and the same map or a single position.
  mutating func requireBroadcasts(_ gate: Shape, to map: Shape) throws(ArithmeticFault) {
    if gate.isPoint {
      try requireSizes(gate, map, [gate.batch, gate.channels], [map.batch, map.channels])
    } else {
      try requireEqual(gate, map)
    }
  }

  private mutating func requireSizes(
    _ a: Shape, _ b: Shape, _ first: [Formula], _ second: [Formula]
  ) throws(ArithmeticFault) {
    require(
      "the shapes \(a.text) and \(b.text) do not join", .constant(first.count == second.count))
    for (x, y) in zip(first, second) where x != y {
      try require(
        "the shapes \(a.text) and \(b.text) do not join", .compare(.exact(x), .equal, .exact(y)))
    }
  }
}

extension [Formula] {
  /// A size for each axis: a single number if it is the same for all, or else `1x7`.
  var axesText: String {
    if let first, allSatisfy({ $0 == first }) { return first.text }
    return map(\.text).joined(separator: "x")
  }
}
