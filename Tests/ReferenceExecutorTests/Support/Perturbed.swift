import Symbolic

@testable import CostModel
@testable import ReferenceExecutor

/// An operator whose formulas say something else; what its row says stays.
struct Perturbed: Operator {
  typealias Change =
    @Sendable (inout Counts, [Shape], Shape) throws(ArithmeticFault) -> Void

  let base: any Operator
  let change: Change

  var name: String { base.name }
  var kind: LayerKind { base.kind }
  var detail: String { base.detail }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    var counts = try base.counts(inputs, output)
    try change(&counts, inputs, output)
    return counts
  }

  func attributes() throws(ArithmeticFault) -> Attributes { try base.attributes() }
}

extension Layer {
  /// The layer with something else in it.
  func with(
    operation: (any Operator)? = nil, shape: Shape? = nil, norm: Norm?? = nil,
    activation: Activation?? = nil
  ) -> Layer {
    Layer(
      path: path, operation: operation ?? self.operation, inputs: inputs,
      output: shape.map { Tensor(id: output.id, shape: $0) } ?? output,
      norm: norm ?? self.norm, activation: activation ?? self.activation, presence: presence,
      copies: copies, sharesWeights: sharesWeights, sharesNorm: sharesNorm,
      weightsOwner: weightsOwner, normOwner: normOwner, stageDepth: stageDepth,
      position: position, row: row)
  }
}

extension Network {
  /// The network with another layer, or with other outputs.
  func with(_ layer: Layer? = nil, at index: Int = 0, outputs: [Tensor]? = nil) -> Network {
    var layers = layers
    if let layer { layers[index] = layer }
    return Network(
      name: name, title: title, input: input, outputs: outputs ?? self.outputs, layers: layers,
      requirements: requirements, parameters: parameters, symbols: symbols,
      notes: notes, fingerprint: fingerprint, file: file)
  }
}

/// A wrong formula of a layer, and what a verification must say of it.
struct Fault {
  let name: String
  /// The quantity that differs first.
  let quantity: String
  let layer: Layer

  /// Every quantity that formulas say of a layer, each off by one or turned around.
  static func all(of layer: Layer) throws -> [Fault] {
    var faults: [Fault] = []
    func counts(_ name: String, _ quantity: String, _ change: @escaping Perturbed.Change) {
      let operation = Perturbed(base: layer.operation, change: change)
      faults.append(Fault(name: name, quantity: quantity, layer: layer.with(operation: operation)))
    }
    let owned = layer.sharesWeights ? "unfused weights read" : "parameters"
    counts("macs", "MACs") { counts, _, _ throws(ArithmeticFault) in
      counts.macs = try counts.macs + 1
    }
    counts("effectiveMACs", "effective MACs") { counts, _, _ throws(ArithmeticFault) in
      counts.effectiveMACs = try counts.effectiveMACs - 1
    }
    counts("weights", owned) { counts, _, _ throws(ArithmeticFault) in
      counts.weights = try counts.weights + 1
    }
    counts("biases", owned) { counts, _, _ throws(ArithmeticFault) in
      counts.biases = try counts.biases + 1
    }
    counts("statistics", "unfused weights read") { counts, _, _ throws(ArithmeticFault) in
      counts.statistics = try counts.statistics + 1
    }
    for index in try layer.operation.counts(layer.inputs.map(\.shape), layer.output.shape)
      .read.indices
    {
      counts("read[\(index)]", "unfused elements read") { counts, _, _ throws(ArithmeticFault) in
        counts.read[index] = try counts.read[index] + 1
      }
    }
    counts("isActivation", "activations") { counts, _, _ in counts.isActivation.toggle() }
    counts("isView", "unfused elements written") { counts, _, _ in counts.isView.toggle() }
    try addShapes(of: layer, to: &faults)
    addSteps(of: layer, to: &faults)
    return faults
  }

  private static func addShapes(of layer: Layer, to faults: inout [Fault]) throws {
    let shape = layer.output.shape
    let (channels, height, width) = (shape.channels, shape.height, shape.width)
    for (quantity, other) in [
      ("channels", Shape(channels: try channels + 1, height: height, width: width)),
      ("height", Shape(channels: channels, height: try height + 1, width: width)),
      ("width", Shape(channels: channels, height: height, width: try width + 1)),
    ] {
      faults.append(
        Fault(
          name: quantity, quantity: "output's \(quantity)", layer: layer.with(shape: other)))
    }
  }

  /// The normalization and the activation that follow.
  private static func addSteps(of layer: Layer, to faults: inout [Fault]) {
    func add(_ name: String, _ quantity: String, _ other: Layer) {
      faults.append(Fault(name: name, quantity: quantity, layer: other))
    }
    // PReLU takes its slopes with it.
    let trains = layer.activation.map { $0.trained(1) != .zero } ?? false
    add(
      "another step", trains && !layer.sharesWeights ? "parameters" : "unfused elements read",
      layer.with(activation: layer.activation == nil ? Activation(name: "relu") : .some(nil)))
    guard let norm = layer.norm else { return }
    func with(trained: Int = 0, statistics: Int = 0, folds: Bool) -> Layer {
      layer.with(
        norm: Norm(
          name: norm.name, trained: norm.trained + trained,
          statistics: norm.statistics + statistics, folds: folds))
    }
    add(
      "trained", layer.sharesNorm ? "unfused weights read" : "parameters",
      with(trained: 1, folds: norm.folds))
    add("statistics of the norm", "unfused weights read", with(statistics: 1, folds: norm.folds))
    add("folds", "fused elements read", with(folds: !norm.folds))
  }
}
