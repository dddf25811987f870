import CostModel
import Symbolic

// Operators over maps, whose channels come last, and products of matrices.
extension TFLiteRule {
  /// Weights are outputs x height x width x inputs.
  static func convolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let weights = try translator.weights(call[1])
    let sizes = try four(weights)
    let filter = Filter(
      kernel: [sizes[1], sizes[2]], channels: sizes[0], inputs: sizes[3],
      translator.transposed(weights, [0, 3, 1, 2]), bias: call.optional(2))
    return try translator.convolve(
      translator.map(call[0], .channelsLast), filter, axes(call, "hw"))
  }

  /// Weights are 1 x height x width x outputs.
  static func depthwise(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let weights = try translator.weights(call[1])
    let sizes = try four(weights)
    let filter = Filter(
      kernel: [sizes[1], sizes[2]], channels: sizes[3], inputs: 1,
      translator.transposed(weights, [3, 0, 1, 2]), bias: call.optional(2))
    return try translator.convolve(
      translator.map(call[0], .channelsLast), filter, axes(call, "hw"), isDepthwise: true)
  }

  /// Weights are depth x height x width x inputs x outputs.
  static func convolution3D(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let weights = try translator.weights(call[1])
    let sizes = try self.sizes(weights, 5)
    let filter = Filter(
      kernel: Array(sizes[..<3]), channels: sizes[4], inputs: sizes[3],
      translator.transposed(weights, [4, 3, 0, 1, 2]), bias: call.optional(2))
    return try translator.convolve(
      translator.map(call[0], .channelsLast), filter, axes(call, "dhw"))
  }

  static func four(_ weights: Constant) throws(Refusal) -> [Formula] {
    try sizes(weights, 4)
  }

  static func sizes(_ weights: Constant, _ count: Int) throws(Refusal) -> [Formula] {
    let sizes = weights.shape.sizes
    guard sizes.count == count else {
      throw .invalid(Diagnostic("its weights have \(sizes.count) axes, not \(count)"))
    }
    return sizes
  }

  /// How a window slides along axes that options know by letters.
  static func axes(
    _ call: Call, _ letters: String
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    let padding: SlidingAxis<Formula>.Padding
    switch try call.text("padding") ?? "SAME" {
    case "SAME": padding = .same
    case "VALID": padding = .symmetric(0)
    case let name: throw .invalid(Diagnostic("there is no padding called \(quoted(name))"))
    }
    var axes: [SlidingAxis<Formula>] = []
    for letter in letters {
      axes.append(
        SlidingAxis(
          stride: Formula(try call.integer("stride_\(letter)") ?? 1),
          dilation: Formula(try call.integer("dilation_\(letter)_factor") ?? 1),
          padding: padding))
    }
    return axes
  }
}

extension Translator {
  /// The sizes that the file states of a node's output; nil if it leaves one open.
  mutating func stated(_ call: Call, _ index: Int) -> [Formula]? {
    guard call.node.outputs.indices.contains(index), let output = call.node.outputs[index] else {
      return nil
    }
    guard let sizes = file.tensors[output].sizes else { return nil }
    let formulas = sizes.compactMap { symbols.formula(of: $0, settings) }
    return formulas.count == sizes.count ? formulas : nil
  }

  /// The type that the file states of a node's first output.
  func statedElement(_ call: Call) -> ElementType {
    (call.node.outputs.first ?? nil).map { file.tensors[$0].element } ?? .unknown
  }
}
