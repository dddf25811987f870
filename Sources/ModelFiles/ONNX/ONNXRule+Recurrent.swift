import CostModel
import Symbolic

// Layers that read a sequence step by step, and graphs inside nodes.
extension ONNXRule {
  /// The three outputs: the results of all steps by direction, and the last states.
  ///
  /// - Parameter isTransposed: whether weights have gates last, as those of `DynamicQuantizeLSTM`.
  static func recurrent(
    _ cell: RecurrentCell, isTransposed: Bool = false
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let (input, weights) = (try call[0], try call[1])
      guard let shape = input.shape, let own = weights.shape, let other = try call[2].shape else {
        return .made([])
      }
      guard shape.sizes.count == 3, own.sizes.count == 3, other.sizes.count == 3 else {
        throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 3"))
      }
      guard let constant = weights.constant else { throw .undecided(.data) }
      if isTransposed {
        translator.store((8...11).map { call.optional($0) }, beside: weights)
      }
      let directions = try call.text("direction") == "bidirectional" ? 2 : 1
      var numerics = Numerics()
      numerics.startsAtEnd = try call.text("direction") == "reverse"
      numerics.resetsState = try call.integer("linear_before_reset") ?? 0 == 0
      if !isPlain(call, cell) { translator.standIn(call) }
      let isBatchFirst = try call.integer("layout") ?? 0 != 0
      let hidden = other.sizes[isTransposed ? 1 : 2]
      let features = own.sizes[isTransposed ? 1 : 2]
      let gates = try translator.exactly { () throws(ArithmeticFault) in
        try hidden * Formula(cell.gates)
      }
      try translator.require(
        own.sizes[isTransposed ? 2 : 1], equals: gates, "its weights do not fit its state")
      try translator.require(
        shape.sizes[2], equals: features,
        "its weights are for \(features.text) features, and it reads \(shape.sizes[2].text)")
      let y = try translator.add(
        .recurrent(
          Recurrent(
            cell, hidden: hidden, directions: directions, timeAxis: isBatchFirst ? 1 : 0,
            biases: call.optional(3) == nil ? 0 : 2,
            scales: cell == .lstm && call.optional(7) != nil ? 3 : 0)),
        [input]
          + [call.optional(5), call.optional(6)].compactMap(\.self).filter { $0.tensor != nil },
        weights: constant.key, parameters: parameters(translator, call, directions),
        zeros: call.constants(5...6), numerics: numerics)
      let results = RecurrentResults(
        made: y, steps: shape.sizes[isBatchFirst ? 1 : 0], batch: shape.sizes[isBatchFirst ? 0 : 1],
        hidden: hidden, directions: directions, isBatchFirst: isBatchFirst,
        startsAtEnd: numerics.startsAtEnd)
      let outputs = call.node.outputs
      func isRead(_ index: Int) -> Bool { outputs.indices.contains(index) && outputs[index] != nil }
      var made: [Operand] = [.unknown, .unknown, .unknown]
      if isRead(0) { made[0] = try results.all(&translator) }
      for index in 1...2 where isRead(index) {
        // The last state of the second direction is that of the first step, and the inner state is
        // none of the results; all of them cost the same.
        if index == 2 || directions == 2 { translator.standIn(call) }
        made[index] = try results.last(&translator)
      }
      return .made(made)
    }
  }

  /// Whether the layer starts with what is known, and its gates are the usual ones.
  private static func isPlain(_ call: Call, _ cell: RecurrentCell) -> Bool {
    let usual: [RecurrentCell: [String]] = [
      .lstm: ["Sigmoid", "Tanh", "Tanh"], .gru: ["Sigmoid", "Tanh"], .rnn: ["Tanh"],
    ]
    if case .texts(let names)? = call.attribute("activations"),
      !names.isEmpty, names != (usual[cell] ?? []),
      names != (usual[cell] ?? []) + (usual[cell] ?? [])
    {
      return false
    }
    return call.attribute("clip") == nil && call.attribute("input_forget") != .integer(1)
      && [4, 7].allSatisfy { call.optional($0) == nil }
      && [5, 6].allSatisfy { call.optional($0)?.tensor == nil }
  }

  /// For each direction the weights of the features and of the state, and both biases.
  private static func parameters(
    _ translator: Translator, _ call: Call, _ directions: Int
  ) -> [Constant] {
    let all = call.constants(1...3)
    return (0..<directions).flatMap { direction in
      all.map { translator.part($0, axis: 0, Formula(direction), 1) }
    }
  }

  /// The branch that the condition chooses, if it does.
  static func branch(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    guard case .graph(let yes)? = call.attribute("then_branch"),
      case .graph(let no)? = call.attribute("else_branch")
    else { throw .invalid(Diagnostic("it has no branches")) }
    return try translator.branch(on: call[0], yes, no, inputs: [])
  }
}

/// What a recurrent layer makes, steps x batch x (directions x hidden), as ONNX arranges it.
private struct RecurrentResults {
  let made: Operand
  let steps, batch, hidden: Formula
  let directions: Int
  /// Whether samples come before steps.
  let isBatchFirst: Bool
  let startsAtEnd: Bool

  /// The results of all steps: steps x directions x batch x hidden.
  func all(_ translator: inout Translator) throws(Refusal) -> Operand {
    let first = isBatchFirst ? [batch, steps] : [steps, batch]
    if directions == 1 {
      return try translator.reshape(
        made, to: isBatchFirst ? first + [1, hidden] : [steps, 1, batch, hidden])
    }
    let split = try translator.reshape(made, to: first + [Formula(directions), hidden])
    return isBatchFirst ? split : try translator.transpose(split, [0, 2, 1, 3])
  }

  /// The state after the last step: directions x batch x hidden.
  func last(_ translator: inout Translator) throws(Refusal) -> Operand {
    let step = try translator.exactly { () throws(ArithmeticFault) in
      try startsAtEnd ? 0 : steps - 1
    }
    let end = try translator.slice(made, axis: isBatchFirst ? 1 : 0, start: step, count: 1)
    let state = try translator.reshape(end, to: [batch, Formula(directions), hidden])
    if isBatchFirst { return state }
    return directions == 1
      ? try translator.reshape(state, to: [Formula(directions), batch, hidden])
      : try translator.transpose(state, [1, 0, 2])
  }
}
