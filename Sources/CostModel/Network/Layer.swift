import Symbolic

/// An operator of the network, with the normalization and activation attached to it.
public struct Layer: Sendable {
  /// The rows that lead to it, outermost first.
  package let path: [String]
  /// The operator and its attributes.
  package let operation: Operator<Formula>
  /// How reference code calls the operator.
  package let call: Call
  /// The tensors it reads.
  package private(set) var inputs: [Tensor]
  /// The tensor it makes.
  public package(set) var output: Tensor
  /// The normalization that follows, or nil.
  package let norm: Norm?
  /// The activation that follows, or nil.
  package var activation: Activation?
  /// The condition for the layer to exist; known unless free symbols decide.
  package let presence: Condition
  /// How many copies of the layer follow each other here: more than one if repeats are folded.
  package let copies: Formula
  /// Whose weights and biases it reads.
  package internal(set) var weights: TrainedNumbers
  /// Whose trained numbers its normalization reads.
  package internal(set) var normWeights: TrainedNumbers
  /// The tensors of trained numbers that it is the first to read; they count as its parameters.
  package let ownedParameters: [Tensor]
  /// How its weights and biases are stored.
  package let storage: WeightStorage
  /// How many leading components of the path name rows of networks, not of blocks.
  package let stageDepth: Int
  /// The row that made it, which may be a block's; nil if no text did.
  package let position: SourcePosition?
  /// The row of the network's own body that leads to it.
  package let row: SourcePosition?
}

/// A set of trained numbers that a layer reads. Layers share a set where several read it; it belongs
/// to the first of them, and counts there.
package enum TrainedNumbers: Hashable, Sendable {
  /// A set that no layer has read before.
  case own
  /// That of an earlier layer, by its index; nil where layers that share were folded differently,
  /// so that none is the one.
  case shared(with: Int?)

  /// Whether an earlier layer has read it.
  package var isShared: Bool { self != .own }

  /// The index of the layer that it belongs to; nil if that is the one that reads it, or unknown.
  package var owner: Int? {
    guard case .shared(let owner) = self else { return nil }
    return owner
  }

  /// The same where layers have other indices.
  func moved(_ place: (Int) -> Int) -> TrainedNumbers {
    self == .own ? .own : .shared(with: owner.map(place))
  }
}

/// How a layer's own weights and biases are stored.
package struct WeightStorage: Hashable, Sendable {
  /// The type of its weights; nil if that is as a count asks for.
  package var weights: DataType?
  /// The type of its biases; nil as for the weights.
  package var biases: DataType?
  /// Bytes that belong to the weights and are no parameters, such as scales and zero points.
  package var bytesBeside: Formula

  /// The same for all, unless told otherwise: as a count asks for.
  package init(
    weights: DataType? = nil, biases: DataType? = nil, bytesBeside: Formula = .zero
  ) {
    self.weights = weights
    self.biases = biases
    self.bytesBeside = bytesBeside
  }
}

extension Layer {
  /// The path joined by dots.
  public var name: String { path.joined(separator: ".") }

  /// The name of its operator in specs and reports: `conv`.
  public var operatorName: String { operation.name }

  /// The kind under which shares of the cost include it.
  package var kind: LayerKind { operation.definition.kind(inputs.map(\.shape)) }

  /// The kinds that it may be of as free parameters decide: the first whose condition holds. The
  /// condition of the last one is known to hold.
  ///
  /// - Throws: a diagnostic at its row.
  package func kinds() throws(Diagnostic) -> [(condition: Condition, kind: LayerKind)] {
    let kinds = try exactly { () throws(ArithmeticFault) in
      try operation.definition.kinds(inputs.map(\.shape))
    }
    let last = kinds.firstIndex { $0.condition.constantValue == true } ?? kinds.count - 1
    return kinds[...last].filter { $0.condition.constantValue != false }
  }

  /// The attributes of its operator in short: `3x3 /2`.
  package var detail: String { operation.definition.detail(inputs.map(\.shape)) }

  /// The counts of the operator for tensors of these shapes. - Throws: ``ArithmeticFault``.
  package func counts() throws(ArithmeticFault) -> Counts {
    var counts = try operation.definition.counts(inputs.map(\.shape), output.shape)
    counts.isView = operation.isView
    counts.norm = norm?.counts
    return counts
  }

  /// The layer with other tensors.
  func mapTensors(_ change: (Tensor) -> Tensor) -> Layer {
    var layer = self
    layer.inputs = inputs.map(change)
    layer.output = change(output)
    return layer
  }

  /// How often the layer occurs in the network: its copies if it exists.
  func times() throws(ArithmeticFault) -> Formula { try copies * .indicator(presence) }
}

extension Layer {
  /// Runs arithmetic and reports its faults at the layer's row. - Throws: a diagnostic there.
  func exactly<Result>(
    _ body: () throws(ArithmeticFault) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ArithmeticFault) {
      return try body()
    } catch {
      throw fault(error)
    }
  }

  /// A fault of its arithmetic, told from a row of the user's own file.
  package func fault(_ fault: ArithmeticFault) -> Diagnostic {
    let fault = Diagnostic("\(name): \(fault)", at: position)
    guard let position, let row, position.file != row.file else { return fault }
    return fault.moved(to: row, isBuiltIn: true)
  }
}
