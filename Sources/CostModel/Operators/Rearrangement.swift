import Symbolic

/// Operators that move data.
package enum Rearrangement<Size: AttributeNumber>: Hashable, Sendable {
  /// So many channels from one on; a view.
  case split(channels: Size, start: Size)
  /// Channels interleaved between groups (arXiv:1707.01083, Figure 1).
  case shuffle(groups: Size)
  /// Channels become positions, by a factor along each axis.
  case depthToSpace(by: [Size])
  /// Positions become channels.
  case spaceToDepth(by: [Size])
}

extension Rearrangement: OperatorDefinition where Size == Formula {
  var name: String {
    switch self {
    case .split: "split"
    case .shuffle: "shuffle"
    case .depthToSpace: "depth_to_space"
    case .spaceToDepth: "space_to_depth"
    }
  }

  func kind(_ inputs: [Shape]) -> LayerKind { .rearrangement }

  var isView: Bool { if case .split = self { true } else { false } }

  func detail(_ inputs: [Shape]) -> String {
    switch self {
    case .split(_, let start): start == .zero ? "" : "at \(start.text)"
    case .shuffle(let groups): "g\(groups.text)"
    case .depthToSpace(let factors), .spaceToDepth(let factors): "by \(factors.axesText)"
    }
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    switch self {
    case .split(let channels, let start):
      try demands.require("c", [channels])
      try demands.require(
        "\(channels.text) channels from \(start.text) on are more than \(input.channels.text)",
        .compare(.exact(start + channels), .lessOrEqual, .exact(input.channels)))
      try demands.require(
        "a split can't start at channel \(start.text)",
        .compare(.exact(0), .lessOrEqual, .exact(start)))
      return input.with(channels: channels)
    case .shuffle(let groups):
      try demands.require("g", [groups])
      try demands.requireDivides(groups, input.channels, "channels")
      return input
    case .depthToSpace(let factors):
      let map = try demands.multiplying(input, by: factors)
      let block = try Formula.product(factors)
      try demands.requireDivides(block, input.channels, "channels", unit: "does", of: "by")
      return input.with(channels: try input.channels / block, map: map)
    case .spaceToDepth(let factors):
      let map = try demands.dividing(input, by: factors)
      return input.with(channels: try input.channels * .product(factors), map: map)
    }
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [isView ? .zero : try inputs[0].elements()])
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Rearrangement<Int> {
    switch self {
    case .split(let channels, let start):
      .split(channels: try channels.integer(), start: try start.integer())
    case .shuffle(let groups): .shuffle(groups: try groups.integer())
    case .depthToSpace(let factors): .depthToSpace(by: try factors.integers())
    case .spaceToDepth(let factors): .spaceToDepth(by: try factors.integers())
    }
  }
}
