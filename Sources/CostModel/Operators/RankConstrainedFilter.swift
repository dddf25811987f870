import Symbolic

/// A singular value decomposition filter, a layer of keyword spotting: each filter takes one number
/// from the features of a step, and a product over its last `memory` numbers (Nakkiran et al.,
/// "Compressing deep neural networks using a rank-constrained topology", 2015).
package struct RankConstrainedFilter<Size: AttributeNumber>: Hashable, Sendable {
  /// The number of outputs.
  package let units: Size
  /// Filters whose results are added to one output.
  package let rank: Size
  /// The steps that a filter remembers.
  package let memory: Size
  /// Whether each output has a bias.
  package let hasBias: Bool

  /// A layer with the given attributes.
  package init(units: Size, rank: Size, memory: Size, hasBias: Bool) {
    self.units = units
    self.rank = rank
    self.memory = memory
    self.hasBias = hasBias
  }
}

extension RankConstrainedFilter: OperatorDefinition where Size == Formula {
  var name: String { "svdf" }

  func kind(_ inputs: [Shape]) -> LayerKind { .recurrent }

  func detail(_ inputs: [Shape]) -> String { "\(memory.text) steps" }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    guard inputs[0].sizes.count == 2 else {
      throw .outsideDomain("a step is a tensor of 2 axes, not \(inputs[0].sizes.count)")
    }
    try demands.require("c", [units, rank, memory])
    return inputs[0].with(units, along: 1)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let weights = try units * rank * (inputs[0].sizes[1] + memory)
    let products = try inputs[0].sizes[0] * weights
    return Counts(
      macs: products, effectiveMACs: products, weights: weights, biases: hasBias ? units : .zero,
      read: [try inputs[0].elements()], isActivation: true)
  }

  /// The layer in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> RankConstrainedFilter<Int> {
    RankConstrainedFilter<Int>(
      units: try units.integer(), rank: try rank.integer(), memory: try memory.integer(),
      hasBias: hasBias)
  }
}
