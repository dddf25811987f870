import Symbolic

// Operators over maps of two axes as one writes them: padding is `same`, and everything else as it
// is by default in specs.
extension Operator where Size == Formula {
  /// A convolution with a square kernel.
  public static func conv(
    _ kernel: Formula, channels: Formula, stride: Formula = 1, groups: Formula = 1,
    hasBias: Bool = false
  ) -> Operator {
    .convolution(
      Convolution(
        .square(kernel, stride), channels: channels, groups: .count(groups), hasBias: hasBias))
  }

  /// A convolution with one filter per channel, which makes as many channels.
  public static func depthwise(
    _ kernel: Formula, channels: Formula, stride: Formula = 1, hasBias: Bool = false
  ) -> Operator {
    .convolution(
      Convolution(
        .square(kernel, stride), channels: channels, groups: .perChannel, hasBias: hasBias))
  }

  /// A transposed convolution with a square kernel.
  public static func transposed(
    _ kernel: Formula, channels: Formula, stride: Formula, hasBias: Bool = false
  ) -> Operator {
    .transposed(
      TransposedConvolution(
        .square(kernel, stride), channels: channels, groups: 1, hasBias: hasBias))
  }

  /// A fully connected layer.
  public static func dense(channels: Formula, hasBias: Bool = true) -> Operator {
    .dense(Dense(channels: channels, hasBias: hasBias))
  }
}

extension Window where Size == Formula {
  fileprivate static func square(_ kernel: Formula, _ stride: Formula) -> Window {
    let axis = SlidingAxis<Formula>(stride: stride, dilation: 1, padding: .same)
    return Window([KernelSize([kernel, kernel])], [axis, axis])
  }
}
