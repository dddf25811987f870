import CostModel

/// How trained numbers are updated from their gradients.
package enum Optimizer: String, CaseIterable, Sendable {
  /// `p -= rate * g`.
  case sgd
  /// `m = momentum * m + g; p -= rate * m` (PyTorch's SGD with momentum).
  case momentum
  /// Adam (arXiv:1412.6980, Algorithm 1) as in PyTorch: `m += a * (g - m); v = b * v + c * g * g;
  /// p -= r * m / (sqrt(v) / s + epsilon)`.
  case adam
  /// The same after `p *= 1 - rate * decay` (arXiv:1711.05101, Algorithm 2).
  case adamw

  /// The numbers that it keeps for each trained number.
  package var stateNumbers: Int {
    switch self {
    case .sgd: 0
    case .momentum: 1
    case .adam, .adamw: 2
    }
  }

  /// Products that are added to something, for each trained number.
  package var macs: Int {
    switch self {
    case .sgd: 1
    case .momentum: 2
    case .adam, .adamw: 3
    }
  }

  /// Additions, products, quotients and roots for each trained number.
  package var flops: Int {
    switch self {
    case .sgd: 2
    case .momentum: 4
    case .adam: 13
    case .adamw: 14
    }
  }
}

/// What numbers a step of training computes in.
package enum TrainingPrecision: String, CaseIterable, Sendable {
  /// All in 32 bits.
  case fp32
  /// Automatic mixed precision, as PyTorch's autocast: products of convolutions, dense layers and
  /// matrices in 16 bits, with copies of their weights; weights, gradients and optimizer in 32.
  case amp

  /// How the results of products are stored.
  var product: DataType { self == .fp32 ? .fp32 : .fp16 }
}
