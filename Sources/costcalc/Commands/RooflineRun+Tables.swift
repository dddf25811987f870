import CostModel

extension RooflineRun {
  private static let layerColumns = [
    Column(
      key: "layer", title: "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10,
      isLabel: true, meaning: "the path of spec rows to the layer"),
    Column(
      key: "operator", title: "Operator", alignment: .left, priority: 1,
      meaning: "the operator, with its kernel and stride"),
    Column(
      key: "kind", title: "Kind", alignment: .left, isExtra: true,
      meaning: "pointwise, depthwise, standard and so on"),
    Column(.macs, priority: 6),
    Column(.fusedBytes, priority: 5),
    Column(.intensity, priority: 7),
    Column(
      key: "bound", title: "Bound", alignment: .left, priority: 8,
      meaning: "what takes longer, memory or compute"),
    Column(.rate, priority: 2),
    Column(
      key: "computeTime", title: "Compute time", isExtra: true,
      meaning: "seconds that the FLOPs take at the peak"),
    Column(
      key: "memoryTime", title: "Memory time", isExtra: true,
      meaning: "seconds that the traffic takes at the bandwidth"),
    Column(.time, priority: 9),
    Column(key: "share", title: "Share", priority: 7, meaning: "of the time of all layers"),
  ]
  private static let kindColumns = [
    Column(key: "kind", title: "Kind", alignment: .left, priority: 9),
    Column(key: "layers", title: "Layers", priority: 5, meaning: "how many layers are summed"),
    Column(
      key: "memoryBound", title: "Bound by memory", priority: 4,
      meaning: "the number of layers that wait for memory, with --kinds"),
    Column(.macs, priority: 6), Column(.fusedBytes, priority: 6), Column(.intensity, priority: 3),
    Column(.time, priority: 8), Column(key: "share", title: "Share", priority: 7),
  ]

  static let columns = layerColumns.merging(kindColumns)

  /// A row for each layer.
  static func layers(_ result: RooflineReport) -> Grid {
    let rows = result.rows.map { row -> [Cell] in
      let (layer, cost, point) = (row.counted.layer, row.counted.cost, row.point)
      return [
        .text(layer.label), .text(layer.operatorText), .text(layer.kind.rawValue),
        .quantity(cost.macs), .size(cost.fused),
        point.intensity.map { .number($0, digits: 2) } ?? .missing,
        point.bound.map { .text($0.rawValue) } ?? .missing,
        .rate(point.attainable, result.roofline.precision), .time(point.computeTime),
        .time(point.memoryTime), .time(point.time), .share(point.time, of: result.time),
      ]
    }
    let totals = result.report.totals
    return Grid(
      columns: layerColumns, rows: rows,
      totals: [
        [
          .text("total"), .blank, .blank, .quantity(totals.macs), .size(totals.fused),
          totals.intensityValue.map { .number($0, digits: 2) } ?? .missing, .blank,
          .rate(result.rate, result.roofline.precision),
          .time(result.rows.reduce(0) { $0 + $1.point.computeTime }),
          .time(result.rows.reduce(0) { $0 + $1.point.memoryTime }), .time(result.time),
          .blank,
        ]
      ])
  }

  /// A row for each kind of layer.
  static func kinds(_ result: RooflineReport) throws -> Grid {
    let rows = try result.shares().map { share -> [Cell] in
      [
        .text(share.kind.rawValue), .integer(Int128(share.layers)),
        .integer(Int128(share.memoryBound)), .quantity(share.cost.macs), .size(share.cost.fused),
        share.cost.intensityValue.map { .number($0, digits: 2) } ?? .missing,
        .time(share.time), .share(share.time, of: result.time),
      ]
    }
    let totals = result.report.totals
    return Grid(
      columns: kindColumns, rows: rows,
      totals: [
        [
          .text("total"), .integer(Int128(result.rows.count)),
          .integer(Int128(result.layers(boundBy: .memory))), .quantity(totals.macs),
          .size(totals.fused), totals.intensityValue.map { .number($0, digits: 2) } ?? .missing,
          .time(result.time), .blank,
        ]
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
    if measured.isEmpty {
      notes.append("\(sum) in total: a lower bound from peak rates, not a prediction")
    } else {
      notes.append("\(sum) in total: an estimate from measured shares of the peak:")
      notes.append(measured.joined(separator: ", ") + "; other kinds at the peak")
    }
    return notes
  }
}

extension Roofline {
  /// `h100, fp16: 989 TFLOP/s, 3.35 TB/s, ridge at 295 FLOPs/byte`.
  var text: String {
    "\(machine.name), \(precision.rawValue): \(peakText), \(bandwidthText), "
      + "ridge at \(ridgeText)"
  }

  /// The peak with its unit.
  var peakText: String { Cell.rate(peak, precision).text(.scaled) }

  /// The ridge with its unit.
  var ridgeText: String {
    "\(groupingDigits(ridge.significant(3))) \(precision.operationsPerByte)"
  }

  /// The bandwidth with its unit.
  var bandwidthText: String { bandwidth.scaled(unit: "B/s") }
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

extension Precision {
  /// `FLOPs/byte`, or `OPs/byte` for integers.
  var operationsPerByte: String { "\(operations)s/byte" }

  /// The operations counted: floating-point, or integer.
  var operations: String { self == .int8 ? "OP" : "FLOP" }
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
