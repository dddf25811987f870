import CostModel
import Symbolic

/// How one operator of a format is translated. A format is a table of these.
struct Rule: Sendable {
  /// What a node turns out to be.
  enum Outcome {
    /// Its outputs, in order; fewer than the node has if nothing reads the others.
    case made([Operand])
    /// A graph of the file, with what its inputs are; its outputs are those of the node. The
    /// attributes are those that an ONNX function is called with.
    case graph(Int, inputs: [Operand], attributes: [FileAttribute] = [])
    /// One of several graphs, nobody knows which, for this reason.
    case either([Int], inputs: [Operand], because: Refusal.Reason = .branch)
    /// A graph that is run as long as another says so: what each run gives, the next one is given.
    case loop(while: Int, Int, inputs: [Operand])
    /// A graph that is run again and again, once for each part of a tensor or a number of times.
    case repeated(Repetition)
  }

  let apply: @Sendable (inout Translator, Call) throws(Refusal) -> Outcome

  init(_ apply: @escaping @Sendable (inout Translator, Call) throws(Refusal) -> Outcome) {
    self.apply = apply
  }

  /// A rule for a node with a single output that matters.
  static func one(
    _ make: @escaping @Sendable (inout Translator, Call) throws(Refusal) -> Operand
  ) -> Rule {
    Rule { (translator, call) throws(Refusal) in .made([try make(&translator, call)]) }
  }

  /// A node that gives on what it reads.
  static let same = one { (_, call) throws(Refusal) in try call[0] }

  /// A function of corresponding elements of all inputs.
  static func elementwise(_ function: Elementwise.Function) -> Rule {
    one { (translator, call) throws(Refusal) in
      try translator.elementwise(function, call.all())
    }
  }

  /// An activation of the only input.
  static func activation(_ activation: Activation) -> Rule {
    one { (translator, call) throws(Refusal) in
      try translator.add(.activation(activation), [call[0]])
    }
  }

  /// An operator that is known, but whose sizes can't be: they depend on the numbers it reads.
  static let dependsOnData = Rule { (_, _) throws(Refusal) in throw .undecided(.data) }
}

/// Why a node can't be translated.
package enum Refusal: Error {
  /// The node is wrong.
  case invalid(Diagnostic)
  /// The node may be right, but can't be priced.
  case undecided(Reason)

  package enum Reason: String, CaseIterable {
    case unknown = "an unknown operator"
    case data = "its size depends on data"
    case branch = "what it runs depends on data"
    case sizes = "what it runs depends on sizes without a value"
    case unmade = "it reads what no layer makes"
  }
}

/// A node while it is translated: what it reads, and what stands beside that.
struct Call {
  let node: FileNode
  /// What the node reads; nil for an input that is left out.
  let inputs: [Operand?]
  /// The attributes, those of the function around it filled in.
  let attributes: [FileAttribute]
  /// The version of the set of operators that the node's is from; 0 if the file doesn't tell.
  let version: Int

  /// An input that must be there. - Throws: `invalid` if it is not.
  subscript(index: Int) -> Operand {
    get throws(Refusal) {
      guard let operand = optional(index) else {
        throw .invalid(Diagnostic("it has no input \(index + 1)"))
      }
      return operand
    }
  }

  /// An input that may be left out.
  func optional(_ index: Int) -> Operand? { inputs.indices.contains(index) ? inputs[index] : nil }

  /// An input by its name, where inputs have names.
  func optional(_ name: String) -> Operand? {
    node.inputNames.firstIndex(of: name).flatMap { optional($0) }
  }

  /// All inputs by one name, which lists have.
  func all(_ name: String) -> [Operand] {
    node.inputNames.indices.filter { node.inputNames[$0] == name }.compactMap { optional($0) }
  }

  /// Those of some inputs that are constants.
  func constants(_ places: ClosedRange<Int>) -> [Constant] {
    places.compactMap { optional($0)?.constant }
  }

  /// All inputs, none of which may be left out.
  func all() throws(Refusal) -> [Operand] {
    var operands: [Operand] = []
    for index in inputs.indices { operands.append(try self[index]) }
    return operands
  }

  // MARK: Attributes

  /// The value of an attribute; nil if there is none.
  func attribute(_ name: String) -> FileAttribute.Value? {
    attributes.first { $0.name == name }?.value
  }

  /// A whole number beside the inputs; nil if it is left out.
  func integer(_ name: String) throws(Refusal) -> Int? {
    switch attribute(name) {
    case nil, FileAttribute.Value.none?: return nil
    case .integer(let value)?: return value
    case .bool(let value)?: return value ? 1 : 0
    default: throw wrong(name, "a whole number")
    }
  }

  /// Whole numbers beside the inputs; nil if they are left out.
  func integers(_ name: String) throws(Refusal) -> [Int]? {
    switch attribute(name) {
    case nil, FileAttribute.Value.none?: return nil
    case .integers(let values)?: return values
    case .sizes(let sizes)?:
      var values: [Int] = []
      for size in sizes {
        guard case .known(let value) = size else { throw wrong(name, "a list of whole numbers") }
        values.append(value)
      }
      return values
    default: throw wrong(name, "a list of whole numbers")
    }
  }

  /// A real number beside the inputs; nil if it is left out.
  func real(_ name: String) throws(Refusal) -> Double? {
    switch attribute(name) {
    case nil, FileAttribute.Value.none?: return nil
    case .real(let value)?: return value
    case .integer(let value)?: return Double(value)
    default: throw wrong(name, "a number")
    }
  }

  /// A word beside the inputs; nil if it is left out.
  func text(_ name: String) throws(Refusal) -> String? {
    switch attribute(name) {
    case nil, FileAttribute.Value.none?: return nil
    case .text(let value)?: return value
    default: throw wrong(name, "a text")
    }
  }

  private func wrong(_ name: String, _ wanted: String) -> Refusal {
    .invalid(Diagnostic("its attribute \(quoted(name)) is not \(wanted)"))
  }
}
