import Charts
import CostModel

extension RooflineRun {
  /// A layer, or the total of all.
  private struct LayerRow {
    var layer: Layer?
    let cost: Cost
    let intensity: Double?
    var bound: Roofline.Bound?
    let rate: Cell
    let computeTime, memoryTime, time: Double
    /// Of the time of all layers.
    var share = Cell.blank
  }

  private static let layerColumns: [Column<LayerRow>] = [
    Column(
      "layer", "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
      meaning: "the path of spec rows to the layer"
    ) { .text($0.layer?.label ?? "total") },
    Column(
      "operator", "Operator", alignment: .left, priority: 1,
      meaning: "the operator, with its kernel and stride"
    ) { .text($0.layer?.operatorText) },
    Column(
      "kind", "Kind", alignment: .left, isExtra: true,
      meaning: "pointwise, depthwise, standard and so on"
    ) { .text($0.layer?.kind.rawValue) },
    Column(.macs, priority: 6) { $0.cost },
    Column(.fusedBytes, priority: 5) { $0.cost },
    Column(.intensity, priority: 7) { .intensity($0.intensity) },
    Column(
      "bound", "Bound", alignment: .left, priority: 8,
      meaning: "what takes longer, memory or compute"
    ) { row in row.layer == nil ? .blank : row.bound.map { .text($0.rawValue) } ?? .missing },
    Column(.rate, priority: 2) { $0.rate },
    Column(
      "computeTime", "Compute time", isExtra: true,
      meaning: "seconds that the FLOPs take at the peak"
    ) { .time($0.computeTime) },
    Column(
      "memoryTime", "Memory time", isExtra: true,
      meaning: "seconds that the traffic takes at the bandwidth"
    ) { .time($0.memoryTime) },
    Column(.time, priority: 9) { .time($0.time) },
    Column("share", "Share", priority: 7, meaning: "of the time of all layers") { $0.share },
  ]

  /// Layers of a kind, or the total of all.
  private struct KindRow {
    var kind: LayerKind?
    let layers, memoryBound: Int
    let cost: Cost
    let time: Double
    var share = Cell.blank
  }

  private static let kindColumns: [Column<KindRow>] = [
    Column("kind", "Kind", alignment: .left, priority: 9) { .text($0.kind?.rawValue ?? "total") },
    Column("layers", "Layers", priority: 5, meaning: "how many layers are summed") {
      .integer(Int128($0.layers))
    },
    Column(
      "memoryBound", "Bound by memory", priority: 4,
      meaning: "the number of layers that wait for memory, with --kinds"
    ) { .integer(Int128($0.memoryBound)) },
    Column(.macs, priority: 6) { $0.cost },
    Column(.fusedBytes, priority: 6) { $0.cost },
    Column(.intensity, priority: 3) { $0.cost },
    Column(.time, priority: 8) { .time($0.time) },
    Column("share", "Share", priority: 7) { $0.share },
  ]

  static let columns = layerColumns.headings().merging(kindColumns.headings())

  /// A row for each layer.
  static func layers(_ result: RooflineReport) -> Grid {
    let precision = result.roofline.precision
    let rows = result.rows.map { row in
      let point = row.point
      return LayerRow(
        layer: row.counted.layer, cost: row.counted.cost, intensity: point.intensity,
        bound: point.bound, rate: .rate(point.attainable, precision),
        computeTime: point.computeTime, memoryTime: point.memoryTime, time: point.time,
        share: .share(point.time, of: result.time))
    }
    let totals = result.report.totals
    return Grid(
      layerColumns, rows,
      totals: [
        LayerRow(
          cost: totals, intensity: Metric.intensity.value(of: totals)?.doubleValue,
          rate: .rate(result.rate, precision),
          computeTime: rows.reduce(0) { $0 + $1.computeTime },
          memoryTime: rows.reduce(0) { $0 + $1.memoryTime }, time: result.time)
      ])
  }

  /// A row for each kind of layer.
  static func kinds(_ result: RooflineReport) throws -> Grid {
    Grid(
      kindColumns,
      try result.shares().map { share in
        KindRow(
          kind: share.kind, layers: share.layers, memoryBound: share.memoryBound,
          cost: share.cost, time: share.time, share: .share(share.time, of: result.time))
      },
      totals: [
        KindRow(
          layers: result.rows.count, memoryBound: result.layers(boundBy: .memory),
          cost: result.report.totals, time: result.time)
      ])
  }

  /// The notes below the table: the roof, how many layers each bound limits, what the sum means.
  static func notes(_ result: RooflineReport, showsKinds: Bool) throws -> [String] {
    let roofline = result.roofline
    var notes = [
      roofline.text,
      "\(counted(result.layers(boundBy: .memory), "layer")) bound by memory, "
        + "\(result.layers(boundBy: .compute)) by compute",
    ]
    if showsKinds {
      let shares = try result.shares().filter { $0.time > 0 }.sorted { $0.time > $1.time }
      let parts = shares.map { "\($0.kind.rawValue) \(($0.time / result.time).percent)" }
      if !parts.isEmpty { notes.append("time by kind: \(parts.joined(separator: ", "))") }
    }
    let sum = Cell.time(result.time).text(.scaled)
    let measured = LayerKind.allCases.compactMap { kind in
      roofline.machine.efficiency[kind].map { "\(kind.rawValue) \($0.percent)" }
    }
    let standing = "\(sum) in total: \(roofline.standing.text)"
    switch roofline.standing {
    case .lowerBound: notes.append(standing)
    case .estimate:
      notes += [standing + ":", measured.joined(separator: ", ") + "; other kinds at the peak"]
    }
    return notes + result.report.network.remarks
  }
}

extension Grid {
  /// The grid with headings that name the operations of a precision.
  func headed(by precision: Precision) -> Grid {
    var headed = self
    for (index, column) in columns.enumerated() where column.key == "intensity" {
      headed.columns[index].title = precision.operationsPerByte
      headed.columns[index].otherTitles = [column.title]
    }
    return headed
  }
}

extension RooflineReport {
  /// Operations per second over all layers; nil if nothing takes time.
  var rate: Double? {
    guard time > 0, let flops = report.totals.flops.constantValue else { return nil }
    return flops.doubleValue / time
  }
}

extension Cell {
  static func time(_ seconds: Double) -> Cell { .measure(seconds, unit: "s") }

  static func rate(_ rate: Double?, _ precision: Precision) -> Cell {
    rate.map { .measure($0, unit: "\(precision.operations)/s") } ?? .missing
  }

  fileprivate static func share(_ part: Double, of whole: Double) -> Cell {
    .share(whole > 0 ? part / whole : 0)
  }
}
