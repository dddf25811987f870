import CostModel

extension Executor {
  /// The state between layers.
  struct State {
    /// The counts of a kernel's run.
    struct Run {
      var moved = Movement()
      var tally = Tally()
    }

    /// The live tensors.
    var maps: [Int: FeatureMap] = [:]
    private var source: ParameterSource
    /// What the tensors that the current layer reads hold.
    private var roles: [Tensor.Role] = []
    private let ledger: Ledger
    private let isCancelled: () -> Bool

    init(
      ledger: Ledger, _ source: ParameterSource, isCancelled: @escaping () -> Bool
    ) {
      self.ledger = ledger
      self.source = source
      self.isCancelled = isCancelled
    }

    /// Runs a layer, unfused and fused, and counts both.
    mutating func run(
      _ step: Plan.Step, number: Int, keepsParameters: Bool
    ) throws(ExecutionError) -> LayerExecution {
      var counts = LayerCounts()
      let parameters: Parameters
      (parameters, counts.parameters) = try source.parameters(
        of: step, number: number, keeps: keepsParameters)
      counts.parameters += try fillParameters(of: step)
      let inputs = step.layer.inputs.prefix(step.operation.sources).compactMap { maps[$0.id] }
      let output: FeatureMap
      var fusionError: Float = 0
      switch step.operation {
      case .view(let channels, _): output = FeatureMap(viewing: inputs[0], channels: channels)
      case .reshape(let size): output = FeatureMap(viewing: inputs[0], as: size)
      case .kernel(let kernel):
        output = FeatureMap(kernel.output, in: ledger)
        fusionError = try run(kernel, step, inputs, parameters, into: output, &counts)
      }
      maps[step.layer.output.id] = output
      counts.sizes = output.size.sample
      return LayerExecution(path: step.layer.path, counts: counts, fusionError: fusionError)
    }

    /// Allocates the tensors of parameters and constants that a layer is the first to read.
    ///
    /// - Returns: how many of them are trained.
    private mutating func fillParameters(of step: Plan.Step) throws(ExecutionError) -> Int {
      var trained = 0
      for (tensor, size) in zip(step.layer.inputs, step.inputs)
      where tensor.role != .activation && maps[tensor.id] == nil {
        let map = FeatureMap(size)
        try source.fill(map, as: tensor, readBy: step.layer)
        maps[tensor.id] = map
        if tensor.role == .parameter { trained += size.elements }
      }
      return trained
    }

    // MARK: Steps

    private mutating func run(
      _ kernel: any Kernel, _ step: Plan.Step, _ inputs: [FeatureMap], _ parameters: Parameters,
      into output: FeatureMap, _ counts: inout LayerCounts
    ) throws(ExecutionError) -> Float {
      roles = step.layer.inputs.map(\.role)
      let alone = try run(kernel, inputs, parameters.weights, into: output)
      counts.macs = alone.tally.macs
      counts.effectiveMACs = alone.tally.effectiveMACs
      counts.activations = alone.tally.sums
      counts.unfused = alone.moved
      counts.fused = alone.moved
      guard step.norm != nil || step.activation != nil else { return 0 }

      let other = FeatureMap(output.size)
      counts.fused = try fused(kernel, step, inputs, parameters, alone, output, into: other)
      if let norm = step.norm {
        counts.unfused.add(try run(norm, [output], parameters.norm, into: output).moved)
      }
      if let activation = step.activation {
        counts.unfused.add(
          try run(activation, [output], parameters.activation, into: output).moved)
      }
      return State.distance(output, other)
    }

    /// Runs a layer as an inference compiler leaves it: a norm by statistics is folded into the
    /// weights, any other follows, and the activation is applied before results are written.
    private func fused(
      _ kernel: any Kernel, _ step: Plan.Step, _ inputs: [FeatureMap], _ parameters: Parameters,
      _ alone: Run, _ result: FeatureMap, into output: FeatureMap
    ) throws(ExecutionError) -> Movement {
      let epilogue = step.activation.map {
        WatchedActivation(
          $0.activation, parameters.activation.first.map(Watched.init), $0.numerics)
      }
      guard let norm = step.norm else {
        return try run(kernel, inputs, parameters.weights, into: output, epilogue: epilogue).moved
      }
      let statistics = norm.kind == .batch || norm.kind == .frozen
      if statistics, let kernel = kernel as? any WeightedKernel {
        let folded = parameters.folded(into: kernel, by: norm)
        return try run(kernel, inputs, folded, into: output, epilogue: epilogue).moved
      }
      // The operator gives the same result as on its own.
      output.storage.elements.update(from: result.storage.elements, count: result.storage.count)
      var moved = alone.moved
      moved.add(try run(norm, [output], parameters.norm, into: output, epilogue: epilogue).moved)
      return moved
    }

    private func run(
      _ kernel: any Kernel, _ inputs: [FeatureMap], _ parameters: [Storage],
      into output: FeatureMap, epilogue: WatchedActivation? = nil
    ) throws(ExecutionError) -> Run {
      var task = KernelTask(
        inputs.map(WatchedMap.init), parameters, into: WatchedMap(output), epilogue: epilogue,
        isCancelled: isCancelled)
      try kernel.run(&task)
      return Run(moved: task.moved(roles), tally: task.tally)
    }

    private static func distance(_ a: FeatureMap, _ b: FeatureMap) -> Float {
      var largest: Float = 0
      for index in 0..<a.storage.count {
        let (x, y) = (a.storage.elements[index], b.storage.elements[index])
        if x == y || (x.isNaN && y.isNaN) { continue }
        let distance = abs(x - y) / max(1, abs(x))
        largest = distance.isNaN ? .infinity : max(largest, distance)
      }
      return largest
    }
  }
}

extension KernelTask {
  /// The distinct elements touched; tensors that do not flow between layers count as weights.
  fileprivate func moved(_ roles: [Tensor.Role]) -> Movement {
    var moved = Movement()
    moved.weights = parameters.reduce(epilogue?.touched ?? 0) { $0 + $1.touched }
    for (input, role) in zip(inputs, roles) {
      if role == .activation {
        moved.input += input.touched
      } else {
        moved.weights += input.touched
      }
    }
    moved.output = output.touched
    return moved
  }
}

extension Movement {
  fileprivate mutating func add(_ other: Movement) {
    input += other.input
    weights += other.weights
    output += other.output
  }
}
