import CostModel

extension Network {
  /// How weights are stored: `fp32`, or all types that occur: `int8 and int32`.
  package func weightTypes(_ options: CountOptions) -> String {
    let own = layers.flatMap { layer in
      [layer.storage.weights, layer.storage.biases] + layer.ownedParameters.map(\.element)
    }
    return options.weights?.rawValue ?? Network.text(own, options)
  }

  /// How tensors between layers are stored.
  package func tensorTypes(_ options: CountOptions) -> String {
    options.activations?.rawValue
      ?? Network.text(inputs.map(\.element) + layers.map(\.output.element), options)
  }

  private static func text(_ types: [DataType?], _ options: CountOptions) -> String {
    let stated = Set(types.compactMap(\.self))
    return stated.isEmpty
      ? options.unstated.rawValue : allOf(DataType.allCases.filter(stated.contains).map(\.rawValue))
  }
}
