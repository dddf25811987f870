import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `softmax` and its relatives along an axis.
struct AxisSoftmaxKernel: LoopedKernel {
  let output: MapSize
  private let softmax: Softmax<Int>
  private let walk: AxisWalk

  init(_ softmax: Softmax<Int>, on input: MapSize) {
    output = input
    self.softmax = softmax
    // Where there is only a batch, each sample has a single channel.
    let axis = softmax.axis ?? input.channelAxis
    walk = AxisWalk(axis == nil ? input.sizes + [1] : input.sizes, along: axis ?? input.rank)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let size = walk.count / softmax.heads
    for before in 0..<walk.outer {
      try task.checkCancellation()
      for after in 0..<walk.inner {
        for head in 0..<softmax.heads {
          let positions = head * size..<(head + 1) * size
          let values = positions.map { task.inputs[0].read(at: walk.place(before, $0, after)) }
          for (position, value) in zip(positions, softmax.function(values)) {
            task.write(value, at: walk.place(before, position, after))
          }
        }
      }
    }
  }
}

extension SharesFunction {
  /// The result for the elements along an axis.
  func callAsFunction(_ values: [Float]) -> [Float] {
    // The largest is subtracted, so that no exponential overflows.
    let largest = values.max() ?? 0
    switch self {
    case .softmax:
      let powers = values.map { expf($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    case .logSoftmax:
      let sum = logf(values.reduce(0) { $0 + expf($1 - largest) })
      return values.map { $0 - largest - sum }
    case .hardmax:
      let first = values.firstIndex(of: largest)
      return values.indices.map { $0 == first ? 1 : 0 }
    case .cumulativeSum:
      var sum: Float = 0
      return values.map { value in
        sum += value
        return sum
      }
    }
  }
}

/// `dense` along one axis, at every other position.
struct AxisDenseKernel: LoopedKernel {
  let output: MapSize
  private let input: MapSize
  private let dense: Dense<Int>
  private let axis: Int

  init(_ dense: Dense<Int>, along axis: Int, on input: MapSize) {
    self.dense = dense
    self.axis = axis
    self.input = input
    var sizes = input.sizes
    sizes[axis] = dense.channels
    output = MapSize(sizes, layout: input.layout)
  }

  private var features: Int { input.sizes[axis] }

  var parameters: [ParameterBlock] {
    [.weights(clampedProduct(features, dense.channels), fanIn: features)]
      + (dense.hasBias ? [.biases(dense.channels)] : [])
  }

  /// Weights are outputs x inputs; they are read with the outputs innermost.
  package func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float] {
    block == 0 ? numbers[...].transposed(rows: dense.channels) : numbers
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let (from, to) = (AxisWalk(input.sizes, along: axis), AxisWalk(output.sizes, along: axis))
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: dense.channels)
    defer { sums.deallocate() }
    for before in 0..<from.outer {
      for after in 0..<from.inner {
        try task.checkCancellation()
        sums.initialize(repeating: 0, count: dense.channels)
        for feature in 0..<from.count {
          let value = task.inputs[0].read(at: from.place(before, feature, after))
          task.parameters[0].multiply(
            feature * dense.channels, count: dense.channels, by: value, isReal: true, into: sums,
            &task.tally)
        }
        for channel in 0..<dense.channels {
          let bias = dense.hasBias ? task.parameters[1].read(channel) : 0
          task.writeSum(sums[channel] + bias, at: to.place(before, channel, after))
        }
      }
    }
  }
}

/// `concat` along an axis by position.
struct AxisConcatKernel: LoopedKernel {
  let output: MapSize
  let sources: Int
  private let axis: Int

  init(along axis: Int, on inputs: [MapSize]) {
    self.axis = axis
    sources = inputs.count
    var sizes = inputs[0].sizes
    sizes[axis] = inputs.reduce(0) { clampedSum($0, $1.sizes[axis]) }
    output = MapSize(sizes, layout: inputs[0].layout)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let to = AxisWalk(output.sizes, along: axis)
    var first = 0
    for input in task.inputs {
      let from = AxisWalk(input.size.sizes, along: axis)
      for before in 0..<from.outer {
        try task.checkCancellation()
        for position in 0..<from.count {
          for after in 0..<from.inner {
            task.write(
              input.read(at: from.place(before, position, after)),
              at: to.place(before, first + position, after))
          }
        }
      }
      first += from.count
    }
  }
}

/// A normalization along some axes.
struct AxisNormalizationKernel: LoopedKernel {
  let output: MapSize
  private let norm: AxisNormalization<Int>
  private let epsilon: Float

