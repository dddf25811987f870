import Symbolic

/// `conv` and `depthwise`.
///
/// A convolution of C_in channels in g groups to C_out channels with a k_h x k_w kernel does
/// C_out * (C_in / g) * k_h * k_w multiply-accumulates at each of its H x W output positions
/// (MobileNet V1, arXiv:1704.04861, section 3.1).
package struct Convolution<Size: AttributeNumber>: Hashable, Sendable {
  /// How channels are grouped.
  package enum Groups: Hashable, Sendable {
    /// So many groups.
    case count(Size)
    /// Each channel is a group; several kernels divide the channels between them.
    case perChannel
  }

  /// The kernels, and how they slide.
  package let window: Window<Size>
  /// The channels that it makes.
  package let channels: Size
  /// The groups of channels.
  package let groups: Groups
  /// Whether each output channel has a bias.
  package let hasBias: Bool

  /// A convolution with the given attributes.
  package init(_ window: Window<Size>, channels: Size, groups: Groups, hasBias: Bool) {
    self.window = window
    self.channels = channels
    self.groups = groups
    self.hasBias = hasBias
  }
}

/// `transposed`, which does as many multiply-accumulates per input position as a convolution per
/// output position.
package struct TransposedConvolution<Size: AttributeNumber>: Hashable, Sendable {
  /// The kernel, and how it slides over the output.
  package let window: Window<Size>
  /// The channels that it makes.
  package let channels: Size
  /// So many groups of channels.
  package let groups: Size
  /// Whether each output channel has a bias.
  package let hasBias: Bool

  /// A transposed convolution with the given attributes.
  package init(_ window: Window<Size>, channels: Size, groups: Size, hasBias: Bool) {
    self.window = window
    self.channels = channels
    self.groups = groups
    self.hasBias = hasBias
  }
}

extension Convolution: OperatorDefinition where Size == Formula {
  /// A kernel and the channels it works on.
  private struct Part {
    let kernel: KernelSize<Formula>
    let inputs, outputs: Formula
  }

  var name: String { groups == .perChannel ? "depthwise" : "conv" }

  func kind(_ inputs: [Shape]) -> LayerKind {
    let groups = groupCount(inputs[0])
    // A single channel in a single group is a depthwise convolution only if the spec calls it one.
    if self.groups == .perChannel || (groups == inputs[0].channels && groups != 1) {
      return .depthwise
    }
    if groups != 1 { return .grouped }
    return window.kernels[0].sizes.allSatisfy { $0 == 1 } ? .pointwise : .standard
  }

  func kinds(
    _ inputs: [Shape]
  ) throws(ArithmeticFault) -> [(condition: Condition, kind: LayerKind)] {
    let groups = Scalar.exact(groupCount(inputs[0]))
    let isWhole = try Condition.compare(groups, .equal, .exact(1))
    let isSingly = try Condition.compare(groups, .equal, .exact(inputs[0].channels))
    return [
      (self.groups == .perChannel ? .constant(true) : isSingly && !isWhole, .depthwise),
      (!isWhole, .grouped), (try window.kernels[0].isPointwise(), .pointwise),
      (.constant(true), .standard),
    ]
  }

  func detail(_ inputs: [Shape]) -> String {
    kind(inputs) == .grouped
      ? "\(window.detail) g\(groupCount(inputs[0]).text)" : window.detail
  }

  /// How many groups there are.
  package func groupCount(_ input: Shape) -> Formula {
    if case .count(let count) = groups { count } else { input.channels }
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    try demands.requireGroups(groupCount(input), of: input, making: channels)
    try window.check(&demands, over: input)
    if window.kernels.count > 1 { try checkMix(input, &demands) }
    let map = try window.output(input, window.kernels[0])
    try window.checkFit(input, &demands)
    return input.with(channels: channels, map: map)
  }

