import VectorKernels

/// `add`.
struct FastAdd: FastKernel {
  /// The factor of each map.
  let factors: [Float]
  let loops: VectorLoops

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    output.forEachRow(on: threadPool) { [self] row, channels in
      let result = output[row]
      guard inputs.count > 1 else {
        return loops.calls.blend(
          inputs[0][row], inputs[0][row], result, channels, factors[0] / 2, factors[0] / 2)
      }
      loops.calls.blend(inputs[0][row], inputs[1][row], result, channels, factors[0], factors[1])
      for index in inputs.indices.dropFirst(2) {
        loops.calls.blend(result, inputs[index][row], result, channels, 1, factors[index])
      }
    }
  }
}

/// `multiply`: a map with one position is broadcast.
struct FastMultiply: FastKernel {
  let loops: VectorLoops

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    output.forEachRow(on: threadPool) { [self] row, channels in
      func source(_ map: PixelMap) -> UnsafeMutablePointer<Float> {
        map.area == 1 ? map[row / output.area] : map[row]
      }
      let result = output[row]
      guard inputs.count > 1 else {
        return result.update(from: source(inputs[0]), count: channels)
      }
      loops.calls.multiply(source(inputs[0]), source(inputs[1]), result, channels)
      for map in inputs.dropFirst(2) {
        loops.calls.multiply(result, source(map), result, channels)
      }
    }
  }
}

/// `concat`.
struct FastConcat: FastKernel {
  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    output.forEachRow(on: threadPool) { row, _ in
      var next = output[row]
      for map in inputs {
        next.update(from: map[row], count: map.size.channels)
        next += map.size.channels
      }
    }
  }
}

extension PixelMap {
  /// Calls the body with every position and the number of channels.
  func forEachRow(
    on threadPool: ThreadPool,
    _ body: @escaping @Sendable (_ position: Int, _ channels: Int) -> Void
  ) {
    let channels = size.channels
    threadPool.forEachRange(of: positions) { range in
      for position in range { body(position, channels) }
    }
  }
}