  init(_ norm: AxisNormalization<Int>, _ numerics: Numerics = Numerics(), on input: MapSize) {
    self.norm = norm
    epsilon = Float(numerics.epsilon)
    output = input
  }

  var parameters: [ParameterBlock] {
    let count = clampedProduct(norm.trainedAxes.map { output.sizes[$0] })
    return (norm.hasScale ? [.scales(count)] : []) + (norm.hasShift ? [.shifts(count)] : [])
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    // A group is a further axis: the channels are divided into groups and their members.
    var (sizes, steps) = (output.sizes, pitches(output.sizes))
    var axes = Set(norm.axes)
    var trained = norm.trainedAxes
    if let groups = norm.groups, output.rank > 1 {
      let channel = output.layout == .channelsFirst ? 1 : output.rank - 1
      sizes[channel] /= groups
      sizes.append(groups)
      steps.append(sizes[channel] * steps[channel])
      axes.insert(channel)
      if trained.contains(channel) { trained.insert(sizes.count - 1, at: 0) }
    }
    // The place among the trained numbers moves along the trained axes only.
    let lines = pitches(trained.map { sizes[$0] })
    let numbers = sizes.indices.map { axis in
      trained.firstIndex(of: axis).map { lines[$0] } ?? 0
    }
    func part(_ isPart: (Int) -> Bool) -> (sizes: [Int], pitches: [[Int]]) {
      let own = sizes.indices.filter(isPart)
      return (own.map { sizes[$0] }, [own.map { steps[$0] }, own.map { numbers[$0] }])
    }
    let (outer, inner) = (part { !axes.contains($0) }, part { axes.contains($0) })
    let (source, parameters, finished) = (task.inputs[0], task.parameters, task)
    let count = Float(clampedProduct(inner.sizes))
    try forEachPlace(outer.sizes, outer.pitches) { (_, start) throws(ExecutionError) in
      try finished.checkCancellation()
      var (sum, squares) = (Float(0), Float(0))
      if norm.isCentered {
        try forEachPlace(inner.sizes, inner.pitches) { (_, offset) throws(ExecutionError) in
          sum += source.read(at: start[0] + offset[0])
        }
      }
      let mean = sum / count
      try forEachPlace(inner.sizes, inner.pitches) { (_, offset) throws(ExecutionError) in
        let distance = source.read(at: start[0] + offset[0]) - mean
        squares += distance * distance
      }
      let root = (squares / count + epsilon).squareRoot()
      try forEachPlace(inner.sizes, inner.pitches) { (_, offset) throws(ExecutionError) in
        let (place, number) = (start[0] + offset[0], start[1] + offset[1])
        var value = (source.read(at: place) - mean) / root
        if norm.hasScale { value *= parameters[0].read(number) }
        if norm.hasShift { value += parameters[parameters.count - 1].read(number) }
        finished.write(value, at: place)
      }
    }
  }
}

/// The elements in their order: a conversion, since all are run as numbers of one kind, or a reshape
/// that is no view.
struct CopyKernel: LoopedKernel {
  let output: MapSize
  /// The type whose numbers results are rounded to.
  private let type: DataType

  /// Quantized numbers stay what they stand for.
  init(output: MapSize, _ conversion: Conversion? = nil) {
    self.output = output
    type = conversion?.method == .cast ? conversion?.type ?? .fp32 : .fp32
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for place in 0..<output.elements {
      task.write(type.rounding(task.inputs[0].read(at: place)), at: place)
    }
  }
}

extension DataType {
  /// What remains of a number that is cast to the type.
  fileprivate func rounding(_ value: Float) -> Float {
    switch self {
    case .fp64, .fp32, .fp8: value
    case .bf16: DataType.rounding(value, bits: 8, least: -133)
    case .fp16:
      abs(value) >= 65520 ? value * .infinity : DataType.rounding(value, bits: 11, least: -24)
    case .bool: value == 0 ? 0 : 1
    default: value.rounded(.towardZero)
    }
  }

  /// To the nearest number of so many significant bits, the even one of two; the last bit is worth
  /// at least 2 ^ least.
  private static func rounding(_ value: Float, bits: Int, least: Int) -> Float {
    guard value.isFinite, value != 0 else { return value }
    let unit = max(Int(value.exponent) + 1 - bits, least)
    let scale = Float(sign: .plus, exponent: unit, significand: 1)
    return (value / scale).rounded(.toNearestOrEven) * scale
  }
}
