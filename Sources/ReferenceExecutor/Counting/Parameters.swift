import Symbolic

/// The parameters of a layer: of its operator, and of the normalization and activation after it.
struct Parameters {
  /// Blocks as the operator's kernel requests them.
  var weights: [Storage] = []
  /// Blocks as the normalization's kernel requests them.
  var norm: [Storage] = []
  /// Blocks as the activation's kernel requests them.
  var activation: [Storage] = []

  /// Weights and a bias equivalent to the weights, bias and a normalization by statistics.
  func folded(into kernel: any WeightedKernel) -> [Storage] {
    let norm = norm.map(Watched.init)
    let old = weights
    let (weights, bias) = (Storage(old[0].count), Storage(kernel.output.channels))
    var factors: [Float] = []
    for channel in 0..<bias.count {
      let (factor, offset) = NormalizationKernel.line(norm, channel)
      factors.append(factor)
      let before = old.count > 1 ? old[1].elements[channel] : 0
      bias.elements[channel] = before * factor + offset
    }
    var index = 0
    for run in kernel.weightRuns {
      for _ in 0..<run.rows {
        for channel in run.channels {
          weights.elements[index] = old[0].elements[index] * factors[channel]
          index += 1
        }
      }
    }
    return [weights, bias]
  }
}

/// Seeded parameters, layer by layer: the same for a seed, however a network is run.
struct ParameterSource {
  let seed: UInt64
  /// Parameters that later layers use, too, by layer.
  private var kept: [Int: Parameters] = [:]

  init(seed: UInt64) { self.seed = seed }

  /// The parameters of a layer, allocated, or those of the layer that owns them; and how many
  /// trainable ones were allocated.
  ///
  /// - Parameter keeps: whether later layers share them.
  mutating func parameters(
    of step: Plan.Step, number: Int, keeps: Bool
  ) -> (Parameters, trained: Int) {
    var random = SplitMix64(seed: seed, part: number)
    var trained = 0
    func allocate(_ blocks: [ParameterBlock]) -> [Storage] {
      blocks.map { block in
        if block.isTrained { trained += block.count }
        let storage = Storage(block.count)
        for index in 0..<block.count {
          storage.elements[index] = random.number(in: block.values)
        }
        return storage
      }
    }
    func owned(_ owner: Int?, _ path: KeyPath<Parameters, [Storage]>) -> [Storage]? {
      owner.flatMap { kept[$0]?[keyPath: path] }
    }
    let parameters = Parameters(
      weights: owned(step.layer.weightsOwner, \.weights) ?? allocate(step.operation.parameters),
      norm: owned(step.layer.normOwner, \.norm) ?? allocate(step.norm?.parameters ?? []),
      activation: owned(step.layer.weightsOwner, \.activation)
        ?? allocate(step.activation?.parameters ?? []))
    if keeps { kept[number] = parameters }
    return (parameters, trained)
  }
}
