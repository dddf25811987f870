import CostModel
import Symbolic

/// The rules of single operators of ML programs.
enum MILRule {}

// Arguments of operators have names, and are tensors even where only constants make sense.
extension MILRule {
  /// Whole numbers; nil if they are left out.
  static func integers(
    _ translator: inout Translator, _ call: Call, _ name: String
  ) throws(Refusal) -> [Int]? {
    guard let operand = call.optional(name) else { return nil }
    return try translator.integers(operand)
  }

  static func integer(
    _ translator: inout Translator, _ call: Call, _ name: String
  ) throws(Refusal) -> Int? {
    try integers(&translator, call, name)?.first
  }

  static func sizes(
    _ translator: inout Translator, _ call: Call, _ name: String
  ) throws(Refusal) -> [Formula]? {
    guard let operand = call.optional(name) else { return nil }
    return try translator.sizes(operand)
  }

  static func isTrue(
    _ translator: inout Translator, _ call: Call, _ name: String
  ) throws(Refusal) -> Bool {
    try integer(&translator, call, name) ?? 0 != 0
  }

  static func real(
    _ translator: inout Translator, _ call: Call, _ name: String
  ) throws(Refusal) -> Double? {
    guard let operand = call.optional(name) else { return nil }
    return try translator.real(operand)
  }

  /// A number for each axis.
  static func list(
    _ translator: inout Translator, _ call: Call, _ name: String, _ count: Int, or usual: Int
  ) throws(Refusal) -> [Formula] {
    guard let given = try sizes(&translator, call, name) else {
      return Array(repeating: Formula(usual), count: count)
    }
    guard given.count == count else {
      throw .invalid(Diagnostic("\(name) has \(given.count) numbers, not \(count)"))
    }
    return given
  }

  // MARK: Convolutions

  static func convolution(
    isTransposed: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try translator.map(call.tensor("x"), .channelsFirst)
      guard let shape = input.shape else { return .unknown }
      let groups = Formula(try integer(&translator, call, "groups") ?? 1)
      let filter = try Filter(
        translator.weights(call.tensor("weight")), over: shape, groups: groups,
        isTransposed: isTransposed, bias: call.optional("bias"))
      let axes = try axes(&translator, call, shape, filter.kernel)
      guard isTransposed else {
        return try translator.convolve(input, filter, axes, groups: groups)
      }
      let made = try sizes(&translator, call, "output_shape")?.suffix(axes.count)
      return try translator.convolveTransposed(
        input, filter,
        translator.transposedAxes(
          axes, over: shape.map, filter.kernel, making: made.map(Array.init)),
        groups: groups)
    }
  }

  /// How a window slides along each axis.
  static func axes(
    _ translator: inout Translator, _ call: Call, _ shape: Shape, _ kernel: [Formula]
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    let rank = kernel.count
    let strides = try list(&translator, call, "strides", rank, or: 1)
    let dilations = try list(&translator, call, "dilations", rank, or: 1)
    let pads = try list(&translator, call, "pad", 2 * rank, or: 0)
    let ceils = try isTrue(&translator, call, "ceil_mode")
    let kind = try translator.text(call, "pad_type") ?? "valid"
    var axes: [SlidingAxis<Formula>] = []
    for axis in 0..<rank {
      let padding: SlidingAxis<Formula>.Padding
      switch kind {
      case "same": padding = .same
      case "same_lower":
        padding = try translator.exactly { () throws(ArithmeticFault) in
          try .sameLower(
            shape.map[axis], kernel[axis], stride: strides[axis], dilation: dilations[axis])
        }
      case "valid": padding = .symmetric(0, ceil: ceils)
      case "custom":
        padding = .explicit(before: pads[2 * axis], after: pads[2 * axis + 1], ceil: ceils)
      default: throw .invalid(Diagnostic("there is no padding called \(quoted(kind))"))
      }
      axes.append(
        SlidingAxis(stride: strides[axis], dilation: dilations[axis], padding: padding))
    }
    return axes
  }
}

extension Translator {
  /// The text that an argument is; nil if it is left out.
  func text(_ call: Call, _ name: String) throws(Refusal) -> String? {
    if let text = try? call.text(name) { return text }
    guard let operand = call.optional(name) else { return nil }
    guard case .file(let tensor)? = operand.constant?.contents,
      case .texts(let texts)? = file.tensors[tensor].data, let text = texts.first
    else { throw .invalid(Diagnostic("its argument \(quoted(name)) is not a text")) }
    return text
  }
}
