import CostModel
import Symbolic

// Pooling, resizing, and what else rearranges maps.
extension TFLiteRule {
  static func pool(
    isMaximum: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let kernel = [
        Formula(try call.integer("filter_height") ?? 1),
        Formula(try call.integer("filter_width") ?? 1),
      ]
      let window = Window([KernelSize(kernel)], try axes(call, "hw"))
      return try translator.add(
        .pool(Pool(isMaximum: isMaximum, window)), [translator.map(call[0], .channelsLast)])
    }
  }

  static func resize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsLast)
    guard let shape = input.shape else { return .unknown }
    let sizes = try translator.sizes(call[1])
    if sizes == shape.map { return input }
    var numerics = Numerics()
    let isHalf = try call.integer("half_pixel_centers") ?? 0 != 0
    let areCorners = try call.integer("align_corners") ?? 0 != 0
    let coordinates: Numerics.Sampling.Coordinates =
      areCorners ? .corners : isHalf ? .halfPixel : .asymmetric
    numerics.sampling =
      call.node.type == "RESIZE_BILINEAR"
      ? Numerics.Sampling(.linear, coordinates)
      // The kernel counts half positions without taking the half off again.
      : Numerics.Sampling(
        .nearest(areCorners ? .halfUp : isHalf ? .halfUp : .down), coordinates)
    return try translator.add(.resize(.to(sizes)), [input], numerics: numerics)
  }

  static func depthToSpace(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("block_size") ?? 1)
    var numerics = Numerics()
    numerics.ordersByPlace = true
    return try translator.add(
      .rearrangement(.depthToSpace(by: [by, by])), [translator.map(call[0], .channelsLast)],
      numerics: numerics)
  }

  static func spaceToDepth(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("block_size") ?? 1)
    var numerics = Numerics()
    numerics.ordersByPlace = true
    return try translator.add(
      .rearrangement(.spaceToDepth(by: [by, by])), [translator.map(call[0], .channelsLast)],
      numerics: numerics)
  }

  /// Positions of a map become samples: what dilated convolutions were made of.
  static func spaceToBatch(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let blocks = try translator.sizes(call[1])
    let padding = try translator.sizes(call[2])
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    guard rank > blocks.count, padding.count == 2 * blocks.count else {
      throw .invalid(Diagnostic("it has \(blocks.count) blocks for a tensor of \(rank) axes"))
    }
    var (before, after) = (Array(repeating: Formula.zero, count: rank), [Formula]())
    after = before
    for place in blocks.indices {
      (before[place + 1], after[place + 1]) = (padding[2 * place], padding[2 * place + 1])
    }
    let padded = try translator.pad(call[0], before: before, after: after, .zeros)
    guard let sizes = padded.shape?.sizes else { return .unknown }
    var (split, made) = ([sizes[0]], sizes)
    for (place, block) in blocks.enumerated() {
      made[place + 1] = try translator.exactly { () throws(ArithmeticFault) in
        try sizes[place + 1] / block
      }
      split += [made[place + 1], block]
    }
    split += sizes[(blocks.count + 1)...]
    made[0] = try translator.exactly { () throws(ArithmeticFault) in
      try Formula.product([sizes[0]] + blocks)
    }
    let count = blocks.count
    let axes =
      (0..<count).map { 2 * $0 + 2 } + [0] + (0..<count).map { 2 * $0 + 1 }
      + Array((2 * count + 1)..<split.count)
    let parts = try translator.reshape(padded, to: split)
    return try translator.reshape(translator.transpose(parts, axes), to: made)
  }

  static func batchToSpace(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let blocks = try translator.sizes(call[1])
    let crops = try translator.sizes(call[2])
    guard let sizes = try call[0].shape?.sizes else { return .unknown }
    let count = blocks.count
    guard sizes.count > count, crops.count == 2 * count else {
      throw .invalid(Diagnostic("it has \(count) blocks for a tensor of \(sizes.count) axes"))
    }
    var made = sizes
    made[0] = try translator.exactly { () throws(ArithmeticFault) in
      try sizes[0] / Formula.product(blocks)
    }
    let parts = try translator.reshape(call[0], to: blocks + [made[0]] + sizes[1...])
    var axes = [count]
    for place in 0..<count {
      axes += [count + 1 + place, place]
      made[place + 1] = try translator.exactly { () throws(ArithmeticFault) in
        try sizes[place + 1] * blocks[place]
      }
    }
    axes += (2 * count + 1)..<(count + sizes.count)
    var result = try translator.reshape(translator.transpose(parts, axes), to: made)
    for place in 0..<count {
      let size = try translator.exactly { () throws(ArithmeticFault) in
        try made[place + 1] - crops[2 * place] - crops[2 * place + 1]
      }
      result = try translator.slice(
        result, axis: place + 1, start: crops[2 * place], count: size)
    }
    return result
  }
}
