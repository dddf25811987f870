import CostModel
import Symbolic

extension MapSize {
  /// The size of a bound shape. - Throws: as ``Formula/integer()``.
  init(_ shape: Shape) throws(ArithmeticFault) {
    self.init(try shape.sizes.integers(), layout: shape.layout)
  }
}

/// A network as operations in order, with the lifetimes of its tensors; nothing is allocated yet.
package struct Plan {
  /// A layer as it will be run.
  struct Step {
    let layer: Layer
    let inputs: [MapSize]
    let operation: Operation
    /// The normalization and the activation attached to it.
    let norm: NormalizationKernel?
    let activation: ActivationKernel?
    /// The tensors that are not needed after it.
    var freed: [Int] = []
    /// Whether a later layer uses its parameters.
    var isShared = false

    /// Numbers that are read: those of the operator, the norm and the activation.
    var parameterCount: Int {
      let blocks =
        operation.parameters + (norm?.parameters ?? []) + (activation?.parameters ?? [])
      return blocks.reduce(0) { clampedSum($0, $1.count) }
    }
  }

  let network: Network
  /// Whether it is run on the numbers that the network comes with, rather than on seeded ones.
  let usesOwnNumbers: Bool
  /// The tensors that no layer makes: the inputs, then parameters and constants in the order of use.
  private(set) var givens: [(tensor: Tensor, size: MapSize)] = []
  private(set) var steps: [Step] = []
  /// The most bytes that running it needs: tensors, parameters, marks and results to compare.
  private(set) var bytes = 0

  /// - Throws: `folded`, `unbound`, `sharing`, `window`, `numbers`, or `memory` if it needs more than
  ///   the limit.
  package init(
    _ network: Network, usesOwnNumbers: Bool = false, memoryLimit: Int
  ) throws(ExecutionError) {
    self.network = network
    self.usesOwnNumbers = usesOwnNumbers
    func require(_ bytes: Int) throws(ExecutionError) {
      if bytes > memoryLimit { throw .memory(needed: bytes, limit: memoryLimit) }
    }
    var sizes: [Int: MapSize] = [:]
    /// Notes a tensor that no layer makes.
    func give(_ tensor: Tensor, _ what: String) throws(ExecutionError) {
      let size = try Plan.bound(what) { () throws(ArithmeticFault) in try MapSize(tensor.shape) }
      sizes[tensor.id] = size
      givens.append((tensor, size))
      try require(clampedProduct(size.elements, 4))
    }
    for input in network.inputs { try give(input, "the input") }
    for (index, layer) in network.layers.enumerated() {
      guard layer.copies == 1 else { throw .folded(layer: layer.name) }
      let bound = try Plan.bound(layer.name) { () throws(ArithmeticFault) in
        try layer.operation.bound()
      }
      guard bound.window?.isWalkable ?? true else { throw .window(layer: layer.name) }
      for tensor in layer.inputs where tensor.role != .activation && sizes[tensor.id] == nil {
        try give(tensor, layer.name)
      }
      let inputs = layer.inputs.compactMap { sizes[$0.id] }
      let numerics =
        usesOwnNumbers ? network.numbers.layers[index]?.numerics ?? Numerics() : nil
      var other = numerics?.standsFor
      if usesOwnNumbers, case .opaque = bound { other = other ?? layer.operation.name }
      if let other {
        throw .numbers(layer: layer.name, reason: "'\(other)' is counted, but can't be computed")
      }
      let operation = Operation.counting(bound, numerics, on: inputs)
      sizes[layer.output.id] = operation.output
      let step = Step(
        layer: layer, inputs: inputs, operation: operation,
        norm: layer.norm.map {
          NormalizationKernel(
            output: operation.output, kind: .init($0), numerics: numerics ?? Numerics())
        },
        activation: layer.activation.map {
          ActivationKernel(
            output: operation.output, activation: $0, numerics: numerics ?? Numerics())
        })
      try requireOwner(of: step)
      // If even this is too much, walking the windows of the following layers would take too long.
      try require(clampedProduct(clampedSum(operation.output.elements, step.parameterCount), 4))
      steps.append(step)
      for owner in [layer.weights.owner, layer.normWeights.owner] {
        owner.map { steps[$0].isShared = true }
      }
    }
    noteLives()
    try require(bytes)
  }

  /// Requires parameters that belong to another layer to have the same shape.
  private func requireOwner(of step: Step) throws(ExecutionError) {
    func counts(_ blocks: [ParameterBlock]?) -> [Int] { (blocks ?? []).map(\.count) }
    let layer = step.layer
    if let owner = layer.weights.owner.map({ steps[$0] }) {
      guard counts(owner.operation.parameters) == counts(step.operation.parameters),
        counts(owner.activation?.parameters) == counts(step.activation?.parameters)
      else { throw .sharing(layer: layer.name) }
    }
    if let owner = layer.normWeights.owner.map({ steps[$0] }) {
      guard counts(owner.norm?.parameters) == counts(step.norm?.parameters) else {
        throw .sharing(layer: layer.name)
      }
    }
  }

  private static func bound<Result>(
    _ layer: String, _ body: () throws(ArithmeticFault) -> Result
  ) throws(ExecutionError) -> Result {
    do throws(ArithmeticFault) {
      return try body()
    } catch {
      throw .unbound(layer: layer, error)
    }
  }

  /// Notes the tensors that are freed after each layer, and the largest memory at any time.
  private mutating func noteLives() {
    let liveness = Liveness(network)
    var elements: [Int] = []
    var live = 0
    for buffer in liveness.buffers {
      if let maker = buffer.maker {
        elements.append(steps[maker].operation.output.elements)
      } else {
        let given = givens.first { $0.tensor.id == buffer.tensor.id }?.size.elements ?? 0
        elements.append(given)
        live = clampedSum(live, given)
      }
    }
    var shared = 0
    for (index, (step, change)) in zip(steps, liveness.steps).enumerated() {
      let output = step.operation.output.elements
      if change.made != nil { live = clampedSum(live, output) }
      let used = Set((step.layer.inputs + [step.layer.output]).map(liveness.buffer))
      let read = used.reduce(0) { clampedSum($0, elements[$1]) }
      // A second copy of the output, with sums; byte marks; parameters as they are, folded, and
      // with marks.
      let work = clampedSum(
        clampedProduct(output, 8), clampedProduct(read, 2), clampedProduct(step.parameterCount, 10))
      bytes = max(bytes, clampedSum(clampedProduct(live, 4), work, shared))
      if step.isShared { shared = clampedSum(shared, clampedProduct(step.parameterCount, 4)) }
      for buffer in change.freed {
        live -= elements[buffer]
        steps[index].freed += liveness.buffers[buffer].tensors
      }
    }
  }
}
