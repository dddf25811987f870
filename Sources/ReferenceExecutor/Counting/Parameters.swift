import CostModel
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
  func folded(
    into kernel: any WeightedKernel, by normalization: NormalizationKernel
  ) -> [Storage] {
    let norm = norm.map(Watched.init)
    let old = weights
    let (weights, bias) = (Storage(old[0].count), Storage(kernel.output.channels))
    var factors: [Float] = []
    for channel in 0..<bias.count {
      let (factor, offset) = normalization.line(norm, channel)
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

/// The parameters of layers: seeded, the same for a seed however a network is run, or those that the
/// network comes with.
struct ParameterSource {
  let seed: UInt64
  /// The network's own numbers; nil for seeded ones.
  private let numbers: NetworkNumbers?
  /// Parameters that later layers use, too, by layer.
  private var kept: [Int: Parameters] = [:]

  init(seed: UInt64, numbers: NetworkNumbers? = nil) {
    self.seed = seed
    self.numbers = numbers
  }

  /// The parameters of a layer, allocated, or those of the layer that owns them; and how many
  /// trainable ones were allocated.
  ///
  /// - Parameter keeps: whether later layers share them.
  /// - Throws: `numbers`.
  mutating func parameters(
    of step: Plan.Step, number: Int, keeps: Bool
  ) throws(ExecutionError) -> (Parameters, trained: Int) {
    if let numbers {
      return try own(step, numbers.layers[number] ?? LayerNumbers())
    }
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
      weights: owned(step.layer.weights.owner, \.weights) ?? allocate(step.operation.parameters),
      norm: owned(step.layer.normWeights.owner, \.norm) ?? allocate(step.norm?.parameters ?? []),
      activation: owned(step.layer.weights.owner, \.activation)
        ?? allocate(step.activation?.parameters ?? []))
    if keeps { kept[number] = parameters }
    return (parameters, trained)
  }

  /// What a tensor that no layer makes holds. - Throws: `numbers`.
  func fill(_ map: FeatureMap, as tensor: Tensor, readBy layer: Layer) throws(ExecutionError) {
    guard let numbers else { return map.fill(seed: seed, as: tensor) }
    map.fill(with: try read(numbers.tensors[tensor.id], map.size.elements, layer))
  }

  // MARK: The network's own

  private func own(
    _ step: Plan.Step, _ numbers: LayerNumbers
  ) throws(ExecutionError) -> (Parameters, trained: Int) {
    var trained = 0
    func load(
      _ kernel: (any Kernel)?, _ numbers: [Numbers], isOwner: Bool
    ) throws(ExecutionError) -> [Storage] {
      var storages: [Storage] = []
      for (index, block) in (kernel?.parameters ?? []).enumerated() {
        if block.isTrained, isOwner { trained += block.count }
        let found = try read(
          numbers.indices.contains(index) ? numbers[index] : nil, block.count, step.layer)
        let arranged = kernel?.arrange(found, ofBlock: index) ?? found
        let storage = Storage(block.count)
        storage.elements.update(from: arranged, count: block.count)
        storages.append(storage)
      }
      return storages
    }
    for zeros in numbers.zeros {
      let found = try read(zeros, nil, step.layer)
      guard found.allSatisfy({ $0 == 0 }) else {
        throw .numbers(
          layer: step.layer.name, reason: "it starts with other numbers than zeros")
      }
    }
    let ownsWeights = step.layer.weights.owner == nil
    let parameters = Parameters(
      weights: try load(step.operation.kernel, numbers.operation, isOwner: ownsWeights),
      norm: try load(step.norm, numbers.norm, isOwner: step.layer.normWeights.owner == nil),
      activation: try load(step.activation, numbers.activation, isOwner: ownsWeights))
    return (parameters, trained)
  }

  private func read(
    _ numbers: Numbers?, _ count: Int?, _ layer: Layer
  ) throws(ExecutionError) -> [Float] {
    guard let numbers else {
      throw .numbers(layer: layer.name, reason: "it is not known which they are")
    }
    do throws(Diagnostic) {
      let found = try numbers.read()
      guard let count, found.count != count else { return found }
      throw Diagnostic("there are \(found.count) numbers where it needs \(count)")
    } catch {
      throw .numbers(layer: layer.name, reason: error.message)
    }
  }
}
