import CostModel
import Symbolic

// Layers over maps. Weights are rows of numbers; what they mean stands beside them.
extension LayerRule {
  /// The tensor with a batch of maps: one without its batch has three axes.
  static func map(
    _ translator: inout Translator, _ operand: Operand
  ) throws(Refusal) -> Operand {
    let operand = try translator.map(operand, .channelsFirst)
    guard operand.shape?.sizes.count == 3 else { return operand }
    return try translator.unsqueeze(operand, [0])
  }

  /// The key of weights among the attributes.
  static func key(_ call: Call, _ name: String) -> Int? {
    if case .tensor(let tensor)? = call.attribute(name) { tensor } else { nil }
  }

  static func isTrue(_ call: Call, _ name: String) throws(Refusal) -> Bool {
    try call.integer(name) ?? 0 != 0
  }

  /// A number for each axis, or the default that the schema documents.
  static func list(
    _ call: Call, _ name: String, _ count: Int, or usual: Int
  ) throws(Refusal) -> [Formula] {
    guard let given = try call.integers(name), !given.isEmpty else {
      return Array(repeating: Formula(usual), count: count)
    }
    guard given.count == count else {
      throw .invalid(Diagnostic("\(name) has \(given.count) numbers, not \(count)"))
    }
    return given.map { Formula($0) }
  }

  static func convolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let kernel = try list(call, "kernelSize", 2, or: 3)
    let strides = try list(call, "stride", 2, or: 1)
    let dilations = try list(call, "dilationFactor", 2, or: 1)
    let input = try map(&translator, call[0])
    guard let shape = input.shape else { return .unknown }
    guard shape.map.count == 2 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes"))
    }
    var axes: [SlidingAxis<Formula>] = []
    for axis in 0..<2 {
      axes.append(
        SlidingAxis(
          stride: strides[axis], dilation: dilations[axis],
          padding: try padding(
            translator, call, axis, shape.map[axis], kernel[axis], strides[axis], dilations[axis]
          )))
    }
    let made = try call.integers("outputShape") ?? []
    return try convolved(
      &translator, call, input, kernel, axes, inputs: "kernelChannels",
      outputSizes: made.map { Formula($0) })
  }

  static func convolution3D(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsFirst)
    guard let map = input.shape?.map else { return .unknown }
    guard map.count == 3 else {
      throw .invalid(Diagnostic("it reads a tensor of \(map.count + 2) axes, not 5"))
    }
    let (kernel, axes) = try axes3D(translator, call, map, usual: 3)
    let made = try call.integers("outputShape") ?? []
    return try convolved(
      &translator, call, input, kernel, axes, inputs: "inputChannels",
      outputSizes: made.suffix(3).map { Formula($0) })
  }

  private static func convolved(
    _ translator: inout Translator, _ call: Call, _ input: Operand, _ kernel: [Formula],
    _ axes: [SlidingAxis<Formula>], inputs name: String, outputSizes: [Formula]
  ) throws(Refusal) -> Operand {
    guard let shape = input.shape else { return .unknown }
    let groups = Formula(max(try call.integer("nGroups") ?? 1, 1))
    let channels = Formula(try call.integer("outputChannels") ?? 0)
    let read = Formula(try call.integer(name) ?? 0)
    let hasBias = try isTrue(call, "hasBias")
    let key = key(call, "weights")
    guard try isTrue(call, "isDeconvolution") else {
      // Those of a group, except where a field counts all of them.
      let inputs = try translator.exactly { () throws(ArithmeticFault) in
        name == "inputChannels" ? try read / groups : read
      }
      let filter = Filter(
        kernel: kernel, channels: channels, inputs: inputs, hasBias: hasBias, key: key)
      return try translator.convolve(input, filter, axes, groups: groups)
    }
    let inputs = try translator.exactly { () throws(ArithmeticFault) in try read / groups }
    let filter = Filter(
      kernel: kernel, channels: channels, inputs: inputs, hasBias: hasBias, key: key)
    let made = try translator.transposedAxes(
      axes, over: shape.map, kernel, making: outputSizes.isEmpty ? nil : outputSizes)
    return try translator.convolveTransposed(input, filter, made, groups: groups)
  }

  /// What surrounds an axis: `valid` with its border, `same` with the odd element at either end.
  static func padding(
    _ translator: Translator, _ call: Call, _ axis: Int, _ size: Formula, _ kernel: Formula,
    _ stride: Formula, _ dilation: Formula
  ) throws(Refusal) -> SlidingAxis<Formula>.Padding {
    if try isTrue(call, "same") {
      guard try call.integer("same.asymmetryMode") ?? 0 == 1 else { return .same }
      return try translator.exactly { () throws(ArithmeticFault) in
        try .sameLower(size, kernel, stride: stride, dilation: dilation)
      }
    }
    if try isTrue(call, "includeLastPixel") {
      let amounts = try list(call, "includeLastPixel.paddingAmounts", 2, or: 0)
      return .symmetric(amounts[axis], ceil: true)
    }
    let border = try border(call, "valid.paddingAmounts", axis)
    return .explicit(before: border.before, after: border.after)
  }

  /// What a list of borders says of an axis.
  static func border(
    _ call: Call, _ name: String, _ axis: Int
  ) throws(Refusal) -> (before: Formula, after: Formula) {
    let prefix = "\(name).borderAmounts.\(axis)"
    return (
      Formula(try call.integer("\(prefix).startEdgeSize") ?? 0),
      Formula(try call.integer("\(prefix).endEdgeSize") ?? 0)
    )
  }

  /// Kernels and axes of layers that know depth, height and width by name.
  static func axes3D(
    _ translator: Translator, _ call: Call, _ map: [Formula], usual: Int
  ) throws(Refusal) -> ([Formula], [SlidingAxis<Formula>]) {
    let ends = [("Front", "Back"), ("Top", "Bottom"), ("Left", "Right")]
    // CUSTOM, VALID, SAME.
    let kind = try call.integer("paddingType") ?? 0
    var (kernel, axes) = ([Formula](), [SlidingAxis<Formula>]())
    for (index, name) in ["Depth", "Height", "Width"].enumerated() {
      kernel.append(Formula(max(try call.integer("kernel\(name)") ?? usual, 1)))
      let before = Formula(try call.integer("customPadding\(ends[index].0)") ?? 0)
      let after = Formula(try call.integer("customPadding\(ends[index].1)") ?? 0)
      axes.append(
        SlidingAxis(
          stride: Formula(max(try call.integer("stride\(name)") ?? 1, 1)),
          dilation: Formula(max(try call.integer("dilation\(name)") ?? 1, 1)),
          padding: kind == 2
            ? .same : kind == 1 ? .symmetric(0) : .explicit(before: before, after: after)))
    }
    return (kernel, axes)
  }
}
