import VectorKernels

/// `maxpool` and `avgpool`: rows of channels compared or added.
struct FastPooling: FastKernel {
  let kernel: PoolingKernel
  let loops: VectorLoops

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (input, size) = (inputs[0], kernel.output)
    threadPool.forEachRange(of: output.positions) { [self] range in
      for position in range {
        let row = position / size.width % size.rows
        pool(
          input, position / size.width / size.rows, row, position % size.width,
          into: output[position])
      }
    }
  }

  private func pool(
    _ input: PixelMap, _ sample: Int, _ row: Int, _ column: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    let (calls, channels) = (loops.calls, input.size.channels)
    var count = 0
    kernel.forEachPosition(row, column) { y, x in
      let source = input[(sample * kernel.input.rows + y) * kernel.input.width + x]
      if count == 0 {
        result.update(from: source, count: channels)
      } else if kernel.isMaximum {
        calls.maximum(source, result, channels)
      } else {
        calls.blend(result, source, result, channels, 1, 1)
      }
      count += 1
    }
    if count == 0 {
      result.update(repeating: 0, count: channels)
    } else if !kernel.isMaximum {
      // Two halves, because infinity times zero would be not-a-number.
      let half = 0.5 / Float(count)
      calls.blend(result, result, result, channels, half, half)
    }
  }
}
