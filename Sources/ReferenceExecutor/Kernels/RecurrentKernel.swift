import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `lstm`, `gru`, `rnn`: steps one after the other, each from its features and the state before it.
struct RecurrentKernel: LoopedKernel {
  let output: MapSize
  let sources: Int
  private let layer: Recurrent<Int>
  private let features, steps, batch: Int
  private let numerics: Numerics

  init(_ layer: Recurrent<Int>, _ numerics: Numerics = Numerics(), on inputs: [MapSize]) {
    self.layer = layer
    self.numerics = numerics
    sources = inputs.count
    var sizes = inputs[0].sizes
    (features, steps) = (sizes[2], sizes[layer.timeAxis])
    batch = sizes[1 - layer.timeAxis]
    sizes[2] = clampedProduct(layer.directions, layer.projection ?? layer.hidden)
    output = MapSize(sizes, layout: inputs[0].layout)
  }

  private var gates: Int { layer.gates }
  /// The size of what a step passes on.
  private var state: Int { layer.projection ?? layer.hidden }

  /// For each direction: weights of the features and of the state, biases, what else each unit has,
  /// weights of the projection.
  var parameters: [ParameterBlock] {
    (0..<layer.directions).flatMap { _ in
      let rows = clampedProduct(gates, layer.hidden)
      var blocks = [
        ParameterBlock.weights(clampedProduct(rows, features), fanIn: features),
        .weights(clampedProduct(rows, state), fanIn: state),
      ]
      if layer.biases > 0 { blocks.append(.biases(clampedProduct(rows, layer.biases))) }
      if layer.scales > 0 { blocks.append(.biases(clampedProduct(layer.hidden, layer.scales))) }
      if let projection = layer.projection {
        blocks.append(.weights(clampedProduct(layer.hidden, projection), fanIn: layer.hidden))
      }
      return blocks
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let perDirection = task.parameters.count / layer.directions
    for direction in 0..<layer.directions {
      let first = direction * perDirection
      for sample in 0..<batch {
        try run(
          direction, sample, Array(task.parameters[first..<first + perDirection]), &task)
      }
    }
    // States to begin with are read; here they are zeros.
    for start in task.inputs.dropFirst() {
      for place in 0..<start.size.elements { _ = start.read(at: place) }
    }
  }

  private func place(_ step: Int, _ sample: Int, _ feature: Int, of count: Int) -> Int {
    layer.timeAxis == 0
      ? (step * batch + sample) * count + feature : (sample * steps + step) * count + feature
  }

  private func run(
    _ direction: Int, _ sample: Int, _ parameters: [Watched], _ task: inout KernelTask
  ) throws(ExecutionError) {
    let hidden = layer.hidden
    var (passed, cell) = (
      [Float](repeating: 0, count: state), [Float](repeating: 0, count: hidden)
    )
    for number in 0..<steps {
      try task.checkCancellation()
      let step = (direction == 0) != numerics.startsAtEnd ? number : steps - 1 - number
      let input = (0..<features).map {
        task.inputs[0].read(at: place(step, sample, $0, of: features))
      }
      var own = products(parameters[0], input, rows: 0..<gates * hidden, &task)
      let candidate = numerics.resetsState && layer.cell == .gru ? 2 * hidden : gates * hidden
      var before = products(parameters[1], passed, rows: 0..<candidate, &task)
      before += [Float](repeating: 0, count: gates * hidden - candidate)
      for row in 0..<gates * hidden where layer.biases > 0 {
        own[row] += parameters[2].read(row)
        if layer.biases > 1 { before[row] += parameters[2].read(gates * hidden + row) }
      }
      // What stands beside weights and biases weighs the cell, as peepholes do.
      for row in 0..<layer.scales * hidden {
        own[row % own.count] += parameters[layer.biases > 0 ? 3 : 2].read(row) * cell[row % hidden]
      }
      if candidate < gates * hidden {
        let reset = passed.enumerated().map { unit, value in
          value * Activation.sigmoid(own[hidden + unit] + before[hidden + unit])
        }
        let products = products(parameters[1], reset, rows: candidate..<gates * hidden, &task)
        for (unit, product) in products.enumerated() { own[candidate + unit] += product }
      }
      var result = combine(own, before, passed, &cell)
      if layer.projection != nil, let weights = parameters.last {
        result = products(weights, result, rows: 0..<state, &task)
      }
      passed = result
      for (feature, value) in result.enumerated() {
        task.writeSum(
          value,
          at: place(step, sample, direction * state + feature, of: layer.directions * state))
      }
    }
  }

  /// The sums of products of rows of weights with a vector.
  private func products(
    _ weights: Watched, _ vector: [Float], rows: Range<Int>, _ task: inout KernelTask
  ) -> [Float] {
    rows.map { row in
      var sum: Float = 0
      for (column, value) in vector.enumerated() {
        sum += weights.read(row * vector.count + column) * value
        task.tally.macs += 1
        task.tally.effectiveMACs += 1
      }
      return sum
    }
  }

  /// The state after a step, from the products of its features and of the state before; the gates
  /// are in the order of ONNX.
  private func combine(
    _ own: [Float], _ before: [Float], _ passed: [Float], _ cell: inout [Float]
  ) -> [Float] {
    func gate(_ number: Int, _ unit: Int) -> Float {
      let row = number * layer.hidden + unit
      return own[row] + before[row]
    }
    return (0..<layer.hidden).map { unit in
      switch layer.cell {
      case .rnn: return tanhf(gate(0, unit))
      case .gru:
        let (update, reset) = (Activation.sigmoid(gate(0, unit)), Activation.sigmoid(gate(1, unit)))
        let row = 2 * layer.hidden + unit
        // With the reset before the product, `before` has nothing but a bias.
        let candidate = tanhf(own[row] + (numerics.resetsState ? 1 : reset) * before[row])
        return (1 - update) * candidate + update * passed[unit]
      case .lstm:
        let first = layer.couplesGates ? 0 : 1
        let output = Activation.sigmoid(gate(first, unit))
        let forget = Activation.sigmoid(gate(first + 1, unit))
        let input = layer.couplesGates ? 1 - forget : Activation.sigmoid(gate(0, unit))
        cell[unit] = forget * cell[unit] + input * tanhf(gate(first + 2, unit))
        return output * tanhf(cell[unit])
      }
    }
  }
}

/// `svdf`: each filter's number of a step, and the product over those that it remembers; before the
/// first step it remembers zeros.
struct RankConstrainedKernel: LoopedKernel {
  let output: MapSize
  private let layer: RankConstrainedFilter<Int>
  private let features: Int

