import Symbolic

/// Joins: `add`, `multiply` and `concat`.
struct Join: Operator {
  let name: String
  let kind = LayerKind.join
  let detail: String
  /// A trained weight for each input: the fast or softmax fusion of BiFPN (arXiv:1911.09070, 3.3).
  let weights: Int

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    var read: [Formula] = []
    for input in inputs { read.append(try input.elements()) }
    return Counts(weights: Formula(weights), read: read)
  }

  func attributes() -> Attributes {
    switch name {
    case "add": .add(fusion: detail.isEmpty ? "sum" : detail)
    case "multiply": .multiply
    default: .concat
    }
  }

  static let entries = [
    OperatorEntry("add", "element-wise sum", columns: ["fusion", "act"], inputs: .join) {
      (cells, inputs) throws(Diagnostic) in
      let fusion = try cells.word("fusion", among: ["sum", "fast", "softmax"]) ?? "sum"
      for other in inputs.dropFirst() { try cells.requireEqual(inputs[0], other) }
      let weights = fusion == "sum" ? 0 : inputs.count
      let detail = fusion == "sum" ? "" : fusion
      return (Join(name: "add", detail: detail, weights: weights), inputs[0])
    },
    OperatorEntry(
      "multiply", "element-wise product; a 1x1 map counts for every position",
      columns: ["act"], inputs: .join
    ) { (cells, inputs) throws(Diagnostic) in
      let largest = inputs.first { $0.height != 1 || $0.width != 1 } ?? inputs[0]
      for other in inputs { try cells.requireBroadcasts(other, to: largest) }
      return (Join(name: "multiply", detail: "", weights: 0), largest)
    },
    OperatorEntry("concat", "concatenation along the channels", columns: ["act"], inputs: .join) {
      (cells, inputs) throws(Diagnostic) in
      for other in inputs.dropFirst() { try cells.requireSameMap(inputs[0], other) }
      let channels = try cells.exactly { () throws(ArithmeticFault) in
        var sum = Formula.zero
        for input in inputs { sum = try sum + input.channels }
        return sum
      }
      let shape = Shape(channels: channels, height: inputs[0].height, width: inputs[0].width)
      return (Join(name: "concat", detail: "", weights: 0), shape)
    },
  ]
}
