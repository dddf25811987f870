#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An activation as a row, or if no other kernel applies it.
struct FastActivation: FastKernel {
  let epilogue: Epilogue
  let loops: VectorLoops

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    output.forEachRow(on: threadPool) { [self] row, channels in
      let result = output[row]
      loops.calls.clamp(inputs[0][row], result, channels, epilogue.low, epilogue.high)
      epilogue.apply(result, pitch: channels, count: 1, channels: channels, loops)
    }
  }
}

/// `softmax` over the channels of each position.
struct FastSoftmax: FastKernel {
  let heads: Int

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    output.forEachRow(on: threadPool) { [heads] row, channels in
      let width = channels / heads
      for head in 0..<heads {
        let (source, result) = (inputs[0][row] + head * width, output[row] + head * width)
        var largest = -Float.infinity
        for channel in 0..<width { largest = max(largest, source[channel]) }
        var sum: Float = 0
        for channel in 0..<width {
          result[channel] = expf(source[channel] - largest)
          sum += result[channel]
        }
        for channel in 0..<width { result[channel] /= sum }
      }
    }
  }
}

/// Every normalization, as a row or after an operator.
struct FastNormalization: FastKernel {
  let kernel: NormalizationKernel
  let parameters: [Storage]
  let loops: VectorLoops

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (input, channels) = (inputs[0], output.size.channels)
    switch kernel.kind {
    case .batch, .batchnorm, .frozen:
      let lines = (0..<channels).map { channel in
        kernel.line(parameters.map { $0.elements[channel] })
      }
      scale(input, lines.map(\.factor), lines.map(\.offset), into: output, on: threadPool)
    case .layerscale:
      let factors = (0..<channels).map { parameters[0].elements[$0] }
      scale(input, factors, factors.map { _ in 0 }, into: output, on: threadPool)
    case .biasadd:
      let offsets = (0..<channels).map { parameters[0].elements[$0] }
      scale(input, offsets.map { _ in 1 }, offsets, into: output, on: threadPool)
    case .layer, .layernorm:
      output.forEachRow(on: threadPool) { [self] row, channels in
        normalize(row..<row + 1, 0..<channels, input, into: output)
      }
    case .instance: normalize(groups: channels, input, into: output, on: threadPool)
    case .group:
      var groups = min(NormalizationKernel.groups, channels)
      while channels % groups != 0 { groups -= 1 }
      normalize(groups: groups, input, into: output, on: threadPool)
    case .l2norm:
      output.forEachRow(on: threadPool) { [self] row, channels in
        let (source, result) = (input[row], output[row])
        var squares: Float = 0
        for channel in 0..<channels { squares += source[channel] * source[channel] }
        let length = (squares + kernel.epsilon).squareRoot()
        for channel in 0..<channels {
          result[channel] = source[channel] / length * parameters[0].elements[channel]
        }
      }
    case .lrn:
      output.forEachRow(on: threadPool) { row, channels in
        // A copy, because results may overwrite the elements.
        let source = Array(UnsafeBufferPointer(start: input[row], count: channels))
        let result = output[row]
        for channel in 0..<channels {
          var squares: Float = 0
          for other in max(0, channel - 2)...min(channels - 1, channel + 2) {
            squares += source[other] * source[other]
          }
          result[channel] = source[channel] / powf(2 + 1e-4 * squares, 0.75)
        }
      }
    }
  }

  private func scale(
    _ input: PixelMap, _ factors: [Float], _ offsets: [Float], into output: PixelMap,
    on threadPool: ThreadPool
  ) {
    output.forEachRow(on: threadPool) { [loops] row, channels in
      loops.calls.line(input[row], factors, offsets, output[row], channels)
    }
  }

  private func normalize(
    groups: Int, _ input: PixelMap, into output: PixelMap, on threadPool: ThreadPool
  ) {
    let (area, size) = (output.area, output.size.channels / groups)
    threadPool.forEach(output.size.batch * groups) { [self] task in
      let (sample, group) = (task / groups, task % groups)
      normalize(
        sample * area..<(sample + 1) * area, group * size..<(group + 1) * size, input, into: output)
    }
  }

  /// Normalizes channels of positions by their own mean and variance.
  private func normalize(
    _ positions: Range<Int>, _ channels: Range<Int>, _ input: PixelMap, into output: PixelMap
  ) {
    let count = Float(positions.count * channels.count)
    var sum: Float = 0
    for position in positions {
      let source = input[position]
      for channel in channels { sum += source[channel] }
    }
    let mean = sum / count
    var squares: Float = 0
    for position in positions {
      let source = input[position]
      for channel in channels {
        squares += (source[channel] - mean) * (source[channel] - mean)
      }
    }
    let root = (squares / count + kernel.epsilon).squareRoot()
    let (scales, shifts) = (parameters[0].elements, parameters[1].elements)
    for position in positions {
      let (source, result) = (input[position], output[position])
      for channel in channels {
        result[channel] = (source[channel] - mean) / root * scales[channel] + shifts[channel]
      }
    }
  }
}
