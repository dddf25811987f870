import CostModel
import Symbolic

/// What the backward pass of an operator needs from its forward pass, in PyTorch.
///
/// Source: tools/autograd/derivatives.yaml of PyTorch 2.13, and what saved_tensors_hooks show
/// (Tests/oracle/training.py).
struct SavedTensors {
  /// The inputs, by place; nil for all.
  var inputs: [Int]? = []
  /// Whether the output.
  var output = false
  /// Bytes for each element of the output: the place of a maximum, further results.
  var bytesPerOutput = 0
  /// Bytes for each row that is normalized by itself: a mean and a deviation.
  var bytesPerRow = 0
  /// Bytes for each channel, whatever the batch.
  var bytesPerChannel = 0
  /// Whether kernels keep more, which is not known.
  var isUnknown = false
}

extension Activation {
  /// Whether the derivative is worked out from the output, rather than from the input.
  var needsOutput: Bool {
    switch self {
    case .relu, .sigmoid, .tanh: true
    case .relu6, .leaky, .prelu, .sharedPrelu, .swish, .hswish, .hsigmoid, .gelu: false
    }
  }
}

extension Operator where Size == Formula {
  /// Whether the gradient of the output is that of each input, or its parts are.
  var passesGradient: Bool {
    switch self {
    case .join(.add(.sum)), .join(.concat), .zeros: true
    case .elementwise(let function): [.add, .identity].contains(function.function)
    default: isView
    }
  }

  /// What is saved.
  ///
  /// - Parameters:
  ///   - gradients: which inputs get a gradient.
  ///   - isFixed: whether a global average is a window as large as the map.
  func saved(_ gradients: [Bool], isFixed: Bool) -> SavedTensors {
    switch self {
    case .convolution, .transposed, .dense: SavedTensors(inputs: [0])
    case .pool(let pool):
      if pool.isMaximum {
        SavedTensors(inputs: [0], bytesPerOutput: 8)
      } else {
        // The mean of the whole map needs nothing.
        SavedTensors(inputs: pool.window == nil && !isFixed ? [] : [0])
      }
    case .normalization(let norm): norm.saved
    case .axisNormalization: SavedTensors(inputs: [0], bytesPerRow: 8)
    case .activation(let activation):
      activation.needsOutput ? SavedTensors(output: true) : SavedTensors(inputs: [0])
    case .softmax(let softmax):
      SavedTensors(output: [.softmax, .logSoftmax].contains(softmax.function))
    case .join(.add(let fusion)): SavedTensors(inputs: fusion == .sum ? [] : nil)
    case .join(.concat): SavedTensors()
    case .join(.multiply): .product(gradients)
    case .product, .contraction: .product(gradients)
    case .elementwise(let elementwise): elementwise.saved(gradients)
    case .reduction(let reduction): reduction.saved
    case .move(.largest): SavedTensors(bytesPerOutput: 8)
    case .recurrent, .rankConstrainedFilter:
      SavedTensors(inputs: [0], output: true, isUnknown: true)
    case .opaque: SavedTensors(inputs: nil, output: true, isUnknown: true)
    case .rearrangement, .resize, .zeros, .embedding, .partition, .move, .conversion:
      SavedTensors()
    }
  }

  /// The rows of an input that are normalized by themselves. - Throws: `overflow`.
  func rows(of input: Shape) throws(ArithmeticFault) -> Formula {
    guard case .axisNormalization(let norm) = self else {
      return try input.elements() / input.channels
    }
    var rows = norm.groups ?? .one
    for (axis, size) in input.sizes.enumerated() where !norm.axes.contains(axis) {
      if norm.groups != nil, axis == input.channelAxis { continue }
      rows = try rows * size
    }
    return rows
  }
}

extension SavedTensors {
  /// Of a product: each factor, if another one gets a gradient. Between more than two there are
  /// results of earlier products.
  static func product(_ gradients: [Bool]) -> SavedTensors {
    let needed = gradients.indices.filter { place in
      gradients.enumerated().contains { $0.offset != place && $0.element }
    }
    return SavedTensors(inputs: needed, bytesPerOutput: 4 * max(0, gradients.count - 2))
  }
}

extension Normalization {
  fileprivate var saved: SavedTensors {
    switch self {
    case .batchnorm: SavedTensors(inputs: [0], bytesPerChannel: 8)
    case .layernorm: SavedTensors(inputs: [0], bytesPerRow: 8)
    // The quotient, which is scaled; and the length of each row, before and after it is clamped.
    case .l2norm: SavedTensors(inputs: [0], bytesPerOutput: 4, bytesPerRow: 8)
    // The squares, their scaled means and the power of these.
    case .lrn: SavedTensors(inputs: [0], bytesPerOutput: 12)
    case .layerscale: SavedTensors(inputs: [0])
    case .biasadd: SavedTensors()
    }
  }
}

extension Elementwise {
  fileprivate func saved(_ gradients: [Bool]) -> SavedTensors {
    switch function {
    case .add, .subtract, .negative, .identity, .mean: SavedTensors()
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: SavedTensors()
    case .and, .or, .xor, .not, .bitAnd, .bitOr, .bitXor, .shift, .isNaN, .isInfinite:
      SavedTensors()
    case .sign, .floor, .ceil, .round, .floorDivide, .modulo: SavedTensors()
    case .multiply where gradients.count < 2: SavedTensors()
    case .multiply: .product(gradients)
    // By a number nothing is needed.
    case .divide where gradients.count < 2 && operands.first == .tensor: SavedTensors()
    case .exp, .exp2, .sqrt, .rsqrt, .reciprocal, .tan: SavedTensors(output: true)
    case .select: SavedTensors(inputs: [0])
    default: SavedTensors(inputs: nil)
    }
  }
}

extension Reduction {
  fileprivate var saved: SavedTensors {
    switch function {
    case .mean, .sum, .any, .all, .argmax, .argmin: SavedTensors()
    case .l1, .sumOfSquares, .variance: SavedTensors(inputs: [0])
    case .logSum: SavedTensors(bytesPerOutput: 4)
    case .maximum, .minimum, .product, .l2, .logSumExp, .standardDeviation:
      SavedTensors(inputs: [0], output: true)
    }
  }
}
