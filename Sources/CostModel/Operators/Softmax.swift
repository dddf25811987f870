import Symbolic

/// Functions that turn the elements along an axis into shares, or sum them up one by one.
package struct Softmax<Size: AttributeNumber>: Hashable, Sendable {
  /// What is computed.
  package let function: SharesFunction
  /// The axis; nil for the channels of each position, as in specs.
  package let axis: Int?
  /// How many equal parts of the axis are worked on, each on its own: the heads of attention.
  package let heads: Size

  /// A function of the elements along an axis, or of its parts.
  package init(_ function: SharesFunction, axis: Int?, heads: Size) {
    self.function = function
    self.axis = axis
    self.heads = heads
  }
}

/// What becomes of the elements along an axis; the names are those of reports.
package enum SharesFunction: String, CaseIterable, Sendable {
  case softmax, logSoftmax = "log_softmax", hardmax, cumulativeSum = "cumulative_sum"
}

extension Softmax where Size == Formula {
  /// A function of all elements along an axis; by default, softmax over the channels.
  package init(_ function: SharesFunction = .softmax, axis: Int? = nil) {
    self.init(function, axis: axis, heads: 1)
  }
}

extension Softmax: OperatorDefinition where Size == Formula {
  var name: String { function.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .activation }

  func detail(_ inputs: [Shape]) -> String { heads == 1 ? "" : "\(heads.text) heads" }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    if let axis { try input.requireAxis(axis) }
    try demands.require("heads", [heads])
    let size = axis.map { input.sizes[$0] } ?? input.channels
    try demands.requireDivides(heads, size, "channels", unit: "heads do", of: "heads")
    return input
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [try inputs[0].elements()])
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Softmax<Int> {
    Softmax<Int>(function, axis: axis, heads: try heads.integer())
  }
}
