import CostModel

/// `transposed`: every input position spreads over the taps of a kernel; whatever lands outside the
/// output is cut off.
struct TransposedKernel: WeightedKernel {
  let output: MapSize
  let input: MapSize
  let kernel: KernelSize<Int>
  let rows, columns: TransposedAxis
  let groups: Int
  private let hasBias: Bool

  init(_ convolution: TransposedConvolution<Int>, on input: MapSize) {
    let (window, kernel) = (convolution.window, convolution.window.kernels[0])
    rows = TransposedAxis(input: input.height, kernel: kernel.height, window.axes[0])
    columns = TransposedAxis(input: input.width, kernel: kernel.width, window.axes[1])
    output = MapSize(
      batch: input.batch, channels: convolution.channels, height: rows.output, width: columns.output
    )
    self.kernel = kernel
    self.input = input
    groups = convolution.groups
    hasBias = convolution.hasBias
  }

  var inputsPerGroup: Int { input.channels / groups }
  var outputsPerGroup: Int { output.channels / groups }

  var parameters: [ParameterBlock] {
    let taps = clampedProduct(inputsPerGroup, kernel.height, kernel.width)
    let weights = clampedProduct(groups, taps, outputsPerGroup)
    return [.weights(weights, fanIn: taps)] + (hasBias ? [.biases(output.channels)] : [])
  }

  var weightRuns: [WeightRun] {
    (0..<groups).map { group in
      WeightRun(
        channels: group * outputsPerGroup..<(group + 1) * outputsPerGroup,
        rows: inputsPerGroup * kernel.height * kernel.width)
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    // The sums of a group at every position, and a place for what is cut off.
    let area = output.height * output.width
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: (area + 1) * outputsPerGroup)
    defer { sums.deallocate() }
    for sample in 0..<output.batch {
      for group in 0..<groups {
        sums.initialize(repeating: 0, count: (area + 1) * outputsPerGroup)
        for row in 0..<input.height {
          try task.checkCancellation()
          for column in 0..<input.width {
            spread(group, sample, row, column, into: sums, &task)
          }
        }
        for offset in 0..<outputsPerGroup {
          let channel = group * outputsPerGroup + offset
          for position in 0..<area {
            let bias = task.parameters.count > 1 ? task.parameters[1].read(channel) : 0
            task.writeSum(
              sums[position * outputsPerGroup + offset] + bias, sample, channel,
              position / output.width, position % output.width)
          }
        }
      }
    }
  }

  private func spread(
    _ group: Int, _ sample: Int, _ row: Int, _ column: Int,
    into sums: UnsafeMutablePointer<Float>, _ task: inout KernelTask
  ) {
    let (source, weights) = (task.inputs[0], task.parameters[0])
    var weight = group * inputsPerGroup * kernel.height * kernel.width * outputsPerGroup
    for offset in 0..<inputsPerGroup {
      let value = source.read(sample, group * inputsPerGroup + offset, row, column)
      for tapRow in 0..<kernel.height {
        let y = rows.position(input: row, tap: tapRow)
        for tapColumn in 0..<kernel.width {
          let x = columns.position(input: column, tap: tapColumn)
          let isReal = y >= 0 && y < output.height && x >= 0 && x < output.width
          let position = isReal ? y * output.width + x : output.height * output.width
          weights.multiply(
            weight, count: outputsPerGroup, by: value, isReal: isReal,
            into: sums + position * outputsPerGroup, &task.tally)
          weight += outputsPerGroup
        }
      }
    }
  }
}