  init(_ layer: RankConstrainedFilter<Int>, on input: MapSize) {
    self.layer = layer
    features = input.channels
    output = MapSize([input.batch, layer.units], layout: input.layout)
  }

  private var filters: Int { clampedProduct(layer.units, layer.rank) }

  var parameters: [ParameterBlock] {
    [
      .weights(clampedProduct(filters, features), fanIn: features),
      .weights(clampedProduct(filters, layer.memory), fanIn: layer.memory),
    ] + (layer.hasBias ? [.biases(layer.units)] : [])
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    for sample in 0..<output.batch {
      for unit in 0..<layer.units {
        try task.checkCancellation()
        var sum: Float = layer.hasBias ? task.parameters[2].read(unit) : 0
        for filter in unit * layer.rank..<(unit + 1) * layer.rank {
          var newest: Float = 0
          for feature in 0..<features {
            newest +=
              task.inputs[0].read(sample, feature, 0)
              * task.parameters[0].read(filter * features + feature)
            task.tally.macs += 1
          }
          for step in 0..<layer.memory {
            let remembered = step == layer.memory - 1 ? newest : 0
            sum += remembered * task.parameters[1].read(filter * layer.memory + step)
            task.tally.macs += 1
          }
        }
        task.writeSum(sum, at: sample * layer.units + unit)
      }
    }
    task.tally.effectiveMACs = task.tally.macs
  }
}
