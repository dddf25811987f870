import CostModel

/// How an operator is run.
package enum Operation {
  case kernel(any Kernel)
  /// The output is a view of the input's channels: nothing is run.
  case view(channels: Range<Int>, MapSize)
  /// The output has the elements of the input, in other sizes: nothing is run.
  case reshape(MapSize)

  package var output: MapSize {
    switch self {
    case .kernel(let kernel): kernel.output
    case .view(_, let size), .reshape(let size): size
    }
  }

  var kernel: (any Kernel)? { if case .kernel(let kernel) = self { kernel } else { nil } }

  /// How many inputs it needs the elements of.
  var sources: Int { if case .kernel(let kernel) = self { kernel.sources } else { 1 } }

  package var parameters: [ParameterBlock] {
    if case .kernel(let kernel) = self { kernel.parameters } else { [] }
  }

  /// The counting loops for an operator on inputs of these sizes.
  ///
  /// - Parameter own: the constants that a file states, if the network is run on its own numbers;
  ///   nil for seeded data, for which counts are what matters.
  package static func counting(
    _ operation: Operator<Int>, _ own: Numerics? = nil, on inputs: [MapSize]
  ) -> Operation {
    let (input, numerics) = (inputs[0], own ?? Numerics())
    switch operation {
    case .convolution(let convolution): return .kernel(ConvolutionKernel(convolution, on: input))
    case .transposed(let convolution): return .kernel(TransposedKernel(convolution, on: input))
    case .dense(let dense):
      let (channels, hasBias) = (dense.channels, dense.hasBias)
      switch dense.axis {
      case nil: return .kernel(DenseKernel(channels: channels, hasBias: hasBias, on: input))
      case input.channelAxis:
        return .kernel(LinearKernel(channels: channels, hasBias: hasBias, on: input))
      case let axis?: return .kernel(AxisDenseKernel(dense, along: axis, on: input))
      }
    case .pool(let pool):
      return .kernel(PoolingKernel(isMaximum: pool.isMaximum, pool.window, numerics, on: input))
    case .normalization(let norm):
      return .kernel(NormalizationKernel(output: input, kind: .init(norm), numerics: numerics))
    case .activation(let activation):
      return .kernel(ActivationKernel(output: input, activation: activation, numerics: numerics))
    case .softmax(let softmax):
      if softmax.function == .softmax, softmax.axis == nil {
        return .kernel(SoftmaxKernel(output: input, heads: softmax.heads))
      }
      return .kernel(AxisSoftmaxKernel(softmax, on: input))
    // Tensors of equal sizes in two layouts: corresponding elements stand at other channels.
    case .join(.add(.sum)) where !areLaidOutAlike(inputs) && haveEqualSizes(inputs):
      return .kernel(ElementwiseKernel(Elementwise(.add, tensors: inputs.count), on: inputs))
    case .join(.multiply) where !areLaidOutAlike(inputs) && haveEqualSizes(inputs):
      return .kernel(ElementwiseKernel(Elementwise(.multiply, tensors: inputs.count), on: inputs))
    case .join(.add(let fusion)): return .kernel(AddKernel(fusion, on: inputs))
    case .join(.multiply): return .kernel(MultiplyKernel(on: inputs))
    case .join(.concat(nil)): return .kernel(ConcatKernel(on: inputs))
    case .join(.concat(let axis?)): return .kernel(AxisConcatKernel(along: axis, on: inputs))
    case .rearrangement(let rearrangement): return counting(rearrangement, numerics, on: input)
    case .resize(.by(let factors)): return .kernel(ResizeKernel(input, by: factors, numerics))
    case .resize(.to(let map)): return .kernel(ResizeKernel(input, to: map, numerics))
    case .resize(.like): return .kernel(ResizeKernel(input, to: inputs[1].map, numerics))
    case .zeros: return .kernel(ZerosKernel(output: input))
    case .product(let product): return .kernel(MatrixProductKernel(product, on: input, inputs[1]))
    case .embedding(.classToken): return .kernel(ClassTokenKernel(on: input))
    case .embedding(.position): return .kernel(PositionKernel(output: input))
    case .embedding(.relativePosition(let heads)):
      return .kernel(RelativePositionKernel(output: input, heads: heads))
    case .partition(let partition): return .kernel(PartitionKernel(partition, on: inputs))
    case .contraction(let contraction):
      return .kernel(ContractionKernel(contraction, numerics, on: inputs))
    case .elementwise(let function): return .kernel(ElementwiseKernel(function, on: inputs))
    case .reduction(let reduction): return .kernel(ReductionKernel(reduction, numerics, on: input))
    case .axisNormalization(let norm):
      return .kernel(AxisNormalizationKernel(norm, numerics, on: input))
    case .move(.reshape(let sizes, let layout)):
      return .reshape(MapSize(sizes, layout: layout ?? input.layout))
    case .move(let move): return .kernel(MoveKernel(move, own, on: inputs))
    case .recurrent(let layer): return .kernel(RecurrentKernel(layer, numerics, on: inputs))
    case .rankConstrainedFilter(let layer):
      return .kernel(RankConstrainedKernel(layer, on: input))
    case .conversion(let conversion):
      return .kernel(CopyKernel(output: input, own == nil ? nil : conversion))
    case .opaque(let operation): return .kernel(OpaqueKernel(operation, on: inputs))
    }
  }

  private static func areLaidOutAlike(_ inputs: [MapSize]) -> Bool {
    inputs.allSatisfy { $0.layout == inputs[0].layout }
  }

  private static func haveEqualSizes(_ inputs: [MapSize]) -> Bool {
    inputs.allSatisfy { $0.sizes == inputs[0].sizes }
  }

  private static func counting(
    _ rearrangement: Rearrangement<Int>, _ numerics: Numerics, on input: MapSize
  ) -> Operation {
    switch rearrangement {
    case .split(let channels, let start):
      .view(channels: start..<start + channels, input.with(channels: channels))
    case .shuffle(let groups): .kernel(ShuffleKernel(output: input, groups: groups))
    case .depthToSpace(let factors):
      .kernel(BlockKernel(input, by: factors, spreads: true, numerics))
    case .spaceToDepth(let factors):
      .kernel(BlockKernel(input, by: factors, spreads: false, numerics))
    }
  }
}
