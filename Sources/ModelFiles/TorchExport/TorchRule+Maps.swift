import CostModel
import Symbolic

// Operators over maps, whose channels come second, and products of matrices.
extension TorchRule {
  static func convolution(
    isTransposed: Bool = false
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let weights = try translator.weights(call.tensor("weight"))
      let sizes = weights.shape.sizes
      guard let own = try call.subject().shape, sizes.count > 2 else {
        throw .invalid(Diagnostic("its weights have \(sizes.count) axes"))
      }
      // A map without a batch is a batch of one.
      let isSingle = own.sizes.count == sizes.count - 1
      var input = try call.subject()
      if isSingle { input = try translator.unsqueeze(input, [0]) }
      input = try translator.map(input, .channelsFirst)
      guard let shape = input.shape else { return .unknown }
      let groups = try translator.size(call, "groups") ?? 1
      let isAsked = try call.isTrue("transposed")
      let isTransposed = isTransposed || isAsked
      let filter = try Filter(
        weights, over: shape, groups: groups, isTransposed: isTransposed,
        bias: call.optional("bias"))
      let rank = filter.kernel.count
      let made =
        isTransposed
        ? try translator.convolveTransposed(
          input, filter, transposedAxes(&translator, call, rank), groups: groups)
        : try translator.convolve(input, filter, axes(&translator, call, rank), groups: groups)
      return isSingle ? try translator.squeeze(made, [0]) : made
    }
  }

  /// How a window slides along each axis. Padding may be a word.
  static func axes(
    _ translator: inout Translator, _ call: Call, _ rank: Int, strides given: [Formula]? = nil
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    var strides = try call.list("stride", rank, or: 1, &translator)
    if let given { strides = given }
    let dilations = try call.list("dilation", rank, or: 1, &translator)
    let ceils = try call.isTrue("ceil_mode")
    if case .text(let word)? = call.attribute("padding") {
      guard ["same", "valid"].contains(word) else {
        throw .invalid(Diagnostic("there is no padding called \(quoted(word))"))
      }
      return (0..<rank).map { axis in
        SlidingAxis(
          stride: strides[axis], dilation: dilations[axis],
          padding: word == "same" ? .same : .symmetric(0))
      }
    }
    let padding = try call.list("padding", rank, or: 0, &translator)
    return (0..<rank).map { axis in
      SlidingAxis(
        stride: strides[axis], dilation: dilations[axis],
        padding: .symmetric(padding[axis], ceil: ceils))
    }
  }

  /// Output padding is less padding at the end.
  private static func transposedAxes(
    _ translator: inout Translator, _ call: Call, _ rank: Int
  ) throws(Refusal) -> [SlidingAxis<Formula>] {
    let extra = try call.list("output_padding", rank, or: 0, &translator)
    var axes = try axes(&translator, call, rank)
    for (place, axis) in axes.enumerated() {
      guard let (before, after) = axis.padding.sizes else { continue }
      let end = try translator.exactly { () throws(ArithmeticFault) in
        try after - extra[place]
      }
      axes[place] = SlidingAxis(
        stride: axis.stride, dilation: axis.dilation,
        padding: .explicit(before: before, after: end))
    }
    return axes
  }
}
