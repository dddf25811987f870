import Symbolic

/// Which operators write their output over what they read, where nothing reads that later.
package enum InPlace: String, CaseIterable, Sendable {
  /// None: every output takes memory of its own.
  case none
  /// Functions of corresponding elements: activations, normalizations by statistics, sums and
  /// products of equal tensors.
  case elementwise
  /// Depthwise convolutions, too, which an engine for microcontrollers computes channel by channel or
  /// row by row. The few rows or the channel that it keeps aside meanwhile are not counted.
  ///
  /// Source: MCUNet (arXiv:2007.10319), section 3.2, "in-place depthwise convolution".
  case engine

  /// The inputs over which a layer may write.
  func overwritten(by layer: Layer) -> [Int] {
    switch layer.operation {
    case .activation where self != .none: return [0]
    case .normalization(let norm) where self != .none && norm.isByElement: return [0]
    case .conversion where self != .none: return [0]
    case .join(.add), .join(.multiply): return self == .none ? [] : Array(layer.inputs.indices)
    case .elementwise where self != .none: return Array(layer.inputs.indices)
    case .convolution where self == .engine && layer.kind == .depthwise: return [0]
    default: return []
    }
  }
}

extension Normalization {
  /// Whether an element of the output depends on that element of the input only.
  fileprivate var isByElement: Bool {
    switch self {
    case .batchnorm, .layerscale, .biasadd: true
    default: false
    }
  }
}

extension Liveness {
  /// The lifetimes if layers write over what they are the last to read, as far as it fits.
  ///
  /// - Parameter sizes: the bytes of each buffer.
  package func writing(
    _ policy: InPlace, in network: Network, sizes: [Int]
  ) -> Liveness {
    var joined = self
    /// The buffer that each one has become a part of.
    var into = Array(buffers.indices)
    for (index, layer) in network.layers.enumerated() {
      guard let made = steps[index].made else { continue }
      let target = policy.overwritten(by: layer).lazy.compactMap { position -> Int? in
        let tensor = layer.inputs[position]
        let own = buffer(of: tensor)
        let root = into[own]
        guard tensor.role == .activation, joined.buffers[root].last == index,
          // A part of a buffer is no place for more than that part.
          tensor.shape.sizes == buffers[own].tensor.shape.sizes || layer.inputs.count == 1,
          sizes[made] <= sizes[root], policy.fits(layer, sizes[made], sizes[own])
        else { return nil }
        return root
      }.first
      guard let target else { continue }
      into[made] = target
      joined.join(made, into: target, at: index)
    }
    return joined.withoutEmptyBuffers()
  }
}

extension InPlace {
  /// Whether the output lies on the elements that it is made of.
  fileprivate func fits(_ layer: Layer, _ output: Int, _ input: Int) -> Bool {
    // A depthwise convolution may skip positions; all others need element by element.
    if case .convolution = layer.operation { return output <= input }
    return output == input
  }
}
