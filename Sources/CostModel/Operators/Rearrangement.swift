/// Operators that move data: `split`, `shuffle` and `resize`.
struct Rearrangement: Operator {
  /// What is moved, with what the row says of it.
  enum Movement: Sendable {
    case split(channels: Formula, start: Formula)
    case shuffle(groups: Formula)
    case resize
  }

  let movement: Movement

  var name: String {
    switch movement {
    case .split: "split"
    case .shuffle: "shuffle"
    case .resize: "resize"
    }
  }

  /// The first channel that a split takes.
  var start: Formula {
    if case .split(_, let start) = movement { start } else { .zero }
  }

  var kind: LayerKind { name == "resize" ? .resize : .rearrangement }

  var detail: String {
    switch movement {
    case .split: start == .zero ? "" : "at \(start.text)"
    case .shuffle(let groups): "g\(groups.text)"
    case .resize: ""
    }
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    switch movement {
    case .split: return Counts(read: [.zero], isView: true)
    case .resize:
      // Nearest neighbours: enlarging reads all, shrinking one position for each output.
      let height = try Function.formula("min", [input.height, output.height])
      let width = try Function.formula("min", [input.width, output.width])
      return Counts(read: [try input.channels * height * width, .zero])
    case .shuffle: return Counts(read: [try input.elements()])
    }
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    switch movement {
    case .split(let channels, let start):
      return .split(channels: try channels.integer(), start: try start.integer())
    case .shuffle(let groups): return .shuffle(groups: try groups.integer())
    case .resize: return .resize
    }
  }

  static let entries = [
    OperatorEntry(
      "split", "c channels from channel `at` on (0 unless given); a view", columns: ["c", "at"]
    ) { (cells, inputs) throws(Diagnostic) in
      let channels = try cells.size("c")
      let start = try cells.optionalCount("at") ?? .zero
      try cells.requireWithin(start, channels, inputs[0].channels)
      return (
        Rearrangement(movement: .split(channels: channels, start: start)),
        Shape(channels: channels, height: inputs[0].height, width: inputs[0].width)
      )
    },
    OperatorEntry(
      "shuffle", "channels dealt out again between g groups (arXiv:1707.01083, Figure 1)",
      columns: ["g"]
    ) { (cells, inputs) throws(Diagnostic) in
      let groups = try cells.optionalSize("g") ?? 2
      try cells.requireDivides(groups, inputs[0].channels, "channels")
      return (Rearrangement(movement: .shuffle(groups: groups)), inputs[0])
    },
    OperatorEntry(
      "resize", "the first tensor at the height and width of the second, nearest neighbours",
      columns: [], inputs: .two
    ) { (_, inputs) throws(Diagnostic) in
      (
        Rearrangement(movement: .resize),
        Shape(
          channels: inputs[0].channels, height: inputs[1].height, width: inputs[1].width)
      )
    },
  ]
}
