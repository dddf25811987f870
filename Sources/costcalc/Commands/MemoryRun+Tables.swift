import ArenaPlanning
import Charts
import CostModel
import Symbolic

extension MemoryRun {
  // MARK: Layers

  /// A layer in a timeline.
  private struct LayerRow {
    let row: MemoryTimeline.Row
    let timeline: MemoryTimeline

    private func sum(_ buffers: [Int]) -> Cell {
      .bytes(Int128(buffers.reduce(0) { $0 + timeline.buffers[$1].bytes }))
    }

    var made: Cell { row.made.map { sum([$0]) } ?? .blank }
    var freed: Cell { row.freed.isEmpty ? .blank : sum(row.freed) }
    var live: Cell { .bytes(Int128(row.bytes)) }
    var share: Cell {
      .share(timeline.peakBytes > 0 ? Double(row.bytes) / Double(timeline.peakBytes) : 0)
    }
    var others: String {
      row.live.filter { $0 != row.made }.map { timeline.purpose(of: $0, at: row) }
        .joined(separator: ", ")
    }
  }

  private static let layerColumns: [Column<LayerRow>] = [
    Column(
      "layer", "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
      meaning: "the path of spec rows to the layer"
    ) { .text($0.row.layer.label) },
    Column(
      "operator", "Operator", alignment: .left, priority: 1,
      meaning: "the operator, with its kernel and stride"
    ) { .text($0.row.layer.operatorText) },
    Column("output", "Output", alignment: .left, priority: 2, meaning: "its shape") {
      .text($0.row.layer.output.shape.text)
    },
    Column("type", "Type", alignment: .left, isExtra: true, meaning: "how its numbers are stored") {
      .text($0.timeline.options.type(of: $0.row.layer.output).rawValue)
    },
    Column("made", "Makes", priority: 7, meaning: "the bytes that the output takes, if any") {
      $0.made
    },
    Column("freed", "Frees", priority: 4, meaning: "the bytes that no later layer needs") {
      $0.freed
    },
    Column("live", "Live", priority: 9, meaning: "the bytes that live while the layer runs") {
      $0.live
    },
    Column("share", "of peak", priority: 6, meaning: "of the most bytes that live at a time") {
      $0.share
    },
    Column(
      "others", "Besides its output", alignment: .left, flexibility: .keepsStart, priority: 8,
      meaning: "what else lives: what the layer reads, and what is kept for a later one"
    ) { .text($0.others) },
  ]

  static func layers(_ result: Result) -> Grid {
    guard let timeline = result.timeline else { return arena(result) }
    return Grid(layerColumns, timeline.rows.map { LayerRow(row: $0, timeline: timeline) })
  }

  // MARK: Peak

  /// A buffer that lives at the peak.
  private struct PeakRow {
    let buffer: MemoryTimeline.Buffer
    let purpose: String
    let share: Double
  }

  private static let peakColumns: [Column<PeakRow>] = [
    Column("tensor", "Tensor", alignment: .left, flexibility: .keepsEnd, priority: 9) {
      .text($0.buffer.name)
    },
    Column("shape", "Shape", alignment: .left, priority: 3) { .text($0.buffer.tensor.shape.text) },
    Column("type", "Type", alignment: .left, priority: 2) { .text($0.buffer.type.rawValue) },
    Column("bytes", "Bytes", priority: 8) { .bytes(Int128($0.buffer.bytes)) },
    Column("share", "Share", priority: 7) { .share($0.share) },
    Column("why", "Why it lives", alignment: .left, flexibility: .keepsStart, priority: 6) {
      .text($0.purpose)
    },
  ]

  static func peak(_ timeline: MemoryTimeline) -> Appendix? {
    guard let peak = timeline.peak else { return nil }
    let row = timeline.rows[peak]
    let rows = row.live.map { index in
      PeakRow(
        buffer: timeline.buffers[index], purpose: timeline.reason(for: index, at: row),
        share: Double(timeline.buffers[index].bytes) / Double(max(1, row.bytes)))
    }
    return Appendix(title: "At the peak, \(row.layer.name):", grid: Grid(peakColumns, rows))
  }

  // MARK: Arena

  /// A buffer of an arena.
  private struct ArenaRow {
    let index: Int
    let study: ArenaStudy
    var buffer: ArenaBuffer { study.arena.buffers[index] }

    func step(_ time: Int) -> Cell {
      study.steps.indices.contains(time)
        ? .text("\(time) \(study.steps[time])") : .integer(Int128(time))
    }
  }

