import Symbolic

/// A graph of a model file: its nodes, in the order of the file.
package struct FileGraph: Sendable {
  /// Its name in the file.
  package internal(set) var name = ""
  /// The tensors that it is given, constants aside: indices of ``ModelFile/tensors``.
  package internal(set) var inputs: [Int] = []
  /// The tensors that it gives.
  package internal(set) var outputs: [Int] = []
  /// Its nodes. Most formats order them by what they need; ONNX files need not.
  package internal(set) var nodes: [FileNode] = []
}

/// A node as a model file describes it: an operator applied to tensors.
package struct FileNode: Sendable {
  /// The operator as the format calls it: `Conv`, `CONV_2D`, `conv2d.default`, `innerProduct`. A
  /// custom operator has the name that the file gives it.
  package let type: String

  /// Whose operator it is: empty for the format's own, ONNX's domain, `custom` for TFLite, and for
  /// PyTorch the library, such as `aten`.
  package let domain: String

  /// Its name in the file; may be empty.
  package let name: String

  /// The module that it comes from, `features.0`, where the file tells it.
  package internal(set) var scope = ""

  /// Indices of ``ModelFile/tensors``; nil for an optional input that is left out.
  package internal(set) var inputs: [Int?]

  /// What each input is called, where inputs have names rather than places; else empty. The
  /// elements of a list have one name.
  package internal(set) var inputNames: [String] = []

  /// Indices of ``ModelFile/tensors``; nil for an output that nobody wants.
  package internal(set) var outputs: [Int?]

  /// What stands beside the inputs, in the order of the file.
  package internal(set) var attributes: [FileAttribute] = []

  /// Where it stands in the file.
  package let position: SourcePosition

  /// The value of an attribute; nil if there is none.
  package subscript(attribute: String) -> FileAttribute.Value? {
    attributes.first { $0.name == attribute }?.value
  }
}

/// What stands beside the inputs of a node.
package struct FileAttribute: Sendable {
  /// What a format may write.
  package enum Value: Hashable, Sendable {
    case none
    case bool(Bool)
    case integer(Int)
    case real(Double)
    case text(String)
    case integers([Int])
    case reals([Double])
    case texts([String])
    /// Sizes that PyTorch may write as expressions of names.
    case sizes([FileSize])
    /// A type of elements.
    case element(ElementType)
    /// An index of ``ModelFile/tensors``.
    case tensor(Int)
    case tensors([Int?])
    /// An index of ``ModelFile/graphs``.
    case graph(Int)
    case graphs([Int])
    /// In an ONNX function: the attribute of the call by that name.
    case parameter(String)
    /// Data of a custom operator, as long as this.
    case bytes(count: Int)
  }

  /// Its name: `strides`, `stride_w`.
  package let name: String
  /// Its value.
  package let value: Value
}
