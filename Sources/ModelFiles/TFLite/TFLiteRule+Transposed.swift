import CostModel
import Symbolic

// Transposed convolutions.
extension TFLiteRule {
  /// The inputs are the sizes of the result, the weights, the map and perhaps a bias.
  static func transposedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let weights = try translator.weights(call[1])
    let sizes = try four(weights)
    return try transposed(
      &translator, call, kernel: [sizes[1], sizes[2]], channels: sizes[0], inputs: sizes[3],
      translator.transposed(weights, [3, 0, 1, 2]), "hw")
  }

  /// Weights are depth x height x width x outputs x inputs.
  static func transposedConvolution3D(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let weights = try translator.weights(call[1])
    let sizes = try self.sizes(weights, 5)
    return try transposed(
      &translator, call, kernel: Array(sizes[..<3]), channels: sizes[3], inputs: sizes[4],
      translator.transposed(weights, [4, 3, 0, 1, 2]), "dhw")
  }

  private static func transposed(
    _ translator: inout Translator, _ call: Call, kernel: [Formula], channels: Formula,
    inputs: Formula, _ weights: Constant, _ letters: String
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call[2], .channelsLast)
    guard let shape = input.shape else { return .unknown }
    // Where the sizes are computed from data, those that the file states are all that can be known.
    let given = try translator.formulas(call[0])
    guard let made = given ?? translator.stated(call, 0) else { throw .undecided(.data) }
    guard made.count == shape.sizes.count, made.count == kernel.count + 2 else {
      throw .invalid(Diagnostic("it makes \(made.count) axes of \(shape.sizes.count)"))
    }
    var axes: [SlidingAxis<Formula>] = []
    for (place, axis) in try self.axes(call, letters).enumerated() {
      axes.append(
        try translator.transposedAxis(
          from: shape.map[place], to: made[place + 1], kernel: kernel[place], stride: axis.stride,
          dilation: axis.dilation))
    }
    let filter = Filter(
      kernel: kernel, channels: channels, inputs: inputs, weights, bias: call.optional(3))
    return try translator.convolveTransposed(input, filter, axes)
  }

  /// MediaPipe's own operator: the map, the weights and a bias. Its options are bytes that nobody
  /// but its kernel reads, so that strides follow from the sizes that the file states.
  static func biasedTransposedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsLast)
    guard let shape = input.shape else { return .unknown }
    let weights = try translator.weights(call[1])
    let sizes = try four(weights)
    guard let made = translator.stated(call, 0), made.count == 4, shape.map.count == 2 else {
      throw .undecided(.data)
    }
    var axes: [SlidingAxis<Formula>] = []
    for place in 0..<2 {
      let stride = try translator.exactly { () throws(ArithmeticFault) in
        try Formula.of("ceil", made[place + 1] / shape.map[place])
      }
      axes.append(
        try translator.transposedAxis(
          from: shape.map[place], to: made[place + 1], kernel: sizes[place + 1], stride: stride))
    }
    let filter = Filter(
      kernel: [sizes[1], sizes[2]], channels: sizes[0], inputs: sizes[3],
      translator.transposed(weights, [3, 0, 1, 2]), bias: call.optional(2))
    return try translator.convolveTransposed(input, filter, axes)
  }
}
