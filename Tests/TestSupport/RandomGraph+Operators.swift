import CostModel
import Symbolic

// Each kind of operator, with attributes that fit the tensor it reads.
extension RandomGraph {
  /// An operand that can be broadcast against a tensor: another one, or parameters or constants.
  mutating func operand(for source: Tensor) -> Tensor {
    if number(0...3) == 0 { return tensor() }
    let sizes = source.shape.sizes.map { pick([$0, $0, 1]) }
    let shape = Shape(
      Array(sizes.dropFirst(number(0...max(0, sizes.count - 1)))), layout: source.shape.layout)
    return pick([true, false]) ? builder.parameter(shape) : builder.constant(shape)
  }

  mutating func elementwise(_ source: Tensor) {
    let function = pick(Elementwise.Function.allCases)
    let count = number(function.arity.lowerBound...min(3, function.arity.upperBound))
    var (operands, inputs) = ([Elementwise.Operand.tensor], [source])
    for _ in 1..<max(1, count) {
      if pick([true, false]) {
        operands.append(.number(0.5))
      } else {
        operands.append(.tensor)
        inputs.append(operand(for: source))
      }
    }
    add(.elementwise(Elementwise(function, operands)), inputs)
  }

  mutating func contraction(_ source: Tensor) {
    guard source.shape.sizes.count > 1 else { return }
    var sizes = source.shape.sizes
    let last = sizes.count - 1
    let transposes = pick([true, false])
    (sizes[last - 1], sizes[last]) = (sizes[last], Formula(size()))
    if transposes { sizes.swapAt(last - 1, last) }
    for axis in 0..<last - 1 where number(0...2) == 0 { sizes[axis] = 1 }
    let shape = Shape(
      Array(sizes.dropFirst(number(0...max(0, sizes.count - 2)))), layout: source.shape.layout)
    let other = pick([true, false]) ? builder.parameter(shape) : tensor()
    add(
      .contraction(.matrixProduct(source.shape, other.shape, transposesRight: transposes)),
      [source, other])
  }

  mutating func normalization(_ source: Tensor) {
    let rank = source.shape.sizes.count
    let channels = source.shape.channelAxis
    switch number(0...2) {
    case 0:
      let first = rank > 1 ? number(1...rank - 1) : 0
      add(
        .axisNormalization(
          AxisNormalization(
            axes: Array(first..<max(first, rank)), hasScale: pick([true, false]),
            hasShift: pick([true, false]), isCentered: pick([true, false]))), [source])
    case 1:
      add(
        .axisNormalization(
          AxisNormalization(axes: Array(source.shape.mapAxes), trainedAxes: channels.map { [$0] })),
        [source])
    default:
      add(
        .axisNormalization(
          AxisNormalization(
            axes: Array(source.shape.mapAxes), trainedAxes: channels.map { [$0] },
            groups: Formula(about(pick([1, 2]))))), [source])
    }
  }

  mutating func reshape(_ source: Tensor, _ sizes: [Int]) {
    var rest = sizes.reduce(1, &*)
    var parts: [Int] = []
    for _ in 0..<number(0...3) {
      let part = (1...max(1, min(12, rest))).filter { rest % $0 == 0 }.randomElement(using: &random)
      parts.append(part ?? 1)
      rest /= part ?? 1
    }
    parts.append(about(rest))
    add(
      .move(
        .reshape(to: parts.map { Formula($0) }, layout: pick([nil, .channelsFirst, .channelsLast]))),
      [source])
  }

  mutating func slice(_ source: Tensor, _ sizes: [Int]) {
    let axis = axis(source)
    guard sizes.indices.contains(axis), sizes[axis] > 0 else { return }
    if pick([true, false]), source.shape.sizes.count > 1 {
      let channels = max(1, source.shape.channelAxis.map { sizes[$0] } ?? 1)
      let start = number(0...channels - 1)
      return add(
        .rearrangement(
          .split(channels: Formula(number(1...channels - start)), start: Formula(start))), [source])
    }
    let step = about(pick([1, 1, 2, -1]))
    let start = number(0...sizes[axis] - 1)
    let room = step > 0 ? sizes[axis] - 1 - start : start
    let count = 1 + room / max(1, Int(min(step.magnitude, 1 << 30)))
    add(
      .move(
        .slice(
          axis: axis, start: Formula(about(start)), count: Formula(about(number(1...count))),
          step: step)), [source])
  }

  mutating func pad(_ source: Tensor, _ sizes: [Int]) {
    func sides() -> [Formula] {
      sizes.map { size in Formula(about(pick([0, 0, 1, size > 2 ? -1 : 0]))) }
    }
    let (before, after) = (sides(), sides())
    add(.move(.pad(before: before, after: after, pick(Border.allCases))), [source])
  }

  mutating func concat(_ source: Tensor, _ sizes: [Int]) {
    let axis = axis(source)
    guard sizes.indices.contains(axis) else { return }
    var other = source.shape.sizes
    other[axis] = Formula(size())
    let part = builder.parameter(Shape(other, layout: source.shape.layout))
    add(
      .join(.concat(axis: axis)), pick([[source, part], [source, source], [part, source, part]]))
  }

