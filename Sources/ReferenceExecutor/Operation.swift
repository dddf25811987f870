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
  static func counting(_ attributes: Attributes, on inputs: [MapSize]) -> Operation {
    let input = inputs[0]
    switch attributes {
    case .convolution(let window, let channels, let groups, let hasBias):
      return .kernel(
        ConvolutionKernel(window, channels: channels, groups: groups, hasBias: hasBias, on: input))
    case .depthwise(let window, let channels, let hasBias):
      return .kernel(
        ConvolutionKernel(depthwise: window, channels: channels, hasBias: hasBias, on: input))
    case .transposed(let window, let channels, let groups, let hasBias):
      return .kernel(
        TransposedKernel(window, channels: channels, groups: groups, hasBias: hasBias, on: input))
    case .dense(let channels, let hasBias):
      return .kernel(DenseKernel(channels: channels, hasBias: hasBias, on: input))
    case .pooling(let isMaximum, let window):
      return .kernel(PoolingKernel(isMaximum: isMaximum, window, on: input))
    case .normalization(let word): return .kernel(normalization(word, on: input))
    case .activation(let word):
      return .kernel(ActivationKernel(output: input, curve: curve(word)))
    case .softmax: return .kernel(SoftmaxKernel(output: input))
    case .add(let word):
      guard let fusion = AddKernel.Fusion(rawValue: word) else { missing("fusion", word) }
      return .kernel(AddKernel(fusion, on: inputs))
    case .multiply: return .kernel(MultiplyKernel(on: inputs))
    case .concat: return .kernel(ConcatKernel(on: inputs))
    case .split(let channels, let start):
      return .view(channels: start..<start + channels, input.with(channels: channels))
    case .shuffle(let groups): return .kernel(ShuffleKernel(output: input, groups: groups))
    case .depthToSpace(let factors):
      return .kernel(DepthToSpaceKernel(input, height: factors[0], width: factors[1]))
    case .spaceToDepth(let factors):
      return .kernel(SpaceToDepthKernel(input, height: factors[0], width: factors[1]))
    case .resize(let factors?): return .kernel(ResizeKernel(input, by: factors))
    case .resize(nil): return .kernel(ResizeKernel(input, to: inputs[1]))
    case .zeros: return .kernel(ZerosKernel(output: input))
    case .product(let transposes):
      return .kernel(MatrixProductKernel(transposes: transposes, on: input, inputs[1]))
    }
  }

  static func normalization(_ word: String, on input: MapSize) -> NormalizationKernel {
    guard let kind = NormalizationKernel.Kind(rawValue: word) else { missing("norm", word) }
    return NormalizationKernel(output: input, kind: kind)
  }

  static func curve(_ word: String) -> Curve {
    guard let curve = Curve(rawValue: word) else { missing("activation", word) }
    return curve
  }

  /// Reports a word of the spec language without a kernel; a test checks that there is none.
  private static func missing(_ what: String, _ word: String) -> Never {
    preconditionFailure("there is no kernel for the \(what) '\(word)'")
  }
}
