import CostModel
import Symbolic

/// The weights of a convolution, however a format lays them out.
struct Filter {
  /// Taps along each axis of the map.
  let kernel: [Formula]
  /// The channels that it makes.
  let channels: Formula
  /// The channels that each of these reads.
  let inputs: Formula
  let hasBias: Bool
  /// Tells the weights apart.
  let key: Int?
  /// The weights, as `LayerNumbers` has them, and the bias.
  let parameters: [Constant]

  /// - Parameter weights: in the order of `LayerNumbers`.
  init(
    kernel: [Formula], channels: Formula, inputs: Formula, _ weights: Constant, bias: Operand?
  ) {
    self.kernel = kernel
    self.channels = channels
    self.inputs = inputs
    hasBias = bias != nil
    key = weights.key
    parameters = [weights] + (bias?.constant.map { [$0] } ?? [])
  }

  /// A filter of which nobody reads the weights.
  init(kernel: [Formula], channels: Formula, inputs: Formula, hasBias: Bool, key: Int?) {
    self.kernel = kernel
    self.channels = channels
    self.inputs = inputs
    self.hasBias = hasBias
    self.key = key
    parameters = []
  }
}

extension Filter {
  /// Weights that are outputs x inputs of a group x kernel; transposed, inputs x outputs of a group x
  /// kernel. - Throws: `invalid` if they have other axes than the tensor that is convolved.
  init(
    _ weights: Constant, over shape: Shape, groups: Formula, isTransposed: Bool = false,
    bias: Operand?
  ) throws(Refusal) {
    let sizes = weights.shape.sizes
    guard sizes.count == shape.sizes.count, sizes.count > 2 else {
      throw .invalid(
        Diagnostic(
          "a tensor of \(shape.sizes.count) axes can't be convolved with weights of "
            + "\(sizes.count)"))
    }
    do throws(ArithmeticFault) {
      self.init(
        kernel: Array(sizes[2...]), channels: isTransposed ? try sizes[1] * groups : sizes[0],
        inputs: isTransposed ? try sizes[0] / groups : sizes[1], weights, bias: bias)
    } catch {
      throw .invalid(Diagnostic("\(error)"))
    }
  }
}

// Convolutions, as several formats ask for them.
extension Translator {
  /// A convolution of a map that is laid out as the format has it.
  ///
  /// - Parameters:
  ///   - isDepthwise: whether each channel is a group, even a single one.
  ///   - groups: by default, as many as the channels of the map are times those of the filter.
  mutating func convolve(
    _ data: Operand, _ filter: Filter, _ axes: [SlidingAxis<Formula>], isDepthwise: Bool = false,
    groups: Formula? = nil
  ) throws(Refusal) -> Operand {
    guard let shape = data.shape else { return .unknown }
    let groups = try exactly { () throws(ArithmeticFault) in
      if let groups { groups } else { try shape.channels / filter.inputs }
    }
    try check(shape, filter, groups: groups)
    let (input, axes) = try takingPadding(data, filter.kernel, axes)
    let areSingle = isDepthwise || (groups != 1 && filter.inputs == 1)
    return try add(
      .convolution(
        Convolution(
          Window([KernelSize(filter.kernel)], axes), channels: filter.channels,
          groups: areSingle ? .perChannel : .count(groups), hasBias: filter.hasBias)),
      [input], weights: filter.key, parameters: filter.parameters)
  }

  /// A transposed convolution, whose filter reads all channels of its group. Padding below 0 adds
  /// positions where nothing is written.
  mutating func convolveTransposed(
    _ data: Operand, _ filter: Filter, _ axes: [SlidingAxis<Formula>], groups: Formula = 1
  ) throws(Refusal) -> Operand {
    guard let shape = data.shape else { return .unknown }
    try check(shape, filter, groups: groups)
    let made = try add(
      .transposed(
        TransposedConvolution(
          Window([KernelSize(filter.kernel)], axes.map(\.cut)), channels: filter.channels,
          groups: groups, hasBias: filter.hasBias)), [data], weights: filter.key,
      parameters: filter.parameters)
    var before = Array(repeating: Formula.zero, count: shape.sizes.count)
    var after = before
    for (place, axis) in zip(shape.mapAxes, axes) { (before[place], after[place]) = axis.extra }
    return try pad(made, before: before, after: after, .zeros)
  }

  private mutating func check(
    _ shape: Shape, _ filter: Filter, groups: Formula
  ) throws(Refusal) {
    guard shape.mapAxes.count == filter.kernel.count, !filter.kernel.isEmpty else {
      throw .invalid(
        Diagnostic(
          "a tensor of \(shape.sizes.count) axes can't be convolved with a kernel of "
            + "\(filter.kernel.count)"))
    }
    let read = try exactly { () throws(ArithmeticFault) in try filter.inputs * groups }
    try require(
      shape.channels, equals: read,
      "its weights are for \(read.text) channels, and it reads \(shape.channels.text)")
  }

  /// The axes of a transposed convolution that is to make maps of these sizes; if none are given,
  /// the padding decides, and `same` makes stride times as many positions.
  func transposedAxes(
    _ axes: [SlidingAxis<Formula>], over map: [Formula], _ kernel: [Formula],
    making sizes: [Formula]?
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    guard sizes?.count ?? axes.count == axes.count, map.count == axes.count else {
      throw .invalid(
        Diagnostic("its result has \(sizes?.count ?? 0) sizes, and its map \(map.count) axes"))
    }
    var made: [SlidingAxis<Formula>] = []
    for (place, axis) in axes.enumerated() {
      if sizes == nil, axis.padding.sizes != nil {
        made.append(axis)
      } else {
        let usual = try exactly { () throws(ArithmeticFault) in try map[place] * axis.stride }
        made.append(
          try transposedAxis(
            from: map[place], to: sizes?[place] ?? usual, kernel: kernel[place],
            stride: axis.stride, dilation: axis.dilation))
      }
    }
    return made
  }

  /// The axis of a transposed convolution that makes so many positions: the padding is what is too
  /// much, and an odd element of it is at the end.
  func transposedAxis(
    from size: Formula, to made: Formula, kernel: Formula, stride: Formula, dilation: Formula = 1
  ) throws(Refusal) -> SlidingAxis<Formula> {
    try exactly { () throws(ArithmeticFault) in
      let span = try dilation * (kernel - 1) + 1
      let total = try (size - 1) * stride + span - made
      let before = try Formula.of("floor", Formula.of("max", total, 0) / 2)
      return SlidingAxis<Formula>(
        stride: stride, dilation: dilation,
        padding: .explicit(before: before, after: try total - before))
    }
  }
}

extension SlidingAxis<Formula>.Padding {
  /// Enough for `ceil(size / stride)` outputs; an odd padding element goes before the input.
  static func sameLower(
    _ size: Formula, _ kernel: Formula, stride: Formula, dilation: Formula
  ) throws(ArithmeticFault) -> SlidingAxis<Formula>.Padding {
    let count = try Formula.of("ceil", size / stride)
    let span = try dilation * (kernel - 1) + 1
    let total = try Formula.of("max", (count - 1) * stride + span - size, 0)
    let after = try Formula.of("floor", total / 2)
    return .explicit(before: try total - after, after: after)
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

  /// The positions that it adds beyond its first and its last window.
  fileprivate var extra: (before: Formula, after: Formula) {
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
