import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The values of activations. NaN stays NaN.
extension Activation {
  /// How many slopes it trains for that many channels.
  func slopes(_ channels: Int) -> Int {
    switch self {
    case .prelu: channels
    case .sharedPrelu: 1
    default: 0
    }
  }

  /// - Parameter slope: the factor for numbers below 0, if there is one.
  func callAsFunction(_ x: Float, slope: Float = 0.01) -> Float {
    switch self {
    case .relu: x < 0 ? 0 : x
    case .relu6: Activation.clamp(x, 6)
    case .leaky, .prelu, .sharedPrelu: x < 0 ? slope * x : x
    case .swish: x * Activation.logistic(x)
    case .hswish: x * Activation.clamp(x + 3, 6) / 6
    case .sigmoid: Activation.logistic(x)
    case .hsigmoid: Activation.clamp(x + 3, 6) / 6
    case .tanh: tanhf(x)
    case .gelu: x / 2 * (1 + erff(x * Float(0.5).squareRoot()))
    }
  }

  /// Between 0 and a maximum.
  private static func clamp(_ x: Float, _ maximum: Float) -> Float {
    x < 0 ? 0 : x > maximum ? maximum : x
  }

  /// GELU by tanh.
  static func approximateGELU(_ x: Float) -> Float {
    x / 2 * (1 + tanhf((2 / Float.pi).squareRoot() * (x + 0.044715 * x * x * x)))
  }

  private static func logistic(_ x: Float) -> Float { 1 / (1 + expf(-x)) }
}

/// An activation with a slope for each channel, which it can't read unnoticed.
package struct WatchedActivation {
  private let activation: Activation
  private let slopes: Watched?
  private let numerics: Numerics

  package init(_ activation: Activation, _ slopes: Watched?, _ numerics: Numerics = Numerics()) {
    self.activation = activation
    self.slopes = slopes
    self.numerics = numerics
  }

  func callAsFunction(_ x: Float, channel: Int) -> Float {
    guard let slopes else {
      return activation == .gelu && numerics.approximatesGELU
        ? Activation.approximateGELU(x) : activation(x, slope: Float(numerics.slope))
    }
    return activation(x, slope: slopes.read(activation == .prelu ? channel : 0))
  }

  /// The number of distinct slopes touched.
  var touched: Int { slopes?.touched ?? 0 }
}
