import CostModel
import Symbolic

/// Local response normalization as frameworks without an operator for it write it: each element over
/// a power of the mean of squares of neighboring channels (`F.local_response_norm` of PyTorch).
struct LocalResponse {
  /// The layer at whose output it ends.
  let end: Int
  /// The other layers of it.
  let parts: Set<Int>
  /// The tensor that it normalizes.
  let source: Tensor

  /// All of a network, by the layers at which they end.
  static func all(in network: Network) -> [Int: LocalResponse] {
    let ends = network.layers.indices.filter { index in
      if case .elementwise(let function) = network.layers[index].operation {
        return function.function == .divide && network.layers[index].inputs.count == 2
      }
      return false
    }
    guard !ends.isEmpty else { return [:] }
    let walk = Walk(network)
    return Dictionary(
      ends.compactMap { end in walk.response(endingAt: end).map { (end, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Walks from a layer to what it reads.
  private struct Walk {
    let layers: [Layer]
    private var makers: [Int: Int] = [:]
    private var readers: [Int: Int] = [:]

    init(_ network: Network) {
      layers = network.layers
      for (index, layer) in layers.enumerated() {
        makers[layer.output.id] = index
        for input in layer.inputs { readers[input.id, default: 0] += 1 }
      }
      for output in network.outputs { readers[output.id, default: 0] += 1 }
    }

    /// From the division back: power, sum, product, mean over channels, squares.
    func response(endingAt end: Int) -> LocalResponse? {
      let source = layers[end].inputs[0]
      var (tensor, parts) = (layers[end].inputs[1], Set<Int>())
      for function in [Elementwise.Function.power, .add, .multiply] {
        guard let index = step(&tensor, &parts), isNumeric(layers[index], function) else {
          return nil
        }
      }
      guard let pool = step(&tensor, &parts, skipping: isMove), isMean(layers[pool]),
        let square = step(&tensor, &parts, skipping: isMove), isSquare(layers[square]),
        tensor == source
      else { return nil }
      return LocalResponse(end: end, parts: parts, source: source)
    }

    /// The layer that makes a tensor for one reader alone; the tensor is then the one it reads.
    private func step(
      _ tensor: inout Tensor, _ parts: inout Set<Int>,
      skipping isSkipped: (Layer) -> Bool = { _ in false }
    ) -> Int? {
      while let index = makers[tensor.id], readers[tensor.id] == 1 {
        let layer = layers[index]
        guard layer.norm == nil, layer.activation == nil, let input = layer.inputs.first else {
          return nil
        }
        parts.insert(index)
        tensor = input
        if !isSkipped(layer) { return index }
      }
      return nil
    }

    private func isNumeric(_ layer: Layer, _ function: Elementwise.Function) -> Bool {
      guard case .elementwise(let own) = layer.operation, own.function == function else {
        return false
      }
      return own.operands.count == 2 && layer.inputs.count == 1
    }

    private func isMove(_ layer: Layer) -> Bool {
      switch layer.operation {
      case .move(.reshape), .move(.pad): true
      default: false
      }
    }

    /// Whether it is a mean over neighbors along the first axis of a map, where channels were put.
    private func isMean(_ layer: Layer) -> Bool {
      guard case .pool(let pool) = layer.operation, !pool.isMaximum, let window = pool.window,
        layer.inputs[0].shape.channels == 1
      else { return false }
      return window.axes.allSatisfy { $0.stride == 1 }
        && window.kernels[0].sizes.dropFirst().allSatisfy { $0 == 1 }
    }

    private func isSquare(_ layer: Layer) -> Bool {
      switch layer.operation {
      case .join(.multiply): layer.inputs.count == 2 && layer.inputs[0] == layer.inputs[1]
      case .elementwise(let function): function.function == .square
      default: false
      }
    }
  }
}
