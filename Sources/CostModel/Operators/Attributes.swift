/// What a row says of its operator in plain numbers and words: enough to run it, and no formula.
///
/// Sizes of outputs, numbers of parameters and counts are not among them: who runs an operator
/// finds them out.
public enum Attributes: Hashable, Sendable {
  /// A kernel's height and width.
  public struct Kernel: Hashable, Sendable {
    /// Taps along each axis.
    public let height, width: Int

    /// A kernel of that size.
    public init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  /// How a window slides over a feature map, the same along both axes.
  public struct Window: Hashable, Sendable {
    /// What lies around the feature map.
    public enum Padding: Hashable, Sendable {
      /// As much as makes an output for every `stride` inputs, the odd element behind the last.
      case same
      /// So many elements before and behind.
      case symmetric(Int)
      /// Nothing, but a last window may hang over the end.
      case ceiling
    }

    /// One kernel; several where a depthwise convolution mixes them.
    public let kernels: [Kernel]
    /// Positions from one window to the next, and from one tap to the next.
    public let stride, dilation: Int
    /// What lies around the feature map.
    public let padding: Padding

    /// A window of these kernels.
    public init(kernels: [Kernel], stride: Int = 1, dilation: Int = 1, padding: Padding = .same) {
      self.kernels = kernels
      self.stride = stride
      self.dilation = dilation
      self.padding = padding
    }
  }

  /// `conv`.
  case convolution(Window, channels: Int, groups: Int, hasBias: Bool)
  /// `depthwise`: each channel has filters of its own.
  case depthwise(Window, channels: Int, hasBias: Bool)
  /// `transposed`.
  case transposed(Window, channels: Int, groups: Int, hasBias: Bool)
  /// `dense`.
  case dense(channels: Int, hasBias: Bool)
  /// `maxpool` and `avgpool`; without a window over the whole map.
  case pooling(isMaximum: Bool, Window?)
  /// A normalization as a row: `batchnorm`, `layernorm`, `l2norm`, `lrn`, `layerscale`.
  case normalization(String)
  /// An activation as a row, by its word.
  case activation(String)
  /// `softmax`, over the channels.
  case softmax
  /// `add` by its fusion: `sum`, `fast` or `softmax`.
  case add(fusion: String)
  /// `multiply`.
  case multiply
  /// `concat`.
  case concat
  /// `split`.
  case split(channels: Int, start: Int)
  /// `shuffle`.
  case shuffle(groups: Int)
  /// `resize`.
  case resize
  /// `matmul`, with the second factor as it is or transposed.
  case product(transposes: Bool)
}

extension Formula {
  /// The number of a bound formula.
  ///
  /// - Throws: `unbound` where a symbol has no value; `notAnInteger`, `overflow`.
  package func integer() throws(ArithmeticFault) -> Int {
    guard let value = constantValue else { throw .unbound(symbols.sorted().first ?? text) }
    return try value.integer()
  }
}

extension Shape {
  /// Channels, height and width of a bound shape.
  ///
  /// - Throws: `unbound` where a symbol has no value; `notAnInteger`, `overflow`.
  public func numbers() throws(ArithmeticFault) -> (channels: Int, height: Int, width: Int) {
    (try channels.integer(), try height.integer(), try width.integer())
  }
}

extension Sliding {
  /// The window of bound kernels. - Throws: as ``Formula/integer()``.
  func attributes(_ kernels: [Kernel]) throws(ArithmeticFault) -> Attributes.Window {
    var sizes: [Attributes.Kernel] = []
    for kernel in kernels {
      sizes.append(
        Attributes.Kernel(height: try kernel.height.integer(), width: try kernel.width.integer()))
    }
    let around: Attributes.Window.Padding
    switch padding {
    case .same: around = .same
    case .symmetric(let size): around = .symmetric(try size.integer())
    case .ceiling: around = .ceiling
    }
    return Attributes.Window(
      kernels: sizes, stride: try stride.integer(), dilation: try dilation.integer(),
      padding: around)
  }
}
