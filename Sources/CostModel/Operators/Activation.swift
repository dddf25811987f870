/// An activation: as an attribute of a layer, or as a row of its own. It has no parameters and
/// counts no multiply-accumulates.
public struct Activation: Operator, Hashable {
  /// The word in specs.
  public let name: String
  /// Always `activation`.
  public let kind = LayerKind.activation
  /// Nothing.
  public let detail = ""

  /// The words of all activations.
  public static let words = [
    "relu", "relu6", "leaky", "swish", "hswish", "sigmoid", "hsigmoid", "tanh", "gelu",
  ]

  /// Reads and writes each element once.
  public func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [try inputs[0].elements()])
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
