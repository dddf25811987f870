import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A function of corresponding elements: each tensor is read along the axes it has, and stands still
/// along those where its size is 1.
struct ElementwiseKernel: LoopedKernel {
  let output: MapSize
  let sources: Int
  private let elementwise: Elementwise
  /// For each tensor, the elements from one position of the output to the next along each axis.
  private let steps: [[Int]]

  init(_ elementwise: Elementwise, on inputs: [MapSize]) {
    self.elementwise = elementwise
    sources = inputs.count
    let rank = inputs.map(\.rank).max() ?? 0
    let aligned = inputs.map { Array(repeating: 1, count: rank - $0.rank) + $0.sizes }
    let sizes = (0..<rank).map { axis in
      aligned.map { $0[axis] }.first { $0 != 1 } ?? 1
    }
    output = MapSize(
      sizes, layout: inputs.first { $0.rank == rank }?.layout ?? .channelsFirst)
    steps = aligned.map { own in
      zip(own, pitches(own)).map { $0 == 1 ? 0 : $1 }
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let (inputs, finished) = (task.inputs, task)
    var operands = [Float](repeating: 0, count: elementwise.operands.count)
    try forEachPlace(output.sizes, steps) { (number, places) throws(ExecutionError) in
      if number & 0xfff == 0 { try finished.checkCancellation() }
      var next = 0
      for (index, operand) in elementwise.operands.enumerated() {
        if case .number(let value) = operand {
          operands[index] = Float(value)
        } else {
          operands[index] = inputs[next].read(at: places[next])
          next += 1
        }
      }
      finished.write(elementwise.function(operands), at: number)
    }
  }
}

extension Elementwise.Function {
  /// The value for operands, as many as the function takes; constants of activations follow the
  /// element.
  func callAsFunction(_ x: [Float]) -> Float {
    let (a, b) = (x[0], x.count > 1 ? x[1] : 0)
    func truth(_ condition: Bool) -> Float { condition ? 1 : 0 }
    func bits(_ function: (Int32, Int32) -> Int32) -> Float {
      Float(function(Int32(clamping: a), Int32(clamping: b)))
    }
    switch self {
    case .add: return x.reduce(0, +)
    case .subtract: return a - b
    case .multiply: return x.reduce(1, *)
    case .divide: return a / b
    case .power: return powf(a, b)
    case .modulo: return a - b * floorf(a / b)
    case .floorDivide: return floorf(a / b)
    case .squaredDifference: return (a - b) * (a - b)
    case .maximum: return x.dropFirst().reduce(a) { $0 > $1 || $0.isNaN ? $0 : $1 }
    case .minimum: return x.dropFirst().reduce(a) { $0 < $1 || $0.isNaN ? $0 : $1 }
    case .mean: return x.reduce(0, +) / Float(x.count)
    case .atan2: return atan2f(a, b)
    case .equal: return truth(a == b)
    case .notEqual: return truth(a != b)
    case .less: return truth(a < b)
    case .lessOrEqual: return truth(a <= b)
    case .greater: return truth(a > b)
    case .greaterOrEqual: return truth(a >= b)
    case .and: return truth(a != 0 && b != 0)
    case .or: return truth(a != 0 || b != 0)
    case .xor: return truth((a != 0) != (b != 0))
    case .not: return truth(a == 0)
    case .bitAnd: return bits(&)
    case .bitOr: return bits(|)
    case .bitXor: return bits(^)
    case .shift: return bits { $0 << $1 }
    case .select: return a != 0 ? b : x[2]
    case .clip: return a < b ? b : x.count > 2 && a > x[2] ? x[2] : a
    case .identity: return a
    case .negative: return -a
    case .abs: return fabsf(a)
    case .sign: return a > 0 ? 1 : a < 0 ? -1 : a
    case .reciprocal: return 1 / a
    case .square: return a * a
    case .sqrt: return a.squareRoot()
    case .rsqrt: return 1 / a.squareRoot()
    case .exp: return expf(a)
    case .exp2: return exp2f(a)
    case .log: return logf(a)
    case .erf: return erff(a)
    case .floor: return floorf(a)
    case .ceil: return ceilf(a)
    case .round: return a.rounded(.toNearestOrEven)
    case .isNaN: return truth(a.isNaN)
    case .isInfinite: return truth(a.isInfinite)
    case .sin: return sinf(a)
    case .cos: return cosf(a)
    case .tan: return tanf(a)
    case .asin: return asinf(a)
    case .acos: return acosf(a)
    case .atan: return atanf(a)
    case .sinh: return sinhf(a)
    case .cosh: return coshf(a)
    case .asinh: return asinhf(a)
    case .acosh: return acoshf(a)
    case .atanh: return atanhf(a)
    case .elu: return a < 0 ? (x.count > 1 ? b : 1) * expm1f(a) : a
    case .selu: return 1.0507010 * (a < 0 ? 1.6732632 * expm1f(a) : a)
    case .celu:
      let alpha = x.count > 1 ? b : 1
      return max(0, a) + min(0, alpha * expm1f(a / alpha))
    case .softplus: return a > 20 ? a : log1pf(expf(a))
    case .softsign: return a / (1 + fabsf(a))
    case .mish: return a * tanhf(a > 20 ? a : log1pf(expf(a)))
    case .leaky: return a < 0 ? (x.count > 1 ? b : 0.01) * a : a
    case .hardSigmoid:
      let (slope, shift) = (x.count > 1 ? b : 0.2, x.count > 2 ? x[2] : 0.5)
      return max(0, min(1, slope * a + shift))
    case .threshold: return a > (x.count > 1 ? b : 1) ? a : 0
    case .shrink:
      let (bias, limit) = (x.count > 1 ? b : 0, x.count > 2 ? x[2] : 0.5)
      return a < -limit ? a + bias : a > limit ? a - bias : 0
    }
  }
}

extension Int32 {
  /// The whole part of a number, as near as an integer comes to it.
  fileprivate init(clamping value: Float) {
    self = Int32(exactly: value.rounded(.towardZero)) ?? (value > 0 ? .max : value < 0 ? .min : 0)
  }
}
