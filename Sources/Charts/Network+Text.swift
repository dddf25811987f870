import CostModel

extension Network {
  /// How weights are stored: `fp32`, or all types that occur: `int8 and int32`.
  package func weightTypes(_ options: CountOptions) -> String {
    options.weights?.rawValue ?? Network.text(ownWeightTypes, options)
  }

  /// How tensors between layers are stored.
  package func tensorTypes(_ options: CountOptions) -> String {
    options.activations?.rawValue
      ?? Network.text(inputs.map(\.element) + layers.map(\.output.element), options)
  }

  /// All types that its file states of weights and tensors.
  package var storedTypes: [DataType] {
    Network.stated(ownWeightTypes + inputs.map(\.element) + layers.map(\.output.element))
  }

  private var ownWeightTypes: [DataType?] {
    layers.flatMap { layer in
      [layer.storage.weights, layer.storage.biases] + layer.ownedParameters.map(\.element)
    }
  }

  private static func text(_ types: [DataType?], _ options: CountOptions) -> String {
    let stated = stated(types)
    return stated.isEmpty ? options.unstated.rawValue : allOf(stated.map(\.rawValue))
  }

  private static func stated(_ types: [DataType?]) -> [DataType] {
    let stated = Set(types.compactMap(\.self))
    return DataType.allCases.filter(stated.contains)
  }
}
