import Symbolic

extension Roofline {
  /// The sum of the layers' times in seconds: they run one after the other.
  ///
  /// - Throws: as ``RooflineReport/init(_:under:)``.
  package func time(of report: Report) throws(Diagnostic) -> Double {
    try RooflineReport(report, under: self).time
  }
}

/// A network under a machine's roof.
package struct RooflineReport: Sendable {
  /// A layer with its place under the roof.
  package struct Row: Sendable {
    /// The layer with its cost, all copies together.
    package let counted: Report.Row
    /// Its place under the roof.
    package let point: Roofline.Point
  }

  /// The layers of one kind together.
  package struct Share: Sendable {
    /// The kind.
    package let kind: LayerKind
    /// How many there are.
    package let layers: Int
    /// How many of them wait for memory.
    package let memoryBound: Int
    /// Their cost.
    package let cost: Cost
    /// The sum of their times in seconds.
    package let time: Double
  }

  /// The roof.
  package let roofline: Roofline
  /// The costs.
  package let report: Report
  /// The layers in the order of the spec.
  package let rows: [Row]
  /// The sum of all times in seconds: layers run one after the other.
  package let time: Double

  /// Places a network under a roof.
  ///
  /// - Throws: a diagnostic at a layer whose cost is not a number because a parameter is free.
  package init(_ report: Report, under roofline: Roofline) throws(Diagnostic) {
    var rows: [Row] = []
    for row in report.rows {
      let bytes = try row.layer.exactly { () throws(ArithmeticFault) in
        try row.cost.fused.total()
      }
      guard let flops = row.cost.flops.constantValue, let bytes = bytes.constantValue else {
        throw Diagnostic(
          "\(row.layer.name): its cost is a formula", at: row.layer.position,
          help: "bind every parameter")
      }
      let kind = row.layer.kind
      rows.append(
        Row(
          counted: row,
          point: roofline.point(flops: flops.doubleValue, bytes: bytes.doubleValue, kind: kind)))
    }
    self.roofline = roofline
    self.report = report
    self.rows = rows
    time = rows.reduce(0) { $0 + $1.point.time }
  }

  /// How many layers have that bound.
  package func layers(boundBy bound: Roofline.Bound) -> Int {
    rows.count { $0.point.bound == bound }
  }

  /// The times by kind of layer, in the order of ``LayerKind``, without kinds that have no layers.
  ///
  /// - Throws: a diagnostic if a sum overflows.
  package func shares() throws(Diagnostic) -> [Share] {
    try report.shares().map { share in
      let rows = rows.filter { $0.counted.layer.kind == share.kind }
      return Share(
        kind: share.kind, layers: share.layers,
        memoryBound: rows.count { $0.point.bound == .memory }, cost: share.cost,
        time: rows.reduce(0) { $0 + $1.point.time })
    }
  }
}
