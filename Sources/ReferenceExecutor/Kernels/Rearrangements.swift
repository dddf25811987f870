import CostModel

/// `shuffle`: channels in groups are read across the groups (arXiv:1707.01083, Figure 1).
struct ShuffleKernel: Kernel {
  let output: MapSize
  let groups: Int

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      var channel = 0
      for member in 0..<output.channels / groups {
        for group in 0..<groups {
          try task.checkCancellation()
          let source = group * (output.channels / groups) + member
          for row in 0..<output.rows {
            for column in 0..<output.width {
              task.write(
                task.inputs[0].read(sample, source, row, column), sample, channel, row, column)
            }
          }
          channel += 1
        }
      }
    }
  }
}

/// `resize`: every output takes the element whose square contains its top left corner when both
/// maps are drawn at the same size, unless told to read between positions.
struct ResizeKernel: Kernel {
  let output: MapSize
  let input: MapSize
  private let sampling: Numerics.Sampling?

  init(_ input: MapSize, to map: [Int], _ numerics: Numerics = Numerics()) {
    self.input = input
    output = input.with(map: map)
    sampling = numerics.sampling
  }

  init(_ input: MapSize, by factors: [ResizeFactor], _ numerics: Numerics = Numerics()) {
    let map = zip(factors, input.map).map { $0.size(of: $1) }
    self.init(input, to: map, numerics)
  }

  /// The position that a position of the output takes.
  func source(of position: Int) -> Int {
    output.place(of: position, in: input) { (axis, place) in
      place * input.map[axis] / output.map[axis]
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    if let sampling { return try run(&task, sampling) }
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for position in 0..<output.area {
          let value = task.inputs[0].read(sample, channel, source(of: position))
          task.write(value, sample, channel, position)
        }
      }
    }
  }
}

extension ResizeFactor {
  /// The output size for an input size, at most `Int.max`.
  fileprivate func size(of input: Int) -> Int {
    switch self {
    case .exact(let numerator, let denominator):
      let divisor = UInt(denominator)
      let product = UInt(input).multipliedFullWidth(by: UInt(numerator))
      guard product.high < divisor else { return .max }
      return Int(clamping: divisor.dividingFullWidth(product).quotient)
    case .real(let factor): return Int(exactly: (Double(input) * factor).rounded(.down)) ?? .max
    }
  }
}

/// `depth_to_space` and `space_to_depth`: the channels of a position become a rectangle of
/// positions, row by row, or the other way round (pixel shuffle, arXiv:1609.05158, section 3.2).
struct BlockKernel: Kernel {
  let output: MapSize
  /// The size of the rectangle.
  let block: [Int]
  /// Whether channels become positions.
  let spreads: Bool
  private let coarse, fine: MapSize
  private let ordersByPlace: Bool

  init(
    _ input: MapSize, by block: [Int], spreads: Bool, _ numerics: Numerics = Numerics()
  ) {
    ordersByPlace = numerics.ordersByPlace
    self.block = block
    self.spreads = spreads
    let pairs = zip(input.map, block)
    let map = pairs.map { spreads ? clampedProduct($0, $1) : $0 / $1 }
    let channels =
      spreads
      ? block.reduce(input.channels) { $0 / $1 }
      : clampedProduct(input.channels, clampedProduct(block))
    output = input.with(channels: channels, map: map)
    (coarse, fine) = spreads ? (input, output) : (output, input)
  }

  /// The number of positions in a rectangle.
  var positions: Int { clampedProduct(block) }

  /// The position whose channels a position of the larger map is one of, and its place in the
  /// rectangle.
  func place(of position: Int) -> (position: Int, offset: Int) {
    let whole = fine.place(of: position, in: coarse) { (axis, place) in place / block[axis] }
    var (rest, offset, pitch) = (position, 0, 1)
    for axis in block.indices.reversed() {
      offset += rest % fine.map[axis] % block[axis] * pitch
      rest /= fine.map[axis]
      pitch *= block[axis]
    }
    return (whole, offset)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<fine.channels {
        try task.checkCancellation()
        for position in 0..<fine.area {
          let (place, offset) = place(of: position)
          let deep =
            ordersByPlace ? offset * fine.channels + channel : channel * positions + offset
          let (from, to) =
            spreads ? ((deep, place), (channel, position)) : ((channel, position), (deep, place))
          task.write(task.inputs[0].read(sample, from.0, from.1), sample, to.0, to.1)
        }
      }
    }
  }
}

extension MapSize {
  /// The position in another map whose place along each axis is that of a position of this one,
  /// changed.
  func place(of position: Int, in other: MapSize, _ change: (_ axis: Int, _ place: Int) -> Int)
    -> Int
  {
    var (rest, result, pitch) = (position, 0, 1)
    for axis in map.indices.reversed() {
      result += change(axis, rest % map[axis]) * pitch
      rest /= map[axis]
      pitch *= other.map[axis]
    }
    return result
  }
}

/// `none`: zeros of the input's size.
struct ZerosKernel: Kernel {
  let output: MapSize
  let sources = 0

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for row in 0..<output.rows {
          for column in 0..<output.width { task.write(0, sample, channel, row, column) }
        }
      }
    }
  }
}
