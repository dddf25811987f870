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
          for row in 0..<output.height {
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
/// maps are drawn at the same size.
struct ResizeKernel: Kernel {
  let output: MapSize
  let input: MapSize

  init(_ input: MapSize, to other: MapSize) {
    self.input = input
    output = MapSize(
      batch: input.batch, channels: input.channels, height: other.height, width: other.width)
  }

  init(_ input: MapSize, by factors: [ResizeFactor]) {
    self.input = input
    output = MapSize(
      batch: input.batch, channels: input.channels, height: factors[0].size(of: input.height),
      width: factors[1].size(of: input.width))
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for row in 0..<output.height {
          for column in 0..<output.width {
            let value = task.inputs[0].read(
              sample, channel, row * input.height / output.height,
              column * input.width / output.width)
            task.write(value, sample, channel, row, column)
          }
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

/// `depth_to_space`: the channels of a position become a rectangle of positions, row by row
/// (pixel shuffle, arXiv:1609.05158, section 3.2).
struct DepthToSpaceKernel: Kernel {
  let output: MapSize
  let height, width: Int

  init(_ input: MapSize, height: Int, width: Int) {
    (self.height, self.width) = (height, width)
    output = MapSize(
      batch: input.batch, channels: input.channels / height / width,
      height: clampedProduct(input.height, height), width: clampedProduct(input.width, width))
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for row in 0..<output.height {
          for column in 0..<output.width {
            let source = (channel * height + row % height) * width + column % width
            let value = task.inputs[0].read(sample, source, row / height, column / width)
            task.write(value, sample, channel, row, column)
          }
        }
      }
    }
  }
}

/// `space_to_depth`: a rectangle of positions becomes the channels of one.
struct SpaceToDepthKernel: Kernel {
  let output: MapSize
  let height, width: Int

  init(_ input: MapSize, height: Int, width: Int) {
    (self.height, self.width) = (height, width)
    output = MapSize(
      batch: input.batch, channels: clampedProduct(input.channels, height, width),
      height: input.height / height, width: input.width / width)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        let (source, offset) = channel.quotientAndRemainder(dividingBy: height * width)
        for row in 0..<output.height {
          for column in 0..<output.width {
            let value = task.inputs[0].read(
              sample, source, row * height + offset / width, column * width + offset % width)
            task.write(value, sample, channel, row, column)
          }
        }
      }
    }
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
        for row in 0..<output.height {
          for column in 0..<output.width { task.write(0, sample, channel, row, column) }
        }
      }
    }
  }
}
