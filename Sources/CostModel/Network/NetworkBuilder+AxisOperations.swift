import Symbolic

// Operators that know axes by their position, the batch's being 0, and recurrent ones.
extension NetworkBuilder.Operation {
  /// The product of the matrices in the last two axes of two tensors; the axes before are broadcast.
  public static func matmul(
    transposesLeft: Bool = false, transposesRight: Bool = false
  ) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      guard inputs.count == 2 else {
        throw .outsideDomain("'matmul' reads two tensors, not \(inputs.count)")
      }
      return .contraction(
        .matrixProduct(
          inputs[0], inputs[1], transposesLeft: transposesLeft, transposesRight: transposesRight))
    }
  }

  /// A function of corresponding elements, with broadcasting: of the tensors, then of numbers that are
  /// known.
  public static func elementwise(
    _ function: ElementwiseFunction, _ numbers: Double...
  ) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      .elementwise(
        Elementwise(
          function,
          Array(repeating: .tensor, count: inputs.count) + numbers.map { .number($0) }))
    }
  }

  /// One number from all elements along some axes, which go unless they are kept with a size of 1.
  public static func reduce(
    _ function: ReductionFunction, axes: Int..., keepsAxes: Bool = false
  ) -> Self {
    Self(.reduction(Reduction(function, axes: axes, keeps: keepsAxes)))
  }

  /// The elements along an axis as shares of 1; by default along that of the channels.
  public static func softmax(axis: Int? = nil) -> Self {
    Self(.softmax(Softmax(axis: axis)))
  }

  /// A layer normalization over trailing axes (arXiv:1607.06450), with scales and shifts.
  public static func layerNorm(trailingAxes: Int = 1) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      let rank = inputs.first?.sizes.count ?? 0
      guard (1...max(1, rank)).contains(trailingAxes) else {
        throw .outsideDomain("the last \(trailingAxes) axes of a tensor of \(rank)")
      }
      return .axisNormalization(AxisNormalization(axes: Array(rank - trailingAxes..<rank)))
    }
  }

  /// The same elements in the same order, in other sizes.
  public static func reshape(to sizes: Formula...) -> Self {
    Self(.move(.reshape(to: sizes, layout: nil)))
  }

  /// The axes in another order: axis `i` of the result is axis `axes[i]`.
  public static func transpose(_ axes: Int...) -> Self {
    Self(.move(.transpose(axes, layout: nil)))
  }

  /// So many positions along an axis from one on, `step` apart; a negative step reads backwards.
  public static func slice(
    axis: Int, start: Formula = 0, count: Formula, step: Int = 1
  ) -> Self {
    Self(.move(.slice(axis: axis, start: start, count: count, step: step)))
  }

  /// Zeros before and after the elements, for each axis; negative numbers cut elements off.
  public static func pad(before: [Formula], after: [Formula]) -> Self {
    Self(.move(.pad(before: before, after: after, .zeros)))
  }

  /// Axes of size 1 repeated, as far as the sizes ask for it.
  public static func expand(to sizes: Formula...) -> Self {
    Self(.move(.expand(to: sizes)))
  }

  /// Positions along an axis, in the order that the second tensor lists them.
  public static func gather(axis: Int) -> Self { Self(.move(.gather(axis: axis))) }

  /// A recurrent layer over sequences, batch x steps x features; each gate has two biases, as
  /// PyTorch's and ONNX's.
  public static func recurrent(
    _ cell: RecurrentCell, hidden: Formula, isBidirectional: Bool = false
  ) -> Self {
    Self(
      .recurrent(
        Recurrent(
          cell, hidden: hidden, directions: isBidirectional ? 2 : 1, timeAxis: 1, biases: 2)))
  }

  /// Elements stored as numbers of another type.
  public static func cast(to type: DataType) -> Self {
    Self(.conversion(Conversion(.cast, to: type)))
  }

  /// Real numbers stored as whole ones.
  public static func quantize(to type: DataType) -> Self {
    Self(.conversion(Conversion(.quantize, to: type)))
  }

  /// Whole numbers read as the real ones that they stand for.
  public static func dequantize(to type: DataType) -> Self {
    Self(.conversion(Conversion(.dequantize, to: type)))
  }
}
