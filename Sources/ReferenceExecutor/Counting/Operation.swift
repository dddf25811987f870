import CostModel

/// How an operator is run.
enum Operation {
  case kernel(any Kernel)
  /// The output is a view of the input's channels: nothing is run.
  case view(channels: Range<Int>, MapSize)

  var output: MapSize {
    switch self {
    case .kernel(let kernel): kernel.output
    case .view(_, let size): size
    }
  }

  var isView: Bool { if case .view = self { true } else { false } }

  /// How many inputs it needs the elements of.
  var sources: Int { if case .kernel(let kernel) = self { kernel.sources } else { 1 } }

  var parameters: [ParameterBlock] {
    if case .kernel(let kernel) = self { kernel.parameters } else { [] }
  }

  /// The counting loops for an operator on inputs of these sizes.
  static func counting(_ operation: Operator<Int>, on inputs: [MapSize]) -> Operation {
    let input = inputs[0]
    switch operation {
    case .convolution(let convolution): return .kernel(ConvolutionKernel(convolution, on: input))
    case .transposed(let convolution): return .kernel(TransposedKernel(convolution, on: input))
    case .dense(let dense):
      return .kernel(DenseKernel(channels: dense.channels, hasBias: dense.hasBias, on: input))
    case .pool(let pool):
      return .kernel(PoolingKernel(isMaximum: pool.isMaximum, pool.window, on: input))
    case .normalization(let norm):
      return .kernel(NormalizationKernel(output: input, kind: .init(norm)))
    case .activation(let activation):
      return .kernel(ActivationKernel(output: input, activation: activation))
    case .softmax: return .kernel(SoftmaxKernel(output: input))
    case .join(.add(let fusion)): return .kernel(AddKernel(fusion, on: inputs))
    case .join(.multiply): return .kernel(MultiplyKernel(on: inputs))
    case .join(.concat): return .kernel(ConcatKernel(on: inputs))
    case .rearrangement(let rearrangement): return counting(rearrangement, on: input)
    case .resize(let resize):
      return .kernel(
        resize.factors.map { ResizeKernel(input, by: $0) } ?? ResizeKernel(input, to: inputs[1]))
    case .zeros: return .kernel(ZerosKernel(output: input))
    case .product(let product):
      return .kernel(MatrixProductKernel(transposes: product.transposes, on: input, inputs[1]))
    }
  }

  private static func counting(
    _ rearrangement: Rearrangement<Int>, on input: MapSize
  ) -> Operation {
    switch rearrangement {
    case .split(let channels, let start):
      .view(channels: start..<start + channels, input.with(channels: channels))
    case .shuffle(let groups): .kernel(ShuffleKernel(output: input, groups: groups))
    case .depthToSpace(let factors): .kernel(BlockKernel(input, by: factors, spreads: true))
    case .spaceToDepth(let factors): .kernel(BlockKernel(input, by: factors, spreads: false))
    }
  }
}
