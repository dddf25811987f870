import CostModel
import JSON
import NetworkDiff

extension LayerComparison {
  var json: [(String, JSONOutput)] {
    func layers(_ indices: [Int], _ network: ComparedNetwork) -> JSONOutput {
      .array(
        indices.map { index in
          .object([
            ("index", .integer(Int128(index))), ("layer", .string(network.layers[index].name)),
            ("operator", .string(network.layers[index].text)),
            ("output", .string(network.layers[index].output.joined(separator: "x"))),
          ])
        })
    }
    return [
      ("before", diff.before.json(names[0])), ("after", diff.after.json(names[1])),
      ("unchanged", .integer(Int128(diff.unchanged))),
      (
        "rows",
        .array(
          diff.rows.map { row in
            .object(
              [
                ("change", .string(row.kind.rawValue)),
                ("before", layers(row.before, diff.before)),
                ("after", layers(row.after, diff.after)),
              ] + row.change.json)
          })
      ), ("totals", .object(diff.change.json)),
    ]
  }
}

extension ComparedNetwork {
  fileprivate func json(_ operand: String) -> JSONOutput {
    .object(
      [
        ("model", .string(name)), ("operand", .string(operand)),
        ("layers", .integer(Int128(layers.count))),
      ] + cost.json)
  }
}

extension LayerCost {
  fileprivate var json: [(String, JSONOutput)] {
    [
      ("macs", .integer(macs)), ("parameters", .integer(parameters)),
      ("activations", .integer(activations)),
    ]
  }
}
