import CostModel
import Symbolic

// Operators over maps. Their channels come second, whatever the graph did before.
extension ONNXRule {
  static func convolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try convolution(
      &translator, call, call[0], weights: call[1],
      hasBias: call.node.type == "ConvInteger"
        ? false : call.optional(call.node.type == "DeformConv" ? 3 : 2) != nil)
  }

  /// `QLinearConv`: between the data and the weights stand their scales and zero points.
  static func quantizedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try convolution(
      &translator, call, call[0], weights: call[3], hasBias: call.optional(8) != nil)
  }

  private static func convolution(
    _ translator: inout Translator, _ call: Call, _ data: Operand, weights: Operand, hasBias: Bool
  ) throws(Refusal) -> Operand {
    var input = try translator.map(data, .channelsFirst)
    guard let shape = input.shape, let kernel = weights.shape else { return .unknown }
    let rank = shape.mapAxes.count
    guard rank > 0, kernel.sizes.count == rank + 2 else {
      throw .invalid(
        Diagnostic(
          "a tensor of \(shape.sizes.count) axes can't be convolved with weights of "
            + "\(kernel.sizes.count)"))
    }
    guard let constant = weights.constant else { throw .undecided(.data) }
    let groups = Formula(try call.integer("group") ?? 1)
    let read = try translator.exactly { () throws(ArithmeticFault) in
      try kernel.sizes[1] * groups
    }
    try translator.require(
      shape.channels, equals: read,
      "its weights are for \(read.text) channels, and it reads \(shape.channels.text)")
    let isDepthwise = groups != 1 && kernel.sizes[1] == 1
    let sizes = Array(kernel.sizes[2...])
    var axes = try axes(&translator, call, shape, sizes)
    (input, axes) = try translator.takingPadding(input, sizes, axes)
    let window = Window([KernelSize(sizes)], axes)
    return try translator.add(
      .convolution(
        Convolution(
          window, channels: kernel.sizes[0], groups: isDepthwise ? .perChannel : .count(groups),
          hasBias: hasBias)), [input], weights: constant.key)
  }

  static func transposedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let (input, weights) = (try translator.map(call[0], .channelsFirst), try call[1])
    guard let shape = input.shape, let kernel = weights.shape else { return .unknown }
    let rank = shape.mapAxes.count
    guard rank > 0, kernel.sizes.count == rank + 2 else {
      throw .invalid(
        Diagnostic(
          "a tensor of \(shape.sizes.count) axes can't be convolved with weights of "
            + "\(kernel.sizes.count)"))
    }
    guard let constant = weights.constant else { throw .undecided(.data) }
    let groups = Formula(try call.integer("group") ?? 1)
    try translator.require(
      shape.channels, equals: kernel.sizes[0],
      "its weights are for \(kernel.sizes[0].text) channels, and it reads \(shape.channels.text)")
    let channels = try translator.exactly { () throws(ArithmeticFault) in
      try kernel.sizes[1] * groups
    }
    let sizes = Array(kernel.sizes[2...])
    let axes = try transposedAxes(&translator, call, shape, sizes)
    let made = try translator.add(
      .transposed(
        TransposedConvolution(
          Window([KernelSize(sizes)], axes.map(\.cut)), channels: channels, groups: groups,
          hasBias: call.optional(2) != nil)), [input], weights: constant.key)
    let extra = axes.map(\.extra)
    guard extra.contains(where: { $0 != (0, 0) }) else { return made }
    return try translator.add(
      .move(.pad(before: [0, 0] + extra.map(\.0), after: [0, 0] + extra.map(\.1), .zeros)),
      [made])
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
          let count = try Formula.of("ceil", shape.map[axis] / strides[axis])
          let span = try dilations[axis] * (kernel[axis] - 1) + 1
          let room = try (count - 1) * strides[axis] + span - shape.map[axis]
          let total = try Formula.of("max", room, 0)
          let after = try Formula.of("floor", total / 2)
          return .explicit(before: try total - after, after: after)
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
      let input = try translator.map(call[0], .channelsFirst)
      guard let shape = input.shape else { return .unknown }
      guard let sizes = try call.integers("kernel_shape"), sizes.count == shape.mapAxes.count else {
        throw .invalid(
          Diagnostic("kernel_shape has no number for each of \(shape.mapAxes.count) axes"))
      }
      let kernel = sizes.map { Formula($0) }
      let window = Window(
        [KernelSize(kernel)], try axes(&translator, call, shape, kernel))
      return try translator.add(.pool(Pool(isMaximum: isMaximum, window)), [input])
    }
  }

  static func globalPool(
    isMaximum: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try translator.add(
        .pool(Pool(isMaximum: isMaximum, nil)), [translator.map(call[0], .channelsFirst)])
    }
  }

  static func depthToSpace(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("blocksize") ?? 1)
    return try translator.add(
      .rearrangement(.depthToSpace(by: [by, by])), [translator.map(call[0], .channelsFirst)])
  }

  static func spaceToDepth(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("blocksize") ?? 1)
    return try translator.add(
      .rearrangement(.spaceToDepth(by: [by, by])), [translator.map(call[0], .channelsFirst)])
  }

  /// A map read at places that a second tensor gives: N x C x H x W and N x H' x W' x 2.
  static func gridSample(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let grid = try call[1].shape else { return .unknown }
    guard grid.sizes.count > 2 else {
      throw .invalid(Diagnostic("its grid has \(grid.sizes.count) axes"))
    }
    return try translator.add(
      .resize(.to(Array(grid.sizes[1..<grid.sizes.count - 1]))),
      [translator.map(call[0], .channelsFirst)])
  }

  /// `Resize` (from 11 on with a region before the scales), `Upsample`.
  static func resize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsFirst)
    guard let shape = input.shape else { return .unknown }
    let place = call.node.type == "Resize" && call.version > 10 ? 2 : 1
    if let sizes = call.optional(3) {
      let sizes = try translator.sizes(sizes)
      return try resized(&translator, input, shape, sizes, call)
    }
    var scales: [Scalar] = []
    if let written = call.attribute("scales"), case .reals(let reals) = written {
      scales = reals.compactMap { KnownElement($0)?.scalar }
    } else {
      guard let constant = try call[place].constant, let known = try translator.known(constant)
      else { throw .undecided(.data) }
      scales = known.elements.map(\.scalar)
    }
    if let axes = try call.integers("axes") {
      var all = Array(repeating: Scalar.exact(1), count: shape.sizes.count)
      for (axis, scale) in zip(try translator.axes(axes, of: all.count), scales) {
        all[axis] = scale
      }
      scales = all
    }
    guard scales.count == shape.sizes.count, scales.count > 2,
      scales[..<2].allSatisfy({ $0.constantReal == 1 })
    else {
      throw .invalid(Diagnostic("it scales other axes than those of a map"))
    }
    if scales.allSatisfy({ $0.constantReal == 1 }) { return input }
    return try translator.add(.resize(.by(Array(scales[2...]))), [input])
  }

  private static func resized(
    _ translator: inout Translator, _ input: Operand, _ shape: Shape, _ sizes: [Formula],
    _ call: Call
  ) throws(Refusal) -> Operand {
    var all = sizes
    if let axes = try call.integers("axes") {
      all = shape.sizes
      for (axis, size) in zip(try translator.axes(axes, of: all.count), sizes) { all[axis] = size }
    }
    guard all.count == shape.sizes.count, all.count > 2 else {
      throw .invalid(Diagnostic("it resizes \(all.count) axes of \(shape.sizes.count)"))
    }
    for axis in 0..<2 {
      try translator.require(
        all[axis], equals: shape.sizes[axis], "it resizes other axes than those of a map")
    }
    if all == shape.sizes { return input }
    return try translator.add(.resize(.to(Array(all[2...]))), [input])
  }
}

extension SlidingAxis<Formula> {
  /// The axis of a transposed convolution with what it cuts off; never less than nothing.
  fileprivate var cut: SlidingAxis<Formula> {
    guard let sizes = padding.sizes else { return self }
    return SlidingAxis(
      stride: stride, dilation: dilation,
      padding: .explicit(before: sizes.before.cut, after: sizes.after.cut))
  }

  /// The positions that it adds beyond its last window, where nothing is written.
  fileprivate var extra: (Formula, Formula) {
    guard let sizes = padding.sizes else { return (0, 0) }
    return (sizes.before.extra, sizes.after.extra)
  }
}

extension Formula {
  private var isNegative: Bool { constantValue.map { $0 < .zero } ?? false }

  fileprivate var cut: Formula { isNegative ? 0 : self }

  fileprivate var extra: Formula {
    isNegative ? constantValue.flatMap { try? Formula($0.negated()) } ?? 0 : 0
  }
}
