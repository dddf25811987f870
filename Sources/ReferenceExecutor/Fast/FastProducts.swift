import CostModel
import VectorKernels

/// Sums over windows as a matrix product: a row for each window, a column for each output.
struct WindowProduct: Sendable {
  let windows: Windows
  let weights: PackedWeights
  /// The first input channel and the first output channel.
  var firstInput = 0
  var firstOutput = 0
  /// The initial values of sums, panel by panel.
  let bias: Storage
  let epilogue: Epilogue
  let loops: VectorLoops

  /// Windows that a panel processes before the next one: their rows stay in the second-level cache.
  static let windowLimit = 240

  /// - Parameter bias: a number for each output of all groups, in order; nil for zeros.
  init(
    _ windows: Windows, _ weights: PackedWeights, bias: UnsafePointer<Float>?, epilogue: Epilogue,
    loops: VectorLoops
  ) {
    self.windows = windows
    self.weights = weights
    self.epilogue = epilogue
    self.loops = loops
    self.bias = Storage(weights.groups * weights.outputs)
    if let bias { self.bias.elements.update(from: bias, count: self.bias.count) }
  }

  func run(_ input: PixelMap, into output: PixelMap, on threadPool: ThreadPool) {
    let positions = output.positions
    // If there are few windows, threads share the panels, too.
    let isShort = positions < 4 * threadPool.size * Int(loops.calls.rows)
    let parts = isShort && weights.groups == 1 ? min(threadPool.size, weights.panels) : 1
    let block = Int(loops.calls.rows)
    let share = (positions + threadPool.size - 1) / (parts > 1 ? 1 : threadPool.size)
    let length = min(WindowProduct.windowLimit, (share + block - 1) / block * block)
    let chunks = (positions + length - 1) / length
    threadPool.forEach(chunks * parts) { [self] task in
      let (chunk, part) = (task / parts, task % parts)
      let range = chunk * length..<min(positions, (chunk + 1) * length)
      let panels = part * weights.panels / parts..<(part + 1) * weights.panels / parts
      windows.withPointers(to: input, channel: firstInput, windows: range) { pointers in
        for group in 0..<weights.groups {
          multiply(pointers, range, group, panels, into: output)
        }
      }
    }
  }

  private func multiply(
    _ pointers: UnsafePointer<UnsafePointer<Float>?>, _ range: Range<Int>, _ group: Int,
    _ panels: Range<Int>, into output: PixelMap
  ) {
    let calls = loops.calls
    let start = output[range.lowerBound] + firstOutput + group * weights.outputs
    var task = VKProduct()
    task.tapStride = range.count
    task.rowCount = range.count
    task.pitch = output.pitch
    for (index, chunk) in weights.chunks.enumerated() {
      let isLast = index == weights.chunks.count - 1
      task.rows = pointers + chunk.taps.lowerBound * range.count
      task.taps = chunk.taps.count
      task.first = group * weights.channels + chunk.channels.lowerBound
      task.depth = chunk.channels.count
      (task.low, task.high) = isLast ? (epilogue.low, epilogue.high) : (-.infinity, .infinity)
      for panel in panels {
        let column = panel * weights.columns
        task.panel = weights.panel(panel, chunk, group: group)
        task.results = start + column
        task.columnCount = Int32(min(weights.columns, weights.outputs - column))
        task.bias =
          index == 0 ? UnsafePointer(bias.elements + group * weights.outputs + column) : nil
        calls.product(&task)
      }
    }
    let columns =
      panels.lowerBound
      * weights.columns..<min(weights.outputs, panels.upperBound * weights.columns)
    epilogue.apply(
      start + columns.lowerBound, pitch: output.pitch, count: range.count,
      first: firstOutput + group * weights.outputs + columns.lowerBound, channels: columns.count,
      loops)
  }
}

/// `conv`, and `depthwise` with several outputs per channel.
struct FastConvolution: FastKernel {
  private let parts: [WindowProduct]

  /// - Parameter parameters: weights in the order of the counting kernel, and a bias.
  init(
    _ kernel: ConvolutionKernel, _ parameters: [Storage], _ epilogue: Epilogue, _ loops: VectorLoops
  ) {
    parts = kernel.parts.map { part in
      let taps = part.windows.taps
      let (inputs, outputs) = (part.inputsPerGroup, part.outputsPerGroup)
      let elements = parameters[0].elements + part.firstWeight
      let weights = PackedWeights(
        groups: part.groups, taps: taps, channels: inputs, outputs: outputs, for: loops
      ) { group, tap, channel, output in
        elements[((group * inputs + channel) * taps + tap) * outputs + output]
      }
      var product = WindowProduct(
        Windows(part.windows, from: kernel.input, to: kernel.output), weights,
        bias: parameters.count > 1 ? UnsafePointer(parameters[1].elements + part.firstOutput) : nil,
        epilogue: epilogue, loops: loops)
      product.firstInput = part.firstInput
      product.firstOutput = part.firstOutput
      return product
    }
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    for part in parts { part.run(inputs[0], into: output, on: threadPool) }
  }
}

