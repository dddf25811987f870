import CostModel
import Symbolic

// Operators that make constants, and types.
extension MILRule {
  static func shape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try call.tensor("x").shape?.sizes else { return .unknown }
    return .constant(Constant(Known(sizes, type: .int32)))
  }

  static func fill(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var sizes = call.optional("ref_tensor")?.shape?.sizes
    if sizes == nil { sizes = try self.sizes(&translator, call, "shape") }
    guard let sizes, sizes.count <= 16 else { throw .undecided(.data) }
    let value = call.optional("value")?.constant
    var element: KnownElement?
    if let value { element = try translator.known(value)?.elements.first }
    return translator.filled(
      sizes, element ?? KnownElement(Formula.zero), value?.element ?? .float32)
  }

  static func range(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let arguments = [
      try call.tensor("start"), try call.tensor("end"), try call.tensor("step"),
    ]
    return try ONNXRule.range(
      &translator,
      Call(node: call.node, inputs: arguments, attributes: [], version: call.version))
  }

  /// One triangle of a matrix, or a band: a product with a constant mask.
  static func band(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try ONNXRule.triangle(
      &translator,
      Call(
        node: call.node, inputs: [try call.tensor("x")], attributes: [], version: call.version))
  }

  /// Weights that are stored in less space, and unpacked before anything is run. They keep the type
  /// that they are stored as, and the sizes that the file states.
  static func packed(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let output = call.node.outputs.first ?? nil, let sizes = translator.stated(call, 0) else {
      throw .undecided(.data)
    }
    let names = ["data", "quantized_data", "indices", "nonzero_data", "source_val"]
    var stored: ElementType?
    for name in names {
      if let element = call.optional(name)?.constant?.element { stored = element }
      if case .tensor(let tensor)? = call.attribute(name) {
        stored = translator.file.tensors[tensor].element
      }
    }
    var constant = Constant(
      Shape(sizes), stored ?? translator.statedElement(call), .open, key: output)
    constant.isQuantized = true
    return .constant(constant)
  }

  // MARK: Types

  static func cast(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.cast(call.tensor("x"), to: translator.statedElement(call))
  }

  static func conversion(
    _ method: Conversion.Method
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard try call.tensor("input").tensor != nil,
        let type = translator.statedElement(call).dataType
      else { return try call.tensor("input") }
      return try translator.add(
        .conversion(Conversion(method, to: type)), [call.tensor("input")])
    }
  }
}
