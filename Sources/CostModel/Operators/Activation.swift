import Symbolic

/// An activation, attached to a layer or as a row of its own. It has no multiply-accumulates.
public enum Activation: String, CaseIterable, Sendable {
  case relu, relu6, leaky, prelu
  case sharedPrelu = "prelu_shared"
  case swish, hswish, sigmoid, hsigmoid, tanh, gelu

  /// Its name in specs.
  package var name: String { rawValue }

  /// Trained parameters for that many channels: PReLU's slopes below 0, one per channel or one for
  /// all (arXiv:1502.01852, section 2.1).
  package func trained(_ channels: Formula) -> Formula {
    switch self {
    case .prelu: channels
    case .sharedPrelu: 1
    default: .zero
    }
  }
}

extension Activation: OperatorDefinition {
  func kind(_ inputs: [Shape]) -> LayerKind { .activation }

  func output(_ inputs: [Shape], _ demands: inout Demands) -> Shape { inputs[0] }

  /// Reads and writes each element once.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(weights: trained(output.channels), read: [try inputs[0].elements()])
  }
}
