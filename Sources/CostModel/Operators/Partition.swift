import Symbolic

/// Operators that cut a map into pieces, which count as samples of their own, or join the pieces.
package enum Partition<Size: AttributeNumber>: Hashable, Sendable {
  /// Windows of a size, from a map that is rolled backwards by a shift first and padded to whole
  /// windows (Swin's, arXiv:2103.14030, section 3.2). One window has nowhere to be shifted to.
  case windows([Size], shift: [Size])
  /// Windows back into a map as large as that of the second tensor.
  case windowsToSpace(shift: [Size])
  /// One piece for each place in blocks of a size, as with a stride (MobileViT's unfolding,
  /// arXiv:2110.02178, section 3.1).
  case spaceToBatch(by: [Size])
  /// Those pieces back into a map.
  case batchToSpace(by: [Size])
}

extension Partition: OperatorDefinition where Size == Formula {
  var name: String {
    switch self {
    case .windows: "windows"
    case .windowsToSpace: "windows_to_space"
    case .spaceToBatch: "space_to_batch"
    case .batchToSpace: "batch_to_space"
    }
  }

  func kind(_ inputs: [Shape]) -> LayerKind { .rearrangement }

  func reads(_ count: Int) -> Bool {
    if case .windowsToSpace = self { count == 2 } else { count == 1 }
  }

  func sources(_ count: Int) -> Int { 1 }

  func detail(_ inputs: [Shape]) -> String {
    switch self {
    case .windows(let sizes, let shift): sizes.axesText + Partition.detail(shift, after: " ")
    case .windowsToSpace(let shift): Partition.detail(shift)
    case .spaceToBatch(let factors), .batchToSpace(let factors): "by \(factors.axesText)"
    }
  }

  private static func detail(_ shift: [Formula], after space: String = "") -> String {
    shift.allSatisfy { $0 == .zero } ? "" : "\(space)shift \(shift.axesText)"
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    switch self {
    case .windows(let sizes, let shift):
      try input.requireAxes(sizes.count, "windows")
      try demands.require("k", sizes)
      try demands.require("shift", shift, atLeast: 0)
      return try input.pieces(input.windows(sizes), sizes)
    case .windowsToSpace(let shift):
      let whole = inputs[1]
      try whole.requireAxes(input.map.count, "windows")
      try demands.require("shift", shift, atLeast: 0)
      let samples = try whole.batch * whole.windows(input.map)
      try demands.require(
        "windows of \(input.map.axesText) do not make a map of \(whole.map.axesText)",
        .compare(.exact(input.batch), .equal, .exact(samples)))
      return input.with(map: whole.map).with(whole.batch, along: 0)
    case .spaceToBatch(let factors):
      let map = try demands.dividing(input, by: factors)
      return try input.pieces(.product(factors), map)
    case .batchToSpace(let factors):
      let map = try demands.multiplying(input, by: factors)
      let count = try Formula.product(factors)
      try demands.requireDivides(count, input.batch, "samples", unit: "does", of: "by")
      return input.with(map: map).with(try input.batch / count, along: 0)
    }
  }

  /// Padding is not read, and what is cut off again is not either.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    if case .windowsToSpace = self { return Counts(read: [try output.elements(), .zero]) }
    return Counts(read: [try inputs[0].elements()])
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Partition<Int> {
    switch self {
    case .windows(let sizes, let shift):
      .windows(try sizes.integers(), shift: try shift.integers())
    case .windowsToSpace(let shift): .windowsToSpace(shift: try shift.integers())
    case .spaceToBatch(let factors): .spaceToBatch(by: try factors.integers())
    case .batchToSpace(let factors): .batchToSpace(by: try factors.integers())
    }
  }
}

extension Shape {
  /// How many windows cover the map.
  fileprivate func windows(_ sizes: [Formula]) throws(ArithmeticFault) -> Formula {
    var count = Formula.one
    for (size, window) in zip(map, sizes) {
      count = try count * (size / window).ceiling()
    }
    return count
  }

  /// That many pieces of a size from each sample.
  fileprivate func pieces(_ count: Formula, _ map: [Formula]) throws(ArithmeticFault) -> Shape {
    with(map: map).with(try batch * count, along: 0)
  }
}
