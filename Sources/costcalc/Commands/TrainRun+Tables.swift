import Charts
import CostModel
import Symbolic
import TrainingCost

extension TrainRun {
  // MARK: Layers

  /// A layer, or the total of all.
  struct LayerRow {
    var layer: Layer?
    let forward, backward, saved: LinearInBatch
    let parameters: Int
    let batch: Int

    /// A number for the batch, which was found to have a value.
    func value(_ number: LinearInBatch) -> Int128 {
      Int128(number.fixed) + Int128(number.perSample) * Int128(batch)
    }
  }

  static let layerColumns: [Column<LayerRow>] = [
    Column(
      "layer", "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
      meaning: "the path of spec rows to the layer"
    ) { .text($0.layer?.label ?? "total") },
    Column(
      "operator", "Operator", alignment: .left, priority: 2,
      meaning: "the operator, with its kernel and stride"
    ) { .text($0.layer?.operatorText) },
    Column(
      "output", "Output", alignment: .left, priority: 1, meaning: "its shape, of one sample"
    ) { .text($0.layer?.output.shape.text) },
    Column("forward", "Forward", priority: 8, meaning: "MACs of the forward pass") {
      .count($0.value($0.forward))
    },
    Column(
      "backward", "Backward", priority: 7,
      meaning: "MACs of the gradients of what it reads and of its weights"
    ) { .count($0.value($0.backward)) },
    Column("parameters", "Params", priority: 5, meaning: "trained numbers") {
      .count(Int128($0.parameters))
    },
    Column(
      "saved", "Saved", priority: 9,
      meaning: "bytes that it is the first to save for the backward pass"
    ) { .bytes($0.value($0.saved)) },
    Column(
      "savedPerSample", "a sample", isExtra: true, meaning: "the part of these for each sample"
    ) { .bytes(Int128($0.saved.perSample)) },
  ]

  static let columns = layerColumns.headings()

  var rows: [LayerRow] {
    cost.rows.map { row in
      LayerRow(
        layer: row.layer, forward: row.forward, backward: row.backward, saved: row.saved,
        parameters: row.parameters, batch: batch)
    }
  }

  var total: LayerRow {
    LayerRow(
      forward: forward, backward: backward, saved: cost.saved, parameters: cost.parameters,
      batch: batch)
  }

  // MARK: The step

  /// A quantity of the step.
  struct Quantity {
    let key, title: String
    let isBytes: Bool
    let number: LinearInBatch
    let batch: Int

    var cell: Cell {
      let value = Int128(number.fixed) + Int128(number.perSample) * Int128(batch)
      return isBytes ? .bytes(value) : .count(value)
    }
  }

  private static let stepColumns: [Column<Quantity>] = [
    Column("quantity", "Quantity", alignment: .left, priority: 9) { .text($0.title) },
    Column("amount", "Amount", priority: 8) { $0.cell },
    Column("formula", "In the batch", alignment: .left, priority: 7) { .text($0.number.text) },
  ]

  var summary: Grid { Grid(TrainRun.stepColumns, quantities) }

  var quantities: [Quantity] {
    func work(_ key: String, _ title: String, _ number: LinearInBatch) -> Quantity {
      Quantity(key: key, title: title, isBytes: false, number: number, batch: batch)
    }
    func bytes(_ key: String, _ title: String, _ number: LinearInBatch) -> Quantity {
      Quantity(key: key, title: title, isBytes: true, number: number, batch: batch)
    }
    func doubled(_ number: LinearInBatch) -> LinearInBatch {
      LinearInBatch(fixed: 2 * number.fixed, perSample: 2 * number.perSample)
    }
    let (optimizer, count) = (cost.optimizer, cost.parameters)
    return [
      work("forwardMacs", "MACs forward", forward),
      work("backwardMacs", "MACs backward", backward),
      work("updateMacs", "MACs of the update", LinearInBatch(fixed: count * optimizer.macs)),
      work("forwardFlops", "FLOPs forward", doubled(forward)),
      work("backwardFlops", "FLOPs backward", doubled(backward)),
      work("updateFlops", "FLOPs of the update", LinearInBatch(fixed: count * optimizer.flops)),
      bytes("parameterBytes", "parameters", LinearInBatch(fixed: cost.parameterBytes)),
      bytes("statisticBytes", "statistics", LinearInBatch(fixed: cost.statisticBytes)),
      bytes("gradientBytes", "gradients", LinearInBatch(fixed: cost.gradientBytes)),
      bytes("stateBytes", "state of \(optimizer.rawValue)", LinearInBatch(fixed: cost.stateBytes)),
      bytes("inputBytes", "inputs", cost.inputs),
      bytes("savedBytes", "saved for backward", cost.saved),
      bytes("peakBytes", "peak", peak.bytes),
    ]
  }

  // MARK: Notes

  var notes: [String] {
    let bytes = Int128(peak.bytes.fixed) + Int128(peak.bytes.perSample) * Int128(batch)
    let size = Cell.bytes(bytes)
    var notes = [
      "peak of \(size.text(.scaled)) (\(size.text(.grouped))) \(place(peak.moment)), with "
        + "\(cost.optimizer.rawValue) in \(cost.precision.rawValue)"
    ]
    if let limit {
      let within = "in \(Cell.bytes(Int128(limit)).text(.scaled))"
      notes.append(
        largest.map { largest in
          "at most a batch of \(Int128(largest.batch).grouped) \(within): "
            + "floor((\(limit) - \(largest.bytes.fixed)) / \(largest.bytes.perSample)), "
            + place(largest.moment)
        } ?? "every batch fits \(within)")
    }
    notes.append("workspaces of kernels and gaps of the allocator come on top")
    if dropped.isEmpty {
      notes.append("without dropout and stochastic depth, which specs do not hold")
    }
    if !cost.unknown.isEmpty {
      let names = cost.unknown.map(\.name)
      let shown = names.count > 3 ? Array(names.prefix(3)) + ["…"] : names
      notes.append(
        "kernels keep more for \(shown.joined(separator: ", ")) than their inputs and outputs, "
          + "which is not predicted")
    }
    return notes + cost.network.remarks
  }

  /// When something lives: `in the backward pass of conv1`.
  func place(_ moment: TrainingMoment) -> String {
    guard let layer = moment.layer else { return "in the update" }
    return "in the \(moment.phase.rawValue) pass of \(cost.network.layers[layer].name)"
  }
}

extension LinearInBatch {
  /// `78277760*batch + 68224`.
  var text: String {
    if perSample == 0 { return "\(fixed)" }
    let product = perSample == 1 ? "batch" : "\(perSample)*batch"
    return fixed == 0 ? product : "\(product) \(fixed < 0 ? "-" : "+") \(fixed.magnitude)"
  }
}
