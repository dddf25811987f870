import Symbolic

/// What surrounds a tensor that is padded.
package enum Border: String, CaseIterable, Sendable {
  case zeros, reflect, edge, wrap
}

/// Operators that move elements along axes known by position. Those of specs, which know channels
/// and maps, are ``Rearrangement``.
package enum Move<Size: AttributeNumber>: Hashable, Sendable {
  /// The same elements in the same order, in other sizes; a view.
  case reshape(to: [Size], layout: Shape.Layout?)
  /// Axis `i` of the result is axis `axes[i]`.
  case transpose([Int], layout: Shape.Layout?)
  /// So many positions along an axis, `step` apart; a negative step reads backwards.
  case slice(axis: Int, start: Size, count: Size, step: Int)
  /// Positions before and after along each axis; negative numbers cut positions off.
  case pad(before: [Size], after: [Size], Border)
  /// Positions of size 1 repeated, as far as the sizes ask for it.
  case expand(to: [Size])
  /// The whole tensor so many times along each axis.
  case tile([Size])
  /// Positions along an axis, in the order that the second tensor lists them.
  case gather(axis: Int)
  /// For each position of the second tensor, the element of the first at the place along an axis that
  /// it says.
  case gatherElements(axis: Int)
  /// The parts of the first tensor at the places that the last axis of the second one lists, after
  /// so many axes that both have.
  case gatherPoints(batch: Int)
  /// The first tensor with elements replaced by those of the third, at places that the second lists.
  case scatter
  /// The largest elements along an axis in order, or their places.
  case largest(axis: Int, count: Size, givesPlaces: Bool)
}

extension Move: OperatorDefinition where Size == Formula {
  var name: String {
    switch self {
    case .reshape: "reshape"
    case .transpose: "transpose"
    case .slice: "slice"
    case .pad: "pad"
    case .expand: "expand"
    case .tile: "tile"
    case .gather, .gatherElements, .gatherPoints: "gather"
    case .scatter: "scatter"
    case .largest: "largest"
    }
  }

  func kind(_ inputs: [Shape]) -> LayerKind { .rearrangement }

  var isView: Bool { if case .reshape = self { true } else { false } }

  func reads(_ count: Int) -> Bool {
    switch self {
    case .gather, .gatherElements, .gatherPoints: count == 2
    case .scatter: count == 3
    default: count == 1
    }
  }

  func detail(_ inputs: [Shape]) -> String {
    switch self {
    case .transpose(let axes, _): axes.map(String.init).joined(separator: ",")
    case .slice(let axis, let start, _, let step):
      "axis \(axis) at \(start.text)" + (step == 1 ? "" : " /\(step)")
    case .pad(_, _, let border): border == .zeros ? "" : border.rawValue
    case .gather(let axis), .gatherElements(let axis): "axis \(axis)"
    case .largest(let axis, _, let givesPlaces): "axis \(axis)" + (givesPlaces ? ", places" : "")
    case .reshape, .expand, .tile, .gatherPoints, .scatter: ""
    }
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    switch self {
    case .reshape(let sizes, let layout):
      let (own, other) = (try input.elements(), try Formula.product(sizes))
      let output = Shape(sizes, layout: layout ?? input.layout)
      try demands.require(
        "\(input.allText) has other elements than \(output.allText)",
        .compare(.exact(own), .equal, .exact(other)))
      return output
    case .transpose(let axes, let layout):
      guard axes.sorted() == Array(input.sizes.indices) else {
        throw .outsideDomain("axes \(axes) of a tensor of \(input.sizes.count)")
      }
      return Shape(axes.map { input.sizes[$0] }, layout: layout ?? input.layout)
    case .slice(let axis, let start, let count, let step):
      return try slice(input, axis, start, count, step, &demands)
    case .pad(let before, let after, let border):
      return try pad(input, before, after, border, &demands)
    case .expand(let sizes):
      let output = try demands.requireBroadcast([Shape(sizes, layout: input.layout), input])
      guard output.sizes == sizes else {
        throw .outsideDomain("\(input.allText) can't be expanded to \(Shape(sizes).allText)")
      }
      return output
    case .tile(let repeats):
      try input.requireSizes(repeats.count, "repeats")
      try demands.require("repeats", repeats, atLeast: 0)
      var sizes: [Formula] = []
      for (size, number) in zip(input.sizes, repeats) { sizes.append(try size * number) }
      return Shape(sizes, layout: input.layout)
    case .gather(let axis):
      try input.requireAxis(axis)
      return Shape(
        input.sizes[..<axis] + inputs[1].sizes + input.sizes[(axis + 1)...], layout: input.layout)
    case .gatherElements(let axis):
      try input.requireAxis(axis)
      try inputs[1].requireSizes(input.sizes.count, "places")
      return Shape(inputs[1].sizes, layout: input.layout)
    case .gatherPoints(let batch):
      return try points(input, inputs[1], batch)
    case .scatter: return input
    case .largest(let axis, let count, _):
      try input.requireAxis(axis)
      try demands.require(
        "there are no \(count.text) elements among \(input.sizes[axis].text)",
        .compare(.exact(count), .lessOrEqual, .exact(input.sizes[axis])))
      return input.with(count, along: axis)
    }
  }

