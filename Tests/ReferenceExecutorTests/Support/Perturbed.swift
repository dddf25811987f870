import Symbolic

import CostModel
import ReferenceExecutor

/// Formulas of a layer's operator that say something else; what its row says stays.
struct Perturbation: Sendable {
  typealias Change =
    @Sendable (inout Counts, [Shape], Shape) throws(ArithmeticFault) -> Void

  /// The name of the layer.
  let layer: String
  let change: Change

  func counts(_ layer: Layer) throws(ArithmeticFault) -> Counts {
    var counts = try layer.counts()
    if layer.name == self.layer {
      try change(&counts, layer.inputs.map(\.shape), layer.output.shape)
    }
    return counts
  }
}

extension Layer {
  /// The layer with something else in it.
  func with(shape: Shape? = nil, activation: Activation?? = nil) -> Layer {
    var layer = self
    if let shape { layer.output = output.with(shape) }
    if let activation { layer.activation = activation }
    return layer
  }
}

extension Network {
  /// The network with another layer, or with other outputs.
  func with(_ layer: Layer? = nil, at index: Int = 0, outputs: [Tensor]? = nil) -> Network {
    var network = self
    if let layer { network.layers[index] = layer }
    if let outputs { network.outputs = outputs }
    return network
  }
}

extension Network {
  /// The report of formulas of which one is perturbed.
  func report(_ options: CountOptions, _ perturbation: Perturbation?) throws -> Report {
    guard let perturbation else { return try Report(self, options) }
    return try Report(counting: self, options, perturbation.counts)
  }
}

/// A wrong formula of a layer, and what a verification must say of it.
struct Fault {
  let name: String
  /// The quantity that differs first.
  let quantity: String
  /// The layer, with something else in it.
  let layer: Layer
  /// What its formulas say instead.
  var perturbation: Perturbation?

  /// Every quantity that formulas say of a layer, each off by one or turned around.
  static func all(of layer: Layer) throws -> [Fault] {
    var faults: [Fault] = []
    func counts(_ name: String, _ quantity: String, _ change: @escaping Perturbation.Change) {
      faults.append(
        Fault(
          name: name, quantity: quantity, layer: layer,
          perturbation: Perturbation(layer: layer.name, change: change)))
    }
    let owned = layer.weights.isShared ? "unfused weights read" : "parameters"
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
    for index in try layer.counts().read.indices {
      let isWeight = layer.inputs[index].role != .activation
      let quantity = "unfused \(isWeight ? "weights" : "elements") read"
      counts("read[\(index)]", quantity) { counts, _, _ throws(ArithmeticFault) in
        counts.read[index] = try counts.read[index] + 1
      }
    }
    counts("isActivation", "activations") { counts, _, _ in counts.isActivation.toggle() }
    counts("isView", "unfused elements written") { counts, _, _ in counts.isView.toggle() }
    if layer.norm != nil {
      counts("trained", layer.normWeights.isShared ? "unfused weights read" : "parameters") {
        counts, _, _ in
        counts.norm?.trained += 1
      }
      counts("statistics of the norm", "unfused weights read") { counts, _, _ in
        counts.norm?.statistics += 1
      }
      counts("folds", "fused elements read") { counts, _, _ in counts.norm?.folds.toggle() }
    }
    try addShapes(of: layer, to: &faults)
    addActivation(of: layer, to: &faults)
    return faults
  }

  private static func addShapes(of layer: Layer, to faults: inout [Fault]) throws {
    let shape = layer.output.shape
    let axes = shape.channelAxis.map { [$0] + shape.mapAxes } ?? []
    for (axis, name) in zip(axes, shape.sampleAxes) {
      var sizes = shape.sizes
      sizes[axis] = try sizes[axis] + 1
      faults.append(
        Fault(
          name: name, quantity: "output's \(name)",
          layer: layer.with(shape: Shape(sizes, layout: shape.layout))))
    }
  }

  /// An activation where there is none, and none where there is one.
  private static func addActivation(of layer: Layer, to faults: inout [Fault]) {
    // PReLU takes its slopes with it.
    let trains = layer.activation.map { $0.trained(1) != .zero } ?? false
    faults.append(
      Fault(
        name: "another step",
        quantity: trains && !layer.weights.isShared ? "parameters" : "unfused elements read",
        layer: layer.with(activation: layer.activation == nil ? .relu : .some(nil))))
  }
}
