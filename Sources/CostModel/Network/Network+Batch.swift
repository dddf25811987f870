import Symbolic

extension Network {
  /// The symbol of a batch without a value. No parameter may have its name.
  package static let freeBatch = Symbol("batch", isInteger: true)

  /// How many samples it takes at once.
  package var batch: Formula { input.shape.batch }

  /// Counts the network. Where one sample is within limits, it is the batch that is too large.
  func counting<Result>(
    _ body: (Network) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(Diagnostic) {
      return try body(self)
    } catch {
      guard batch != 1 else { throw error }
      _ = try body(oneSample)
      throw Diagnostic("--batch \(batch.text): \(error.message)", help: error.help)
    }
  }

  /// The same network for a single sample.
  private var oneSample: Network {
    func single(_ tensor: Tensor) -> Tensor {
      // Windows are samples of their own: there are several for each.
      guard tensor.role == .activation, let samples = try? tensor.shape.batch / batch,
        samples.constantValue?.isInteger ?? true
      else { return tensor }
      return tensor.with(
        Shape([samples] + tensor.shape.sizes.dropFirst(), layout: tensor.shape.layout))
    }
    return mapTensors(single)
  }
}

extension Network {
  /// The network with other tensors.
  func mapTensors(_ change: (Tensor) -> Tensor) -> Network {
    Network(
      name: name, title: title, inputs: inputs.map(change), inputNames: inputNames,
      outputs: outputs.map(change), outputNames: outputNames,
      layers: layers.map { $0.mapTensors(change) },
      requirements: requirements, open: open,
      parameters: parameters, symbols: symbols, notes: notes, uncounted: uncounted,
      assumed: assumed, numbers: numbers, fingerprint: fingerprint, file: file)
  }

  /// Its first layers, up to the one that makes its only output, with other sizes of maps.
  ///
  /// - Parameter map: the sizes of the map of a tensor; nil for its own.
  package func beginning(
    through last: Int, map: (Tensor) -> [Int]?
  ) -> Network {
    var part = self
    part.layers = Array(layers[...last])
    part.outputs = [layers[last].output]
    return part.mapTensors { tensor in
      guard let sizes = map(tensor) else { return tensor }
      return tensor.with(tensor.shape.with(map: sizes.map { Formula($0) }))
    }
  }
}
