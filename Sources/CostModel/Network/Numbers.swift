import Symbolic

/// The numbers of a tensor that does not flow between layers: where a file keeps them, or how they
/// follow from such. They are read when a network is run on them; counting never looks at them.
package struct Numbers: Sendable {
  /// Where they come from.
  package enum Origin: Sendable {
    /// What reads them, in the order of the axes.
    case kept(@Sendable () throws(Diagnostic) -> [Float])
    /// What an operator makes of others.
    indirect case made(Operator<Formula>, Numerics, of: [Numbers])
  }

  /// The sizes.
  package private(set) var shape: Shape
  /// Where they come from.
  package let origin: Origin
  /// How many operators it takes to work them out.
  private let effort: Int

  /// Files could ask for any number of operators to be run before the network's own.
  private static let effortLimit = 1000

  /// Numbers that something keeps, in the order of the axes.
  package init(_ shape: Shape, kept read: @escaping @Sendable () throws(Diagnostic) -> [Float]) {
    self.shape = shape
    origin = .kept(read)
    effort = 0
  }

  /// What an operator makes of others; nil if that takes too many.
  package init?(
    _ shape: Shape, making operation: Operator<Formula>, _ numerics: Numerics = Numerics(),
    of inputs: [Numbers]
  ) {
    effort = inputs.reduce(1) { min(Numbers.effortLimit + 1, $0 + $1.effort) }
    guard effort <= Numbers.effortLimit else { return nil }
    self.shape = shape
    origin = .made(operation, numerics, of: inputs)
  }

  /// The same numbers, of which other sizes may be the channels.
  package func laid(out layout: Shape.Layout) -> Numbers {
    var numbers = self
    numbers.shape = Shape(shape.sizes, layout: layout)
    return numbers
  }
}

/// What a layer computes with, besides the tensors that it reads.
package struct LayerNumbers: Sendable {
  /// The parameters of its operator, as its definition orders them:
  ///
  /// - convolutions: weights as outputs x inputs of a group x kernel, transposed ones as inputs x
  ///   outputs of a group x kernel; a bias;
  /// - dense layers: weights as outputs x inputs; a bias;
  /// - recurrent layers, for each direction: weights of the features and of the state, biases of both,
  ///   weights of the projection, with the gates in the order of ONNX;
  /// - normalizations: scale, shift, mean and variance, as far as there are any.
  package var operation: [Numbers]
  /// The parameters of the normalization attached to it: as above.
  package var norm: [Numbers]
  /// The slopes of the activation attached to it.
  package var activation: [Numbers]
  /// What the operator takes to be zeros: the first state of a recurrent layer.
  package var zeros: [Numbers]
  /// Constants beside the operators.
  package var numerics: Numerics

  /// What a file states of a layer.
  package init(
    operation: [Numbers] = [], norm: [Numbers] = [], activation: [Numbers] = [],
    zeros: [Numbers] = [], numerics: Numerics = Numerics()
  ) {
    self.operation = operation
    self.norm = norm
    self.activation = activation
    self.zeros = zeros
    self.numerics = numerics
  }
}

/// The numbers of a network that comes with its own; a spec has none.
package struct NetworkNumbers: Sendable {
  /// Those of tensors that no layer makes, by the tensors' identity.
  package var tensors: [Int: Numbers] = [:]
  /// Those of layers, by their index.
  package var layers: [Int: LayerNumbers] = [:]
}
