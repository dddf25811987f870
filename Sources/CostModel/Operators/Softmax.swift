import Symbolic

/// Functions that turn the elements along an axis into shares, or sum them up one by one.
public struct Softmax: Hashable, Sendable {
  /// What is computed; the names are those of reports.
  public enum Function: String, CaseIterable, Sendable {
    case softmax, logSoftmax = "log_softmax", hardmax, cumulativeSum = "cumulative_sum"
  }

  /// What is computed.
  public let function: Function
  /// The axis; nil for the channels of each position, as in specs.
  public let axis: Int?

  /// A function of the elements along an axis; by default, softmax over the channels.
  public init(_ function: Function = .softmax, axis: Int? = nil) {
    self.function = function
    self.axis = axis
  }
}

extension Softmax: OperatorDefinition {
  var name: String { function.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .activation }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    if let axis { try inputs[0].requireAxis(axis) }
    return inputs[0]
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [try inputs[0].elements()])
  }
}
