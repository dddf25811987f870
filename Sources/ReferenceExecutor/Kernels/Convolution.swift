import CostModel

/// `conv` and `depthwise`: every output is a sum over the channels of its group and the taps of a
/// kernel; a tap on padding multiplies a zero.
struct ConvolutionKernel: WeightedKernel {
  /// Channels that share a kernel; a mixed depthwise convolution has several parts.
  struct Part: Sendable {
    let windows: MapWindows
    let firstInput, inputsPerGroup: Int
    let firstOutput, outputsPerGroup: Int
    let groups: Int
    /// The index of its first weight.
    let firstWeight: Int

    var weights: Int {
      clampedProduct(groups, inputsPerGroup, windows.taps, outputsPerGroup)
    }
  }

  let output: MapSize
  let input: MapSize
  let parts: [Part]
  private let hasBias: Bool

  /// Each group takes its share of the input channels and makes its share of the output channels.
  /// If each channel is a group, several kernels divide the channels evenly; the first one gets the
  /// remainder.
  init(_ convolution: Convolution<Int>, on input: MapSize) {
    let kernels = convolution.window.kernels
    var shares = [(channels: input.channels, groups: 0)]
    switch convolution.groups {
    case .count(let groups): shares[0].groups = groups
    case .perChannel:
      var counts = kernels.map { _ in 0 }
      var left = input.channels
      while left >= counts.count {
        for index in counts.indices { counts[index] += 1 }
        left -= counts.count
      }
      counts[0] += left
      shares = counts.map { ($0, $0) }
    }
    self.init(
      convolution.window, channels: convolution.channels, hasBias: convolution.hasBias, on: input,
      shares: shares)
  }

  private init(
    _ window: Window<Int>, channels: Int, hasBias: Bool, on input: MapSize,
    shares: [(channels: Int, groups: Int)]
  ) {
    var parts: [Part] = []
    var (firstInput, firstOutput, firstWeight) = (0, 0, 0)
    for (kernel, share) in zip(window.kernels, shares) {
      let outputs = channels / input.channels * share.channels
      let part = Part(
        windows: MapWindows(kernel, window.axes, over: input.map),
        firstInput: firstInput, inputsPerGroup: share.channels / share.groups,
        firstOutput: firstOutput,
        outputsPerGroup: (shares.count == 1 ? channels : outputs) / share.groups,
        groups: share.groups, firstWeight: firstWeight)
      firstInput += share.channels
      firstOutput += part.groups * part.outputsPerGroup
      firstWeight = clampedSum(firstWeight, part.weights)
      parts.append(part)
    }
    self.parts = parts
    self.input = input
    self.hasBias = hasBias
    output = input.with(channels: firstOutput, map: parts[0].windows.output)
  }

  /// Whether each output channel is made from one input channel of its own.
  var isDepthwise: Bool {
    parts.allSatisfy { $0.inputsPerGroup == 1 && $0.outputsPerGroup == 1 }
  }

  var parameters: [ParameterBlock] {
    let fanIn = parts.map { clampedProduct($0.inputsPerGroup, $0.windows.taps) }
    let weights = parts.reduce(0) { clampedSum($0, $1.weights) }
    return [.weights(weights, fanIn: fanIn.max() ?? 1)]
      + (hasBias ? [.biases(output.channels)] : [])
  }

  var weightRuns: [WeightRun] {
    parts.flatMap { part in
      (0..<part.groups).map { group in
        let first = part.firstOutput + group * part.outputsPerGroup
        return WeightRun(
          channels: first..<first + part.outputsPerGroup,
          rows: part.inputsPerGroup * part.windows.taps)
      }
    }
  }

  /// Weights are outputs x inputs of a group x taps; they are read group by group, with the outputs
  /// innermost.
  package func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float] {
    guard block == 0, parts.count == 1 else { return numbers }
    let (outputs, rows) = (parts[0].outputsPerGroup, weightRuns[0].rows)
    return (0..<parts[0].groups).flatMap { group in
      numbers[group * outputs * rows..<(group + 1) * outputs * rows].transposed(rows: outputs)
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let widest = parts.map(\.outputsPerGroup).max() ?? 0
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: output.width * widest)
    defer { sums.deallocate() }
    for sample in 0..<output.batch {
      for part in parts {
        for row in 0..<output.rows {
          try task.checkCancellation()
          for group in 0..<part.groups {
            sums.initialize(repeating: 0, count: output.width * part.outputsPerGroup)
            sum(part, group, sample, row, into: sums, &task)
            let first = part.firstOutput + group * part.outputsPerGroup
            for offset in 0..<part.outputsPerGroup {
              let channel = first + offset
              for column in 0..<output.width {
                let bias = task.parameters.count > 1 ? task.parameters[1].read(channel) : 0
                let sum = sums[column * part.outputsPerGroup + offset]
                task.writeSum(sum + bias, sample, channel, row, column)
              }
            }
          }
        }
      }
    }
  }

  /// The sums of all outputs of a group in one row, column by column.
  private func sum(
    _ part: Part, _ group: Int, _ sample: Int, _ row: Int,
    into sums: UnsafeMutablePointer<Float>, _ task: inout KernelTask
  ) {
    let (source, weights, count) = (task.inputs[0], task.parameters[0], part.outputsPerGroup)
    // Weights are in the order of use: group, input, tap, output.
    let windows = part.windows
    var weight = part.firstWeight + group * part.inputsPerGroup * windows.taps * count
    for offset in 0..<part.inputsPerGroup {
      let channel = part.firstInput + group * part.inputsPerGroup + offset
      for tapRow in 0..<windows.tapRows {
        let y = windows.row(of: row, tap: tapRow)
        for tapColumn in 0..<windows.width {
          for column in 0..<output.width {
            let x = windows.columns.position(window: column, tap: tapColumn)
            let isReal = y != nil && x >= 0 && x < input.width
            let value = isReal ? source.read(sample, channel, y ?? 0, x) : 0
            weights.multiply(
              weight, count: count, by: value, isReal: isReal, into: sums + column * count,
              &task.tally)
          }
          weight += count
        }
      }
    }
  }
}
