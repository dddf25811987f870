import CostModel
import Symbolic

extension Translator {
  /// The input of a convolution without the zeros that a layer puts around it, and the axes of the
  /// convolution that put them there themselves.
  ///
  /// TensorFlow's padding is arithmetic over sizes, which is recognized by its result: `same` has a
  /// much shorter formula than what it is spelled as.
  func takingPadding(
    _ input: Operand, _ kernel: [Formula], _ axes: [SlidingAxis<Formula>]
  ) throws(Refusal) -> (Operand, [SlidingAxis<Formula>]) {
    guard let (_, padding) = draft.maker(of: input), !padding.staysAlone,
      case .move(.pad(let before, let after, .zeros)) = padding.operation,
      let shape = padding.inputs[0].shape, shape.mapAxes.count == axes.count,
      shape.sizes.indices.allSatisfy({ axis in
        shape.mapAxes.contains(axis) || (before[axis] == 0 && after[axis] == 0)
      })
    else { return (input, axes) }
    var padded: [SlidingAxis<Formula>] = []
    for (index, axis) in axes.enumerated() {
      guard let own = axis.padding.sizes else { return (input, axes) }
      let place = shape.mapAxes[shape.mapAxes.startIndex + index]
      let around = try exactly { () throws(ArithmeticFault) in
        let (first, last) = (try own.before + before[place], try own.after + after[place])
        let isSame = try axis.isSame(first, last, size: shape.sizes[place], kernel[index])
        return isSame
          ? SlidingAxis<Formula>.Padding.same : .explicit(before: first, after: last)
      }
      padded.append(
        SlidingAxis(stride: axis.stride, dilation: axis.dilation, padding: around))
    }
    return (padding.inputs[0], padded)
  }
}

extension SlidingAxis<Formula> {
  /// Whether that many zeros around a map are those of `same`, for each value of its size.
  fileprivate func isSame(
    _ before: Formula, _ after: Formula, size: Formula, _ kernel: Formula
  ) throws(ArithmeticFault) -> Bool {
    let count = try Formula.of("ceil", size / stride)
    let span = try dilation * (kernel - 1) + 1
    let total = try Formula.of("max", (count - 1) * stride + span - size, 0)
    let (sum, half) = (try before + after, try Formula.of("floor", total / 2))
    return sum == total && before == half
  }
}
