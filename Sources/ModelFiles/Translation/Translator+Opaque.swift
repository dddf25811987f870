import CostModel
import Symbolic

// Operators that are known by what they read and make alone.
extension Translator {
  /// A tensor of these sizes, made of all that a node reads. It has no multiply-accumulates.
  ///
  /// - Parameter element: how its elements are stored; by default as those that it reads.
  mutating func opaque(
    _ name: String, _ inputs: [Operand], to sizes: [Formula], as element: DataType? = nil
  ) throws(Refusal) -> Operand {
    guard !inputs.contains(where: { $0.shape == nil }) else { return .unknown }
    guard sizes.count <= 16 else { throw .invalid(Diagnostic("it makes \(sizes.count) axes")) }
    let layout = inputs.lazy.compactMap(\.tensor?.shape.layout).first ?? format.layout
    guard inputs.contains(where: { $0.tensor != nil }) else {
      return .constant(Constant(Shape(sizes, layout: layout), .float32, .open))
    }
    return try add(.opaque(Opaque(name, to: sizes, layout: layout, as: element)), inputs)
  }

  /// As many tensors as a node has outputs for, each of the sizes that the file states.
  ///
  /// - Throws: `undecided` if it does not state them.
  mutating func opaqueAsStated(_ name: String, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let inputs = call.inputs.compactMap(\.self)
    var made: [Operand] = []
    for (index, output) in call.node.outputs.enumerated() {
      guard output != nil else {
        made.append(.unknown)
        continue
      }
      guard var sizes = stated(call, index) else { throw .undecided(.data) }
      if let batch = try otherBatch(call), !sizes.isEmpty { sizes[0] = batch }
      made.append(try opaque(name, inputs, to: sizes))
    }
    return .made(made)
  }

  /// The batch, if the node reads another one than the file states; what it makes is stated for
  /// that.
  func otherBatch(_ call: Call) throws(Refusal) -> Formula? {
    guard let own = try call[0].shape?.sizes, let input = call.node.inputs[0],
      let stated = file.tensors[input].sizes, stated.count == own.count
    else { return nil }
    let areEqual = zip(stated, own).map { stated, own in
      if case .known(let size) = stated { Formula(size) == own } else { true }
    }
    guard areEqual.dropFirst().allSatisfy({ $0 }) else { throw .undecided(.data) }
    return areEqual.first ?? true ? nil : own[0]
  }
}

extension Rule {
  /// An operator known by the sizes that the file states of its outputs.
  static func opaque(_ name: String) -> Rule {
    Rule { (translator, call) throws(Refusal) in try translator.opaqueAsStated(name, call) }
  }

  /// An operator that makes the sizes of its first input.
  static func opaqueLikeInput(_ name: String) -> Rule {
    one { (translator, call) throws(Refusal) in
      guard let sizes = try call[0].shape?.sizes else { return .unknown }
      return try translator.opaque(name, call.inputs.compactMap(\.self), to: sizes)
    }
  }
}
