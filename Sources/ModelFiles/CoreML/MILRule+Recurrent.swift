import CostModel
import Symbolic

// Layers that read a sequence step by step, and graphs inside nodes.
extension MILRule {
  /// The results of all steps or of the last, then the last states. Sequences are steps x batch x
  /// features.
  static func recurrent(
    _ cell: RecurrentCell
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let input = try call.tensor("x")
      let weights = try translator.weights(call.tensor("weight_ih"))
      let state = try translator.weights(call.tensor("weight_hh"))
      guard let sizes = input.shape?.sizes else { return .made([]) }
      guard sizes.count == 3, weights.shape.sizes.count == 2, state.shape.sizes.count == 2 else {
        throw .invalid(Diagnostic("it reads a tensor of \(sizes.count) axes, not 3"))
      }
      guard call.optional("peephole") == nil else { throw .undecided(.unknown) }
      try translator.require(
        sizes[2], equals: weights.shape.sizes[1],
        "its weights are for \(weights.shape.sizes[1].text) features, and it reads "
          + sizes[2].text)
      let directions = try translator.text(call, "direction") == "bidirectional" ? 2 : 1
      let biases = ["bias", "input_bias"].count { call.optional($0) != nil }
      let all = try translator.add(
        .recurrent(
          Recurrent(
            cell, hidden: state.shape.sizes[1], directions: directions, timeAxis: 0,
            biases: biases)), [input], weights: weights.key)
      let last = try translator.exactly { () throws(ArithmeticFault) in try sizes[0] - 1 }
      let end = try translator.slice(all, axis: 0, start: last, count: 1)
      let first = try isTrue(&translator, call, "output_sequence") ? all : end
      let states = try translator.squeeze(end, [0])
      return .made([first] + call.node.outputs.dropFirst().map { _ in states })
    }
  }

  // MARK: Graphs inside nodes

  /// The branch that the condition chooses, if it does. Branches read what is around them.
  static func branch(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    guard case .graphs(let graphs)? = call.attribute("blocks"), graphs.count == 2 else {
      throw .invalid(Diagnostic("it has no branches"))
    }
    return try translator.branch(on: call.tensor("pred"), graphs[0], graphs[1], inputs: [])
  }
}