  private func slice(
    _ input: Shape, _ axis: Int, _ start: Formula, _ count: Formula, _ step: Int,
    _ demands: inout Demands
  ) throws(ArithmeticFault) -> Shape {
    try input.requireAxis(axis)
    guard step != 0 else { throw .outsideDomain("a step of 0") }
    try demands.require("count", [count], atLeast: 0)
    let last = try start + (count - 1) * Formula(step)
    let size = input.sizes[axis]
    for place in [start, last] {
      let isInside =
        try .compare(.exact(count), .equal, .exact(0))
        || (.compare(.exact(0), .lessOrEqual, .exact(place))
          && .compare(.exact(place), .less, .exact(size)))
      demands.require("there is no position \(place.text) among \(size.text)", isInside)
    }
    return input.with(count, along: axis)
  }

  private func pad(
    _ input: Shape, _ before: [Formula], _ after: [Formula], _ border: Border,
    _ demands: inout Demands
  ) throws(ArithmeticFault) -> Shape {
    try input.requireSizes(before.count, "padding")
    try input.requireSizes(after.count, "padding")
    for size in before + after {
      demands.require(
        "padding must be a whole number, not \(size.text)", .isInteger(.exact(size)))
    }
    if border == .zeros {
      try demands.require("what is left of a size", Move.kept(input, before, after), atLeast: 0)
    } else {
      try demands.require("padding", before + after, atLeast: 0)
    }
    var sizes: [Formula] = []
    for axis in input.sizes.indices {
      sizes.append(try input.sizes[axis] + before[axis] + after[axis])
    }
    return Shape(sizes, layout: input.layout)
  }

  /// The sizes of what is not cut off.
  private static func kept(
    _ input: Shape, _ before: [Formula], _ after: [Formula]
  ) throws(ArithmeticFault) -> [Formula] {
    var kept: [Formula] = []
    for axis in input.sizes.indices {
      let first = try Function.formula("min", [before[axis], 0])
      let last = try Function.formula("min", [after[axis], 0])
      kept.append(try input.sizes[axis] + first + last)
    }
    return kept
  }

  private func points(
    _ input: Shape, _ places: Shape, _ batch: Int
  ) throws(ArithmeticFault) -> Shape {
    guard let depth = places.sizes.last?.constantValue.flatMap({ try? $0.integer() }),
      (0..<places.sizes.count).contains(batch), depth >= 0, depth <= input.sizes.count - batch
    else {
      throw .outsideDomain("places \(places.allText) in a tensor of \(input.sizes.count) axes")
    }
    return Shape(places.sizes.dropLast() + input.sizes[(batch + depth)...], layout: input.layout)
  }

  /// Each reads what it needs once; a gather reads as if it were asked for other positions each
  /// time, as long as there are others.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    switch self {
    case .reshape: return Counts(read: [.zero])
    case .transpose, .expand, .tile: return Counts(read: [try input.elements()])
    case .slice: return Counts(read: [try output.elements()])
    case .pad(let before, let after, _):
      return Counts(read: [try .product(Move.kept(input, before, after))])
    case .gather(let axis):
      var sizes = input.sizes
      sizes[axis] = try Function.formula("min", [sizes[axis], inputs[1].elements()])
      return Counts(read: [try .product(sizes), try inputs[1].elements()])
    case .gatherElements, .gatherPoints:
      let asked = try Function.formula("min", [input.elements(), output.elements()])
      return Counts(read: [asked, try inputs[1].elements()])
    case .scatter:
      return Counts(read: [
        try input.elements(), try inputs[1].elements(), try inputs[2].elements(),
      ])
    case .largest: return Counts(read: [try input.elements()])
    }
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Move<Int> {
    switch self {
    case .reshape(let sizes, let layout): .reshape(to: try sizes.integers(), layout: layout)
    case .transpose(let axes, let layout): .transpose(axes, layout: layout)
    case .slice(let axis, let start, let count, let step):
      .slice(
        axis: axis, start: try start.integer(), count: try count.integer(), step: step)
    case .pad(let before, let after, let border):
      .pad(before: try before.integers(), after: try after.integers(), border)
    case .expand(let sizes): .expand(to: try sizes.integers())
    case .tile(let repeats): .tile(try repeats.integers())
    case .gather(let axis): .gather(axis: axis)
    case .gatherElements(let axis): .gatherElements(axis: axis)
    case .gatherPoints(let batch): .gatherPoints(batch: batch)
    case .scatter: .scatter
    case .largest(let axis, let count, let givesPlaces):
      .largest(axis: axis, count: try count.integer(), givesPlaces: givesPlaces)
    }
  }
}

extension Shape {
  /// Requires a number for each axis. - Throws: `outsideDomain`.
  fileprivate func requireSizes(_ count: Int, _ what: String) throws(ArithmeticFault) {
    guard count == sizes.count else {
      throw .outsideDomain("\(what) along \(count) axes of a tensor of \(sizes.count)")
    }
  }
}
