import Symbolic

/// An activation, as an attribute of a layer or as a row of its own. It has no
/// multiply-accumulates.
public struct Activation: Operator, Hashable {
  /// Its name in specs.
  public let name: String
  /// How the reference code calls it; only `softmax` uses this.
  public var call = Call.module
  /// Always `activation`.
  public let kind = LayerKind.activation
  /// Empty.
  public let detail = ""

  /// The names of all activations.
  public static let words = [
    "relu", "relu6", "leaky", "prelu", "prelu_shared", "swish", "hswish", "sigmoid", "hsigmoid",
    "tanh", "gelu",
  ]

  /// Trained parameters for that many channels: PReLU's slopes below 0, one per channel or one for
  /// all (arXiv:1502.01852, section 2.1).
  func trained(_ channels: Formula) -> Formula {
    switch name {
    case "prelu": channels
    case "prelu_shared": 1
    default: .zero
    }
  }

  /// Reads and writes each element once.
  public func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(weights: trained(output.channels), read: [try inputs[0].elements()])
  }

  /// Its name; `softmax` is built as an activation, too, but is an operator of its own.
  public func attributes() -> Attributes {
    name == "softmax" ? .softmax : .activation(name)
  }

  static let entries = words.map { word in
    OperatorEntry(word, "the activation", columns: []) { (_, inputs) throws(Diagnostic) in
      (Activation(name: word), inputs[0])
    }
  }
}
