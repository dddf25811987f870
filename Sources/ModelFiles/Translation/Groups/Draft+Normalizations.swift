import CostModel
import Symbolic

// Normalizations that files spell out.
extension Draft {
  /// Layer normalization, or RMS normalization, spelled out: a difference from the mean, divided by
  /// the root of the mean of its squares.
  mutating func findNormalization(_ index: Int) -> Bool {
    guard let layer = layers[index], let (numerator, root) = quotient(layer),
      let (sum, inner) = only(root.operand), case .elementwise(let plus) = inner.operation,
      plus.function == .add, inner.inputs.count == 1, plus.operands.count == 2,
      let epsilon = plus.operands.lazy.compactMap(\.number).first,
      let (mean, average) = only(inner.inputs[0]),
      let axes = average.operation.meanAxes,
      let (square, d) = squared(average.inputs[0]), d == numerator.tensor?.id
    else { return false }
    var taken = root.layers + [sum, mean, square]
    var x = numerator
    var isCentered = false
    if let difference = centered(numerator, axes) {
      (x, isCentered) = (difference.x, true)
      taken += difference.layers
    }
    let norm = AxisNormalization<Formula>(
      axes: axes, hasScale: false, hasShift: false, isCentered: isCentered)
    var numerics = self[given: index].numerics
    numerics.epsilon = epsilon
    replace(index, .axisNormalization(norm), [x], numerics)
    for layer in taken.sorted().reversed() { remove(layer) }
    takeScaleAndShift(index, norm)
    return true
  }

  /// What is divided, and what the root it is divided by is of.
  private func quotient(
    _ layer: Layer
  ) -> (numerator: Operand, root: (operand: Operand, layers: [Int]))? {
    guard layer.inputs.count == 2 else { return nil }
    switch layer.operation {
    case .elementwise(let own) where own.function == .divide && own.operands.count == 2:
      guard let root = root(layer.inputs[1], .sqrt) else { return nil }
      return (layer.inputs[0], root)
    case .join(.multiply), .elementwise(Elementwise(.multiply, tensors: 2)):
      for (x, other) in [(0, 1), (1, 0)] {
        let operand = layer.inputs[other]
        if let root = root(operand, .rsqrt) { return (layer.inputs[x], root) }
        guard let (index, inverse) = only(operand),
          case .elementwise(let own) = inverse.operation, inverse.inputs.count == 1,
          own.function == .reciprocal || own.isInverse,
          let root = root(inverse.inputs[0], .sqrt)
        else { continue }
        return (layer.inputs[x], (root.operand, root.layers + [index]))
      }
      return nil
    default: return nil
    }
  }

  private func root(
    _ operand: Operand, _ function: Elementwise.Function
  ) -> (operand: Operand, layers: [Int])? {
    guard let (index, root) = only(operand), root.operation.isRoot(function) else { return nil }
    return (root.inputs[0], [index])
  }

  /// The tensor whose square it is.
  private func squared(_ operand: Operand) -> (index: Int, tensor: Int?)? {
    guard let (index, square) = only(operand) else { return nil }
    switch square.operation {
    case .elementwise(Elementwise(.power, [.tensor, .number(2)])),
      .elementwise(Elementwise(.square)):
      return (index, square.inputs[0].tensor?.id)
    case .join(.multiply), .elementwise(Elementwise(.multiply, tensors: 2)):
      let ids = square.inputs.map { $0.tensor?.id }
      return ids.count == 2 && ids[0] == ids[1] ? (index, ids[0]) : nil
    default: return nil
    }
  }

  /// What a tensor is the difference from the mean of.
  private func centered(_ operand: Operand, _ axes: [Int]) -> (x: Operand, layers: [Int])? {
    guard let (index, difference) = maker(of: operand), let tensor = operand.tensor,
      readers[tensor.id] == 2,
      difference.operation == .elementwise(Elementwise(.subtract, tensors: 2)),
      let (mean, average) = only(difference.inputs[1]), average.operation.meanAxes == axes,
      let x = average.inputs[0].tensor, x.id == difference.inputs[0].tensor?.id
    else { return nil }
    return (difference.inputs[0], [index, mean])
  }

