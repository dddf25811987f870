import CostModel
import Symbolic

/// Runs a bound network with fast kernels on seeded data, for its time rather than its counts.
///
/// The numbers are those of ``Executor`` with the same seed, except for the order in which sums are
/// rounded. All memory is allocated at initialization.
package final class FastExecutor {
  /// A layer as it is run.
  private struct Step {
    let kernels: [any FastKernel]
    let inputs: [PixelMap]
    let output: PixelMap
  }

  private var steps: [Step] = []
  private let plan: Plan
  private let threadPool: ThreadPool
  private let loops: VectorLoops
  private var outputs: [PixelMap] = []

  /// The instruction sets that this machine has loops for, best first.
  package static let instructionSets = ["AVX-512", "AVX2", "SSE2", "NEON"].filter {
    VectorLoops(named: $0) != nil
  }

  /// The instruction set of the loops.
  package var instructionSet: String { loops.name }

  /// The number of threads.
  package var threads: Int { threadPool.size }

  /// Allocates a network and packs its weights.
  ///
  /// - Parameters:
  ///   - network: a network without free parameters, its repeats unfolded.
  ///   - seed: the seed for inputs and parameters.
  ///   - threads: the number of threads.
  ///   - instructionSet: one of ``instructionSets``; by default the best.
  ///   - memoryLimit: the bytes it may need; by default, what is available to the process.
  /// - Throws: `memory` if it needs more; `folded`, `unbound`, `instructionSet`.
  package init(
    _ network: Network, seed: UInt64 = 0, threads: Int = 1,
    instructionSet: String? = nil, memoryLimit: Int? = nil
  ) throws(ExecutionError) {
    // Its threads take memory, too.
    threadPool = ThreadPool(threads)
    let limit = memoryLimit ?? AvailableMemory.bytes(threads: threadPool.size)
    plan = try Plan(network, memoryLimit: limit)
    let layout = TensorLayout(plan)
    let needed = FastMemory.bytes(plan, layout, threads: threadPool.size)
    guard needed <= limit else { throw .memory(needed: needed, limit: limit) }
    guard let loops = instructionSet.map({ VectorLoops(named: $0) }) ?? VectorLoops.best else {
      throw .instructionSet(instructionSet ?? "")
    }
    self.loops = loops
    let storages = layout.sizes.map { Storage($0) }
    var maps: [Int: PixelMap] = [:]
    for ((tensor, size), storage) in zip(plan.givens, storages) {
      let map = PixelMap(size, in: storage)
      let values = FeatureMap(size)
      values.fill(seed: seed, as: tensor)
      map.copy(from: values)
      maps[tensor.id] = map
    }
    try prepare(ParameterSource(seed: seed), maps, layout.outputs.map { storages[$0] })
  }

  /// Builds the kernels.
  ///
  /// - Parameters:
  ///   - givens: the tensors that no layer makes.
  ///   - storages: where each layer's output goes.
  private func prepare(
    _ source: ParameterSource, _ givens: [Int: PixelMap], _ storages: [Storage]
  ) throws(ExecutionError) {
    var source = source
    var maps = givens
    for (index, step) in plan.steps.enumerated() {
      let (parameters, _) = try source.parameters(of: step, number: index, keeps: step.isShared)
      let inputs = step.layer.inputs.prefix(step.operation.sources).compactMap { maps[$0.id] }
      switch step.operation {
      case .view(let channels, _):
        maps[step.layer.output.id] = PixelMap(viewing: inputs[0], channels: channels)
      case .reshape(let size):
        // Channels of a position lie together here, so the order of elements changes.
        let output = PixelMap(size, in: storages[index])
        maps[step.layer.output.id] = output
        steps.append(
          Step(
            kernels: [FastLoops(kernel: CopyKernel(output: size))], inputs: inputs,
            output: output))
      case .kernel(let kernel):
        let output = PixelMap(kernel.output, in: storages[index])
        maps[step.layer.output.id] = output
        steps.append(
          Step(kernels: kernels(for: kernel, step, parameters), inputs: inputs, output: output))
      }
    }
    outputs = plan.network.outputs.compactMap { maps[$0.id] }
  }

  /// Runs the network once.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each layer.
  ///   - finished: called after each layer that does something, to take the time.
  /// - Throws: `cancelled`.
  package func run(
    isCancelled: () -> Bool = { false }, finished: (_ layer: Int) -> Void = { _ in }
  ) throws(ExecutionError) {
    for (index, step) in steps.enumerated() {
      if isCancelled() { throw .cancelled }
      var inputs = step.inputs
      for kernel in step.kernels {
        kernel.run(inputs, into: step.output, on: threadPool)
        inputs = [step.output]
      }
      finished(index)
    }
  }

  /// The outputs of the last run, each in the order of ``FeatureMap/values``.
  package var results: [[Float]] {
    outputs.map { output in
      let map = FeatureMap(output.size)
      output.copy(to: map)
      return map.values
    }
  }

  /// The layers for which there is no fast kernel, by their index in the network: the plain loops that
  /// count run them.
  package var loopedLayers: [Int] {
    zip(layers, steps).filter { $1.kernels.contains { $0 is FastLoops } }.map(\.0)
  }

  /// The layers that do something, by their index in the network.
  package var layers: [Int] {
    plan.steps.indices.filter { index in
      if case .view = plan.steps[index].operation { false } else { true }
    }
  }
}

