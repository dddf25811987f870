import CostModel
import Symbolic

/// Runs a bound network layer by layer, on seeded data or on the numbers of its file, and counts what
/// happens.
///
/// Its counts do not use CostModel's formulas; only the attributes of rows and the order of layers
/// come from there.
public struct Executor {
  private let plan: Plan
  private let seed: UInt64

  /// The most bytes of memory that running it needs.
  package var memoryNeeded: Int { plan.bytes }

  /// Plans the run of a network, without allocating anything.
  ///
  /// - Parameters:
  ///   - network: a network without free parameters, its repeats unfolded.
  ///   - seed: the seed for inputs and parameters.
  ///   - usesOwnNumbers: whether parameters and constants are those of the file that the network was
  ///     read from. Then results are its own; what is read may differ from what is counted, because
  ///     maps are read between positions, and indices are real.
  ///   - memoryLimit: the bytes it may need; by default, what is available to the process.
  ///   - sharers: how many run at the same time, and share what is available.
  /// - Throws: `memory` if it needs more; `folded`, `sharing`, `window`, `unbound`, `numbers`.
  public init(
    _ network: Network, seed: UInt64 = 0, usesOwnNumbers: Bool = false, memoryLimit: Int? = nil,
    sharers: Int = 1
  ) throws(ExecutionError) {
    let sharers = min(max(1, sharers), 1 << 16)
    plan = try Plan(
      network, usesOwnNumbers: usesOwnNumbers,
      memoryLimit: memoryLimit ?? AvailableMemory.bytes(threads: sharers) / sharers)
    self.seed = seed
  }

  /// Runs the network.
  ///
  /// - Parameters:
  ///   - inputs: the elements of the first inputs, each in the order of its axes; those of others, and
  ///     where there are none, are drawn from -1...1.
  ///   - isCancelled: polled many times a second; the run ends once it returns true.
  ///   - progress: told after each layer how many have been run.
  /// - Throws: `cancelled`, `input`, `numbers`.
  public func run(
    inputs: [[Float]?] = [], isCancelled: @escaping () -> Bool = { false },
    progress: (_ layers: Int) -> Void = { _ in }
  ) throws(ExecutionError) -> Execution {
    let ledger = Ledger()
    let source = ParameterSource(
      seed: seed, numbers: plan.usesOwnNumbers ? plan.network.numbers : nil)
    var state = State(ledger: ledger, source, isCancelled: isCancelled)
    for (number, given) in plan.givens.prefix(plan.network.inputs.count).enumerated() {
      let map = FeatureMap(given.size, in: ledger)
      state.maps[given.tensor.id] = map
      if inputs.indices.contains(number), let values = inputs[number] {
        guard values.count == map.size.elements else {
          throw .input(number: number + 1, elements: map.size.elements, given: values.count)
        }
        map.fill(with: values)
      } else {
        map.fill(seed: seed, as: given.tensor)
      }
    }
    var layers: [LayerExecution] = []
    for (index, step) in plan.steps.enumerated() {
      if isCancelled() { throw .cancelled }
      layers.append(
        try state.run(step, number: index, keepsParameters: step.isShared))
      for tensor in step.freed { state.maps[tensor] = nil }
      progress(index + 1)
    }
    return Execution(
      layers: layers, peakElements: ledger.peak,
      outputs: plan.network.outputs.compactMap { state.maps[$0.id] })
  }
}

extension FeatureMap {
  /// Fills in what a tensor that no layer makes holds, the same for a seed.
  func fill(seed: UInt64, as tensor: Tensor) {
    var random = SplitMix64(seed: seed, part: -1 - tensor.id)
    fill { random.number(in: -1...1) }
  }

  /// Fills in elements in the order of ``values``, as many as there are.
  func fill(with values: [Float]) {
    var next = 0
    fill {
      next += 1
      return values[next - 1]
    }
  }
}

/// The result of running a network.
public struct Execution {
  /// Its layers in order.
  package let layers: [LayerExecution]
  /// The most tensor elements held at once.
  package let peakElements: Int
  /// The outputs of the network.
  package let outputs: [FeatureMap]

  /// The elements of each output, in the order of its axes.
  public var values: [[Float]] { outputs.map(\.values) }
}

/// The result of running a layer.
package struct LayerExecution: Sendable {
  /// The rows that lead to it, outermost first.
  package let path: [String]
  /// The counts of the layer.
  package let counts: LayerCounts
  /// The largest difference between a result of the fused and of the unfused layer, relative if
  /// results are larger than 1; infinite if only one of them is a number.
  package let fusionError: Float
}
