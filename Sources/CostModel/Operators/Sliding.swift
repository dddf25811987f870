/// A kernel's height and width.
struct Kernel: Hashable, Sendable {
  let height: Formula
  let width: Formula

  /// `3x3`.
  var text: String { "\(height.text)x\(width.text)" }
}

/// How a window slides over a feature map: strides, dilation and padding, the same on both axes.
struct Sliding: Hashable, Sendable {
  enum Padding: Hashable, Sendable {
    /// As much as keeps `ceil(size / stride)` outputs, the odd element behind the last.
    case same
    /// So many elements before and behind.
    case symmetric(Formula)
    /// None, but a last window that hangs over the end counts.
    case ceiling
  }

  let stride: Formula
  let dilation: Formula
  let padding: Padding

  /// The span of a kernel along one axis: `dilation * (kernel - 1) + 1`.
  func span(_ kernel: Formula) throws(ArithmeticFault) -> Formula {
    try dilation * (kernel - 1) + 1
  }

  /// Output positions along one axis.
  func output(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Formula {
    switch padding {
    case .same: return try Sliding.ceil(input / stride)
    case .symmetric(let padding):
      let room = try input + padding + padding - span(kernel)
      return try Sliding.floor(room / stride) + 1
    case .ceiling:
      let windows = try Sliding.ceil((input - span(kernel)) / stride) + 1
      // A window that would start behind the input reads nothing and is not counted.
      return try Function.formula("min", [windows, Sliding.ceil(input / stride)])
    }
  }

  /// Padding before the first element.
  private func before(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    switch padding {
    case .same:
      let reach = try (output - 1) * stride + span(kernel)
      let total = try Function.formula("max", [reach - input, 0])
      return try Sliding.floor(total / 2)
    case .symmetric(let padding): return padding
    case .ceiling: return 0
    }
  }

  /// Pairs of output position and tap that fall inside the input, along one axis.
  func taps(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    if kernel == 1, padding == .same || padding == .symmetric(0) { return output }
    return try Function.formula(
      "taps", [input, output, kernel, stride, dilation, before(input, output, kernel)])
  }

  /// Distinct input positions read, along one axis.
  func touched(
    _ input: Formula, _ output: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Formula {
    if kernel == 1, padding == .same || padding == .symmetric(0) { return output }
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

  /// What must hold for the kernel to fit, along one axis; always true for `same`.
  func fits(_ input: Formula, _ kernel: Formula) throws(ArithmeticFault) -> Condition {
    switch padding {
    case .same: return .constant(true)
    case .symmetric(let padding):
      return try .compare(.exact(span(kernel)), .lessOrEqual, .exact(input + padding + padding))
    case .ceiling: return try .compare(.exact(span(kernel)), .lessOrEqual, .exact(input))
    }
  }

  /// `/2`, `d6`, `p0`: what differs from the defaults.
  var detail: String {
    var parts: [String] = []
    if stride != 1 { parts.append("/\(stride.text)") }
    if dilation != 1 { parts.append("d\(dilation.text)") }
    switch padding {
    case .same: break
    case .symmetric(let padding): parts.append("p\(padding.text)")
    case .ceiling: parts.append("ceil")
    }
    return parts.joined(separator: " ")
  }

  private static func ceil(_ formula: Formula) throws(ArithmeticFault) -> Formula {
    try Function.formula("ceil", [formula])
  }

  private static func floor(_ formula: Formula) throws(ArithmeticFault) -> Formula {
    try Function.formula("floor", [formula])
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
