import CostModel
import Symbolic

/// What a change of layers adds up to.
package struct LayerCost: Hashable, Sendable {
  /// Multiply-accumulates.
  package var macs: Int128 = 0
  /// Trainable parameters.
  package var parameters: Int128 = 0
  /// Output elements of convolutions, dense layers and matrix products.
  package var activations: Int128 = 0

  /// Larger costs of a layer are refused, so that no sum of differences overflows.
  static let largest = Int128(1) << 96

  package init() {}

  init(macs: Int128, parameters: Int128, activations: Int128) {
    self.macs = macs
    self.parameters = parameters
    self.activations = activations
  }

  package static func + (left: LayerCost, right: LayerCost) -> LayerCost {
    LayerCost(
      macs: left.macs + right.macs, parameters: left.parameters + right.parameters,
      activations: left.activations + right.activations)
  }

  package static func - (left: LayerCost, right: LayerCost) -> LayerCost {
    LayerCost(
      macs: left.macs - right.macs, parameters: left.parameters - right.parameters,
      activations: left.activations - right.activations)
  }
}

/// A layer as two networks are compared by, whatever they were read from.
package struct ComparedLayer: Hashable, Sendable {
  /// Its name in what it was read from.
  package let name: String
  /// The operator with its attributes: `conv 3x3 /2 p1`.
  package let text: String
  /// The operator: `conv`.
  let operation: String
  /// The operator with its kernel, strides and groups, but not how it is padded.
  let form: String
  /// The normalization in the same layer.
  package let norm: String?
  /// The activation in the same layer.
  package let activation: String?
  /// The layers that it reads, -1 for an input of the network; stored tensors are left out.
  let inputs: [Int]
  /// The sizes of what it reads.
  let inputSizes: [[String]]
  /// The sizes that it makes: `32x112x112`.
  package let output: [String]
  /// What all its copies cost.
  package let cost: LayerCost

  /// A layer from what a report says of it.
  init(
    path: [String], operation: String, detail: String, norm: String?, activation: String?,
    copies: String, inputs: [Int], inputSizes: [[String]], output: [String], cost: LayerCost
  ) {
    let times = copies == "1" ? "" : " ×\(copies)"
    name = path.joined(separator: ".")
    text = (detail.isEmpty ? operation : "\(operation) \(detail)") + times
    self.operation = operation
    form = LayerForm.text(operation, detail) + times
    self.norm = norm
    self.activation = activation
    self.inputs = inputs
    self.inputSizes = inputSizes
    self.output = output
    self.cost = cost
  }

  /// Whether it pads.
  package var isPadding: Bool { operation == "pad" }

  /// Whether it only moves or relabels what others made.
  package var isMove: Bool {
    LayerForm.moves.contains(operation) && cost == LayerCost()
  }
}

/// A network as it is compared.
package struct ComparedNetwork: Sendable {
  /// Its name.
  package let name: String
  /// Its layers, each after those that it reads.
  package let layers: [ComparedLayer]

  package init(name: String, layers: [ComparedLayer]) {
    self.name = name
    self.layers = layers
  }

  /// The sum over its layers.
  package var cost: LayerCost { layers.reduce(LayerCost()) { $0 + $1.cost } }

  /// A counted network.
  ///
  /// - Throws: a diagnostic that names the layer whose cost is no whole number.
  package init(_ report: Report) throws(Diagnostic) {
    let network = report.network
    var makers: [Int: Int] = [:]
    for (index, layer) in network.layers.enumerated() { makers[layer.output.id] = index }
    var layers: [ComparedLayer] = []
    layers.reserveCapacity(report.rows.count)
    for row in report.rows {
      let layer = row.layer
      func number(_ formula: Formula) throws(Diagnostic) -> Int128 {
        guard let value = formula.constantValue, value.isInteger,
          value.numerator.magnitude < LayerCost.largest.magnitude
        else { throw Diagnostic("\(layer.name): its cost is not a known whole number") }
        return value.numerator
      }
      layers.append(
        ComparedLayer(
          path: layer.path, operation: layer.operation.name, detail: layer.detail,
          norm: layer.norm?.name, activation: layer.activation?.name, copies: layer.copies.text,
          inputs: layer.inputs.filter { $0.role == .activation }.map { makers[$0.id] ?? -1 },
          inputSizes: layer.inputs.map { $0.shape.sample.map(\.text) },
          output: layer.output.shape.sample.map(\.text),
          cost: LayerCost(
            macs: try number(row.cost.macs), parameters: try number(row.cost.parameters),
            activations: try number(row.cost.activations))))
    }
    self.init(name: network.name, layers: layers)
  }
}