  private static let arenaColumns: [Column<ArenaRow>] = [
    Column(
      "buffer", "Buffer", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
      meaning: "the tensor, or the operator that needs scratch memory"
    ) { .text($0.study.names[$0.index]) },
    Column("bytes", "Bytes", priority: 9, meaning: "its size in the arena, a multiple of 16") {
      .integer(Int128($0.buffer.bytes))
    },
    Column(
      "from", "From", alignment: .left, flexibility: .keepsStart, priority: 5,
      meaning: "the step that needs it first"
    ) {
      $0.step($0.buffer.first)
    },
    Column(
      "to", "To", alignment: .left, flexibility: .keepsStart, priority: 4,
      meaning: "the step that needs it last"
    ) {
      $0.step($0.buffer.last)
    },
    Column("offset", "Greedy", priority: 8, meaning: "its first byte in the greedy planner's arena")
    {
      .integer(Int128($0.study.plan.offsets[$0.index]))
    },
    Column("best", "Best", priority: 7, meaning: "its first byte in the best plan found") {
      .integer(Int128($0.study.best.plan.offsets[$0.index]))
    },
  ]

  static func arena(_ result: Result) -> Grid {
    Grid(arenaColumns, result.study.names.indices.map { ArenaRow(index: $0, study: result.study) })
  }

  static let columns = layerColumns.headings().merging(arenaColumns.headings())

  // MARK: Notes

  static func notes(_ result: Result) -> [String] {
    (result.timeline.map { notes($0, result.order) } ?? result.fault.map {
      ["no layers: \($0.message)"]
    } ?? [])
      + notes(result.study, isMicro: result.isMicro)
  }

  private static func notes(
    _ timeline: MemoryTimeline, _ order: ExecutionOrder?
  ) -> [String] {
    let size = Cell.bytes(Int128(timeline.peakBytes)).text(.scaled)
    let types = timeline.network.tensorTypes(timeline.options)
    let place = timeline.peak.map { " at \(timeline.rows[$0].layer.name)" } ?? ""
    let all = timeline.buffers.reduce(0) { $0 + $1.bytes }
    let policy =
      switch timeline.inPlace {
      case .none: ""
      case .elementwise: "; elementwise layers write over their input"
      case .engine: "; elementwise and depthwise layers write over their input"
      }
    let bytes = exact(timeline.peakBytes)
    let peak = size == bytes ? size : "\(size) (\(bytes))"
    return [
      "peak of \(peak) of live \(types) tensors\(place)\(policy)"
    ] + [order.map(note)].compactMap(\.self) + [
      "\(Cell.bytes(Int128(all)).text(.scaled)) if no tensors shared memory"
    ] + timeline.network.remarks
  }

  private static func note(_ order: ExecutionOrder) -> String {
    let given = exact(order.givenPeak)
    let known =
      order.isBest
      ? "no order takes less"
      : "not all orders were tried, and none takes less than \(exact(order.bound))"
    return order.peak < order.givenPeak
      ? "in this order of layers \(exact(order.peak)), in their own \(given); \(known)"
      : "in their own order, \(given); \(known)"
  }

  private static func notes(_ study: ArenaStudy, isMicro: Bool) -> [String] {
    let given = study.arena.buffers.contains { $0.offset != nil }
    let planner = given ? "the plan in the file" : "its greedy planner"
    var notes =
      isMicro
      ? [
        "arena of TensorFlow Lite Micro: \(exact(study.plan.bytes)) by \(planner)",
        "its tail of structures and persistent buffers comes on top, and is not predicted",
      ]
      : ["arena: \(exact(study.plan.bytes)) as TensorFlow Lite Micro's greedy planner places them"]
    let best = study.best.plan.bytes
    if best < study.plan.bytes {
      let saved = (1 - Double(best) / Double(study.plan.bytes)).percent
      notes.append("a better plan takes \(exact(best)), \(saved) less\(distance(study))")
    } else if study.plan.bytes > study.bound {
      notes.append("no better plan was found\(distance(study))")
    } else {
      notes.append("no plan takes less")
    }
    return notes
  }

  private static func distance(_ study: ArenaStudy) -> String {
    let (best, bound) = (study.best.plan.bytes, study.bound)
    return best == bound
      ? ", and no plan takes less"
      : "; at least \(exact(bound)) live together, and \(counted(study.best.tried, "order")) "
        + "were tried"
  }
}

extension MemoryTimeline {
  /// A buffer that lives beside the output of a layer, with what it is kept for: `conv2 for add3`.
  fileprivate func purpose(of index: Int, at row: Row) -> String {
    let buffer = buffers[index]
    guard !isRead(index, by: row) else { return buffer.name }
    return buffer.last.map { "\(buffer.name) for \(rows[$0].layer.name)" }
      ?? "\(buffer.name), an output"
  }

  /// Why a buffer lives while a layer runs.
  func reason(for index: Int, at row: Row) -> String {
    let buffer = buffers[index]
    if index == row.made { return "made here" }
    var reason = isRead(index, by: row) ? "read here" : ""
    if row.freed.contains(index) { return reason }
    reason += reason.isEmpty ? "" : ", and "
    return reason
      + (buffer.last.map { "kept for \(rows[$0].layer.name)" } ?? "an output, kept to the end")
  }

  /// Whether a layer reads something that lies in a buffer.
  private func isRead(_ index: Int, by row: Row) -> Bool {
    let buffer = buffers[index]
    let tensors = Set([buffer.tensor.id] + buffer.others.map { rows[$0].layer.output.id })
    return row.layer.inputs.contains { tensors.contains($0.id) }
  }
}
