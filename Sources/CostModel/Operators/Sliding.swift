import Symbolic

/// The taps of a kernel along each axis of a map: its height, then its width.
struct Kernel: Hashable, Sendable {
  let sizes: [Formula]

  /// Taps over all axes. - Throws: `overflow`.
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

/// How windows slide over a map, along each axis independently.
struct Sliding: Hashable, Sendable {
  let axes: [SlidingAxis]

  /// The output map for windows of a kernel. - Throws: ``ArithmeticFault``.
  func output(
    _ input: Shape, _ kernel: Kernel, channels: Formula
  ) throws(ArithmeticFault) -> Shape {
    let map = try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.output(input.map[index], kernel.sizes[index])
    }
    return Shape(channels: channels, map: map)
  }

  /// The output map of a transposed convolution. - Throws: ``ArithmeticFault``.
  func transposed(
    _ input: Shape, _ kernel: Kernel, channels: Formula
  ) throws(ArithmeticFault) -> Shape {
    let map = try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.transposed(input.map[index], kernel.sizes[index])
    }
    return Shape(channels: channels, map: map)
  }

  /// Output positions along each axis of a convolution with this padding.
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

  /// The differences from the defaults: `/2`, `d6`, `p1x0 ceil`.
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

  /// A single number if it is the same for all axes.
  private static func text(_ numbers: [Formula]) -> String {
    let texts = numbers.map(\.text)
    return Set(texts).count == 1 ? texts[0] : texts.joined(separator: "x")
  }
}

extension Formula {
  /// The product of all factors. - Throws: `overflow`.
  static func product(_ factors: [Formula]) throws(ArithmeticFault) -> Formula {
    var product = Formula.one
    for factor in factors { product = try product * factor }
    return product
  }
}
