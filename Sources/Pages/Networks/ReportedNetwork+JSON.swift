import Charts
import CostModel
import JSON
import Symbolic

extension ReportedNetwork {
  /// What scripts need to compute every number again: `web/report.js` reads it.
  ///
  /// - Throws: a diagnostic at a layer whose output can't be counted.
  func json() throws(Diagnostic) -> JSONOutput {
    var code = FormulaCode(formulas.sliders.map(\.symbol))
    var layers: [JSONOutput] = []
    for row in formulas.report.rows { layers.append(try LayerData(row, &code).json) }
    let requirements = formulas.report.network.requirements.map { requirement in
      JSONOutput.array([
        .integer(Int128(code.add(requirement.condition))), .string(requirement.message),
      ])
    }
    let totals = Cost.fields.map { field in
      JSONOutput.integer(Int128(code.add(formulas.report.totals[keyPath: field])))
    }
    let memory = try MemoryData(formulas.report.network, formulas.report.options, &code)
    return .object([
      ("name", .string(name)),
      ("sliders", .array(formulas.sliders.map(\.json))),
      ("requirements", .array(requirements)),
      ("layers", .array(layers)),
      ("totals", .array(totals)),
      ("memory", memory.json),
      ("machine", roofline?.roofline.json ?? .null),
      ("nodes", .array(code.nodes)),
    ])
  }
}

/// A layer as scripts read it.
private struct LayerData {
  let json: JSONOutput

  /// - Throws: a diagnostic at the layer if its kind can't be told.
  init(_ row: Report.Row, _ code: inout FormulaCode) throws(Diagnostic) {
    let layer = row.layer
    let kinds = try layer.kinds()
    let times = (try? layer.copies * .indicator(layer.presence)) ?? layer.copies
    let values = Cost.fields.map { row.cost[keyPath: $0] }
    json = .array([
      .array(layer.path.map { .string($0) }), .string(layer.operatorText),
      .string(layer.attachedText),
      .array(
        kinds.map { .array([.integer(Int128(code.add($0.condition))), .string($0.kind.rawValue)]) }),
      .integer(Int128(code.add(times))),
      .array(layer.output.shape.sample.map { .integer(Int128(code.add($0))) }),
      .array(values.map { .integer(Int128(code.add($0))) }),
    ])
  }
}

extension FreeNetwork.Slider {
  fileprivate var json: JSONOutput {
    .object([
      ("name", .string(symbol.name)), ("whole", .bool(symbol.isInteger)),
      ("value", .string(value.text)), ("least", .number(least)), ("most", .number(most)),
      ("step", .number(step)),
    ])
  }
}

extension Roofline {
  fileprivate var json: JSONOutput {
    .object([
      ("peak", .number(peak)), ("bandwidth", .number(bandwidth)),
      (
        "efficiency",
        .object(
          LayerKind.allCases.compactMap { kind in
            machine.efficiency[kind].map { (kind.rawValue, .number($0)) }
          })
      ),
    ])
  }
}
