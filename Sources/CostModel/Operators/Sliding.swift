/// The taps of a kernel along each axis of a map: its height, then its width.
struct Kernel: Hashable, Sendable {
  let sizes: [Formula]

  /// Taps along both axes together. - Throws: `overflow`.
  func taps() throws(ArithmeticFault) -> Formula { try .product(sizes) }

  /// Whether it has a single tap. - Throws: ``ArithmeticFault``.
  func isPointwise() throws(ArithmeticFault) -> Condition {
    var isOne = Condition.constant(true)
    for size in sizes { isOne = try isOne && .compare(.exact(size), .equal, .exact(1)) }
    return isOne
  }

  /// `3x3`.
  var text: String { sizes.map(\.text).joined(separator: "x") }
}

/// How windows slide over a map: along each axis by itself.
struct Sliding: Hashable, Sendable {
  let axes: [SlidingAxis]

  /// The map that windows of a kernel make of another. - Throws: ``ArithmeticFault``.
  func output(
    _ input: Shape, _ kernel: Kernel, channels: Formula
  ) throws(ArithmeticFault) -> Shape {
    let map = try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.output(input.map[index], kernel.sizes[index])
    }
    return Shape(channels: channels, map: map)
  }

  /// The map that a transposed convolution makes. - Throws: ``ArithmeticFault``.
  func transposed(
    _ input: Shape, _ kernel: Kernel, channels: Formula
  ) throws(ArithmeticFault) -> Shape {
    let map = try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.transposed(input.map[index], kernel.sizes[index])
    }
    return Shape(channels: channels, map: map)
  }

  /// Positions along each axis of the map that a convolution with this padding would make.
  ///
  /// - Throws: ``ArithmeticFault``.
  func convolved(_ input: Shape, _ kernel: Kernel) throws(ArithmeticFault) -> [Formula] {
    try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.convolved(input.map[index], kernel.sizes[index])
    }
  }

  /// Pairs of an output position and a tap that fall inside the input.
  ///
  /// - Throws: ``ArithmeticFault``.
  func taps(_ input: Shape, _ output: Shape, _ kernel: Kernel) throws(ArithmeticFault) -> Formula {
    try .product(
      alongAxes { (axis, index) throws(ArithmeticFault) in
        try axis.taps(input.map[index], output.map[index], kernel.sizes[index])
      })
  }

  /// Distinct positions of the input that are read. - Throws: ``ArithmeticFault``.
  func touched(
    _ input: Shape, _ output: Shape, _ kernel: Kernel
  ) throws(ArithmeticFault) -> Formula {
    try .product(
      alongAxes { (axis, index) throws(ArithmeticFault) in
        try axis.touched(input.map[index], output.map[index], kernel.sizes[index])
      })
  }

  private func alongAxes(
    _ value: (SlidingAxis, Int) throws(ArithmeticFault) -> Formula
  ) throws(ArithmeticFault) -> [Formula] {
    var values: [Formula] = []
    for (index, axis) in axes.enumerated() { values.append(try value(axis, index)) }
    return values
  }

  /// `/2`, `d6`, `p1x0 ceil`: what differs from the defaults.
  var detail: String {
    var parts: [String] = []
    let (strides, dilations) = (axes.map(\.stride), axes.map(\.dilation))
    if strides.contains(where: { $0 != 1 }) { parts.append("/\(Sliding.text(strides))") }
    if dilations.contains(where: { $0 != 1 }) { parts.append("d\(Sliding.text(dilations))") }
    let numbers = axes.compactMap(\.padding.number)
    let ceils = axes.contains(where: \.padding.ceils)
    if !numbers.isEmpty, !ceils || numbers.contains(where: { $0 != 0 }) {
      parts.append("p\(Sliding.text(numbers))")
    }
    if ceils { parts.append("ceil") }
    return parts.joined(separator: " ")
  }

  /// One number where all axes have the same.
  private static func text(_ numbers: [Formula]) -> String {
    let texts = numbers.map(\.text)
    return Set(texts).count == 1 ? texts[0] : texts.joined(separator: "x")
  }
}

/// How windows slide along one axis of a map.
struct SlidingAxis: Hashable, Sendable {
  enum Padding: Hashable, Sendable {
    /// As much as keeps `ceil(size / stride)` outputs, the odd element behind the last.
    case same
    /// So many elements before and behind; with `ceil` a last window that hangs over the end
    /// counts, if it starts in the input or the padding before it.
    case symmetric(Formula, ceil: Bool)

