import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `add`: the sum of maps, or a sum with trained weights (arXiv:1911.09070, section 3.3).
struct AddKernel: Kernel {
  let output: MapSize
  let sources: Int
  private let fusion: Join.Fusion

  init(_ fusion: Join.Fusion, on inputs: [MapSize]) {
    output = inputs[0]
    sources = inputs.count
    self.fusion = fusion
  }

  var parameters: [ParameterBlock] { fusion == .sum ? [] : [.scales(sources)] }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let factors = factors(task)
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for row in 0..<output.rows {
          for column in 0..<output.width {
            var sum: Float = 0
            for (input, factor) in zip(task.inputs, factors) {
              sum += factor * input.read(sample, channel, row, column)
            }
            task.write(sum, sample, channel, row, column)
          }
        }
      }
    }
  }

  private func factors(_ task: KernelTask) -> [Float] {
    factors((0..<sources).map { task.parameters.isEmpty ? 1 : task.parameters[0].read($0) })
  }

  /// The factor of each map.
  func factors(_ weights: [Float]) -> [Float] {
    guard fusion != .sum else { return weights.map { _ in 1 } }
    let positive = fusion == .fast ? weights.map { Activation.relu($0) } : weights.map(expf)
    let sum = positive.reduce(fusion == .fast ? 1e-4 : 0, +)
    return positive.map { $0 / sum }
  }
}

/// `multiply`: the product of maps; a map with one position is broadcast.
struct MultiplyKernel: Kernel {
  let output: MapSize
  let sources: Int

  init(on inputs: [MapSize]) {
    output = inputs.first { $0.area > 1 } ?? inputs[0]
    sources = inputs.count
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for row in 0..<output.rows {
          for column in 0..<output.width {
            var product: Float = 1
            for input in task.inputs {
              let isGate = input.size.area == 1
              product *= input.read(sample, channel, isGate ? 0 : row, isGate ? 0 : column)
            }
            task.write(product, sample, channel, row, column)
          }
        }
      }
    }
  }
}

/// `concat`: the channels of all maps, map by map.
struct ConcatKernel: Kernel {
  let output: MapSize
  let sources: Int

  init(on inputs: [MapSize]) {
    output = inputs[0].with(channels: inputs.reduce(0) { clampedSum($0, $1.channels) })
    sources = inputs.count
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      var channel = 0
      for input in task.inputs {
        for source in 0..<input.size.channels {
          try task.checkCancellation()
          for row in 0..<output.rows {
            for column in 0..<output.width {
              task.write(
                input.read(sample, source, row, column), sample, channel, row, column)
            }
          }
          channel += 1
        }
      }
    }
  }
}
