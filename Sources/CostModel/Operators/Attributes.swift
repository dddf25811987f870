import Symbolic

/// The attributes of an operator in plain numbers and words: enough to run it, without formulas.
///
/// It has no output sizes, parameter counts or costs: an executor works those out itself.
public enum Attributes: Hashable, Sendable {
  /// The taps of a kernel along each axis of a map: its height, then its width.
  public struct Kernel: Hashable, Sendable {
    /// Taps along each axis.
    public let sizes: [Int]
    /// Taps along the height.
    public var height: Int { sizes[0] }
    /// Taps along the width.
    public var width: Int { sizes[1] }

    /// A kernel of the given size.
    public init(height: Int, width: Int) { sizes = [height, width] }

    /// A kernel with a size for each axis.
    init(_ sizes: [Int]) { self.sizes = sizes }
  }

  /// How windows slide over a map.
  public struct Window: Hashable, Sendable {
    /// What surrounds the map along an axis.
    public enum Padding: Hashable, Sendable {
      /// Enough for one output per `stride` inputs; an odd padding element goes after the input.
      case same
      /// That many elements before and after; with `ceil` a last window may extend past the end if
      /// it starts in the input or in the padding before it.
      case symmetric(Int, ceil: Bool = false)
    }

    /// How windows slide along one axis.
    public struct Axis: Hashable, Sendable {
      /// The distance between windows, and between taps.
      public let stride, dilation: Int
      /// The padding around the map.
      public let padding: Padding

      /// An axis with the given values.
      public init(stride: Int = 1, dilation: Int = 1, padding: Padding = .same) {
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
      }
    }

    /// One kernel, or several for a mixed depthwise convolution.
    public let kernels: [Kernel]
    /// Along the height, then along the width.
    public let axes: [Axis]

    /// A window with these kernels.
    public init(kernels: [Kernel], axes: [Axis] = [Axis(), Axis()]) {
      self.kernels = kernels
      self.axes = axes
    }
  }

  /// The factor by which a size is multiplied; the product is truncated to an integer.
  public enum Factor: Hashable, Sendable {
    /// A quotient of whole numbers.
    case exact(Int, over: Int)
    /// A real number, multiplied in `Double`.
    case real(Double)
  }

  /// `conv`.
  case convolution(Window, channels: Int, groups: Int, hasBias: Bool)
  /// `depthwise`: each channel has filters of its own.
  case depthwise(Window, channels: Int, hasBias: Bool)
  /// `transposed`.
  case transposed(Window, channels: Int, groups: Int, hasBias: Bool)
  /// `dense`.
  case dense(channels: Int, hasBias: Bool)
  /// `maxpool` and `avgpool`; without a window, over the whole map.
  case pooling(isMaximum: Bool, Window?)
  /// A normalization as a row: `batchnorm`, `layernorm`, `l2norm`, `lrn`, `layerscale`.
  case normalization(String)
  /// An activation as a row, by its name.
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
  /// `depth_to_space` and `space_to_depth`, by a factor along each axis.
  case depthToSpace(by: [Int])
  case spaceToDepth(by: [Int])
  /// `resize`, by a factor along each axis, or to the map of the second input.
  case resize(by: [Factor]?)
  /// `none`.
  case zeros
  /// `matmul`, with the second factor as it is or transposed.
  case product(transposes: Bool)
}

extension Formula {
  /// The value of a bound formula.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger`, `overflow`.
  package func integer() throws(ArithmeticFault) -> Int {
    guard let value = constantValue else { throw .unbound(symbols.sorted().first ?? text) }
    return try value.integer()
  }
}

extension Shape {
  /// Channels, height and width of a bound shape.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger`, `overflow`.
  public func numbers() throws(ArithmeticFault) -> (channels: Int, height: Int, width: Int) {
    (try channels.integer(), try height.integer(), try width.integer())
  }
}

extension Sliding {
  /// The window for bound kernels. - Throws: as ``Formula/integer()``.
  func attributes(_ kernels: [Kernel]) throws(ArithmeticFault) -> Attributes.Window {
    var bound: [Attributes.Kernel] = []
    for kernel in kernels { bound.append(Attributes.Kernel(try kernel.sizes.integers())) }
    var axes: [Attributes.Window.Axis] = []
    for axis in self.axes { axes.append(try axis.attributes()) }
    return Attributes.Window(kernels: bound, axes: axes)
  }
}

extension SlidingAxis {
  fileprivate func attributes() throws(ArithmeticFault) -> Attributes.Window.Axis {
    let around: Attributes.Window.Padding
    switch padding {
    case .same: around = .same
    case .symmetric(let number, let ceil): around = .symmetric(try number.integer(), ceil: ceil)
    }
    return Attributes.Window.Axis(
      stride: try stride.integer(), dilation: try dilation.integer(), padding: around)
  }
}

extension [Formula] {
  /// The values of bound formulas. - Throws: as ``Formula/integer()``.
  func integers() throws(ArithmeticFault) -> [Int] {
    var numbers: [Int] = []
    for formula in self { numbers.append(try formula.integer()) }
    return numbers
  }
}
