/// The options of a count: number formats, batch and convention.
public struct CountOptions: Sendable {
  /// How weights are stored.
  public var weights: DataType
  /// How tensors between layers are stored.
  public var activations: DataType
  /// The convention for MACs and parameters; nil for this library's own.
  public var convention: Convention?

  /// Options; the default is fp32 and this library's own convention.
  public init(
    weights: DataType = .fp32, activations: DataType = .fp32, convention: Convention? = nil
  ) {
    self.weights = weights
    self.activations = activations
    self.convention = convention
  }
}
