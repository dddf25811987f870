import Symbolic

/// A tensor that flows between layers.
public struct Tensor: Hashable, Sendable {
  /// Identifies the tensor; the network's input has the lowest number.
  public let id: Int
  /// The sizes.
  public let shape: Shape
}

/// A condition for a network to be valid that symbols leave open.
public struct Requirement: Hashable, Sendable {
  /// The condition, which includes the presence of its layer.
  public let condition: Condition
  /// What is wrong if it does not hold.
  public let message: String
  /// The row that requires it.
  public let position: SourcePosition?
}

/// An expanded spec: operators in order, with symbolic shapes, and requirements.
public struct Network: Sendable {
  /// The name of the spec or variant.
  public let name: String
  /// The title of its spec.
  public let title: String?
  /// The input.
  public let input: Tensor
  /// The output tensors.
  public let outputs: [Tensor]
  /// The operators in the order of the spec.
  public let layers: [Layer]
  /// Requirements that free symbols leave open; empty if everything is bound.
  public let requirements: [Requirement]
  /// The value of each parameter, in the order of the spec.
  public let parameters: [(name: String, value: Value)]
  /// The symbols left free.
  public let symbols: [Symbol]
  /// Notes on what is legal in its rows but may not be intended.
  public let notes: [Diagnostic]
  /// The hash of its spec's text.
  public let fingerprint: String
  /// The file's name for messages.
  let file: String
}
