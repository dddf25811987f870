import CostModel

/// `class_token`: a trained token, then all others.
struct ClassTokenKernel: Kernel {
  let output: MapSize

  init(on input: MapSize) { output = input.with(map: [clampedSum(input.area, 1)]) }

  var parameters: [ParameterBlock] { [.shifts(output.channels)] }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        task.write(task.parameters[0].read(channel), sample, channel, 0)
        for position in 1..<output.area {
          task.write(
            task.inputs[0].read(sample, channel, position - 1), sample, channel, position)
        }
      }
    }
  }
}

/// `position`: the sum of each sample and a trained one.
struct PositionKernel: Kernel {
  let output: MapSize

  var parameters: [ParameterBlock] { [.shifts(clampedProduct(output.channels, output.area))] }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for position in 0..<output.area {
          let shift = task.parameters[0].read(channel * output.area + position)
          task.write(
            task.inputs[0].read(sample, channel, position) + shift, sample, channel, position)
        }
      }
    }
  }
}

/// `relative_position`: to the score of a query and a key, what is trained for their head and for
/// how far they are apart along each axis (arXiv:2103.14030, section 3.2).
struct RelativePositionKernel: Kernel {
  let output: MapSize
  let heads: Int

  /// How many distances there are along each axis: from -(size - 1) to size - 1.
  private var distances: [Int] { output.map.map { $0 + $0 - 1 } }

  var parameters: [ParameterBlock] {
    [.shifts(clampedProduct(heads, clampedProduct(distances)))]
  }

  /// The place of the number for a head, a query and a key.
  func place(_ head: Int, _ query: Int, _ key: Int) -> Int {
    var (rests, place, pitch) = ((query, key), 0, 1)
    for (size, count) in zip(output.map, distances).reversed() {
      place += (rests.0 % size - rests.1 % size + size - 1) * pitch
      rests = (rests.0 / size, rests.1 / size)
      pitch *= count
    }
    return head * pitch + place
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for head in 0..<heads {
        for key in 0..<output.area {
          try task.checkCancellation()
          let channel = head * output.area + key
          for query in 0..<output.area {
            let shift = task.parameters[0].read(place(head, query, key))
            task.write(
              task.inputs[0].read(sample, channel, query) + shift, sample, channel, query)
          }
        }
      }
    }
  }
}
