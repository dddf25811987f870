import Symbolic

/// The options of a count: number formats and convention.
public struct CountOptions: Sendable {
  /// How weights are stored, whatever the network says; nil leaves that to it.
  public var weights: DataType?
  /// How tensors between layers are stored, whatever the network says; nil leaves that to it.
  public var activations: DataType?
  /// How numbers are stored where the network does not say.
  package var unstated: DataType
  /// The convention for MACs and parameters; nil for this library's own.
  package var convention: Convention?

  /// Options; by default, numbers are stored as the network says, or else in fp32, and counted by
  /// this library's own convention.
  public init(
    weights: DataType? = nil, activations: DataType? = nil, unstated: DataType = .fp32,
    convention: Convention? = nil
  ) {
    self.weights = weights
    self.activations = activations
    self.unstated = unstated
    self.convention = convention
  }

  /// How weights are stored of which the network says this.
  func weights(_ own: DataType?) -> DataType { weights ?? own ?? unstated }

  /// How a tensor is stored.
  package func type(of tensor: Tensor) -> DataType {
    (tensor.role == .activation ? activations : weights) ?? tensor.element ?? unstated
  }
}
