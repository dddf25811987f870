import CostModel

/// An operator of which only the sizes are known: it reads all elements once, and writes those that
/// it makes. What it writes are numbers that it read, not its result.
struct OpaqueKernel: LoopedKernel {
  let output: MapSize
  let sources: Int

  init(_ operation: Opaque<Int>, on inputs: [MapSize]) {
    output = MapSize(operation.sizes, layout: operation.layout)
    sources = inputs.count
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for input in task.inputs {
      try task.checkCancellation()
      for place in 0..<input.size.elements { _ = input.read(at: place) }
    }
    let first = task.inputs[0]
    for place in 0..<output.elements {
      try task.checkCancellation()
      let count = first.size.elements
      task.write(count > 0 ? first.read(at: place % count) : 0, at: place)
    }
  }
}
