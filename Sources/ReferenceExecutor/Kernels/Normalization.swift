import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Normalizations, as rows and attached to layers. A map may be normalized in place: every kernel
/// reads all it needs of an element before writing to it.
package struct NormalizationKernel: Kernel {
  /// What is normalized by what, by the names in specs.
  package enum Kind: String, CaseIterable {
    case batch, frozen, layer, instance, group
    case batchnorm, layernorm, l2norm, lrn, layerscale, biasadd

    init(_ norm: Norm) {
      self =
        switch norm {
        case .batch: .batch
        case .frozen: .frozen
        case .layer: .layer
        case .instance: .instance
        case .group: .group
        }
    }

    init(_ norm: Normalization) {
      self =
        switch norm {
        case .batchnorm: .batchnorm
        case .layernorm: .layernorm
        case .l2norm: .l2norm
        case .lrn: .lrn
        case .layerscale: .layerscale
        case .biasadd: .biasadd
        }
    }
  }

  package let output: MapSize
  let kind: Kind
  let numerics: Numerics

  package init(output: MapSize, kind: Kind, numerics: Numerics = Numerics()) {
    self.output = output
    self.kind = kind
    self.numerics = numerics
  }

  /// Added to a variance or a sum of squares before taking the square root.
  var epsilon: Float { Float(numerics.epsilon) }
  /// The most groups of a group normalization; they must divide the channels
  /// (arXiv:1803.08494, section 4.1).
  static let groups = 32

  package var parameters: [ParameterBlock] {
    let channels = output.channels
    switch kind {
    case .batch, .batchnorm, .frozen:
      let trains = kind != .frozen
      // Scale, shift, mean and variance.
      return [
        .scales(channels, isTrained: trains), .shifts(channels, isTrained: trains),
        .shifts(channels, isTrained: false), .scales(channels, isTrained: false),
      ]
    case .layer, .layernorm, .instance, .group: return [.scales(channels), .shifts(channels)]
    case .l2norm, .layerscale: return [.scales(channels)]
    case .biasadd: return [.shifts(channels)]
    case .lrn: return []
    }
  }

  package func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      try task.checkCancellation()
      switch kind {
      case .batch, .batchnorm, .frozen: scale(&task, sample)
      case .layerscale: apply(*, &task, sample)
      case .biasadd: apply(+, &task, sample)
      case .layer, .layernorm:
        forEachPosition { row, column in
          normalize(
            Part(channels: 0..<output.channels, rows: row..<row + 1, columns: column..<column + 1),
            &task, sample)
        }
      case .instance: normalize(groups: output.channels, &task, sample)
      case .group:
        var groups = min(NormalizationKernel.groups, output.channels)
        while output.channels % groups != 0 { groups -= 1 }
        normalize(groups: groups, &task, sample)
      case .l2norm: forEachPosition { row, column in scaleToUnit(&task, sample, row, column) }
      case .lrn: forEachPosition { row, column in inhibit(&task, sample, row, column) }
      }
    }
  }

  /// Elements that are normalized together; they may be all of the map, so they are not listed.
  private struct Part {
    let channels, rows, columns: Range<Int>

    var count: Int { channels.count * rows.count * columns.count }

    func forEach(_ body: (_ channel: Int, _ row: Int, _ column: Int) -> Void) {
      for channel in channels {
        for row in rows { for column in columns { body(channel, row, column) } }
      }
    }
  }

  private func forEachPosition(_ body: (_ row: Int, _ column: Int) -> Void) {
    for row in 0..<output.rows { for column in 0..<output.width { body(row, column) } }
  }

  /// (x - mean) / √(variance + ε) · scale + shift, from statistics (arXiv:1502.03167).
  private func scale(_ task: inout KernelTask, _ sample: Int) {
    let input = task.inputs[0]
    for channel in 0..<output.channels {
      let (factor, offset) = line(task.parameters, channel)
      forEachPosition { row, column in
        let value = input.read(sample, channel, row, column)
        task.write(value * factor + offset, sample, channel, row, column)
      }
    }
  }

  /// A batch normalization of one channel as a factor and an offset.
  func line(_ parameters: [Watched], _ channel: Int) -> (factor: Float, offset: Float) {
    line(parameters.map { $0.read(channel) })
  }

  /// The factor and offset of scale, shift, mean and variance.
  func line(_ numbers: [Float]) -> (factor: Float, offset: Float) {
    let factor = numbers[0] / (numbers[3] + epsilon).squareRoot()
    return (factor, numbers[1] - numbers[2] * factor)
  }

  /// Each element with the number of its channel.
  private func apply(
    _ operation: (Float, Float) -> Float, _ task: inout KernelTask, _ sample: Int
  ) {
    for channel in 0..<output.channels {
      forEachPosition { row, column in
        let value = task.inputs[0].read(sample, channel, row, column)
        task.write(
          operation(value, task.parameters[0].read(channel)), sample, channel, row, column)
      }
    }
  }

  private func normalize(groups: Int, _ task: inout KernelTask, _ sample: Int) {
    let size = output.channels / groups
    for group in 0..<groups {
      normalize(
        Part(
          channels: group * size..<(group + 1) * size, rows: 0..<output.rows,
          columns: 0..<output.width), &task, sample)
    }
  }

  /// Normalizes elements by their own mean and variance.
  private func normalize(_ part: Part, _ task: inout KernelTask, _ sample: Int) {
    let (input, count) = (task.inputs[0], Float(part.count))
    var (sum, squares): (Float, Float) = (0, 0)
    part.forEach { channel, row, column in sum += input.read(sample, channel, row, column) }
    let mean = sum / count
    part.forEach { channel, row, column in
      let distance = input.read(sample, channel, row, column) - mean
      squares += distance * distance
    }
    let root = (squares / count + epsilon).squareRoot()
    part.forEach { channel, row, column in
      let value = (input.read(sample, channel, row, column) - mean) / root
      let (factor, shift) = (task.parameters[0].read(channel), task.parameters[1].read(channel))
      task.write(value * factor + shift, sample, channel, row, column)
    }
  }

  /// The channels of a position, divided by their length.
  private func scaleToUnit(_ task: inout KernelTask, _ sample: Int, _ row: Int, _ column: Int) {
    let values = (0..<output.channels).map { task.inputs[0].read(sample, $0, row, column) }
    let length = (values.reduce(0) { $0 + $1 * $1 } + epsilon).squareRoot()
    for (channel, value) in values.enumerated() {
      task.write(
        value / length * task.parameters[0].read(channel), sample, channel, row, column)
    }
  }

  /// Local response normalization over neighboring channels.
  private func inhibit(_ task: inout KernelTask, _ sample: Int, _ row: Int, _ column: Int) {
    let response = numerics.response
    let (before, after) = ((response.size - 1) / 2, response.size / 2)
    let (alpha, beta, bias) = (
      Float(response.alpha), Float(response.beta), Float(response.bias)
    )
    let values = (0..<output.channels).map { task.inputs[0].read(sample, $0, row, column) }
    for (channel, value) in values.enumerated() {
      let neighbours = values[max(0, channel - before)...min(values.count - 1, channel + after)]
      let squares = neighbours.reduce(0) { $0 + $1 * $1 }
      task.write(value / powf(bias + alpha * squares, beta), sample, channel, row, column)
    }
  }
}
