import CostModel
import Symbolic

// Operators that make constants, and types.
extension TorchRule {
  /// Numbers that follow from sizes, which the file states.
  static func constant(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = translator.stated(call, 0) else { throw .undecided(.data) }
    return .constant(Constant(Shape(sizes), translator.statedElement(call), .open))
  }

  /// Numbers from one on, a step apart.
  static func range(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard case .constant(var constant) = try constant(&translator, call) else { return .unknown }
    let (start, step) = (try call.number("start") ?? 0, try call.number("step") ?? 1)
    let numbers = Numbers(constant.shape) { [shape = constant.shape] () throws(Diagnostic) in
      guard let count = shape.sizes.first?.integerValue, count <= 1 << 24 else {
        throw Diagnostic("a list has a length without a value")
      }
      return (0..<count).map { Float(start + Double($0) * step) }
    }
    constant.contents = .made(numbers)
    return .constant(constant)
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
