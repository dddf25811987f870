import CostModel
import Symbolic

// Operators over maps. Their channels come second, whatever the graph did before.
extension ONNXRule {
  static func convolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try convolution(
      &translator, call, call[0], weights: call[1],
      bias: call.node.type == "ConvInteger"
        ? nil : call.optional(call.node.type == "DeformConv" ? 3 : 2))
  }

  /// `QLinearConv`: between the data and the weights stand their scales and zero points.
  static func quantizedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    translator.store([call.optional(4), call.optional(5)], beside: try call[3])
    return try convolution(
      &translator, call, call[0], weights: call[3], bias: call.optional(8))
  }

  private static func convolution(
    _ translator: inout Translator, _ call: Call, _ data: Operand, weights: Operand, bias: Operand?
  ) throws(Refusal) -> Operand {
    let input = try translator.map(data, layout(call))
    guard let shape = input.shape else { return .unknown }
    let groups = Formula(try call.integer("group") ?? 1)
    let filter = try Filter(
      translator.weights(weights), over: shape, groups: groups, bias: bias)
    return try translator.convolve(
      input, filter, axes(&translator, call, shape, filter.kernel), groups: groups)
  }

  /// Where channels are: second, but last in operators that ONNX Runtime made so.
  private static func layout(_ call: Call) throws(Refusal) -> Shape.Layout {
    let isAsked = try call.integer("channels_last") ?? 0 != 0
    return isAsked || call.node.type.hasPrefix("Nhwc") ? .channelsLast : .channelsFirst
  }

  static func transposedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsFirst)
    guard let shape = input.shape else { return .unknown }
    let groups = Formula(try call.integer("group") ?? 1)
    let filter = try Filter(
      translator.weights(call[1]), over: shape, groups: groups, isTransposed: true,
      bias: call.optional(2))
    return try translator.convolveTransposed(
      input, filter, transposedAxes(&translator, call, shape, filter.kernel), groups: groups)
  }

  /// Output padding, and output sizes that are given, are less padding at the end.
  private static func transposedAxes(
    _ translator: inout Translator, _ call: Call, _ shape: Shape, _ kernel: [Formula]
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    let rank = kernel.count
    let strides = try list(call, "strides", rank, 1)
    let dilations = try list(call, "dilations", rank, 1)
    let extra = try list(call, "output_padding", rank, 0)
    let pads = try list(call, "pads", 2 * rank, 0)
    let given = try call.integers("output_shape")?.suffix(rank).map { Formula($0) }
    if let given, given.count != rank {
      throw .invalid(Diagnostic("output_shape has \(given.count) sizes, not \(rank)"))
    }
    let auto = try call.text("auto_pad") ?? "NOTSET"
    var axes: [SlidingAxis<Formula>] = []
    for axis in 0..<rank {
      let padding = try translator.exactly { () throws(ArithmeticFault) in
        let span = try dilations[axis] * (kernel[axis] - 1) + 1
        let full = try (shape.map[axis] - 1) * strides[axis] + span
        let same = auto.hasPrefix("SAME") ? try shape.map[axis] * strides[axis] : nil
        if let size = given?[axis] ?? same {
          let total = try full + extra[axis] - size
          let half = try Formula.of("floor", total / 2)
          let rest = try total - half
          let (before, after) = auto == "SAME_UPPER" ? (half, rest) : (rest, half)
          return SlidingAxis<Formula>.Padding.explicit(
            before: before, after: try after - extra[axis])
        }
        return .explicit(before: pads[axis], after: try pads[rank + axis] - extra[axis])
      }
      axes.append(
        SlidingAxis(stride: strides[axis], dilation: dilations[axis], padding: padding))
    }
    return axes
  }

  /// How a window slides along each axis.
  private static func axes(
    _ translator: inout Translator, _ call: Call, _ shape: Shape, _ kernel: [Formula]
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    let rank = kernel.count
    let strides = try list(call, "strides", rank, 1)
    let dilations = try list(call, "dilations", rank, 1)
    let pads = try list(call, "pads", 2 * rank, 0)
    let ceils = try call.integer("ceil_mode") ?? 0 != 0
    let auto = try call.text("auto_pad") ?? "NOTSET"
    var axes: [SlidingAxis<Formula>] = []
    for axis in 0..<rank {
      let padding: SlidingAxis<Formula>.Padding
      switch auto {
      case "SAME_UPPER": padding = .same
      case "SAME_LOWER":
        padding = try translator.exactly { () throws(ArithmeticFault) in
          try .sameLower(
            shape.map[axis], kernel[axis], stride: strides[axis], dilation: dilations[axis])
        }
      case "VALID": padding = .explicit(before: 0, after: 0, ceil: ceils)
      default: padding = .explicit(before: pads[axis], after: pads[rank + axis], ceil: ceils)
      }
      axes.append(
        SlidingAxis(stride: strides[axis], dilation: dilations[axis], padding: padding))
    }
    return axes
  }

  /// A number for each axis. - Throws: `invalid` if there are not as many.
  private static func list(
    _ call: Call, _ name: String, _ count: Int, _ usual: Int
  ) throws(Refusal) -> [Formula] {
    guard let list = try call.integers(name), !list.isEmpty else {
      return Array(repeating: Formula(usual), count: count)
    }
    guard list.count == count else {
      throw .invalid(Diagnostic("\(name) has \(list.count) numbers, not \(count)"))
    }
    return list.map { Formula($0) }
  }

  static func pool(
    isMaximum: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try translator.map(call[0], layout(call))
      guard let shape = input.shape else { return .unknown }
      guard let sizes = try call.integers("kernel_shape"), sizes.count == shape.mapAxes.count else {
        throw .invalid(
          Diagnostic("kernel_shape has no number for each of \(shape.mapAxes.count) axes"))
      }
      let kernel = sizes.map { Formula($0) }
      let window = Window(
        [KernelSize(kernel)], try axes(&translator, call, shape, kernel))
      var numerics = Numerics()
      numerics.countsPadding = try call.integer("count_include_pad") ?? 0 != 0
      return try translator.add(
        .pool(Pool(isMaximum: isMaximum, window)), [input], numerics: numerics)
    }
  }

  /// The maxima, and the places that they were taken from where these are asked for.
  static func maximumPool(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let made = try pool(isMaximum: true)(&translator, call)
    guard call.node.outputs.count > 1, let sizes = made.shape?.sizes else { return .made([made]) }
    return .made([made, try translator.opaque("places", [call[0]], to: sizes)])
  }

  static func globalPool(
    isMaximum: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try translator.add(
        .pool(Pool(isMaximum: isMaximum, nil)), [translator.map(call[0], layout(call))])
    }
  }

  static func depthToSpace(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("blocksize") ?? 1)
    var numerics = Numerics()
    numerics.ordersByPlace = try call.text("mode") ?? "DCR" == "DCR"
    return try translator.add(
      .rearrangement(.depthToSpace(by: [by, by])), [translator.map(call[0], .channelsFirst)],
      numerics: numerics)
  }

  static func spaceToDepth(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("blocksize") ?? 1)
    var numerics = Numerics()
    numerics.ordersByPlace = true
    return try translator.add(
      .rearrangement(.spaceToDepth(by: [by, by])), [translator.map(call[0], .channelsFirst)],
      numerics: numerics)
  }
}
