import Symbolic

/// What a step of a recurrent layer computes.
public enum RecurrentCell: String, CaseIterable, Sendable {
  case rnn, gru, lstm

  /// The matrix products of a step with its features, and with the state.
  package var gates: Int {
    switch self {
    case .rnn: 1
    case .gru: 3
    case .lstm: 4
    }
  }
}

/// A recurrent layer over a sequence: at each step, every gate is a matrix product of the step's
/// features and the state before it (LSTM: Hochreiter and Schmidhuber, 1997; GRU: arXiv:1406.1078).
package struct Recurrent<Size: AttributeNumber>: Hashable, Sendable {
  /// What a step computes.
  package let cell: RecurrentCell
  /// The size of the state.
  package let hidden: Size
  /// 2 if the sequence is also read backwards, by weights of its own.
  package let directions: Int
  /// The axis of the steps: 0 or 1; the other one is the batch, and the last holds the features.
  package let timeAxis: Int
  /// Biases of each gate's output: 2 in PyTorch and ONNX, 1 in TensorFlow, or 0.
  package let biases: Int
  /// The size to which a step's result is projected by a further matrix product; nil for none.
  package let projection: Size?
  /// Whether an LSTM has no gate of its own for what comes in: it takes in what it does not keep
  /// (CIFG, arXiv:1503.04069).
  package let couplesGates: Bool
  /// Further trained numbers of each unit: 3 for peepholes from the cell to the gates (Gers et al.,
  /// "Learning precise timing with LSTM recurrent networks", 2002), 1 for each gate that is
  /// normalized.
  package let scales: Int

  /// A layer with the given attributes.
  package init(
    _ cell: RecurrentCell, hidden: Size, directions: Int = 1, timeAxis: Int, biases: Int,
    projection: Size? = nil, couplesGates: Bool = false, scales: Int = 0
  ) {
    self.cell = cell
    self.hidden = hidden
    self.directions = directions
    self.timeAxis = timeAxis
    self.biases = biases
    self.projection = projection
    self.couplesGates = couplesGates
    self.scales = scales
  }

  /// The matrix products of a step with its features, and with the state.
  package var gates: Int { couplesGates ? cell.gates - 1 : cell.gates }
}

extension Recurrent: OperatorDefinition where Size == Formula {
  var name: String { cell.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .recurrent }

  func detail(_ inputs: [Shape]) -> String { directions == 1 ? "" : "\(directions) directions" }

  /// The sequence, and states to begin with.
  func reads(_ count: Int) -> Bool { (1...3).contains(count) }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    guard inputs[0].sizes.count == 3, (0...1).contains(timeAxis) else {
      throw .outsideDomain("a sequence is a tensor of 3 axes, not \(inputs[0].sizes.count)")
    }
    guard (1...2).contains(directions), (0...2).contains(biases) else {
      throw .outsideDomain("\(directions) directions with \(biases) biases")
    }
    guard cell == .lstm || projection == nil && !couplesGates && scales == 0 else {
      throw .outsideDomain("only an LSTM has a projection, coupled gates or peepholes")
    }
    try demands.require("c", [hidden, projection ?? 1])
    return inputs[0].with(try Formula(directions) * (projection ?? hidden), along: 2)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    let state = projection ?? hidden
    let gates = Formula(self.gates)
    var weights = try gates * hidden * (input.sizes[2] + state)
    if let projection { weights = try weights + hidden * projection }
    weights = try Formula(directions) * weights
    let products = try input.sizes[0] * input.sizes[1] * weights
    var counts = Counts(
      macs: products, effectiveMACs: products, weights: weights,
      biases: try Formula(directions) * (Formula(biases) * gates + Formula(scales)) * hidden,
      isActivation: true)
    for input in inputs { counts.read.append(try input.elements()) }
    return counts
  }

  /// The layer in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Recurrent<Int> {
    var size: Int?
    if let projection { size = try projection.integer() }
    return Recurrent<Int>(
      cell, hidden: try hidden.integer(), directions: directions, timeAxis: timeAxis,
      biases: biases, projection: size,
      couplesGates: couplesGates, scales: scales)
  }
}
