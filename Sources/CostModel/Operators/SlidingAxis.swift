import Symbolic

/// How windows slide along one axis of a map.
package struct SlidingAxis<Size: AttributeNumber>: Hashable, Sendable {
  /// What surrounds the map along an axis.
  package enum Padding: Hashable, Sendable {
    /// Enough for `ceil(size / stride)` outputs; an odd padding element goes after the input.
    case same
    /// That many elements before and after; with `ceil` a last window that extends past the end
    /// counts if it starts in the input or in the padding before it.
    case explicit(before: Size, after: Size, ceil: Bool = false)

    /// As many elements before as after.
    package static func symmetric(_ size: Size, ceil: Bool = false) -> Padding {
      .explicit(before: size, after: size, ceil: ceil)
    }

    /// The elements before and after; nil for `same`.
    package var sizes: (before: Size, after: Size)? {
      if case .explicit(let before, let after, _) = self { (before, after) } else { nil }
    }
    /// Whether a last window may extend past the end.
    var ceils: Bool { if case .explicit(_, _, let ceil) = self { ceil } else { false } }
  }

  /// The distance between windows, and between taps.
  package let stride, dilation: Size
  /// The padding around the map.
  package let padding: Padding

  /// An axis with the given values.
  package init(stride: Size, dilation: Size, padding: Padding) {
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
  }
}

extension SlidingAxis where Size == Formula {
  /// The span of a kernel: `dilation * (kernel - 1) + 1`.
  func span(_ kernel: Formula) throws(ArithmeticFault) -> Formula {
    try dilation * (kernel - 1) + 1
  }

  /// Output positions.
  func output(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    guard case .explicit(let before, let after, let ceil) = padding else {
      return try (input / stride).ceiling()
    }
    let room = try input + before + after - span(kernel)
    guard ceil else { return try (room / stride).floor() + 1 }
    // A window that would start past the input reads nothing and is not counted.
    let windows = try (room / stride).ceiling() + 1
    return try Function.formula("min", [windows, ((input + before) / stride).ceiling()])
  }

  /// Output positions of a transposed convolution.
  func transposed(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    guard let (before, after) = padding.sizes else { return try input * stride }
    return try (input - 1) * stride + span(kernel) - before - after
  }

  /// The padding before and after an input of a size, whose windows are so many: with `ceil`, as far
  /// as the last one reaches. - Throws: ``ArithmeticFault``.
  package func pads(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> (before: Formula, after: Formula) {
    let reach = try (output - 1) * stride + span(kernel)
    switch padding {
    case .same:
      let total = try Function.formula("max", [reach - input, 0])
      let before = try (total / 2).floor()
      return (before, try total - before)
    case .explicit(let before, let after, let ceil):
      guard ceil else { return (before, after) }
      return (before, try Function.formula("max", [after, reach - input - before]))
    }
  }

  /// Padding before the first element.
  private func before(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    if let sizes = padding.sizes { return sizes.before }
    return try pads(input, output, kernel).before
  }

  /// Whether windows have one tap and read one position each.
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
    // Windows that overlap or touch skip nothing, and `same` reaches both ends.
    let overlaps = try Condition.compare(.exact(stride), .lessOrEqual, .exact(kernel))
    if padding == .same, dilation == 1, overlaps.constantValue == true { return input }
    // At stride 1 the middle tap of an odd kernel reads every position, whatever the dilation.
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
  /// With `same`, a transposed convolution has the least padding that reaches `stride * input`;
  /// PyTorch adds the rest after the output.
  func convolved(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    let around: Formula
    if let (before, after) = padding.sizes {
      around = try before + after
    } else {
      let least = try ((span(kernel) - stride) / 2).ceiling()
      around = try 2 * Function.formula("max", [least, 0])
    }
    return try ((input + around - span(kernel)) / stride).floor() + 1
  }

  /// The condition for the kernel to fit; always true for `same`.
  func fits(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Condition {
    guard let (before, after) = padding.sizes else { return .constant(true) }
    return try .compare(.exact(span(kernel)), .lessOrEqual, .exact(input + before + after))
  }

  /// The axis in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> SlidingAxis<Int> {
    let around: SlidingAxis<Int>.Padding
    switch padding {
    case .same: around = .same
    case .explicit(let before, let after, let ceil):
      around = .explicit(before: try before.integer(), after: try after.integer(), ceil: ceil)
    }
    return SlidingAxis<Int>(
      stride: try stride.integer(), dilation: try dilation.integer(), padding: around)
  }
}
