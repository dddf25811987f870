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

/// `resize`: every output takes the element whose square its own top left corner lies in, when both
/// maps are drawn at the same size.
struct ResizeKernel: Kernel {
  let output: MapSize
  let input: MapSize

  init(_ input: MapSize, to other: MapSize) {
    self.input = input
    output = MapSize(
      batch: input.batch, channels: input.channels, height: other.height, width: other.width)
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
