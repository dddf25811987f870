import CostModel
import Symbolic

// Layers that files spell out as several: found among the drafted ones, and drawn together where
// nobody else reads what stands between.
extension Draft {
  /// Finds all groups: first what is one operator, then what is attached to another.
  mutating func findGroups() {
    for index in layers.indices where layers[index] != nil {
      _ =
        findActivation(index) || findShuffle(index) || findNormalization(index)
        || findGroupNormalization(index)
    }
    for index in layers.indices where layers[index] != nil {
      _ = attachBias(index) || attachNorm(index) || attachActivation(index)
    }
  }

  private mutating func findActivation(_ index: Int) -> Bool {
    guard let layer = layers[index] else { return false }
    switch layer.operation {
    case .join(.multiply), .elementwise: break
    default: return false
    }
    for (activation, numerics, idiom) in Idiom.activations {
      guard let match = IdiomMatch(idiom, at: index, in: self), let x = match.x,
        x.shape?.sizes == tensors[layer.output].shape.sizes
      else { continue }
      replace(index, .activation(activation), [x], numerics)
      for layer in match.layers.sorted().reversed() { remove(layer) }
      return true
    }
    return false
  }

  /// Channels read as groups of channels, turned around, and read as channels again.
  private mutating func findShuffle(_ index: Int) -> Bool {
    guard let last = layers[index], case .move(.reshape(let sizes, _)) = last.operation,
      let (second, turn) = only(last.inputs[0]),
      case .move(.transpose(let axes, _)) = turn.operation,
      let (first, split) = only(turn.inputs[0]),
      case .move(.reshape(let inner, _)) = split.operation,
      let x = split.inputs[0].shape, x.layout == .channelsFirst, x.sizes == sizes,
      inner.count > 2, axes == [0, 2, 1] + Array(3..<inner.count), inner[0] == x.batch,
      let channels = try? inner[1] * inner[2], channels == x.channels
    else { return false }
    replace(index, .rearrangement(.shuffle(groups: inner[1])), split.inputs)
    remove(second)
    remove(first)
    return true
  }

  // MARK: Attached to another layer

  /// The layer that makes a tensor which nobody else reads.
  func only(_ operand: Operand) -> (index: Int, layer: Layer)? {
    guard let tensor = operand.tensor, readers[tensor.id] == 1,
      let (index, layer) = maker(of: operand), !layer.staysAlone
    else { return nil }
    return (index, layer)
  }

  private mutating func attachBias(_ index: Int) -> Bool {
    guard let layer = layers[index], case .elementwise(let sum) = layer.operation,
      sum.function == .add, layer.inputs.count == 2, sum.operands.count == 2,
      let bias = layer.inputs.lazy.compactMap(\.constant).first, bias.isTrained,
      let (maker, product) = layer.inputs.compactMap({ only($0) }).first,
      product.norm == nil, product.activation == nil,
      let (biased, axis) = product.operation.biased(tensors[product.output].shape),
      bias.shape.varies(only: axis, of: tensors[product.output].shape)
    else { return false }
    merge(index, into: maker) { $0.operation = biased }
    // A bias alone is as good as nothing known.
    if !self[given: maker].operation.isEmpty { self[given: maker].operation.append(bias) }
    return true
  }

  private mutating func attachNorm(_ index: Int) -> Bool {
    guard let layer = layers[index], layer.operation == .normalization(.batchnorm),
      let (maker, product) = only(layer.inputs[0]), product.norm == nil,
      product.activation == nil
    else { return false }
    switch product.operation {
    case .convolution, .transposed, .dense: break
    default: return false
    }
    merge(index, into: maker) { $0.norm = .batch }
    hand(index, to: maker, as: \.norm)
    return true
  }

  private mutating func attachActivation(_ index: Int) -> Bool {
    guard let layer = layers[index], case .activation(let activation) = layer.operation,
      let (maker, other) = only(layer.inputs[0]), other.activation == nil
    else { return false }
    switch other.operation {
    case .convolution, .transposed, .dense, .join, .normalization, .pool: break
    default: return false
    }
    merge(index, into: maker) { $0.activation = activation }
    hand(index, to: maker, as: \.activation)
    return true
  }
}

extension Operator where Size == Formula {
  /// The operator with a bias, and the axis along which biases differ; nil if it has one already, or
  /// can't have any.
  fileprivate func biased(_ output: Shape) -> (Operator<Formula>, axis: Int)? {
    switch self {
    case .dense(let own) where !own.hasBias:
      guard let axis = own.axis ?? output.channelAxis else { return nil }
      return (.dense(Dense(channels: own.channels, hasBias: true, axis: own.axis)), axis)
    case .convolution(let own) where !own.hasBias:
      guard let axis = output.channelAxis else { return nil }
      let biased = Convolution(
        own.window, channels: own.channels, groups: own.groups, hasBias: true)
      return (.convolution(biased), axis)
    case .transposed(let own) where !own.hasBias:
      guard let axis = output.channelAxis else { return nil }
      let biased = TransposedConvolution(
        own.window, channels: own.channels, groups: own.groups, hasBias: true)
      return (.transposed(biased), axis)
    default: return nil
    }
  }
}

extension Shape {
  /// Whether a tensor that is broadcast to another has as many elements as that has along one axis,
  /// and does not vary along the others.
  func varies(only axis: Int, of other: Shape) -> Bool {
    let first = other.sizes.count - sizes.count
    guard first >= 0, first <= axis else { return false }
    return sizes.enumerated().allSatisfy { place, size in
      size == (first + place == axis ? other.sizes[axis] : 1)
    }
  }
}
