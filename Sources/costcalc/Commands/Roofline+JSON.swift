import CostModel

extension RooflineReport {
  /// The report as `costcalc.roofline/1`; docs/json.md is its reference.
  func json() throws -> JSONOutput {
    let totals = report.totals
    return .object([
      ("schema", .string("costcalc.roofline/1")),
      ("version", .string(program.version)),
      ("model", .string(report.network.name)),
      ("spec", .string(report.network.fingerprint)),
      ("bindings", .object(report.network.parameters.map { ($0.name, $0.value.json) })),
      ("input", report.network.input.shape.json),
      ("batch", .integer(Int128(report.options.batch))),
      ("weights", .string(report.options.weights.rawValue)),
      ("activations", .string(report.options.activations.rawValue)),
      ("machine", roofline.machine.json),
      ("precision", .string(roofline.precision.rawValue)),
      ("peak", .number(roofline.peak)),
      ("bandwidth", .number(roofline.bandwidth)),
      ("ridge", .number(roofline.ridge)),
      ("isBound", .bool(roofline.machine.efficiency.isEmpty)),
      (
        "totals",
        .object(
          totals.rooflineJSON + [
            ("rate", rate.json), ("memoryBound", .integer(Int128(layers(boundBy: .memory)))),
            ("time", .number(time)),
          ])
      ),
      (
        "kinds",
        .array(
          try shares().map { share in
            .object(
              [
                ("kind", .string(share.kind.rawValue)), ("layers", .integer(Int128(share.layers))),
              ] + share.cost.rooflineJSON + [
                ("memoryBound", .integer(Int128(share.memoryBound))), ("time", .number(share.time)),
              ])
          })
      ),
      ("layers", .array(rows.map(\.json))),
    ])
  }
}

extension RooflineReport.Row {
  fileprivate var json: JSONOutput {
    .object(
      [
        ("path", .array(counted.layer.path.map { .string($0) })),
        ("operator", .string(counted.layer.operation.name)),
        ("detail", .string(counted.layer.operation.detail)),
        ("kind", .string(counted.layer.operation.kind.rawValue)),
      ] + counted.cost.rooflineJSON + [
        ("bound", point.bound.map { .string($0.rawValue) } ?? .null),
        ("rate", point.attainable.json),
        ("computeTime", .number(point.computeTime)),
        ("memoryTime", .number(point.memoryTime)),
        ("time", .number(point.time)),
      ])
  }
}

extension Cost {
  fileprivate var rooflineJSON: [(String, JSONOutput)] {
    [
      ("macs", macs.json), ("flops", flops.json),
      ("fusedBytes", (try? fused.total())?.json ?? .null), ("intensity", intensityValue.json),
    ]
  }
}

extension MachineProfile {
  fileprivate var json: JSONOutput {
    .object([
      ("name", .string(name)), ("title", .string(title)),
      ("source", source.map { .string($0) } ?? .null),
      ("capacity", capacity?.value.json ?? .null), ("onChip", onChip?.value.json ?? .null),
      ("cores", cores.map { .integer(Int128($0)) } ?? .null),
      (
        "efficiency",
        .object(
          LayerKind.allCases.compactMap { kind in
            efficiency[kind].map { (kind.rawValue, .number($0)) }
          })
      ),
    ])
  }
}

extension Double? {
  fileprivate var json: JSONOutput { map { .number($0) } ?? .null }
}
