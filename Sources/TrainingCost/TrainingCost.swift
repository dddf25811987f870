import CostModel
import Symbolic

/// What a step of training costs: forward, backward and update, for any batch.
///
/// docs/training-step.md defines the quantities.
package struct TrainingCost: Sendable {
  /// A layer of the network.
  package struct Row: Sendable {
    /// The layer.
    package let layer: Layer
    /// Multiply-accumulates of its forward pass.
    package let forward: LinearInBatch
    /// Those of the gradients of what it reads, and of its weights.
    package let backward: LinearInBatch
    /// Its trained numbers.
    package let parameters: Int
    /// Bytes that it is the first to save for the backward pass.
    package let saved: LinearInBatch
  }

  /// The network, with a free batch.
  package let network: Network
  /// How trained numbers are updated.
  package let optimizer: Optimizer
  /// What numbers are computed in.
  package let precision: TrainingPrecision
  /// A row for each layer.
  package let rows: [Row]
  /// Trained numbers.
  package let parameters: Int
  /// Numbers that are not trained and change with every step: means and variances.
  package let statistics: Int
  /// Bytes of the inputs.
  package let inputs: LinearInBatch
  /// Bytes that autograd saves for the backward pass, the inputs among them.
  package let saved: LinearInBatch
  /// What lives at every step, besides what ``standing`` counts; the inputs are not in it.
  package let moments: [TrainingMoment]
  /// The layers whose kernels keep more than is known.
  package let unknown: [Layer]

  /// The cost of a network whose only free size is the batch.
  ///
  /// - Parameter dropped: the layers, by index, whose input goes through a dropout.
  /// - Throws: a diagnostic at the layer whose count overflows.
  package init(
    _ network: Network, _ optimizer: Optimizer = .sgd, _ precision: TrainingPrecision = .fp32,
    dropped: Set<Int> = []
  ) throws(Diagnostic) {
    self.network = network
    self.optimizer = optimizer
    self.precision = precision
    let report = try Report(network)
    do throws(ArithmeticFault) {
      var counts: [Counts] = []
      for layer in network.layers { counts.append(try layer.counts()) }
      let tape = try Tape(network, counts, precision, dropped: dropped)
      moments = try tape.moments()
      inputs = try .sum(tape.inputs.map { tape.values[$0].bytes })
      unknown = tape.unknown.map { network.layers[$0] }
      let saved = try tape.savedBytes(layers: network.layers.count)
      self.saved = try .sum(saved)
      parameters = try report.totals.parameters.integer()
      // Their bytes, and those of what the optimizer keeps, are products of these.
      guard parameters <= .max / 16 else { throw .overflow }
      statistics = try TrainingCost.statistics(network, counts)
      guard statistics <= .max / 16 else { throw .overflow }
      rows = try TrainingCost.rows(report, counts, saved)
    } catch {
      throw Diagnostic("training \(network.name): \(error)")
    }
  }

  private static func rows(
    _ report: Report, _ counts: [Counts], _ saved: [LinearInBatch]
  ) throws(ArithmeticFault) -> [Row] {
    let graded = report.network.gradedTensors()
    var rows: [Row] = []
    for (index, row) in report.rows.enumerated() {
      let forward = try LinearInBatch(row.cost.macs, in: Network.freeBatch)
      let times = row.layer.gradients(graded) + (row.layer.operation.hasWeights ? 1 : 0)
      rows.append(
        Row(
          layer: row.layer, forward: forward, backward: try forward * times,
          parameters: try row.cost.parameters.integer(), saved: saved[index]))
    }
    return rows
  }

  private static func statistics(
    _ network: Network, _ counts: [Counts]
  ) throws(ArithmeticFault) -> Int {
    var sum = Formula.zero
    for (layer, counts) in zip(network.layers, counts) {
      if !layer.weights.isShared { sum = try sum + counts.statistics }
      if let norm = counts.norm, !layer.normWeights.isShared {
        sum = try sum + Formula(norm.statistics) * layer.output.shape.channels
      }
    }
    return try sum.integer()
  }
}

extension Tape {
  /// The bytes that each layer is the first to save.
  fileprivate func savedBytes(layers: Int) throws(ArithmeticFault) -> [LinearInBatch] {
    var saved = Array(repeating: LinearInBatch.zero, count: layers)
    var seen: Set<Int> = []
    for step in steps {
      var bytes = step.beside
      for value in step.saves where seen.insert(value).inserted {
        bytes = try bytes + values[value].bytes
      }
      saved[step.layer] = try saved[step.layer] + bytes
    }
    return saved
  }
}

extension Operator where Size == Formula {
  /// Whether products with trained weights are what it counts.
  fileprivate var hasWeights: Bool {
    switch self {
    case .convolution, .transposed, .dense, .recurrent, .rankConstrainedFilter: true
    default: false
    }
  }
}

extension TrainingCost {
  // MARK: Work

  /// Multiply-accumulates of the forward pass. - Throws: `overflow`.
  package func forward() throws(ArithmeticFault) -> LinearInBatch {
    try .sum(rows.map(\.forward))
  }

  /// Multiply-accumulates of the backward pass. - Throws: `overflow`.
  package func backward() throws(ArithmeticFault) -> LinearInBatch {
    try .sum(rows.map(\.backward))
  }

  // MARK: Memory

  /// Bytes of trained numbers, of their gradients, of what the optimizer keeps, and of statistics.
  package var parameterBytes: Int { parameters * 4 }
  package var gradientBytes: Int { parameters * 4 }
  package var stateBytes: Int { parameters * 4 * optimizer.stateNumbers }
  package var statisticBytes: Int { statistics * 4 }

  /// What lives all the time: trained numbers, statistics, the optimizer's state, the inputs.
  ///
  /// - Throws: `overflow`.
  package func standing() throws(ArithmeticFault) -> LinearInBatch {
    let kept = try LinearInBatch(fixed: parameterBytes) + LinearInBatch(fixed: stateBytes)
    return try kept + LinearInBatch(fixed: statisticBytes) + inputs
  }

  /// The time when most lives, and the bytes that live then, all counted. - Throws: `overflow`.
  package func peak(
    batch: Int
  ) throws(ArithmeticFault) -> (moment: TrainingMoment, bytes: LinearInBatch) {
    let standing = try standing()
    var best: (moment: TrainingMoment, bytes: LinearInBatch, most: Int)?
    for moment in moments {
      let bytes = try standing + moment.bytes
      let most = try bytes.at(batch)
      if most > best?.most ?? -1 { best = (moment, bytes, most) }
    }
    guard let best else { throw .overflow }
    return (best.moment, best.bytes)
  }

  /// The largest batch whose peak is within a size, and the time that decides it; nil if every
  /// batch fits, 0 if none does. - Throws: `overflow`.
  package func largestBatch(
    within limit: Int
  ) throws(ArithmeticFault) -> (batch: Int, moment: TrainingMoment, bytes: LinearInBatch)? {
    let standing = try standing()
    var least: (batch: Int, moment: TrainingMoment, bytes: LinearInBatch)?
    for moment in moments {
      let bytes = try standing + moment.bytes
      guard let batch = bytes.largestBatch(atMost: limit), batch < least?.batch ?? .max else {
        continue
      }
      least = (batch, moment, bytes)
    }
    return least
  }
}
