import CostModel
import JSON
import Specs

extension RooflineReport {
  /// The head of its JSON, also by kind.
  func head(_ name: String) -> JSONHead {
    report.head(
      name,
      [
        ("machine", roofline.machine.json),
        ("precision", .string(roofline.precision.rawValue)),
        ("peak", .number(roofline.peak)),
        ("bandwidth", .number(roofline.bandwidth)),
        ("ridge", .number(roofline.ridge)),
        ("isBound", .bool(roofline.standing == .lowerBound)),
      ])
  }

  /// The part of `costcalc.roofline/1` after the head; docs/json.md is the reference.
  func json() throws -> [(String, JSONOutput)] {
    let totals = report.totals
    return [
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
    ]
  }
}

extension RooflineReport.Row {
  fileprivate var json: JSONOutput {
    .object(
      [
        ("path", .array(counted.layer.path.map { .string($0) })),
        ("operator", .string(counted.layer.operation.name)),
        ("detail", .string(counted.layer.detail)),
        ("kind", .string(counted.layer.kind.rawValue)),
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
    let metrics: [Metric] = [.macs, .flops, .fusedBytes, .intensity]
    return metrics.map { ($0.rawValue, $0.cell(self).json) }
  }
}

extension MachineProfile {
  fileprivate var json: JSONOutput {
    .object([
      ("name", .string(name)), ("title", .string(title)),
      ("source", source.map { .string($0) } ?? .null),
      ("capacity", capacity?.value.json ?? .null), ("onChip", onChip?.value.json ?? .null),
      ("ram", ram?.value.json ?? .null), ("flash", flash?.value.json ?? .null),
      ("caches", .object(caches.map { ($0.level.rawValue, $0.size.value.json) })),
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
