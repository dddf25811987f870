/// A model file as its framework wrote it, whatever its format. Nothing is interpreted: operators
/// are the names that the file gives them.
package struct ModelFile: Sendable {
  /// The formats that are read.
  package enum Format: String, Hashable, Sendable, CaseIterable {
    case onnx = "ONNX"
    case tflite = "TFLite"
    case torchExport = "torch.export"
    case coreML = "Core ML"
  }

  /// A function of an ONNX file: a node of its domain and name means its graph.
  package struct Function: Sendable {
    /// As nodes name it.
    package let domain, name, overload: String
    /// Names of attributes that a call has to give.
    package let parameters: [String]
    /// Attributes that a call may give, with their values if it doesn't.
    package let defaults: [FileAttribute]
    /// An index of ``ModelFile/graphs``.
    package let graph: Int
  }

  /// A way to call a TFLite file: the names that its inputs and outputs have in TensorFlow.
  package struct Signature: Sendable {
    /// What it is called: `serving_default`.
    package let name: String
    /// An index of ``ModelFile/graphs``.
    package let graph: Int
    /// Names with indices of ``ModelFile/tensors``.
    package let inputs, outputs: [(name: String, tensor: Int)]
  }

  /// The format, told by the contents.
  package let format: Format
  /// The name of the file as shown to the reader.
  package let name: String
  /// What wrote it, with its version; empty if the file doesn't say.
  package internal(set) var producer = ""
  /// Versions of sets of operators, by domain.
  package internal(set) var operatorSets: [String: Int] = [:]
  /// All tensors of all graphs; graphs refer to them by index.
  package internal(set) var tensors: [FileTensor] = []
  /// All graphs: first the one that is run, then those that are parts of nodes and of functions.
  package internal(set) var graphs: [FileGraph] = []
  /// Functions that an ONNX file defines for itself.
  package internal(set) var functions: [Function] = []
  /// Names for inputs and outputs.
  package internal(set) var signatures: [Signature] = []
  /// Where a TFLite file says that its tensors lie in the arena of TensorFlow Lite Micro, -1 where it
  /// leaves that open; nil if it says nothing.
  package internal(set) var arenaOffsets: [Int]?
  /// What the values of named sizes may be; nil where there is no bound.
  package internal(set) var ranges: [String: (least: Int?, most: Int?)] = [:]

  init(_ format: Format, name: String) {
    self.format = format
    self.name = name
  }

  /// The names of the operators of all graphs, sorted.
  package var operators: [String] {
    Set(graphs.lazy.flatMap { $0.nodes.lazy.map(\.type) }).sorted()
  }
}