  /// A normalization takes in the products and sums with trained numbers that follow.
  private mutating func takeScaleAndShift(_ index: Int, _ norm: AxisNormalization<Formula>) {
    guard let layer = layers[index] else { return }
    let shape = tensors[layer.output].shape
    var (hasScale, hasShift) = (false, false)
    var parameters: [Constant] = []
    var output = layer.output
    while readers[output] == 1, !hasShift, let next = reader(of: output, after: index),
      let other = layers[next], case .elementwise(let own) = other.operation,
      own.function == .add || (own.function == .multiply && !hasScale),
      own.operands == [.tensor, .tensor],
      let numbers = other.inputs.lazy.compactMap(\.constant).first, numbers.isTrained,
      numbers.shape.spans(norm.axes, of: shape)
    {
      if own.function == .add { hasShift = true } else { hasScale = true }
      parameters.append(numbers)
      output = other.output
      merge(next, into: index) { _ in }
    }
    let whole = AxisNormalization<Formula>(
      axes: norm.axes, hasScale: hasScale, hasShift: hasShift, isCentered: norm.isCentered)
    layers[index]?.operation = .axisNormalization(whole)
    self[given: index].operation = parameters
  }

  /// The only layer that reads a tensor. Those of groups follow close.
  private func reader(of tensor: Int, after index: Int) -> Int? {
    layers.indices.dropFirst(index + 1).prefix(64).first { place in
      layers[place]?.inputs.contains { $0.tensor?.id == tensor } ?? false
    }
  }

  /// Group normalization as PyTorch exports it: groups read as channels, normalized one by one, read
  /// as they were, then scaled and shifted by channel.
  mutating func findGroupNormalization(_ index: Int) -> Bool {
    guard let last = layers[index], case .move(.reshape(let sizes, _)) = last.operation,
      let (second, norm) = only(last.inputs[0]),
      case .axisNormalization(let own) = norm.operation, own.trainedAxes == [1],
      let (first, split) = only(norm.inputs[0]),
      case .move(.reshape(let inner, _)) = split.operation,
      let x = split.inputs[0].shape, x.layout == .channelsFirst, x.sizes == sizes,
      inner.count == 3, inner[0] == x.batch, own.axes == [2],
      let next = reader(of: last.output, after: index), readers[last.output] == 1,
      let scale = layers[next], scale.operation == .elementwise(Elementwise(.multiply, tensors: 2)),
      let after = reader(of: scale.output, after: next), readers[scale.output] == 1,
      let shift = layers[after], shift.operation == .elementwise(Elementwise(.add, tensors: 2)),
      [scale, shift].allSatisfy({ layer in
        layer.inputs.contains { $0.constant?.shape.varies(only: 1, of: x) ?? false }
      })
    else { return false }
    let whole = AxisNormalization<Formula>(
      axes: Array(2..<sizes.count), trainedAxes: [1], groups: inner[1])
    replace(index, .axisNormalization(whole), split.inputs, self[given: second].numerics)
    self[given: index].operation = [scale, shift].compactMap { layer in
      layer.inputs.lazy.compactMap(\.constant).first
    }
    remove(second)
    remove(first)
    merge(next, into: index) { _ in }
    merge(after, into: index) { _ in }
    return true
  }
}

extension Operator where Size == Formula {
  /// The axes over which it takes a mean that broadcasts against what it is of.
  fileprivate var meanAxes: [Int]? {
    guard case .reduction(let reduction) = self, reduction.function == .mean, reduction.keeps else {
      return nil
    }
    return reduction.axes
  }

  fileprivate func isRoot(_ function: Elementwise.Function) -> Bool {
    guard case .elementwise(let own) = self else { return false }
    let exponent = function == .sqrt ? 0.5 : -0.5
    return own == Elementwise(function)
      || own == Elementwise(.power, [.tensor, .number(exponent)])
  }
}

extension Elementwise {
  /// Whether it divides 1 by a tensor.
  fileprivate var isInverse: Bool { self == Elementwise(.divide, [.number(1), .tensor]) }
}

extension Shape {
  /// Whether a tensor that is broadcast to another varies along some axes of it as that does, and
  /// not along others.
  fileprivate func spans(_ axes: [Int], of other: Shape) -> Bool {
    let first = other.sizes.count - sizes.count
    guard first >= 0, axes.allSatisfy({ $0 >= first }) else { return false }
    return sizes.enumerated().allSatisfy { place, size in
      size == (axes.contains(first + place) ? other.sizes[first + place] : 1)
    }
  }
}
