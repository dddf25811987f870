import CostModel
import Symbolic

// Pooling, resizing, cutting off and padding.
extension LayerRule {
  static func pool(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let isMaximum = try call.integer("type") ?? 0 == 0
    let input = try map(&translator, call[0])
    guard let shape = input.shape else { return .unknown }
    if try isTrue(call, "globalPooling") {
      return try translator.add(.pool(Pool(isMaximum: isMaximum, nil)), [input])
    }
    guard shape.map.count == 2 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes"))
    }
    let kernel = try list(call, "kernelSize", 2, or: 3)
    let strides = try list(call, "stride", 2, or: 1)
    var axes: [SlidingAxis<Formula>] = []
    for axis in 0..<2 {
      axes.append(
        SlidingAxis(
          stride: strides[axis], dilation: 1,
          padding: try padding(
            translator, call, axis, shape.map[axis], kernel[axis], strides[axis], 1)))
    }
    return try translator.add(
      .pool(Pool(isMaximum: isMaximum, Window([KernelSize(kernel)], axes))), [input])
  }

  static func pool3D(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let isMaximum = try call.integer("type") ?? 0 == 0
    let input = try translator.map(call[0], .channelsFirst)
    guard let map = input.shape?.map else { return .unknown }
    let (kernel, axes) = try axes3D(translator, call, map, usual: 1)
    return try translator.add(
      .pool(Pool(isMaximum: isMaximum, Window([KernelSize(kernel)], axes))), [input])
  }

  static func globalPool(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let isMaximum = try call.integer("type") ?? 0 == 0
    return try translator.add(
      .pool(Pool(isMaximum: isMaximum, nil)), [translator.map(call[0], .channelsFirst)])
  }

  // MARK: Resizing, cutting off, padding

  static func upsample(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try map(&translator, call[0])
    if case .reals(let factors)? = call.attribute("fractionalScalingFactor"), factors.count == 2 {
      let scalars = factors.map { KnownElement($0)?.scalar ?? .inexact(.literal($0)) }
      return try translator.add(.resize(.by(scalars)), [input])
    }
    let factors = try list(call, "scalingFactor", 2, or: 1)
    return try translator.add(.resize(.by(factors.map { .exact($0) })), [input])
  }

  static func resize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.add(
      .resize(.to(list(call, "targetSize", 2, or: 1))), [map(&translator, call[0])])
  }

  /// Positions become channels, or channels positions.
  static func reorganize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let by = Formula(try call.integer("blockSize") ?? 1)
    let isToDepth = try call.integer("mode") ?? 0 == 0
    return try translator.add(
      .rearrangement(isToDepth ? .spaceToDepth(by: [by, by]) : .depthToSpace(by: [by, by])),
      [map(&translator, call[0])])
  }

  /// By amounts, or to the map of a second tensor from an offset on.
  static func crop(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try map(&translator, call[0])
    guard let shape = result.shape, shape.map.count == 2 else { return .unknown }
    let offsets = try list(call, "offset", 2, or: 0)
    for axis in 0..<2 {
      let border = try border(call, "cropAmounts", axis)
      var (start, count) = (offsets[axis], Formula.one)
      if call.inputs.count > 1, let like = try map(&translator, call[1]).shape?.map {
        count = like[axis]
      } else {
        start = border.before
        count = try translator.exactly { () throws(ArithmeticFault) in
          try shape.map[axis] - border.before - border.after
        }
      }
      result = try translator.slice(result, axis: axis + 2, start: start, count: count)
    }
    return result
  }

  static func padding(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try map(&translator, call[0])
    var (before, after): ([Formula], [Formula]) = ([0, 0], [0, 0])
    for axis in 0..<2 {
      let border = try border(call, "paddingAmounts", axis)
      before.append(border.before)
      after.append(border.after)
    }
    let border: Border =
      try isTrue(call, "reflection") ? .reflect : isTrue(call, "replication") ? .edge : .zeros
    return try translator.pad(
      input, before: before, after: after, border, value: call.real("constant.value") ?? 0)
  }

  /// Amounts before and after each axis, in turn.
  static func constantPad(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let amounts = try call.integers("padAmounts") ?? []
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    guard amounts.count == 2 * rank, try !isTrue(call, "padToGivenOutputSizeMode") else {
      throw .undecided(.unknown)
    }
    return try translator.pad(
      call[0], before: (0..<rank).map { Formula(amounts[2 * $0]) },
      after: (0..<rank).map { Formula(amounts[2 * $0 + 1]) }, .zeros,
      value: call.real("value") ?? 0)
  }
}
