import CostModel
import Symbolic

// Parts of maps: those in boxes, those that windows cover, those around the middle.
extension ONNXRule {
  /// `RoiAlign`: a small map for each of the boxes that the second input lists.
  static func alignRegions(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let size = [
      Formula(try call.integer("output_height") ?? 1),
      Formula(try call.integer("output_width") ?? 1),
    ]
    return try regions(&translator, call, size)
  }

  /// `MaxRoiPool`.
  static func poolRegions(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try regions(&translator, call, (call.integers("pooled_shape") ?? []).map { Formula($0) })
  }

  /// `CropAndResize` of com.microsoft: the size is an input.
  static func cropRegions(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try regions(&translator, call, translator.sizes(call[3]))
  }

  private static func regions(
    _ translator: inout Translator, _ call: Call, _ size: [Formula]
  ) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape, let count = try call[1].shape?.sizes.first else {
      return .unknown
    }
    guard shape.sizes.count == 4, size.count == 2 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 4"))
    }
    return try translator.opaque(
      "regions",
      [translator.map(call[0], .channelsFirst)] + call.inputs.dropFirst().compactMap(\.self),
      to: [count, shape.sizes[1]] + size)
  }

  /// `Col2Im`: blocks that are added up where they overlap.
  static func foldBlocks(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    guard shape.sizes.count == 3 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 3"))
    }
    let (map, block) = (try translator.sizes(call[1]), try translator.sizes(call[2]))
    let channels = try translator.exactly { () throws(ArithmeticFault) in
      try shape.sizes[1] / Formula.product(block)
    }
    return try translator.opaque("fold", [call[0]], to: [shape.sizes[0], channels] + map)
  }

  /// `MaxUnpool`: the places that a pool took its maxima from.
  static func unpool(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    let inputs = [try call[0], try call[1]]
    if let sizes = call.optional(2) {
      return try translator.opaque("unpool", inputs, to: translator.sizes(sizes))
    }
    let rank = shape.sizes.count - 2
    guard let kernel = try call.integers("kernel_shape"), kernel.count == rank, rank > 0 else {
      throw .invalid(Diagnostic("kernel_shape has no number for each axis of the map"))
    }
    let strides = try call.integers("strides") ?? kernel.map { _ in 1 }
    let pads = try call.integers("pads") ?? Array(repeating: 0, count: 2 * rank)
    guard strides.count == rank, pads.count == 2 * rank else {
      throw .invalid(Diagnostic("strides or pads have no number for each axis of the map"))
    }
    var sizes = shape.sizes
    for axis in 0..<rank {
      sizes[axis + 2] = try translator.exactly { () throws(ArithmeticFault) in
        try (sizes[axis + 2] - 1) * Formula(strides[axis]) + Formula(kernel[axis])
          - Formula(pads[axis]) - Formula(pads[rank + axis])
      }
    }
    return try translator.opaque("unpool", inputs, to: sizes)
  }

  /// `CenterCropPad`: cut off or padded on both sides.
  static func center(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call[0]
    guard let shape = result.shape else { return .unknown }
    let rank = shape.sizes.count
    let wanted = try translator.sizes(call[1])
    var axes: [Int] = []
    for axis in try call.integers("axes") ?? Array(0..<rank) {
      axes.append(try translator.axis(axis, of: rank))
    }
    guard axes.count == wanted.count else {
      throw .invalid(Diagnostic("it has \(wanted.count) sizes for \(axes.count) axes"))
    }
    var before = Array(repeating: Formula.zero, count: rank)
    var after = before
    for (axis, size) in zip(axes, wanted) {
      let own = shape.sizes[axis]
      guard
        let difference = try translator.exactly({ () throws(ArithmeticFault) in
          try (size - own).constantValue
        })
      else { throw .undecided(.sizes) }
      let half = try translator.exactly { () throws(ArithmeticFault) in
        try Formula.of("floor", (difference < .zero ? own - size : size - own) / 2)
      }
      if difference < .zero {
        result = try translator.slice(result, axis: axis, start: half, count: size)
      } else {
        before[axis] = half
        after[axis] = try translator.exactly { () throws(ArithmeticFault) in
          try size - own - half
        }
      }
    }
    return try translator.pad(result, before: before, after: after, .zeros)
  }

  /// `AffineGrid`: places in a map, each a product of a matrix and its place in the grid.
  static func affineGrid(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.affineGrid(call[0], over: Array(translator.sizes(call[1]).dropFirst(2)))
  }

  /// The determinant of the matrices in the last two axes.
  static func determinant(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try call[0].shape?.sizes else { return .unknown }
    return try translator.opaque("determinant", [call[0]], to: sizes.dropLast(2))
  }
}

extension Translator {
  /// For each position of a map, the place that a matrix takes it to.
  mutating func affineGrid(
    _ matrices: Operand, over map: [Formula]
  ) throws(Refusal) -> Operand {
    guard let shape = matrices.shape else { return .unknown }
    guard shape.sizes.count == 3, shape.sizes[1] == Formula(map.count) else {
      throw .invalid(Diagnostic("its matrices do not fit a map of \(map.count) axes"))
    }
    let positions = try exactly { () throws(ArithmeticFault) in try Formula.product(map) }
    let grid = Operand.constant(
      Constant(Shape([positions, Formula(map.count + 1)]), .float32, .open))
    let places = try add(
      .contraction(Contraction([[0, 1, 2], [3, 2]], to: [0, 3, 1])), [matrices, grid])
    return try reshape(places, to: [shape.sizes[0]] + map + [Formula(map.count)])
  }
}
