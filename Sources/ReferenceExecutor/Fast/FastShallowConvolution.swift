import CostModel

/// `conv` on a map with few channels, such as an image: loops over its channels would be too short,
/// so the taps of a row are treated as one tap of all their channels. This needs a copy of the map
/// that includes the padding.
struct FastShallowConvolution: FastKernel {
  private let product: WindowProduct
  /// The copy.
  private let padded: PixelMap
  /// Columns of padding before the first.
  private let before: Int

  /// The size of the copy for a kernel whose taps of a row are adjacent, and too few for a loop of
  /// their own; nil for another, and if the copy would be padding for the most part.
  static func copy(of kernel: ConvolutionKernel) -> MapSize? {
    guard let part = kernel.parts.first, kernel.parts.count == 1, !kernel.isDepthwise,
      part.groups == 1, part.windows.width > 1, part.windows.columns.dilation == 1,
      part.inputsPerGroup < 8, !kernel.input.map.isEmpty
    else { return nil }
    let (input, columns) = (kernel.input, part.windows.columns)
    let width = (columns.windows - 1) * columns.stride + part.windows.width
    guard width <= 2 * max(input.width, part.windows.width) else { return nil }
    return input.with(channels: part.inputsPerGroup, map: input.map.dropLast() + [width])
  }

  /// - Parameters:
  ///   - size: that of the copy, from ``copy(of:)``.
  ///   - parameters: weights in the order of the counting kernel, and a bias.
  init(
    _ kernel: ConvolutionKernel, copiedTo size: MapSize, _ parameters: [Storage],
    _ epilogue: Epilogue, _ loops: VectorLoops
  ) {
    let part = kernel.parts[0]
    let (map, taps, width) = (part.windows, part.windows.taps, part.windows.width)
    let (inputs, outputs) = (part.inputsPerGroup, part.outputsPerGroup)
    before = map.columns.before
    padded = PixelMap(size)
    let elements = parameters[0].elements
    let weights = PackedWeights(
      groups: 1, taps: map.tapRows, channels: width * inputs, outputs: outputs, for: loops
    ) { _, row, index, output in
      let (column, channel) = (index / inputs, index % inputs)
      return elements[(channel * taps + row * width + column) * outputs + output]
    }
    let columns = Axis(windows: map.columns.windows, stride: map.columns.stride)
    let windows = Windows(
      MapWindows(
        map.kernel.dropLast() + [1], map.axes.dropLast() + [columns], over: size.map),
      from: size, to: kernel.output, reading: width)
    product = WindowProduct(
      windows, weights, bias: parameters.count > 1 ? UnsafePointer(parameters[1].elements) : nil,
      epilogue: epilogue, loops: loops)
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (input, width) = (inputs[0], inputs[0].size.width)
    let count = min(width, padded.size.width - before)
    threadPool.forEachRange(of: input.size.batch * input.size.rows) { [padded, before] lines in
      for line in lines {
        let result = padded[line * padded.size.width + before]
        if input.pitch == padded.pitch {
          result.update(from: input[line * width], count: count * padded.pitch)
        } else {
          for column in 0..<count {
            (result + column * padded.pitch).update(
              from: input[line * width + column], count: padded.pitch)
          }
        }
      }
    }
    product.run(padded, into: output, on: threadPool)
  }
}