  /// Sums and products of equal sizes, also where the channels are elsewhere; and gates.
  mutating func join(_ source: Tensor) {
    let layout = pick([Shape.Layout.channelsFirst, .channelsLast])
    let ones = source.shape.mapAxes.reduce(source.shape.sizes) { sizes, axis in
      var sizes = sizes
      sizes[axis] = 1
      return sizes
    }
    let other = builder.parameter(
      Shape(pick([source.shape.sizes, source.shape.sizes, ones]), layout: layout))
    add(
      .join(pick([.add(.sum), .add(.fast), .multiply, .concat(axis: nil)])),
      pick([[source, other], [other, source], [source, source]]))
  }

  mutating func gather(_ source: Tensor) {
    let axis = axis(source)
    switch number(0...5) {
    case 5: add(.opaque(Opaque("strange", to: [Formula(size()), 3])), [source, tensor()])
    case 0...1:
      add(
        .move(.gather(axis: axis)),
        [source, pick([true, false]) ? builder.constant(shape()) : tensor()])
    case 2: add(.move(.gatherElements(axis: axis)), [source, builder.constant(source.shape)])
    case 3:
      add(
        .move(.gatherPoints(batch: 0)),
        [source, builder.constant(Shape([2, Formula(number(0...2))]))])
    default:
      let count = Formula(number(1...3))
      add(.move(.largest(axis: axis, count: count, givesPlaces: pick([true, false]))), [source])
    }
  }

  mutating func expand(_ source: Tensor, _ sizes: [Int]) {
    let leading = pick([0, 0, 1])
    let wanted = (0..<leading).map { _ in size() } + sizes.map { $0 == 1 ? pick([1, 2, 3]) : $0 }
    add(.move(.expand(to: wanted.map { Formula($0) })), [source])
  }

  mutating func recurrent(_ source: Tensor) {
    if source.shape.sizes.count == 2 {
      return add(
        .rankConstrainedFilter(
          RankConstrainedFilter(
            units: Formula(size()), rank: 2, memory: Formula(size()), hasBias: true)),
        [source])
    }
    let cell = pick(RecurrentCell.allCases)
    let isSpecial = cell == .lstm && pick([true, false])
    add(
      .recurrent(
        Recurrent(
          cell, hidden: Formula(size()), directions: about(pick([1, 2])),
          timeAxis: pick([0, 1]), biases: pick([0, 1, 2]), projection: pick([nil, 2]),
          couplesGates: isSpecial, scales: isSpecial ? pick([0, 3, 4]) : 0)), [source])
  }

  /// Operators that know channels and maps, in both layouts.
  /// What a specification's rows of transformers make.
  mutating func attention(_ source: Tensor) {
    let heads = Formula(about(pick([1, 2, 3])))
    switch number(0...5) {
    case 0...2:
      let kvHeads = pick([heads, heads, 1])
      let other = pick([source, tensor()])
      add(
        .product(
          MatrixProduct(transposes: pick([true, false]), heads: heads, kvHeads: kvHeads)),
        [source, other])
    case 3:
      add(.softmax(Softmax(pick(SharesFunction.allCases), axis: nil, heads: heads)), [source])
    case 4: add(.embedding(pick([.classToken, .position])), [source])
    default: add(.embedding(.relativePosition(heads: heads)), [source])
    }
  }

  /// A map cut into pieces, and often put together again.
  mutating func pieces(_ source: Tensor) {
    func numbers(_ choices: [Int]) -> [Formula] {
      source.shape.mapAxes.map { _ in Formula(about(pick(choices))) }
    }
    let (sizes, shift) = (numbers([1, 2, 3]), numbers([0, 1, 2]))
    let isBlock = pick([true, false])
    add(
      .partition(isBlock ? .spaceToBatch(by: sizes) : .windows(sizes, shift: shift)), [source])
    guard let cut = tensors.last?.tensor, cut.id != source.id else { return }
    if isBlock {
      add(.partition(.batchToSpace(by: sizes)), [cut])
    } else {
      add(.partition(.windowsToSpace(shift: shift)), [cut, pick([source, source, tensor()])])
    }
  }

  mutating func window(_ source: Tensor) {
    let axes = source.shape.mapAxes.map { _ in
      SlidingAxis<Formula>(
        stride: Formula(pick([1, 2])), dilation: 1,
        padding: pick([
          .same, .explicit(before: 1, after: 0), .explicit(before: 0, after: 1, ceil: true),
          .explicit(before: 2, after: 2),
        ]))
    }
    let window = Window([KernelSize(axes.map { _ in Formula(pick([1, 2, 3])) })], axes)
    switch number(0...4) {
    case 0...1:
      add(
        .convolution(
          Convolution(
            window, channels: Formula(size()), groups: .count(1), hasBias: pick([true, false]))),
        [source], norm: pick([nil, .batch, .layer]), activation: pick([nil, .relu]))
    case 2:
      add(
        .convolution(
          Convolution(
            window, channels: source.shape.channels, groups: .perChannel, hasBias: false)),
        [source], norm: pick([nil, .batch]))
    case 3:
      add(.pool(Pool(isMaximum: pick([true, false]), pick([nil, window]))), [source])
    default:
      add(
        .transposed(
          TransposedConvolution(window, channels: Formula(size()), groups: 1, hasBias: true)),
        [source])
    }
  }
}
