import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An activation as a row or as a step of its own.
struct ActivationKernel: Kernel {
  let output: MapSize
  let activation: Activation
  var numerics = Numerics()

  var parameters: [ParameterBlock] {
    let count = activation.slopes(output.channels)
    return count == 0 ? [] : [.slopes(count)]
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let activation = WatchedActivation(activation, task.parameters.first, numerics)
    let input = task.inputs[0]
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for row in 0..<output.rows {
          for column in 0..<output.width {
            let value = input.read(sample, channel, row, column)
            task.write(activation(value, channel: channel), sample, channel, row, column)
          }
        }
      }
    }
  }
}

/// Softmax over the channels of each position, or over those of each head.
struct SoftmaxKernel: Kernel {
  let output: MapSize
  let heads: Int

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let input = task.inputs[0]
    let width = output.channels / heads
    for sample in 0..<output.batch {
      for row in 0..<output.rows {
        try task.checkCancellation()
        for column in 0..<output.width {
          for head in 0..<heads {
            let channels = head * width..<(head + 1) * width
            var values = channels.map { input.read(sample, $0, row, column) }
            // The largest is subtracted, so that no exponential overflows.
            let largest = values.max() ?? 0
            values = values.map { expf($0 - largest) }
            let sum = values.reduce(0, +)
            for (channel, value) in zip(channels, values) {
              task.write(value / sum, sample, channel, row, column)
            }
          }
        }
      }
    }
  }
}
