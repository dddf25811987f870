import Symbolic

extension NetworkBuilder {
  /// An operator as a program asks for it: `.conv(3, channels: 32, stride: 2)`.
  ///
  /// Kernels, strides, dilations and padding are given along each axis of the map, `.conv(1, 7,
  /// channels: 64)`, or once for all of them: the same words do for sounds, images and videos.
  /// Padding that isn't given is `same`. Everything else is by default as in specs.
  public struct Operation: Sendable {
    /// The operator for tensors of these shapes.
    let resolved: @Sendable ([Shape]) throws(ArithmeticFault) -> Operator<Formula>

    /// An operator that depends on the shapes it meets.
    init(_ resolved: @escaping @Sendable ([Shape]) throws(ArithmeticFault) -> Operator<Formula>) {
      self.resolved = resolved
    }

    /// An operator that is known.
    package init(_ operation: Operator<Formula>) {
      resolved = { (_) throws(ArithmeticFault) in operation }
    }
  }
}

// Operators that know which axes are channels, and which the map.
extension NetworkBuilder.Operation {
  /// A convolution over one, two or three axes.
  public static func conv(
    _ kernel: Formula..., channels: Formula, stride: Formula..., dilation: Formula...,
    padding: Formula..., groups: Formula = 1, hasBias: Bool = false
  ) -> Self {
    let window = WindowRequest(kernel, stride, dilation, padding)
    return Self { (inputs) throws(ArithmeticFault) in
      .convolution(
        Convolution(
          try window.over(inputs), channels: channels, groups: .count(groups), hasBias: hasBias))
    }
  }

  /// A convolution with a filter of its own for each channel; it makes as many channels as it reads,
  /// or a multiple.
  public static func depthwise(
    _ kernel: Formula..., channels: Formula? = nil, stride: Formula..., dilation: Formula...,
    padding: Formula..., hasBias: Bool = false
  ) -> Self {
    let window = WindowRequest(kernel, stride, dilation, padding)
    return Self { (inputs) throws(ArithmeticFault) in
      .convolution(
        Convolution(
          try window.over(inputs), channels: channels ?? inputs.first?.channels ?? 1,
          groups: .perChannel, hasBias: hasBias))
    }
  }

  /// A transposed convolution.
  public static func transposed(
    _ kernel: Formula..., channels: Formula, stride: Formula..., padding: Formula...,
    groups: Formula = 1, hasBias: Bool = false
  ) -> Self {
    let window = WindowRequest(kernel, stride, [], padding)
    return Self { (inputs) throws(ArithmeticFault) in
      .transposed(
        TransposedConvolution(
          try window.over(inputs), channels: channels, groups: groups, hasBias: hasBias))
    }
  }

  /// The largest number of each window; without anything said, of each map.
  public static func maxPool(
    _ kernel: Formula..., stride: Formula..., padding: Formula..., ceil: Bool = false
  ) -> Self {
    pool(isMaximum: true, WindowRequest(kernel, stride, [], padding, ceil: ceil))
  }

  /// The mean of each window; without anything said, of each map.
  public static func averagePool(
    _ kernel: Formula..., stride: Formula..., padding: Formula..., ceil: Bool = false
  ) -> Self {
    pool(isMaximum: false, WindowRequest(kernel, stride, [], padding, ceil: ceil))
  }

