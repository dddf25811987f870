import Symbolic

/// A tensor that layers read.
public struct Tensor: Hashable, Sendable {
  /// What it holds.
  package enum Role: Sendable {
    /// What flows between layers.
    case activation
    /// Numbers that are trained and read like any other tensor: a position embedding.
    case parameter
    /// Numbers that are part of the network but not trained: a mask, a table of positions.
    case constant
  }

  /// Identifies the tensor; the network's first input has the lowest number.
  package let id: Int
  /// The sizes.
  public let shape: Shape
  /// What it holds.
  package let role: Role
  /// How its numbers are stored; nil if that is as a count asks for.
  package let element: DataType?

  package init(id: Int, shape: Shape, role: Role = .activation, element: DataType? = nil) {
    self.id = id
    self.shape = shape
    self.role = role
    self.element = element
  }

  /// The same tensor with another shape.
  package func with(_ shape: Shape) -> Tensor {
    Tensor(id: id, shape: shape, role: role, element: element)
  }
}

/// A condition for a network to be valid that symbols leave open.
package struct Requirement: Hashable, Sendable {
  /// The condition, which includes the presence of its layer.
  package let condition: Condition
  /// What is wrong if it does not hold.
  package let message: String
  /// The row that requires it.
  package let position: SourcePosition?
}

/// Operators in order with the shapes of their tensors, which may be formulas, and what must hold of
/// these: read from a spec or a model file, or made by a ``NetworkBuilder``.
public struct Network: Sendable {
  /// Its name, or that of its spec, variant or file.
  public let name: String
  /// The title of its spec.
  package let title: String?
  /// The inputs, at least one.
  public let inputs: [Tensor]
  /// Their names; empty if there is one input, which needs none.
  package let inputNames: [String]
  /// The output tensors.
  public package(set) var outputs: [Tensor]
  /// Their names in the file that it was read from; empty for a spec.
  package let outputNames: [String]
  /// The operators in the order in which they run.
  public package(set) var layers: [Layer]
  /// Requirements that free symbols leave open; empty if everything is bound.
  package let requirements: [Requirement]
  /// Which of its tensors stand for others, as free symbols decide.
  package let open: OpenTensors
  /// The value of each parameter, in the order of the spec.
  package let parameters: [(name: String, value: Value)]
  /// The symbols left free.
  package let symbols: [Symbol]
  /// Notes on what is legal in its rows but may not be intended.
  package let notes: [Diagnostic]
  /// What its file holds and no count includes, in words.
  package let uncounted: [String]
  /// What is assumed that its file says otherwise, in words.
  package let assumed: [String]
  /// The weights and constants that it comes with.
  package var numbers: NetworkNumbers
  /// The hash of its spec's text.
  package let fingerprint: String
  /// The file's name for messages.
  let file: String

  /// What a reader of any of its counts must know.
  package var remarks: [String] { uncounted + assumed }

  /// The first input.
  package var input: Tensor { inputs[0] }
}
