import Symbolic

/// Convolutions: `conv`, `depthwise` and `transposed`.
///
/// A convolution of C_in channels in g groups to C_out channels with a k_h x k_w kernel does
/// C_out * (C_in / g) * k_h * k_w multiply-accumulates at each of its H x W output positions
/// (MobileNet V1, arXiv:1704.04861, section 3.1). A transposed one does as many per input position.
struct Convolution: Operator {
  /// A kernel and the channels it works on; a mixed depthwise convolution has several.
  struct Part: Sendable {
    let kernel: Kernel
    let inputs: Formula
    let outputs: Formula
  }

  let name: String
  let parts: [Part]
  let channels: Formula
  let groups: Formula
  let sliding: Sliding
  let hasBias: Bool
  let kind: LayerKind

  var detail: String {
    var words = [parts.map(\.kernel.text).joined(separator: ","), sliding.detail]
    if kind == .grouped { words.append("g\(groups.text)") }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    var counts = Counts(isActivation: true)
    // A transposed convolution is a convolution from its output to its input.
    let (from, to) = name == "transposed" ? (output, input) : (input, output)
    var touched = Formula.zero
    for part in parts {
      let (kernel, perGroup) = (part.kernel, try channelsPerGroup(part))
      let weights = try part.outputs * perGroup * kernel.taps()
      counts.weights = try counts.weights + weights
      counts.macs = try counts.macs + weights * to.area()
      counts.effectiveMACs =
        try counts.effectiveMACs + part.outputs * perGroup * sliding.taps(from, to, kernel)
      let positions =
        name == "transposed" ? try input.area() : try sliding.touched(input, output, kernel)
      touched = try touched + part.inputs * positions
      let channels = name == "transposed" ? part.outputs : part.inputs
      let columns = try channels * kernel.taps() * to.area()
      // For a one-tap kernel, the input already is the matrix.
      counts.lowered = try counts.lowered + columns * .indicator(!kernel.isPointwise())
    }
    counts.read = [touched]
    if hasBias { counts.biases = output.channels }
    return counts
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    let window = try sliding.attributes(parts.map(\.kernel))
    let channels = try channels.integer()
    switch name {
    case "depthwise": return .depthwise(window, channels: channels, hasBias: hasBias)
    case "transposed":
      return .transposed(
        window, channels: channels, groups: try groups.integer(), hasBias: hasBias)
    default:
      return .convolution(
        window, channels: channels, groups: try groups.integer(), hasBias: hasBias)
    }
  }

  /// Input channels per group; in a depthwise convolution each channel is a group.
  private func channelsPerGroup(_ part: Part) throws(ArithmeticFault) -> Formula {
    kind == .depthwise ? 1 : try part.inputs / groups
  }
}

extension Convolution {
  static let entries = [
    OperatorEntry(
      "conv", "convolution of c filters",
      columns: ["k", "c", "s", "g", "d", "p", "bias", "norm", "act"], takesDefaults: true
    ) { (cells, inputs) throws(Diagnostic) in
      let channels = try cells.size("c")
      let groups = try cells.optionalSize("g") ?? 1
      return try make("conv", &cells, inputs[0], channels: channels, groups: groups)
    },
    OperatorEntry(
      "depthwise", "one filter per channel; a list of kernels mixes them",
      columns: ["k", "c", "s", "d", "p", "bias", "norm", "act"], takesDefaults: true
    ) { (cells, inputs) throws(Diagnostic) in
      let channels = try cells.optionalSize("c") ?? inputs[0].channels
      return try make(
        "depthwise", &cells, inputs[0], channels: channels, groups: inputs[0].channels)
    },
    OperatorEntry(
      "transposed", "transposed convolution of c filters, s times as large",
      columns: ["k", "c", "s", "g", "d", "p", "bias", "norm", "act"], takesDefaults: true
    ) { (cells, inputs) throws(Diagnostic) in
      let channels = try cells.size("c")
      let groups = try cells.optionalSize("g") ?? 1
      return try make("transposed", &cells, inputs[0], channels: channels, groups: groups)
    },
  ]

  private static func make(
    _ name: String, _ cells: inout RowCells, _ input: Shape, channels: Formula, groups: Formula
  ) throws(Diagnostic) -> (any Operator, Shape) {
    let sliding = try cells.sliding()
    let kernels = try cells.kernels(allowList: name == "depthwise")
    try cells.requireDivides(groups, input.channels, "input channels")
    try cells.requireDivides(groups, channels, "output channels")
    if kernels.count > 1 { try cells.requireMixes(kernels, sliding, input) }
    let parts = try cells.exactly { () throws(ArithmeticFault) in
      try split(kernels, input.channels, channels)
    }
    let hasBias = try cells.hasBias()
    let output = try cells.exactly { () throws(ArithmeticFault) in
      name == "transposed"
        ? try sliding.transposed(input, kernels[0], channels: channels)
        : try sliding.output(input, kernels[0], channels: channels)
    }
    if name != "transposed" {
      for kernel in kernels { try cells.requireFits(kernel, sliding, input) }
      cells.notePadding(kernels, sliding)
    }
    let kind = try kind(name, kernels, input: input, channels: channels, groups: groups)
    let convolution = Convolution(
      name: name, parts: parts, channels: channels, groups: groups, sliding: sliding,
      hasBias: hasBias, kind: kind)
    return (convolution, output)
  }

  /// Channels are divided evenly; the first kernel gets the remainder (as in MixNet's code).
  private static func split(
    _ kernels: [Kernel], _ inputs: Formula, _ outputs: Formula
  ) throws(ArithmeticFault) -> [Part] {
    if kernels.count == 1 {
      return [Part(kernel: kernels[0], inputs: inputs, outputs: outputs)]
    }
    let count = Formula(kernels.count)
    let others = Formula(kernels.count - 1)
    let share = try Function.formula("floor", [inputs / count])
    let first = try inputs - others * share
    let multiplier = try outputs / inputs
    var parts: [Part] = []
    for (index, kernel) in kernels.enumerated() {
      let channels = index == 0 ? first : share
      parts.append(Part(kernel: kernel, inputs: channels, outputs: try channels * multiplier))
    }
    return parts
  }

  private static func kind(
    _ name: String, _ kernels: [Kernel], input: Shape, channels: Formula, groups: Formula
  ) throws(Diagnostic) -> LayerKind {
    if name == "transposed" { return .transposed }
    // A single channel in a single group is a depthwise convolution only if the spec calls it one.
    if name == "depthwise" || (groups == input.channels && groups != 1) { return .depthwise }
    if groups != 1 { return .grouped }
    return kernels[0].sizes.allSatisfy { $0 == 1 } ? .pointwise : .standard
  }
}
