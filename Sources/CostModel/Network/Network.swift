import Symbolic

/// A tensor's sizes without the batch: `[channels, height, width]`.
public struct Shape: Hashable, Sendable {
  /// The number of channels.
  public let channels: Formula
  /// Rows of the feature map.
  public let height: Formula
  /// Columns of the feature map.
  public let width: Formula

  /// A shape with the given sizes.
  public init(channels: Formula, height: Formula, width: Formula) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// A shape with the sizes of its map: height, then width.
  init(channels: Formula, map: [Formula]) {
    self.init(channels: channels, height: map[0], width: map[1])
  }

  /// The axes along which kernels slide.
  static let axes = ["height", "width"]

  /// The sizes along these axes.
  var map: [Formula] { [height, width] }

  /// The sizes in the order of reports.
  public var sizes: [Formula] { [channels, height, width] }

  /// Positions of the feature map: height times width. - Throws: `overflow`.
  func area() throws(ArithmeticFault) -> Formula { try height * width }

  /// The number of elements. - Throws: `overflow`.
  func elements() throws(ArithmeticFault) -> Formula { try channels * height * width }

  /// Whether the map is a single position.
  var isPoint: Bool { height == 1 && width == 1 }

  /// The values of the sizes of a bound shape.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger`, `overflow`.
  public func numbers() throws(ArithmeticFault) -> (channels: Int, height: Int, width: Int) {
    (try channels.integer(), try height.integer(), try width.integer())
  }

  /// `64x112x112`.
  public var text: String { sizes.map(\.text).joined(separator: "x") }
}

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

/// An operator of the network, with the normalization and activation attached to it.
public struct Layer: Sendable {
  /// The rows that lead to it, outermost first.
  public let path: [String]
  /// The operator and its attributes.
  public let operation: Operator<Formula>
  /// How reference code calls the operator.
  public let call: Call
  /// The tensors it reads.
  public let inputs: [Tensor]
  /// The tensor it makes.
  public let output: Tensor
  /// The normalization that follows, or nil.
  public let norm: Norm?
  /// The activation that follows, or nil.
  public let activation: Activation?
  /// The condition for the layer to exist; known unless free symbols decide.
  public let presence: Condition
  /// How many copies of the layer follow each other here: more than one if repeats are folded.
  public let copies: Formula
  /// Whether weights and biases belong to an earlier layer.
  public let sharesWeights: Bool
  /// Whether the normalization belongs to an earlier layer.
  public let sharesNorm: Bool
  /// The index of the layer whose weights and biases it uses; nil for its own, and if layers that
  /// share were folded differently.
  public internal(set) var weightsOwner: Int?
  /// The index of the layer whose normalization it uses; nil as for the weights.
  public internal(set) var normOwner: Int?
  /// How many leading components of the path name rows of networks, not of blocks.
  let stageDepth: Int
  /// The row that made it, which may be a block's; nil if no text did.
  public let position: SourcePosition?
  /// The row of the network's own body that leads to it.
  let row: SourcePosition?
}

extension Layer {
  /// The kind under which shares of the cost include it.
  public var kind: LayerKind { operation.definition.kind(inputs.map(\.shape)) }

  /// The attributes of its operator in short: `3x3 /2`.
  public var detail: String { operation.definition.detail(inputs.map(\.shape)) }

  /// The counts of the operator for tensors of these shapes. - Throws: ``ArithmeticFault``.
  func counts() throws(ArithmeticFault) -> Counts {
    var counts = try operation.definition.counts(inputs.map(\.shape), output.shape)
    counts.norm = norm?.counts
    return counts
  }
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
