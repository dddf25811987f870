import CostModel

/// `transposed`: every input position spreads over the taps of a kernel; whatever lands outside the
/// output is cut off.
struct TransposedKernel: WeightedKernel {
  let output: MapSize
  let input: MapSize
  let map: TransposedMap
  let groups: Int
  private let hasBias: Bool

  init(_ convolution: TransposedConvolution<Int>, on input: MapSize) {
    let window = convolution.window
    map = TransposedMap(window.kernels[0], window.axes, over: input.map)
    output = input.with(channels: convolution.channels, map: map.output)
    self.input = input
    groups = convolution.groups
    hasBias = convolution.hasBias
  }

  var inputsPerGroup: Int { input.channels / groups }
  var outputsPerGroup: Int { output.channels / groups }

  var parameters: [ParameterBlock] {
    let taps = clampedProduct(inputsPerGroup, map.taps)
    let weights = clampedProduct(groups, taps, outputsPerGroup)
    return [.weights(weights, fanIn: taps)] + (hasBias ? [.biases(output.channels)] : [])
  }

  var weightRuns: [WeightRun] {
    (0..<groups).map { group in
      WeightRun(
        channels: group * outputsPerGroup..<(group + 1) * outputsPerGroup,
        rows: inputsPerGroup * map.taps)
    }
  }

  /// Weights are inputs x outputs of a group x taps; they are read with the outputs innermost.
  package func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float] {
    guard block == 0 else { return numbers }
    let perInput = outputsPerGroup * map.taps
    return (0..<input.channels).flatMap { channel in
      numbers[channel * perInput..<(channel + 1) * perInput].transposed(rows: outputsPerGroup)
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    // The sums of a group at every position, and a place for what is cut off.
    let area = output.area
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: (area + 1) * outputsPerGroup)
    defer { sums.deallocate() }
    for sample in 0..<output.batch {
      for group in 0..<groups {
        sums.initialize(repeating: 0, count: (area + 1) * outputsPerGroup)
        for position in 0..<input.area {
          try task.checkCancellation()
          spread(group, sample, position, into: sums, &task)
        }
        for offset in 0..<outputsPerGroup {
          let channel = group * outputsPerGroup + offset
          for position in 0..<area {
            let bias = task.parameters.count > 1 ? task.parameters[1].read(channel) : 0
            task.writeSum(
              sums[position * outputsPerGroup + offset] + bias, sample, channel, 0, position)
          }
        }
      }
    }
  }

  private func spread(
    _ group: Int, _ sample: Int, _ position: Int,
    into sums: UnsafeMutablePointer<Float>, _ task: inout KernelTask
  ) {
    let (source, weights) = (task.inputs[0], task.parameters[0])
    var weight = group * inputsPerGroup * map.taps * outputsPerGroup
    for offset in 0..<inputsPerGroup {
      let value = source.read(
        sample, group * inputsPerGroup + offset, position)
      for tap in 0..<map.taps {
        let place = map.position(of: position, tap: tap)
        weights.multiply(
          weight, count: outputsPerGroup, by: value, isReal: place != nil,
          into: sums + (place ?? output.area) * outputsPerGroup, &task.tally)
        weight += outputsPerGroup
      }
    }
  }
}
