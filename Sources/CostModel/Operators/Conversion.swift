import Symbolic

/// Elements stored as numbers of another kind.
package struct Conversion: Hashable, Sendable {
  /// How they are converted.
  package enum Method: String, CaseIterable, Sendable {
    case cast, quantize, dequantize
  }

  /// How they are converted.
  package let method: Method
  /// What they are stored as.
  package let type: DataType

  /// A conversion to a type.
  package init(_ method: Method, to type: DataType) {
    self.method = method
    self.type = type
  }
}

extension Conversion: OperatorDefinition {
  var name: String { method.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .conversion }

  func detail(_ inputs: [Shape]) -> String { "to \(type.rawValue)" }

  func output(_ inputs: [Shape], _ demands: inout Demands) -> Shape { inputs[0] }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [try inputs[0].elements()])
  }
}
