/// Operators that move data: `split`, `shuffle` and `resize`.
struct Rearrangement: Operator {
  let name: String
  let kind: LayerKind
  let detail: String
  /// The first channel that a split takes.
  var start = Formula.zero

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    switch name {
    case "split": return Counts(read: [.zero], isView: true)
    case "resize":
      // Nearest neighbours: enlarging reads all, shrinking one position for each output.
      let height = try Function.formula("min", [input.height, output.height])
      let width = try Function.formula("min", [input.width, output.width])
      return Counts(read: [try input.channels * height * width, .zero])
    default: return Counts(read: [try input.elements()])
    }
  }

  static let entries = [
    OperatorEntry(
      "split", "c channels from channel `at` on (0 unless given); a view", columns: ["c", "at"]
    ) { (cells, inputs) throws(Diagnostic) in
      let channels = try cells.size("c")
      let start = try cells.optionalCount("at") ?? .zero
      try cells.requireWithin(start, channels, inputs[0].channels)
      let detail = start == .zero ? "" : "at \(start.text)"
      return (
        Rearrangement(name: "split", kind: .rearrangement, detail: detail, start: start),
        Shape(channels: channels, height: inputs[0].height, width: inputs[0].width)
      )
    },
    OperatorEntry(
      "shuffle", "channels dealt out again between g groups (arXiv:1707.01083, Figure 1)",
      columns: ["g"]
    ) { (cells, inputs) throws(Diagnostic) in
      let groups = try cells.optionalSize("g") ?? 2
      try cells.requireDivides(groups, inputs[0].channels, "channels")
      let detail = "g\(groups.text)"
      return (
        Rearrangement(name: "shuffle", kind: .rearrangement, detail: detail), inputs[0]
      )
    },
    OperatorEntry(
      "resize", "the first tensor at the height and width of the second, nearest neighbours",
      columns: [], inputs: .two
    ) { (_, inputs) throws(Diagnostic) in
      (
        Rearrangement(name: "resize", kind: .resize, detail: ""),
        Shape(
          channels: inputs[0].channels, height: inputs[1].height, width: inputs[1].width)
      )
    },
  ]
}
