import Symbolic

/// One number from all elements along some axes.
package struct Reduction: Hashable, Sendable {
  package typealias Function = ReductionFunction

  /// What is computed.
  package let function: Function
  /// The axes that go; in order.
  package let axes: [Int]
  /// Whether they stay, with a size of 1.
  package let keeps: Bool

  /// A reduction along some axes, given in any order.
  package init(_ function: Function, axes: [Int], keeps: Bool) {
    self.function = function
    self.axes = axes.sorted()
    self.keeps = keeps
  }
}

/// What is computed; the names are those of reports.
public enum ReductionFunction: String, CaseIterable, Sendable {
  case mean = "reduce_mean", sum = "reduce_sum", maximum = "reduce_max", minimum = "reduce_min"
  case product = "reduce_product", l1 = "reduce_l1", l2 = "reduce_l2"
  case logSum = "reduce_log_sum", logSumExp = "reduce_log_sum_exp"
  case sumOfSquares = "reduce_sum_square", variance = "reduce_variance"
  case standardDeviation = "reduce_deviation", any = "reduce_any", all = "reduce_all"
  /// The place of the largest or least, along a single axis.
  case argmax, argmin
}

extension Reduction: OperatorDefinition {
  var name: String { function.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .reduction }

  func detail(_ inputs: [Shape]) -> String {
    "over \(axes.map(String.init).joined(separator: ","))"
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    try inputs[0].requireAxes(axes)
    let sizes = inputs[0].sizes.enumerated().compactMap { axis, size in
      axes.contains(axis) ? (keeps ? Formula.one : nil) : size
    }
    return Shape(sizes, layout: inputs[0].layout)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [try inputs[0].elements()])
  }
}
