/// `dense`: every output is a sum over all elements of its sample.
struct DenseKernel: WeightedKernel {
  let output: MapSize
  private let input: MapSize
  private let hasBias: Bool

  /// Positions of the input, and its elements per sample.
  var area: Int { input.area }
  var features: Int { clampedProduct(input.channels, area) }

  init(channels: Int, hasBias: Bool, on input: MapSize) {
    output = input.with(channels: channels, map: input.map.map { _ in 1 })
    self.input = input
    self.hasBias = hasBias
  }

  var parameters: [ParameterBlock] {
    [.weights(clampedProduct(features, output.channels), fanIn: features)]
      + (hasBias ? [.biases(output.channels)] : [])
  }

  var weightRuns: [WeightRun] {
    [WeightRun(channels: 0..<output.channels, rows: features)]
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: output.channels)
    defer { sums.deallocate() }
    for sample in 0..<input.batch {
      sums.initialize(repeating: 0, count: output.channels)
      var weight = 0
      for channel in 0..<input.channels {
        try task.checkCancellation()
        for row in 0..<input.rows {
          for column in 0..<input.width {
            let value = task.inputs[0].read(sample, channel, row, column)
            task.parameters[0].multiply(
              weight, count: output.channels, by: value, isReal: true, into: sums, &task.tally)
            weight += output.channels
          }
        }
      }
      for channel in 0..<output.channels {
        let bias = task.parameters.count > 1 ? task.parameters[1].read(channel) : 0
        task.writeSum(sums[channel] + bias, sample, channel, 0, 0)
      }
    }
  }
}

/// `matmul`: maps as matrices with a row for each position and a column for each channel.
struct MatrixProductKernel: Kernel {
  let output: MapSize
  let sources = 2
  let inner: Int
  let transposes: Bool

  init(transposes: Bool, on left: MapSize, _ right: MapSize) {
    let columns = transposes ? right.area : right.channels
    output = left.with(channels: columns)
    inner = left.channels
    self.transposes = transposes
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let (left, right) = (task.inputs[0], task.inputs[1])
    /// Element (row, column) of the second matrix.
    func second(_ sample: Int, _ row: Int, _ column: Int) -> Float {
      right.read(sample, column, row / right.size.width, row % right.size.width)
    }
    for sample in 0..<output.batch {
      for row in 0..<output.rows {
        for column in 0..<output.width {
          try task.checkCancellation()
          for channel in 0..<output.channels {
            var sum: Float = 0
            for index in 0..<inner {
              let factor = left.read(sample, index, row, column)
              sum +=
                factor
                * (transposes ? second(sample, channel, index) : second(sample, index, channel))
              task.tally.macs += 1
              task.tally.effectiveMACs += 1
            }
            task.writeSum(sum, sample, channel, row, column)
          }
        }
      }
    }
  }
}
