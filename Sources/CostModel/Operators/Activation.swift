/// An activation: as an attribute of a layer, or as a row of its own. It counts no
/// multiply-accumulates.
public struct Activation: Operator, Hashable {
  /// The word in specs.
  public let name: String
  /// How the reference code calls it; only `softmax` says it.
  public var call = Call.module
  /// Always `activation`.
  public let kind = LayerKind.activation
  /// Nothing.
  public let detail = ""

  /// The words of all activations.
  public static let words = [
    "relu", "relu6", "leaky", "prelu", "prelu_shared", "swish", "hswish", "sigmoid", "hsigmoid",
    "tanh", "gelu",
  ]

  /// The numbers that it trains on so many channels: PReLU's slopes below 0, one a channel or one
  /// for all (arXiv:1502.01852, section 2.1).
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

  /// Its word; `softmax` is made as an activation too, and is an operator of its own.
  public func attributes() -> Attributes {
    name == "softmax" ? .softmax : .activation(name)
  }

  static let entries = words.map { word in
    OperatorEntry(word, "the activation", columns: []) { (_, inputs) throws(Diagnostic) in
      (Activation(name: word), inputs[0])
    }
  }
}
