import CostModel
import JSON
import Specs
import Symbolic

extension Report {
  /// The head of a report's JSON, and of its summaries.
  func head(_ name: String, _ others: [(String, JSONOutput)] = []) -> JSONHead {
    JSONHead(name, of: network, options, others)
  }

  /// The report as `costcalc.report/1`; docs/json.md is the reference.
  func json(by program: Program) throws -> JSONOutput {
    head("report").document(
      version: program.version, notes: try notes(on: peakMemory()), try json())
  }

  /// The part after the head.
  func json() throws -> [(String, JSONOutput)] {
    let peak = try peakMemory()
    var totals = totals.json
    totals.insert(
      ("peakActivationBytes", peak.map { .integer(Int128($0.bytes)) } ?? .null), at: 5)
    let number = TensorNumbers(network)
    let layers = try rows.enumerated().map { index, row in
      JSONOutput.object(
        try row.head + network.graphJSON(ofLayer: index, number) + row.cost.json)
    }
    return [("totals", .object(totals))] + network.tensorsJSON(number)
      + [("layers", .array(layers))]
  }
}

extension Report.Row {
  /// What comes before its graph and its costs.
  fileprivate var head: [(String, JSONOutput)] {
    [
      ("path", .array(layer.path.map { .string($0) })),
      ("operator", .string(layer.operation.name)),
      ("detail", .string(layer.detail)),
      ("kind", .string(layer.kind.rawValue)),
      ("norm", layer.norm.map { .string($0.name) } ?? .null),
      ("activation", layer.activation.map { .string($0.name) } ?? .null),
      ("copies", layer.copies.json),
      ("sharesWeights", .bool(layer.weights.isShared)),
      ("inputShapes", .array(layer.inputs.map(\.shape.json))),
      ("outputShapes", .array([layer.output.shape.json])),
    ]
  }
}

extension Cost {
  /// The members shared by totals and layers.
  var json: [(String, JSONOutput)] {
    Metric.allCases.map { ($0.rawValue, $0.cell(self).json) } + [
      ("arithmeticIntensity", Metric.intensity.cell(self).json),
      ("traffic", .object([("fused", fused.json), ("unfused", unfused.json)])),
    ]
  }
}

extension Traffic {
  fileprivate var json: JSONOutput {
    .object([("input", input.json), ("weights", weights.json), ("output", output.json)])
  }
}

extension Double? {
  var json: JSONOutput { map { .number($0) } ?? .null }
}

extension Shape {
  var json: JSONOutput { .array(sample.map(\.json)) }
}

extension Formula {
  /// An exact integer, or the text of a formula with free parameters.
  var json: JSONOutput {
    constantValue.map { .integer($0.numerator) } ?? .string(text)
  }
}

extension Value {
  /// Whether it has no free parameters.
  var isBound: Bool {
    switch self {
    case .word, .perAxis, .list: true
    case .condition(let condition): condition.constantValue != nil
    case .scalar(.exact(let formula)): formula.constantValue != nil
    case .scalar(.inexact(let tree)): tree.constantValue != nil
    }
  }

  var json: JSONOutput {
    switch self {
    case .word(let word): .string(word)
    case .perAxis, .list: .string(text)
    case .condition(let condition): condition.constantValue.map { .bool($0) } ?? .null
    case .scalar(.exact(let formula)): formula.json
    case .scalar(.inexact(let tree)): tree.constantValue.map { .number($0) } ?? .null
    }
  }
}
