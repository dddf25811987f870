import CostModel

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

  /// Weights are outputs x elements of a sample in their order; they are read channel by channel,
  /// with the outputs innermost.
  package func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float] {
    guard block == 0 else { return numbers }
    var rows = numbers
    if input.layout == .channelsLast, area > 1 {
      rows = (0..<output.channels).flatMap { channel in
        numbers[channel * features..<(channel + 1) * features].transposed(rows: area)
      }
    }
    return rows[...].transposed(rows: output.channels)
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

/// `linear`: at every position, each output is a sum over all channels.
struct LinearKernel: WeightedKernel {
  let output: MapSize
  let input: MapSize
  private let hasBias: Bool

  init(channels: Int, hasBias: Bool, on input: MapSize) {
    output = input.with(channels: channels)
    self.input = input
    self.hasBias = hasBias
  }

  var parameters: [ParameterBlock] {
    [.weights(clampedProduct(input.channels, output.channels), fanIn: input.channels)]
      + (hasBias ? [.biases(output.channels)] : [])
  }

  var weightRuns: [WeightRun] {
    [WeightRun(channels: 0..<output.channels, rows: input.channels)]
  }

  /// Weights are outputs x inputs; they are read with the outputs innermost.
  package func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float] {
    block == 0 ? numbers[...].transposed(rows: output.channels) : numbers
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: output.channels)
    defer { sums.deallocate() }
    for sample in 0..<input.batch {
      for row in 0..<input.rows {
        for column in 0..<input.width {
          try task.checkCancellation()
          sums.initialize(repeating: 0, count: output.channels)
          for channel in 0..<input.channels {
            let value = task.inputs[0].read(sample, channel, row, column)
            task.parameters[0].multiply(
              channel * output.channels, count: output.channels, by: value, isReal: true,
              into: sums, &task.tally)
          }
          for channel in 0..<output.channels {
            let bias = task.parameters.count > 1 ? task.parameters[1].read(channel) : 0
            task.writeSum(sums[channel] + bias, sample, channel, row, column)
          }
        }
      }
    }
  }
}

/// `matmul`: maps as matrices with a row for each position and a column for each channel. The
/// columns are divided between heads.
struct MatrixProductKernel: Kernel {
  let output: MapSize
  let sources = 2
  let transposes: Bool
  /// Heads of the result, and how many of them use a head of the second map.
  let heads, sharing: Int
  /// Channels of a head of the first map, of the second map and of the result.
  let inner, width, columns: Int

  init(_ product: MatrixProduct<Int>, on left: MapSize, _ right: MapSize) {
    transposes = product.transposes
    heads = product.heads
    sharing = heads / product.kvHeads
    inner = left.channels / heads
    width = right.channels / product.kvHeads
    columns = transposes ? right.area : width
    output = left.with(channels: clampedProduct(heads, columns))
  }

  /// The channel and the position of the second map that hold an element of a head's second matrix.
  func second(_ head: Int, _ row: Int, _ column: Int) -> (channel: Int, position: Int) {
    let first = head / sharing * width
    return transposes ? (first + row, column) : (first + column, row)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let (left, right) = (task.inputs[0], task.inputs[1])
    for sample in 0..<output.batch {
      for row in 0..<output.rows {
        for place in 0..<output.width {
          for head in 0..<heads {
            try task.checkCancellation()
            for column in 0..<columns {
              var sum: Float = 0
              for index in 0..<inner {
                let (channel, position) = second(head, index, column)
                let factor = left.read(sample, head * inner + index, row, place)
                sum += factor * right.read(sample, channel, position)
                task.tally.macs += 1
                task.tally.effectiveMACs += 1
              }
              task.writeSum(sum, sample, head * columns + column, row, place)
            }
          }
        }
      }
    }
  }
}
