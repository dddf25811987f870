import CostModel
import Symbolic

// Elements stored as another type.
extension ONNXRule {
  static func cast(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.cast(call[0], to: .onnx(call.integer("to") ?? 1))
  }

  static func castLike(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let other = try call[1]
    guard let type = other.constant?.element else { return try call[0] }
    return try translator.cast(call[0], to: type)
  }

  static func quantize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let type = call.optional(2)?.constant?.element ?? .uint8
    return try converted(&translator, call[0], .quantize, type)
  }

  static func dequantize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    translator.store([call.optional(1), call.optional(2)], beside: try call[0])
    return try converted(&translator, call[0], .dequantize, .float32)
  }

  /// Also the scale and the zero point that it finds.
  static func dynamicQuantize(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .made([]) }
    var made = [try converted(&translator, input, .quantize, .uint8)]
    for function in [Reduction.Function.maximum, .minimum] {
      made.append(
        try translator.add(
          .reduction(Reduction(function, axes: Array(0..<rank), keeps: false)), [input]))
    }
    return .made(made)
  }

  /// Weights stay stored as they are.
  private static func converted(
    _ translator: inout Translator, _ operand: Operand, _ method: Conversion.Method,
    _ type: ElementType
  ) throws(Refusal) -> Operand {
    if case .constant(var constant) = operand {
      (constant.contents, constant.element) = (.open, type)
      return .constant(constant)
    }
    guard let type = type.dataType else { return operand }
    return try translator.add(.conversion(Conversion(method, to: type)), [operand])
  }
}