  /// Demands that kernels which share the channels have at least one each, and make the same map.
  private func checkMix(_ input: Shape, _ demands: inout Demands) throws(ArithmeticFault) {
    let (kernels, count) = (window.kernels, Formula(window.kernels.count))
    try demands.require(
      "\(count.text) kernels need more than \(input.channels.text) channels", of: "k",
      .compare(.exact(count), .lessOrEqual, .exact(input.channels)))
    let map = try window.output(input, kernels[0])
    for kernel in kernels.dropFirst() {
      var isEqual = Condition.constant(true)
      for (size, other) in zip(map, try window.output(input, kernel)) {
        isEqual = try isEqual && .compare(.exact(size), .equal, .exact(other))
      }
      demands.require(
        "kernels of \(kernels[0].text) and \(kernel.text) give maps of two sizes", of: "k", isEqual)
    }
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    var counts = Counts(isActivation: true)
    var touched = Formula.zero
    for part in try parts(input) {
      let kernel = part.kernel
      let perGroup = groups == .perChannel ? 1 : try part.inputs / groupCount(input)
      let weights = try part.outputs * perGroup * kernel.taps()
      counts.weights = try counts.weights + weights
      counts.macs = try counts.macs + weights * output.positions()
      counts.effectiveMACs =
        try counts.effectiveMACs
        + output.batch * part.outputs * perGroup * window.taps(input, output, kernel)
      touched = try touched + input.batch * part.inputs * window.touched(input, output, kernel)
      let columns = try part.inputs * kernel.taps() * output.positions()
      // For a one-tap kernel, the input already is the matrix.
      counts.im2col = try counts.im2col + columns * .indicator(!kernel.isPointwise())
    }
    counts.read = [touched]
    if hasBias { counts.biases = output.channels }
    return counts
  }

  /// Channels are divided evenly; the first kernel gets the remainder (as in MixNet's code).
  private func parts(_ input: Shape) throws(ArithmeticFault) -> [Part] {
    let (kernels, inputs) = (window.kernels, input.channels)
    if kernels.count == 1 { return [Part(kernel: kernels[0], inputs: inputs, outputs: channels)] }
    let share = try (inputs / Formula(kernels.count)).floor()
    let first = try inputs - Formula(kernels.count - 1) * share
    let multiplier = try channels / inputs
    var parts: [Part] = []
    for (index, kernel) in kernels.enumerated() {
      let taken = index == 0 ? first : share
      parts.append(Part(kernel: kernel, inputs: taken, outputs: try taken * multiplier))
    }
    return parts
  }

  /// The convolution in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Convolution<Int> {
    let bound: Convolution<Int>.Groups
    switch groups {
    case .count(let count): bound = .count(try count.integer())
    case .perChannel: bound = .perChannel
    }
    return Convolution<Int>(
      try window.bound(), channels: try channels.integer(), groups: bound, hasBias: hasBias)
  }
}

extension TransposedConvolution: OperatorDefinition where Size == Formula {
  var name: String { "transposed" }

  func kind(_ inputs: [Shape]) -> LayerKind { .transposed }

  func detail(_ inputs: [Shape]) -> String { window.detail }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    try demands.requireGroups(groups, of: inputs[0], making: channels)
    try window.check(&demands, over: inputs[0])
    return inputs[0].with(channels: channels, map: try window.transposed(inputs[0]))
  }

  /// It is a convolution from its output to its input.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let (input, kernel) = (inputs[0], window.kernels[0])
    let perGroup = try input.channels / groups
    let weights = try channels * perGroup * kernel.taps()
    let columns = try channels * kernel.taps() * input.positions()
    return Counts(
      macs: try weights * input.positions(),
      effectiveMACs: try input.batch * channels * perGroup * window.taps(output, input, kernel),
      weights: weights, biases: hasBias ? channels : .zero,
      read: [try input.elements()], isActivation: true,
      im2col: try columns * .indicator(!kernel.isPointwise()))
  }

  /// The convolution in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> TransposedConvolution<Int> {
    TransposedConvolution<Int>(
      try window.bound(), channels: try channels.integer(), groups: try groups.integer(),
      hasBias: hasBias)
  }
}
