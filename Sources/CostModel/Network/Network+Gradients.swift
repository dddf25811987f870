import Symbolic

extension Network {
  /// The tensors that depend on trained numbers, by their ids: training needs their gradients.
  ///
  /// Places, truth values and whole numbers have none, whatever they depend on.
  package func gradedTensors() -> Set<Int> {
    var graded: Set<Int> = []
    for layer in layers where !(layer.output.element?.isCounting ?? false) {
      let read = layer.inputs.prefix(layer.operation.sources(layer.inputs.count))
      if layer.trains || read.contains(where: { $0.role == .parameter || graded.contains($0.id) }) {
        graded.insert(layer.output.id)
      }
    }
    return graded
  }
}

extension Layer {
  /// How many of the tensors that it reads get a gradient: trained ones, and those among these.
  package func gradients(_ graded: Set<Int>) -> Int {
    inputs.prefix(operation.sources(inputs.count))
      .count { $0.role == .parameter || graded.contains($0.id) }
  }

  /// Whether it has trained numbers of its own, or those of another layer.
  package var trains: Bool {
    if let norm, norm.counts.trained > 0 { return true }
    if slopes != .zero { return true }
    switch operation {
    case .convolution, .transposed, .dense, .recurrent, .rankConstrainedFilter, .embedding:
      return true
    case .normalization(let norm): return norm != .lrn
    case .axisNormalization(let norm): return norm.hasScale || norm.hasShift
    case .activation(let activation): return activation.trained(1) != .zero
    case .join(.add(let fusion)): return fusion != .sum
    default: return false
    }
  }
}

extension DataType {
  /// Whether it holds places, counts or truth values.
  package var isCounting: Bool {
    switch self {
    case .int32, .int64, .bool: true
    default: false
    }
  }
}