  private static func pool(isMaximum: Bool, _ window: WindowRequest) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      .pool(Pool(isMaximum: isMaximum, window.isEmpty ? nil : try window.over(inputs)))
    }
  }

  /// A fully connected layer: over all elements of a sample, or along one axis at every other
  /// position.
  public static func dense(channels: Formula, hasBias: Bool = true, axis: Int? = nil) -> Self {
    Self(.dense(Dense(channels: channels, hasBias: hasBias, axis: axis)))
  }

  /// A normalization as a layer of its own, where `norm:` would make it a part of the one before.
  public static func normalization(_ normalization: Normalization) -> Self {
    Self(.normalization(normalization))
  }

  /// An activation that is not attached to the layer before it.
  public static func activation(_ activation: Activation) -> Self {
    Self(.activation(activation))
  }

  /// The sum of tensors of one shape.
  public static var add: Self { Self(.join(.add(.sum))) }

  /// The product of maps, or of a map and a number for each channel.
  public static var multiply: Self { Self(.join(.multiply)) }

  /// Tensors behind each other along an axis, by default that of the channels.
  public static func concat(axis: Int? = nil) -> Self {
    Self(.join(.concat(axis: axis)))
  }

  /// Channels interleaved between groups (ShuffleNet, arXiv:1707.01083, Figure 1).
  public static func shuffle(groups: Formula) -> Self {
    Self(.rearrangement(.shuffle(groups: groups)))
  }

  /// Channels that become positions, by a factor along each axis of the map.
  public static func depthToSpace(by factor: Formula...) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      .rearrangement(.depthToSpace(by: try perAxis(factor, of: inputs, "factors")))
    }
  }

  /// Positions that become channels, by a factor along each axis of the map.
  public static func spaceToDepth(by factor: Formula...) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      .rearrangement(.spaceToDepth(by: try perAxis(factor, of: inputs, "factors")))
    }
  }

  /// The map in other sizes, of the nearest elements.
  public static func resize(to sizes: Formula...) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      .resize(.to(try perAxis(sizes, of: inputs, "sizes")))
    }
  }

  /// The map in sizes that are multiplied by a factor along each axis.
  public static func resize(by factor: Formula...) -> Self {
    Self { (inputs) throws(ArithmeticFault) in
      .resize(.by(try perAxis(factor, of: inputs, "factors").map { .exact($0) }))
    }
  }
}

/// A window as it is asked for: what is said once holds along every axis of the map.
private struct WindowRequest: Sendable {
  let kernel, stride, dilation, padding: [Formula]
  let ceil: Bool

  init(
    _ kernel: [Formula], _ stride: [Formula], _ dilation: [Formula], _ padding: [Formula],
    ceil: Bool = false
  ) {
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.ceil = ceil
  }

  /// Whether nothing is said of it.
  var isEmpty: Bool {
    kernel.isEmpty && stride.isEmpty && dilation.isEmpty && padding.isEmpty && !ceil
  }

  /// The window over the map of the first of these. - Throws: `outsideDomain`.
  func over(_ inputs: [Shape]) throws(ArithmeticFault) -> Window<Formula> {
    let kernel = try perAxis(kernel, of: inputs, "kernel sizes")
    let stride = try perAxis(stride, of: inputs, "strides", default: 1)
    let dilation = try perAxis(dilation, of: inputs, "dilations", default: 1)
    let around = try perAxis(padding, of: inputs, "paddings", default: 0)
    return Window(
      [KernelSize(kernel)],
      kernel.indices.map { axis in
        SlidingAxis(
          stride: stride[axis], dilation: dilation[axis],
          padding: padding.isEmpty && !ceil ? .same : .symmetric(around[axis], ceil: ceil))
      })
  }
}

/// A number for each axis of the first tensor's map, where one stands for all.
private func perAxis(
  _ numbers: [Formula], of inputs: [Shape], _ what: String, default usual: Formula? = nil
) throws(ArithmeticFault) -> [Formula] {
  // Without tensors, the builder says how many the operator reads.
  guard let count = inputs.first?.mapAxes.count else { return [] }
  if numbers.count == count { return numbers }
  guard let number = numbers.isEmpty ? usual : numbers.first, numbers.count <= 1, count > 0 else {
    throw .outsideDomain(
      "\(numbers.count) \(what), and a map of \(count) \(count == 1 ? "axis" : "axes")")
  }
  return [Formula](repeating: number, count: count)
}