    /// So many elements, if it says a number.
    var number: Formula? { if case .symmetric(let number, _) = self { number } else { nil } }
    /// Whether a last window may hang over the end.
    var ceils: Bool { if case .symmetric(_, let ceil) = self { ceil } else { false } }
  }

  let stride: Formula
  let dilation: Formula
  let padding: Padding

  /// The span of a kernel: `dilation * (kernel - 1) + 1`.
  func span(_ kernel: Formula) throws(ArithmeticFault) -> Formula {
    try dilation * (kernel - 1) + 1
  }

  /// Output positions.
  func output(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    guard case .symmetric(let number, let ceil) = padding else {
      return try SlidingAxis.ceil(input / stride)
    }
    let room = try input + number + number - span(kernel)
    guard ceil else { return try SlidingAxis.floor(room / stride) + 1 }
    // A window that would start behind the input reads nothing and is not counted.
    let windows = try SlidingAxis.ceil(room / stride) + 1
    return try Function.formula("min", [windows, SlidingAxis.ceil((input + number) / stride)])
  }

  /// Output positions of a transposed convolution.
  func transposed(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    guard let number = padding.number else { return try input * stride }
    return try (input - 1) * stride + span(kernel) - number - number
  }

  /// Padding before the first element.
  private func before(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    if let number = padding.number { return number }
    let reach = try (output - 1) * stride + span(kernel)
    let total = try Function.formula("max", [reach - input, 0])
    return try SlidingAxis.floor(total / 2)
  }

  /// Whether windows of one tap each read one position.
  private func isPlain(_ kernel: Formula) -> Bool {
    kernel == 1 && (padding == .same || padding == .symmetric(0, ceil: false))
  }

  /// Pairs of output position and tap that fall inside the input.
  func taps(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    if isPlain(kernel) { return output }
    return try Function.formula(
      "taps", [input, output, kernel, stride, dilation, before(input, output, kernel)])
  }

  /// Distinct input positions read.
  func touched(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    if isPlain(kernel) { return output }
    // Windows that overlap or meet leave nothing out, and `same` reaches both ends.
    let overlaps = try Condition.compare(.exact(stride), .lessOrEqual, .exact(kernel))
    if padding == .same, dilation == 1, overlaps.constantValue == true { return input }
    // At stride 1 the middle tap of an odd kernel reads every position, however dilated.
    if padding == .same, stride == 1, let taps = kernel.constantValue?.numerator,
      !taps.isMultiple(of: 2)
    {
      return input
    }
    return try Function.formula(
      "touched", [input, output, kernel, stride, dilation, before(input, output, kernel)])
  }

  /// Output positions of a convolution with the padding of a transposed one.
  ///
  /// Under `same` a transposed convolution has the least padding that reaches `stride * input`;
  /// PyTorch adds the rest behind the output.
  func convolved(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    let around: Formula
    if let number = padding.number {
      around = number
    } else {
      let least = try SlidingAxis.ceil((span(kernel) - stride) / 2)
      around = try Function.formula("max", [least, 0])
    }
    return try SlidingAxis.floor((input + around + around - span(kernel)) / stride) + 1
  }

  /// What must hold for the kernel to fit; always true for `same`.
  func fits(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Condition {
    guard let number = padding.number else { return .constant(true) }
    return try .compare(.exact(span(kernel)), .lessOrEqual, .exact(input + number + number))
  }

  private static func ceil(_ formula: Formula) throws(ArithmeticFault) -> Formula {
    try Function.formula("ceil", [formula])
  }

  private static func floor(_ formula: Formula) throws(ArithmeticFault) -> Formula {
    try Function.formula("floor", [formula])
  }
}

extension Formula {
  /// The product of all. - Throws: `overflow`.
  static func product(_ factors: [Formula]) throws(ArithmeticFault) -> Formula {
    var product = Formula.one
    for factor in factors { product = try product * factor }
    return product
  }
}

extension Function {
  /// The exact call of a function of the table. - Throws: ``ArithmeticFault``.
  static func formula(
    _ name: String, _ arguments: [Formula]
  ) throws(ArithmeticFault) -> Formula {
    guard let function = named(name),
      let formula = try function.call(arguments.map(Scalar.exact)).formula
    else { throw .outsideDomain("there is no exact function '\(name)'") }
    return formula
  }
}