// MARK: - Making kernels

extension FastExecutor {
  /// An operator as an inference compiler leaves it, followed by what can't be done within it.
  private func kernels(
    for kernel: any Kernel, _ step: Plan.Step, _ parameters: Parameters
  ) -> [any FastKernel] {
    var weights = parameters.weights
    var norm = step.norm
    if let kernel = kernel as? any WeightedKernel,
      let own = norm, own.kind == .batch || own.kind == .frozen
    {
      weights = parameters.folded(into: kernel, by: own)
      norm = nil
    }
    let epilogue = Epilogue(
      step.activation?.activation, slopes: parameters.activation, channels: kernel.output.channels)
    guard norm == nil, kernel is any WeightedKernel else {
      var kernels = [fast(kernel, step, weights, .none)]
      if let norm {
        kernels.append(FastNormalization(kernel: norm, parameters: parameters.norm, loops: loops))
      }
      if step.activation != nil { kernels.append(FastActivation(epilogue: epilogue, loops: loops)) }
      return kernels
    }
    return [fast(kernel, step, weights, epilogue)]
  }

  private func fast(
    _ kernel: any Kernel, _ step: Plan.Step, _ parameters: [Storage], _ epilogue: Epilogue
  ) -> any FastKernel {
    switch kernel {
    case let kernel as ConvolutionKernel:
      if kernel.isDepthwise {
        FastDepthwise(kernel, parameters, epilogue, loops)
      } else if let size = FastShallowConvolution.copy(of: kernel) {
        FastShallowConvolution(kernel, copiedTo: size, parameters, epilogue, loops)
      } else {
        FastConvolution(kernel, parameters, epilogue, loops)
      }
    case let kernel as TransposedKernel: FastTransposed(kernel, parameters, epilogue, loops)
    case let kernel as DenseKernel:
      FastDense(kernel, on: step.inputs[0], parameters, epilogue, loops)
    case let kernel as LinearKernel: FastLinear(kernel, parameters, epilogue, loops)
    case let kernel as MatrixProductKernel: FastMatrixProduct(kernel: kernel, loops: loops)
    case let kernel as PoolingKernel: FastPooling(kernel: kernel, loops: loops)
    case let kernel as NormalizationKernel:
      FastNormalization(kernel: kernel, parameters: parameters, loops: loops)
    case let kernel as ActivationKernel:
      FastActivation(
        epilogue: Epilogue(kernel.activation, slopes: parameters, channels: kernel.output.channels),
        loops: loops)
    case let kernel as SoftmaxKernel: FastSoftmax(heads: kernel.heads)
    case let kernel as AddKernel:
      FastAdd(
        factors: kernel.factors(
          (0..<kernel.sources).map { parameters.isEmpty ? 1 : parameters[0].elements[$0] }),
        loops: loops)
    case is MultiplyKernel: FastMultiply(loops: loops)
    case is ConcatKernel: FastConcat()
    case let kernel as ShuffleKernel: FastShuffle(groups: kernel.groups)
    case let kernel as ResizeKernel: FastResize(kernel: kernel)
    case let kernel as BlockKernel: FastBlock(kernel: kernel)
    case is ZerosKernel: FastZeros()
    case is ClassTokenKernel: FastClassToken(token: parameters[0])
    case is PositionKernel: FastPosition(numbers: parameters[0])
    case let kernel as RelativePositionKernel:
      FastRelativePosition(kernel: kernel, numbers: parameters[0])
    case let kernel as PartitionKernel: FastPartition(kernel: kernel)
    default: FastLoops(kernel: kernel, parameters: parameters)
    }
  }
}
