import CostModel
import Symbolic

// Operators that make constants, and types.
extension TorchRule {
  /// Numbers that follow from sizes, which the file states.
  static func constant(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = translator.stated(call, 0) else { throw .undecided(.data) }
    return .constant(Constant(Shape(sizes), translator.statedElement(call), .open))
  }

  /// One number for all elements.
  static func filled(
    _ value: Double?
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let sizes = translator.stated(call, 0) else { throw .undecided(.data) }
      var number = value
      for name in ["fill_value", "s", "value"] where number == nil {
        number = try call.number(name)
      }
      guard let element = number.flatMap({ KnownElement($0) }) else {
        return try constant(&translator, call)
      }
      return translator.filled(sizes, element, translator.statedElement(call))
    }
  }

  // MARK: Types

  /// A copy, of another type perhaps.
  static func converted(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    let type = translator.statedElement(call)
    let own = (call.node.inputs.first ?? nil).map { translator.file.tensors[$0].element }
    return type == own || type == .unknown ? input : try translator.cast(input, to: type)
  }

  static func conversion(
    _ method: Conversion.Method
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard try call.subject().tensor != nil, let type = translator.statedElement(call).dataType
      else { return try call.subject() }
      return try translator.add(.conversion(Conversion(method, to: type)), [call.subject()])
    }
  }
}
