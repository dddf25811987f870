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

/// Numbers of several types, whose bytes are rounded up for each type.
struct StoredNumbers {
  // Nearly always all are of one type, which then needs no list.
  private var first: (type: DataType, count: Formula)?
  private var others: [(type: DataType, count: Formula)] = []

  /// Adds numbers of a type, or takes some away. - Throws: `overflow`.
  mutating func add(_ count: Formula, _ type: DataType) throws(ArithmeticFault) {
    if count == .zero { return }
    guard let own = first else { return first = (type, count) }
    guard own.type != type else { return first = (type, try own.count + count) }
    for index in others.indices where others[index].type == type {
      others[index].count = try others[index].count + count
      return
    }
    others.append((type, count))
  }

  /// The bytes of all. - Throws: `overflow`.
  func bytes() throws(ArithmeticFault) -> Formula {
    guard let first else { return .zero }
    var sum = try first.type.bytes(first.count)
    for (type, count) in others { sum = try sum + type.bytes(count) }
    return sum
  }
}
