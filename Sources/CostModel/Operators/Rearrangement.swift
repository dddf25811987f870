import Symbolic

/// Operators that move data: `split`, `shuffle`, `depth_to_space` and `space_to_depth`.
struct Rearrangement: Operator {
  /// What is moved, with the attributes of the row.
  enum Movement: Sendable {
    case split(channels: Formula, start: Formula)
    case shuffle(groups: Formula)
    /// Channels become positions, by a factor along each axis.
    case depthToSpace(factors: [Formula])
    /// Positions become channels.
    case spaceToDepth(factors: [Formula])
  }

  let movement: Movement
  let kind = LayerKind.rearrangement

  var name: String {
    switch movement {
    case .split: "split"
    case .shuffle: "shuffle"
    case .depthToSpace: "depth_to_space"
    case .spaceToDepth: "space_to_depth"
    }
  }

  /// The first channel that a split takes.
  var start: Formula {
    if case .split(_, let start) = movement { start } else { .zero }
  }

  var detail: String {
    switch movement {
    case .split: start == .zero ? "" : "at \(start.text)"
    case .shuffle(let groups): "g\(groups.text)"
    case .depthToSpace(let factors), .spaceToDepth(let factors):
      "by \(Set(factors).count == 1 ? factors[0].text : Kernel(sizes: factors).text)"
    }
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    if case .split = movement { return Counts(read: [.zero], isView: true) }
    return Counts(read: [try inputs[0].elements()])
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    switch movement {
    case .split(let channels, let start):
      return .split(channels: try channels.integer(), start: try start.integer())
    case .shuffle(let groups): return .shuffle(groups: try groups.integer())
    case .depthToSpace(let factors): return .depthToSpace(by: try factors.integers())
    case .spaceToDepth(let factors): return .spaceToDepth(by: try factors.integers())
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
        Shape(channels: channels, map: inputs[0].map)
      )
    },
    OperatorEntry(
      "shuffle", "channels interleaved between g groups (arXiv:1707.01083, Figure 1)",
      columns: ["g"]
    ) { (cells, inputs) throws(Diagnostic) in
      let groups = try cells.optionalSize("g") ?? 2
      try cells.requireDivides(groups, inputs[0].channels, "channels")
      return (Rearrangement(movement: .shuffle(groups: groups)), inputs[0])
    },
    OperatorEntry(
      "depth_to_space", "channels become positions, `by` so many along each axis: pixel shuffle",
      columns: ["by"]
    ) { (cells, inputs) throws(Diagnostic) in
      let factors = try cells.wholeFactors()
      let channels = try cells.quotient(
        inputs[0].channels,
        by: try cells.exactly { () throws(ArithmeticFault) in
          try .product(factors)
        }, "channels")
      let map = try cells.exactly { () throws(ArithmeticFault) in
        var sizes: [Formula] = []
        for (size, factor) in zip(inputs[0].map, factors) { sizes.append(try size * factor) }
        return sizes
      }
      return (
        Rearrangement(movement: .depthToSpace(factors: factors)),
        Shape(channels: channels, map: map)
      )
    },
    OperatorEntry(
      "space_to_depth", "positions become channels, `by` so many along each axis: pixel unshuffle",
      columns: ["by"]
    ) { (cells, inputs) throws(Diagnostic) in
      let factors = try cells.wholeFactors()
      var map: [Formula] = []
      for (axis, factor) in factors.enumerated() {
        map.append(
          try cells.quotient(
            inputs[0].map[axis], by: factor, "positions of the \(Shape.axes[axis])"))
      }
      let channels = try cells.exactly { () throws(ArithmeticFault) in
        try inputs[0].channels * .product(factors)
      }
      return (
        Rearrangement(movement: .spaceToDepth(factors: factors)),
        Shape(channels: channels, map: map)
      )
    },
  ]
}

extension RowCells {
  /// The factor for each axis, a whole number; required.
  fileprivate mutating func wholeFactors() throws(Diagnostic) -> [Formula] {
    guard let factors = try perAxis("by") else { throw fault("the column 'by' must be given") }
    return factors
  }

  /// A quotient that must be a whole number.
  fileprivate func quotient(
    _ number: Formula, by divisor: Formula, _ what: String
  ) throws(Diagnostic) -> Formula {
    try require("\(divisor.text) does not divide \(number.text) \(what)", in: "by") {
      () throws(ArithmeticFault) in .isInteger(.exact(try number / divisor))
    }
    return try exactly { () throws(ArithmeticFault) in try number / divisor }
  }
}