/// `dense`: one window over the whole map.
struct FastDense: FastKernel {
  private let product: WindowProduct

  init(
    _ kernel: DenseKernel, on input: MapSize, _ parameters: [Storage], _ epilogue: Epilogue,
    _ loops: VectorLoops
  ) {
    let (area, outputs) = (input.area, kernel.output.channels)
    let elements = parameters[0].elements
    let weights = PackedWeights(
      groups: 1, taps: area, channels: input.channels, outputs: outputs, for: loops
    ) { _, tap, channel, output in elements[(channel * area + tap) * outputs + output] }
    product = WindowProduct(
      Windows(wholeOf: input), weights,
      bias: parameters.count > 1 ? UnsafePointer(parameters[1].elements) : nil, epilogue: epilogue,
      loops: loops)
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    product.run(inputs[0], into: output, on: threadPool)
  }
}

/// `linear`: a window of one tap at each position.
struct FastLinear: FastKernel {
  private let product: WindowProduct

  init(
    _ kernel: LinearKernel, _ parameters: [Storage], _ epilogue: Epilogue, _ loops: VectorLoops
  ) {
    let outputs = kernel.output.channels
    let elements = parameters[0].elements
    let weights = PackedWeights(
      groups: 1, taps: 1, channels: kernel.input.channels, outputs: outputs, for: loops
    ) { _, _, channel, output in elements[channel * outputs + output] }
    product = WindowProduct(
      Windows(positionsOf: kernel.input), weights,
      bias: parameters.count > 1 ? UnsafePointer(parameters[1].elements) : nil, epilogue: epilogue,
      loops: loops)
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    product.run(inputs[0], into: output, on: threadPool)
  }
}

/// `transposed`: a product of each position with all taps; each output is the sum of the products
/// that land on it.
struct FastTransposed: FastKernel {
  private let kernel: TransposedKernel
  private let product: WindowProduct
  private let bias: Storage
  private let epilogue: Epilogue
  private let loops: VectorLoops

  init(
    _ kernel: TransposedKernel, _ parameters: [Storage], _ epilogue: Epilogue, _ loops: VectorLoops
  ) {
    self.kernel = kernel
    self.epilogue = epilogue
    self.loops = loops
    bias = parameters.count > 1 ? parameters[1] : Storage(kernel.output.channels)
    let taps = kernel.map.taps
    let (inputs, outputs) = (kernel.inputsPerGroup, kernel.outputsPerGroup)
    let elements = parameters[0].elements
    let weights = PackedWeights(
      groups: kernel.groups, taps: 1, channels: inputs, outputs: taps * outputs, for: loops
    ) { group, _, channel, column in
      elements[((group * inputs + channel) * taps) * outputs + column]
    }
    product = WindowProduct(
      Windows(positionsOf: kernel.input), weights, bias: nil, epilogue: .none, loops: loops)
  }

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (taps, outputs) = (kernel.map.taps, kernel.outputsPerGroup)
    let spread = PixelMap(kernel.input.with(channels: kernel.groups * taps * outputs))
    product.run(inputs[0], into: spread, on: threadPool)
    let size = kernel.output
    threadPool.forEachRange(of: size.batch * size.rows) { [self] lines in
      for line in lines {
        for column in 0..<size.width {
          let result = output[line * size.width + column]
          result.update(from: bias.elements, count: size.channels)
          gather(spread, line / size.rows, line % size.rows * size.width + column, into: result)
        }
        let row = output[line * size.width]
        for column in 0..<size.width {
          let result = row + column * output.pitch
          loops.calls.clamp(result, result, size.channels, epilogue.low, epilogue.high)
        }
        epilogue.apply(
          row, pitch: output.pitch, count: size.width, channels: size.channels, loops)
      }
    }
  }

  /// Adds up what lands on a position.
  private func gather(
    _ spread: PixelMap, _ sample: Int, _ position: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    let (taps, outputs) = (kernel.map.taps, kernel.outputsPerGroup)
    for tap in 0..<taps {
      guard let place = kernel.map.source(of: position, tap: tap) else { continue }
      let source = spread[sample * kernel.input.area + place]
      for group in 0..<kernel.groups {
        let sum = result + group * outputs
        loops.calls.blend(sum, source + (group * taps + tap) * outputs, sum, outputs, 1, 1)
      }
    }
  }
}

/// `matmul`: the second map is packed like weights, each time.
struct FastMatrixProduct: FastKernel {
  let kernel: MatrixProductKernel
  let loops: VectorLoops

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (left, right) = (inputs[0], inputs[1])
    let size = MapSize(batch: 1, channels: left.size.channels, map: left.size.map)
    for sample in 0..<output.size.batch {
      let weights = PackedWeights(
        groups: kernel.heads, taps: 1, channels: kernel.inner, outputs: kernel.columns, for: loops
      ) { head, _, inner, column in
        let (channel, position) = kernel.second(head, inner, column)
        return right[sample * right.area + position][channel]
      }
      WindowProduct(
        Windows(positionsOf: size), weights, bias: nil, epilogue: .none, loops: loops
      ).run(left.sample(sample), into: output.sample(sample), on: threadPool)
    }
  }
}
